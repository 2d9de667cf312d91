import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeLeads, SIGNAL_KEYS } from "@/lib/bench/api/leads";
import { scoringWorkspace } from "@/lib/bench/api/workspace";
import { liveScorer } from "@/lib/modules/scoring/live-scorer";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { testKey } from "@/lib/testing/api-key";
import { testDatabase } from "@/lib/testing/database";
import { createApi } from "./app";
import { ANSWER_COLUMNS } from "./batch/columns";
import { scoreCsv } from "./batch/score-csv";
import { ANSWER_EXAMPLE, EXAMPLE } from "./score-batch";

testDatabase({ poolSize: 8 });

let server: Server;
let origin: string;
const workspaces: Record<string, { tenantId: string; key: string }> = {};

beforeAll(async () => {
  server = createServer(getRequestListener(createApi().fetch));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const { tenantId } = await createWorkspace({ name: "Rules" });
  workspaces.rules = { tenantId, key: await testKey(tenantId, ["score"]) };
  const learnt = makeLeads(1_500, 1);
  for (const kind of ["logistic", "boosted"] as const)
    workspaces[kind] = await scoringWorkspace(kind, learnt);
}, 120_000);

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const keyOf = (kind: string) => workspaces[kind]!.key;

async function batch(body: string | Buffer, kind = "rules", headers: Record<string, string> = {}) {
  const response = await fetch(`${origin}/api/v1/score/batch`, {
    method: "POST",
    headers: { authorization: `Bearer ${keyOf(kind)}`, "content-type": "text/csv", ...headers },
    body: typeof body === "string" ? body : new Uint8Array(body),
  });
  return { status: response.status, text: textOf(await response.arrayBuffer()), headers: response.headers };
}

/** As it came: `text()` would take the mark of UTF-8 away. */
const textOf = (bytes: ArrayBuffer) => Buffer.from(bytes).toString("utf8");

async function single(body: object, kind: string) {
  const response = await fetch(`${origin}/api/v1/score`, {
    method: "POST",
    headers: { authorization: `Bearer ${keyOf(kind)}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Single };
}

interface Single {
  score: number;
  probability: number | null;
  band: { name: string };
  action: string;
  reasons: { text: string; detail: string | null }[];
  risks: { text: string; detail: string | null }[];
  scorer: { version: string };
}

const line = ({ text, detail }: { text: string; detail: string | null }) =>
  detail === null ? text : `${text} (${detail})`;

/** What the columns behind a row must say, from what POST /score says. */
const expected = ({ score, probability, band, action, reasons, risks, scorer }: Single) => ({
  ...{ score: String(score), probability: probability === null ? "" : String(probability) },
  ...{ band: band.name, action },
  ...Object.fromEntries([0, 1, 2].map((at) => [`reason_${at + 1}`, reasons[at] ? line(reasons[at]) : ""])),
  ...Object.fromEntries([0, 1].map((at) => [`risk_${at + 1}`, risks[at] ? line(risks[at]) : ""])),
  ...{ scorer_version: scorer.version, error: "" },
});

type Row = Record<string, string>;
const rowsOf = (text: string, delimiter = ","): Row[] =>
  parse(text, { columns: true, bom: true, delimiter }) as Row[];
const answerOf = (row: Row) => Object.fromEntries(ANSWER_COLUMNS.map((name) => [name, row[name]]));
const cellOf = (value: unknown) => (value === null || value === undefined ? "" : String(value));

describe.each(["rules", "logistic", "boosted"])("rows scored by %s", (kind) => {
  it("have the score and the words of POST /score for the same signals", async () => {
    const { records } = makeLeads(60, 9);
    const header = ["id", ...SIGNAL_KEYS, "note"];
    const lines = records.map((record, at) =>
      [`L${at}`, ...SIGNAL_KEYS.map((key) => cellOf(record[key])), "kept"].join(","),
    );
    const { status, text, headers } = await batch([header.join(","), ...lines].join("\n"), kind);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const rows = rowsOf(text);
    expect(rows.map(({ id }) => id)).toEqual(records.map((_, at) => `L${at}`));
    for (const [at, record] of records.entries()) {
      const { body } = await single({ signals: record }, kind);
      expect(answerOf(rows[at]!), `row ${at}`).toEqual(expected(body));
    }
  });

  it("have them where only some signals are there, some follow from others, and a size stands beside", async () => {
    for (const keys of [
      ["pricing_views_7d", "trial_started"],
      ["seniority", "employees", "pricing_views_30d", "in_territory"],
      ["decision_maker", "seniority", "employees", "company_size_log", "days_since_last_activity"],
      ["decision_maker", "decision_maker_x_pricing", "seniority", "employees", "company_size_log"],
    ]) {
      const { records } = makeLeads(25, 11);
      const sent = records.map(
        (record, at): Record<string, unknown> =>
          Object.fromEntries(
            keys.map((key) => [key, key === "employees" ? [null, 12, 340, 5_000][at % 4] : record[key]]),
          ),
      );
      const lines = sent.map((record) => keys.map((key) => cellOf(record[key])).join(";"));
      const { text } = await batch(
        [`row;${keys.join(";")}`, ...lines.map((cells) => `x;${cells}`)].join("\r\n"),
        kind,
      );
      const rows = rowsOf(text, ";");
      for (const [at, signals] of sent.entries()) {
        const { body } = await single({ signals }, kind);
        expect(answerOf(rows[at]!), `${keys} ${JSON.stringify(signals)}`).toEqual(expected(body));
      }
    }
  });

  it("have them for leads too", async () => {
    const leads = [
      { email: "ann@firm.example", company: "Firm", job_title: "VP Sales", employees: "640", country: "GB" },
      { email: "bo@gmail.com", company: 'Bo "& Sons"', job_title: "Student, 3rd year" },
    ];
    const columns = ["email", "company", "job_title", "employees", "country"] as const;
    const cells = leads.map((lead: Record<string, string>) =>
      columns.map((column) => `"${(lead[column] ?? "").replaceAll('"', '""')}"`).join(","),
    );
    const { text } = await batch(`Email,Company,Job title,employees,country\n${cells.join("\n")}\n`, kind);
    const rows = rowsOf(text);
    for (const [at, lead] of leads.entries()) {
      const { body } = await single({ lead }, kind);
      expect(answerOf(rows[at]!)).toEqual(expected(body));
    }
  });
});

describe("a file", () => {
  const cell = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.string({ unit: fc.constantFrom("a", "é", " ", "=", "-", "7", "漢"), maxLength: 6 }),
    },
    {
      weight: 1,
      arbitrary: fc.string({ unit: fc.constantFrom('"', ",", ";", "\n", "\t", "x", "+"), maxLength: 6 }),
    },
  );
  const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
    fc.record({
      names: fc.constant(Array.from({ length: width }, (_, at) => `Column ${at}`)),
      rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 12 }),
      views: fc.infiniteStream(fc.constantFrom("", "0", "3", "many", "-2.5", " 4 ")).map((stream) => stream),
      delimiter: fc.constantFrom(",", ";", "\t"),
      end: fc.constantFrom("\n", "\r\n"),
      bom: fc.boolean(),
      lastEnd: fc.boolean(),
    }),
  );

  it("keeps its rows, its columns and their order, whatever is in them", async () => {
    await fc.assert(
      fc.asyncProperty(table, async ({ names, rows, views, delimiter, end, bom, lastEnd }) => {
        const quoted = (value: string) =>
          /["\r\n,;\t]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
        const sent = rows.map((cells) => [...cells, views.next().value as string]);
        const lines = [[...names, "pricing_views_7d"], ...sent].map((cells) =>
          cells.map(quoted).join(delimiter),
        );
        const text = `${bom ? "\uFEFF" : ""}${lines.join(end)}${lastEnd ? end : ""}`;
        const answer = await batch(text);
        expect(answer.status, answer.text).toBe(200);
        expect(answer.text.startsWith("\uFEFF"), "the mark of UTF-8").toBe(bom);
        // The plain implementation: another reader, and POST /score's own words for a value that is none.
        const read = parse(answer.text, { delimiter, bom: true }) as string[][];
        expect(read[0]).toEqual([...names, "pricing_views_7d", ...ANSWER_COLUMNS]);
        expect(read.slice(1).map((cells) => cells.slice(0, names.length + 1))).toEqual(sent);
        for (const cells of read.slice(1)) {
          const wrong = cells[names.length] === "many";
          expect(cells.at(-1)).toBe(wrong ? "pricing_views_7d must be a number" : "");
          expect(cells[names.length + 1] === "").toBe(wrong);
        }
      }),
      { seed: 8, numRuns: 150 },
    );
  }, 60_000);

  it("says of each bad row what is wrong, and goes on", async () => {
    const { text } = await batch(
      [
        "id,seniority,trial_started,pricing_views_7d,source_channel",
        "ok,vp,yes,1,partner",
        "many,boss,maybe,1e13,partner",
        "short,vp",
        "long,vp,no,1,partner,more",
        "padded,vp,no,1,partner,,",
        "",
        'stray,"vp" x,no,1,partner',
        'formula,=1+1,no,0x10,"=cmd()"',
        `far,vp,no,1,${"x".repeat(201)}`,
        'open,"vp,no,1,partner',
      ].join("\n"),
    );
    const rows = rowsOf(text);
    expect(rows.map(({ id, error }) => [id, error])).toEqual([
      ["ok", ""],
      [
        "many",
        "seniority must be c_level, vp, director, manager, individual or null; trial_started must be true or false; pricing_views_7d must lie between -1000000000000 and 1000000000000",
      ],
      ["short", "The row has 2 of 5 cells."],
      ["long", "The row has 6 cells and the header 5; those beyond are left out."],
      ["padded", ""],
      ['stray,"vp" x,no,1,partner', expect.stringContaining("A quote is opened")],
      ["formula", expect.stringContaining("seniority must be")],
      ["far", "source_channel must have at most 200 characters"],
      ['open,"vp,no,1,partner', expect.stringContaining("A quote is opened")],
    ]);
    for (const { score, error } of rows) expect(score === "").toBe(error !== "");
    expect(rows.find(({ id }) => id === "formula")?.source_channel).toBe("=cmd()");
  });

  it("says what is missing of a lead, and by which name", async () => {
    const { text } = await batch(
      "E-mail,email,Company,Job Title,created_at\nx,a@b.example,,CEO,\nx,a@b.example,Firm,CEO,soon\n",
    );
    expect(rowsOf(text).map(({ error }) => error)).toEqual([
      "Company is required",
      "created_at must be a time like 2026-11-21T09:30:00Z",
    ]);
  });

  it.each([
    ["", "This file is empty."],
    ["\n\n", "no header"],
    ["a,b\n1,2\n", "No column of this file"],
    ["1,2,3\n4,5,6\n", "No column of this file"],
    ["email,company\na@b.example,Firm\n", "The column job_title is missing"],
    ["pricing_views_7d,Pricing views 7d\n1,2\n", "names pricing_views_7d twice"],
    ["pricing_views_7d,score\n1,2\n", 'a column "score" already'],
    ['pricing_views_7d,"open\n1,2\n', "The header cannot be read"],
    [Buffer.from("\uFEFFpricing_views_7d\n1\n", "utf16le"), "UTF-16"],
    [Buffer.from("PK\u0003\u0004 and more"), "Excel workbook"],
    [`pricing_views_7d${",a".repeat(1_000)}\n1\n`, "at most 1000"],
    [`pricing_views_7d,${"x".repeat(10_000_000)}`, "longer than 256 kB"],
  ])("is refused before anything goes out where its header cannot be used: %#", async (body, message) => {
    const { status, text } = await batch(body);
    expect([status, text]).toEqual([400, expect.stringContaining(message.replaceAll('"', '\\"'))]);
  });

  it("is answered as the documentation shows", async () => {
    expect((await batch(EXAMPLE)).text).toBe(ANSWER_EXAMPLE);
  });

  it("of a header alone is answered with a header", async () => {
    const { status, text } = await batch("pricing_views_7d");
    expect([status, text]).toEqual([200, `pricing_views_7d,${ANSWER_COLUMNS.join(",")}\n`]);
  });

  it("loses a line of 10 MB, and no other", async () => {
    const { text } = await batch(`id,pricing_views_7d\na,1\n${"x".repeat(10_000_000)},2\nb,1\n`);
    expect(rowsOf(text).map(({ id, error }) => [id, error])).toEqual([
      ["a", ""],
      ["", "The line is longer than 256 kB."],
      ["b", ""],
    ]);
  });

  it("must be CSV, unpacked, in UTF-8", async () => {
    for (const headers of [
      { "content-type": "application/json" },
      { "content-type": "text/csv; charset=windows-1252" },
      { "content-encoding": "gzip" },
    ] as Record<string, string>[])
      expect((await batch("pricing_views_7d\n1\n", "rules", headers)).status, JSON.stringify(headers)).toBe(
        415,
      );
    const { text } = await batch(Buffer.from("source_channel\nGr\xfcn\n", "latin1"));
    expect(rowsOf(text)[0]?.error).toBe("source_channel must be UTF-8 text");
  });

  it("is logged part by part before it goes out, and nobody else's scorer is asked", async () => {
    const { tenantId } = await createWorkspace({ name: "Logged" });
    workspaces.logged = { tenantId, key: await testKey(tenantId, ["score"]) };
    const body = `id,pricing_views_7d\n${Array.from({ length: 40_000 }, (_, at) => `row number ${at},${at % 7 === 0 ? "x" : at % 9}`).join("\n")}`;
    const { text } = await batch(body, "logged");
    const rows = rowsOf(text);
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 40_000 }, (_, at) => `row number ${at}`));
    const parts = await withTenant(tenantId, (tx) =>
      tx.predictionBatch.findMany({ orderBy: { firstRow: "asc" } }),
    );
    expect(parts.length).toBeGreaterThan(2);
    let next = 1n;
    for (const { firstRow, rows: count } of parts) {
      expect(firstRow).toBe(next);
      next += BigInt(count);
    }
    expect(next).toBe(40_001n);
    expect(parts.reduce((sum, { failed }) => sum + failed, 0)).toBe(
      rows.filter(({ error }) => error !== "").length,
    );
    const last = parts.at(-1)!;
    expect(last).toMatchObject({ isLast: true, scorerVersion: "Rules v1", keyId: expect.any(String) });
    expect(last.bytesIn).toBe(BigInt(Buffer.byteLength(body)));
    expect(last.sha256In).toBe(createHash("sha256").update(body).digest("hex"));
    expect(new Set(parts.map(({ requestId }) => requestId)).size).toBe(1);
    expect(new Set(rows.map(({ scorer_version: version }) => version))).toEqual(new Set(["Rules v1", ""]));
    expect(
      await withTenant(workspaces.rules!.tenantId, (tx) => tx.predictionBatch.count({ where: { tenantId } })),
    ).toBe(0);
  });

  it("asks for a key that may score", async () => {
    const { tenantId } = workspaces.rules!;
    workspaces.reader = { tenantId, key: await testKey(tenantId, ["read"]) };
    expect((await batch("pricing_views_7d\n1\n", "reader")).status).toBe(403);
    expect((await batch("pricing_views_7d\n1\n", "rules", { authorization: "" })).status).toBe(401);
  });
});

describe("a connection", () => {
  const open = () => {
    const sending = request(`${origin}/api/v1/score/batch`, {
      method: "POST",
      headers: { authorization: `Bearer ${keyOf("rules")}`, "content-type": "text/csv" },
    });
    sending.setMaxListeners(0);
    // Whoever breaks off is told of it.
    sending.on("error", () => {});
    return sending;
  };
  /** Rows of a megabyte, and how often they are sent. */
  const LINES = Buffer.from(`${"x".repeat(1_000)},1\n`.repeat(1_000));
  const TIMES = 60;

  async function feed(sending: ReturnType<typeof open>): Promise<void> {
    sending.write("id,pricing_views_7d\n");
    for (let sent = 0; sent < TIMES && !sending.destroyed; sent += 1)
      if (!sending.write(LINES)) await Promise.race([once(sending, "drain"), once(sending, "close")]);
    sending.end();
  }
  const linesOf = (piece: Buffer) => {
    let lines = 0;
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines += 1;
    return lines;
  };

  it("that sends all of its file before it reads any of the answer gets all of it", async () => {
    const sending = open();
    const answered = once(sending, "response");
    await feed(sending);
    const [response] = (await answered) as [IncomingMessage];
    let lines = 0;
    for await (const piece of response as AsyncIterable<Buffer>) lines += linesOf(piece);
    expect(lines).toBe(1 + TIMES * 1_000);
  }, 60_000);

  it("that waits for its answer before it sends more is answered", async () => {
    const sending = open();
    const answered = once(sending, "response");
    sending.write("id,pricing_views_7d\n");
    sending.write(LINES);
    const [response] = (await answered) as [IncomingMessage];
    let lines = 0;
    let parts = 1;
    for await (const piece of response as AsyncIterable<Buffer>) {
      lines += linesOf(piece);
      // All but what is less than a part.
      if (lines > parts * 1_000 - 300 && parts <= 3) {
        parts += 1;
        if (parts > 3) sending.end();
        else sending.write(LINES);
      }
    }
    expect(lines).toBe(1 + 3 * 1_000);
  }, 60_000);

  it("whose part cannot be logged is told nothing of it, though more may come", async () => {
    const live = await liveScorer(workspaces.rules!.tenantId);
    async function* source() {
      yield Buffer.from("id,pricing_views_7d\n");
      yield LINES;
      await new Promise(() => {});
    }
    const log = () => Promise.reject(new Error("no database"));
    const { bytes } = await scoreCsv(source(), { live, moment: 0, timeZone: "Etc/UTC", log });
    await expect(bytes.next()).rejects.toThrow("no database");
  });

  it("that goes away ends the work", async () => {
    const { tenantId } = workspaces.rules!;
    const sending = open();
    const answered = once(sending, "response");
    sending.write("id,pricing_views_7d\n");
    sending.write(LINES);
    const [response] = (await answered) as [IncomingMessage];
    response.on("error", () => {});
    await once(response, "data");
    sending.destroy();
    const requestId = String(response.headers["x-request-id"]);
    const parts = () => withTenant(tenantId, (tx) => tx.predictionBatch.findMany({ where: { requestId } }));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const logged = await parts();
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.filter(({ isLast }) => isLast)).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await parts()).toHaveLength(logged.length);
    expect((await batch("pricing_views_7d\n1\n")).status).toBe(200);
  }, 30_000);
});
