import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import { getImport, getRejections } from "./data";
import { runImportJob } from "./jobs";
import { addChunk, cancelImport, createImport, finishUpload, queueImport } from "./mutations";
import { planProblems } from "./plan";
import { prepareImport } from "./prepare";
import { runImport } from "./run";
import type { ImportKind, ImportPlan, ImportResult } from "./types";

testDatabase();

let tenantId = "";
beforeEach(async () => {
  tenantId = (await createWorkspace({ name: "Fjordline" })).tenantId;
});

async function* pieces(bytes: Uint8Array, size = 50_000) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

interface Options {
  readonly tenant?: string;
  readonly kind?: ImportKind;
  readonly change?: (plan: ImportPlan) => ImportPlan;
}

/** Prepares, plans as suggested and runs, as the command line does. */
async function importFile(file: string | Uint8Array, { tenant = tenantId, kind, change }: Options = {}) {
  const bytes = typeof file === "string" ? Buffer.from(file) : file;
  const byteSize = bytes.length;
  const prepared = await prepareImport(pieces(bytes), {
    byteSize,
    timeZone: "UTC",
    ...(kind ? { kind } : {}),
  });
  const plan = change ? change(prepared.plan) : prepared.plan;
  expect(planProblems(prepared.profile.columns, plan)).toEqual([]);
  const { profile } = prepared;
  const fileName = "leads.csv";
  const scope = await createImport(
    {
      tenantId: tenant,
      kind: plan.kind,
      fileName,
      byteSize,
      status: "running",
      createdBy: null,
      profile,
      plan,
    },
    new Date(),
  );
  const { result } = await runImport({
    ...scope,
    ...{ plan, profile, fileName, byteSize, actorId: null, source: pieces(bytes) },
  });
  const rejected = await withTenant(tenant, (tx) => getRejections(tx, tenant, scope.importId));
  return { result, rejected: rejected.map(({ line, reason }) => [line, reason]), profile, plan };
}

async function counts(tenant = tenantId) {
  return withTenant(tenant, async (tx) => ({
    leads: await tx.lead.count(),
    events: await tx.event.count(),
    outcomes: await tx.outcome.count(),
    history: await tx.scoreHistory.count(),
  }));
}

const firstLead = (tenant = tenantId) =>
  withTenant(tenant, (tx) =>
    tx.lead.findFirstOrThrow({ orderBy: [{ externalId: "asc" }, { email: "asc" }] }),
  );

const summary = ({ rows, created, changed, unchanged, rejected }: ImportResult) => ({
  rows,
  created,
  changed,
  unchanged,
  rejected,
});

function leadsFile(count: number): string {
  const rows = Array.from({ length: count }, (_, index) =>
    [
      `L${index}`,
      `p${index}@firm.example`,
      `Company ${index % 9}`,
      "CEO",
      index % 7,
      ["won", "lost", "open"][index % 3],
      "2026-02-03",
    ].join(","),
  );
  return ["id,email,company,job title,visits,outcome,created", ...rows].join("\n");
}

describe("the same file twice", () => {
  it("changes nothing, with ids", async () => {
    const first = await importFile(leadsFile(300));
    expect(summary(first.result)).toEqual({ rows: 300, created: 300, changed: 0, unchanged: 0, rejected: 0 });
    const before = await counts();
    const second = await importFile(leadsFile(300));
    expect(summary(second.result)).toEqual({
      rows: 300,
      created: 0,
      changed: 0,
      unchanged: 300,
      rejected: 0,
    });
    expect(await counts()).toEqual(before);
  });

  it("changes nothing without any id, and keeps equal rows apart", async () => {
    const file = "company,visits,plan\nFjord,3,pro\nFjord,3,pro\nHalden,1,basic\n";
    expect(summary((await importFile(file)).result)).toMatchObject({ created: 3 });
    expect(summary((await importFile(file)).result)).toMatchObject({ created: 0, changed: 0, unchanged: 3 });
    expect((await counts()).leads).toBe(3);
  });

  it("updates what changed, and only that", async () => {
    await importFile("id,email,visits\nA,a@firm.example,1\nB,b@firm.example,2\n");
    const { result } = await importFile("id,email,visits\nA,a@firm.example,9\nB,b@firm.example,2\n");
    expect(summary(result)).toMatchObject({ changed: 1, unchanged: 1 });
    expect((await firstLead()).attributes).toMatchObject({ site_visits_30d: 9 });
  });
});

it("maps outcomes to status: positive is won, blank and undecided are open, the rest has lost", async () => {
  await importFile(
    "id,email,outcome\nA,a@f.example,won\nB,b@f.example,declined\nC,c@f.example,open\nD,d@f.example,\n",
  );
  const rows = await withTenant(tenantId, (tx) =>
    tx.lead.findMany({ orderBy: { externalId: "asc" }, include: { outcomes: true } }),
  );
  expect(rows.map(({ status, outcomes }) => [status, outcomes[0]?.value])).toEqual([
    ["won", "positive"],
    ["lost", "negative"],
    ["new", "undecided"],
    ["new", "undecided"],
  ]);
});

it("reports every bad row with its line and reason, and lets the rest in", async () => {
  const { result, rejected } = await importFile(
    [
      "id,email,company,created", // line 1
      'A,a@firm.example,"Two',
      'lines",2026-01-02', // A ends on line 3
      ",not an address,Fjord,2026-01-02", // 4
      ",,Fjord,2026-01-02", // 5
      "A,other@firm.example,Fjord,2026-01-02", // 6
      "B,b@firm.example,Fjord,2062-01-02", // 7
      "C,c@firm.example,Fjord,2026-01-02,extra", // 8
      "D,d@firm.example", // 9
      'E,"e@firm.example,Fjord,2026-01-02', // 10
      "F,f@firm.example,Fjord,yesterday", // 11
      ",,,", // 12: blank, no row
      "G,g@firm.example,Fjord,2026-01-05", // 13
      "H,h@firm.example,Fjord,2026-01-05",
      "I,i@firm.example,Fjord,2026-01-05",
      "J,j@firm.example,Fjord,2026-01-05",
    ]
      .concat(Array.from({ length: 40 }, (_, index) => `K${index},k${index}@firm.example,Fjord,2026-01-05`))
      .join("\n"),
  );
  expect(rejected).toEqual([
    [4, "Malformed email"],
    [5, "No email, and no other id"],
    [6, "Same id as line 2"],
    [7, "Created in the future"],
    [8, "Too many fields"],
    [9, "Too few fields"],
    [10, "Quote opened on line 10 is never closed"],
    [11, "Created date not readable"],
  ]);
  expect(summary(result)).toEqual({ rows: 53, created: 45, changed: 0, unchanged: 0, rejected: 8 });
});

it("keeps a lead whose address is malformed when another id tells it, and flags it", async () => {
  await importFile("id,email,company\nA,a at firm,n/a\nB,b@firm.example,Fjord\nC,c@firm.example,Fjord\n");
  const lead = await firstLead();
  expect(lead).toMatchObject({ externalId: "A", email: null, attributes: { email_as_given: "a at firm" } });
  expect(lead.qualityFlags).toEqual(["missing_title", "malformed_email", "placeholder_company"]);
});

it("keeps protected columns out of signals and out of the lead, whoever asks", async () => {
  const file =
    "id,email,gender,birth year,plan\n" +
    Array.from({ length: 20 }, (_, i) => `A${i},a${i}@f.example,f,1979,${i % 2 ? "pro" : "basic"}`).join(
      "\n",
    );
  const { result, profile, plan } = await importFile(file);
  expect(result.keptOut).toEqual([
    { column: "gender", reason: "Kept out: it is about gender, a protected attribute" },
    { column: "birth year", reason: "Kept out: it is about age, a protected attribute" },
  ]);
  expect((await firstLead()).attributes).toEqual({ plan: "basic" });
  const definitions = await withTenant(tenantId, (tx) => tx.signalDefinition.findMany());
  expect(definitions.map(({ key }) => key)).toEqual(["plan"]);
  const forced = { ...plan, columns: { ...plan.columns, gender: "own_signal" } } as ImportPlan;
  expect(planProblems(profile.columns, forced)).toHaveLength(1);
});

it("gives columns of the same name attributes of their own", async () => {
  await importFile(
    "id,email,plan,plan,\nA,a@f.example,pro,gold,u\nB,b@f.example,pro,gold,v\nC,c@f.example,lite,tin,u\n",
  );
  expect((await firstLead()).attributes).toEqual({ plan: "pro", plan_2: "gold", column_5: "u" });
});

it("never lets an attribute feed a standard signal by its name", async () => {
  await importFile("id,email,unsubscribed\nA,a@f.example,yes\nB,b@f.example,no\n", {
    change: (plan) => ({ ...plan, columns: { ...plan.columns, unsubscribed: "attribute" } }) as ImportPlan,
  });
  expect((await firstLead()).attributes).toEqual({ own_unsubscribed: true });
});

it("reads Latin-1 and semicolons, and decimal commas", async () => {
  const text =
    "id;e-mail;firma;Umsatzanteil\nA;a@f.example;Müller & Söhne;1.234,5\nB;b@f.example;Größe;2,5\n";
  await importFile(Buffer.from(text, "latin1"));
  expect(await firstLead()).toMatchObject({
    company: "Müller & Söhne",
    attributes: { umsatzanteil: 1234.5 },
  });
});

it("takes two hundred columns", async () => {
  const names = Array.from(
    { length: 198 },
    (_, index) => `metric ${String.fromCharCode(97 + (index % 26))}${index}`,
  );
  const rows = Array.from({ length: 30 }, (_, row) =>
    [`A${row}`, `a${row}@f.example`, ...names.map((_, index) => (row * index) % 13)].join(","),
  );
  const { result } = await importFile([["id", "email", ...names].join(","), ...rows].join("\n"));
  expect(result.created).toBe(30);
  expect(Object.keys((await firstLead()).attributes as object)).toHaveLength(198);
}, 60_000);

it("keeps two workspaces apart", async () => {
  const other = (await createWorkspace({ name: "Halden" })).tenantId;
  await importFile(leadsFile(20));
  await importFile(leadsFile(30), { tenant: other });
  expect([(await counts()).leads, (await counts(other)).leads]).toEqual([20, 30]);
  expect((await importFile(leadsFile(20))).result.unchanged).toBe(20);
});

describe("events", () => {
  const EVENTS = [
    "lead_id,timestamp,activity,resource",
    "A,2026-01-01T10:00:00Z,Email Opened,1",
    "A,2026-01-01T10:00:00Z,Email Opened,1",
    "A,2026-01-02T10:00:00Z,Offer sent,2",
    "B,2026-01-03T10:00:00+02:00,Offer sent,2",
    "B,2026-01-04T10:00:00Z,Call,3",
    "ghost,2026-01-04T10:00:00Z,Offer sent,2",
    "A,tomorrow,Offer sent,2",
    "A,2062-01-04T10:00:00Z,Offer sent,2",
    "A,2026-01-05T10:00:00Z,,2",
    ...Array.from(
      { length: 60 },
      (_, index) => `A,2026-02-0${(index % 9) + 1}T11:${10 + (index % 40)}:00Z,Offer sent,${index % 3}`,
    ),
  ].join("\n");

  it("come in once, own types become signals, and strangers are named", async () => {
    await importFile("id,email\nA,a@f.example\nB,b@f.example\n");
    const first = await importFile(EVENTS);
    expect(first.plan.kind).toBe("events");
    expect(first.rejected).toEqual([
      [7, "No lead with this id"],
      [8, "Time not readable"],
      [9, "Happened in the future"],
      [10, "No event type"],
    ]);
    expect(summary(first.result)).toMatchObject({ rows: 69, created: 65, rejected: 4 });
    const types = await withTenant(tenantId, (tx) =>
      tx.event.groupBy({
        by: ["type"],
        _count: true,
        where: { type: { not: "attributes_set" } },
        orderBy: { type: "asc" },
      }),
    );
    expect(Object.fromEntries(types.map(({ type, _count }) => [type, _count]))).toEqual({
      call_logged: 1,
      email_opened: 2,
      "Offer sent": 62,
    });
    expect(first.result.signals.map(({ key }) => key)).toEqual([
      "offer_sent_count",
      "offer_sent_ever",
      "days_since_offer_sent",
    ]);
    const before = await counts();
    const second = await importFile(EVENTS);
    expect(summary(second.result)).toMatchObject({ created: 0, unchanged: 65, rejected: 4 });
    expect(await counts()).toEqual(before);
  });
});

describe("the job", () => {
  const context = (signal = new AbortController().signal) => ({ signal, jobId: "test" });

  async function uploaded(text: string) {
    const bytes = Buffer.from(text);
    const member = await testMember(tenantId, "revops");
    const scope = await createImport(
      {
        tenantId,
        kind: "leads",
        fileName: "leads.csv",
        byteSize: 0,
        status: "uploading",
        createdBy: member.userId,
      },
      new Date(),
    );
    let seq = 0;
    for await (const piece of pieces(bytes, 20_000)) await addChunk(scope, seq++, piece);
    const { profile, plan } = await prepareImport(pieces(bytes), { byteSize: bytes.length, timeZone: "UTC" });
    await finishUpload(scope, { byteSize: bytes.length, kind: plan.kind, profile, plan });
    return { scope, plan, actorId: member.userId };
  }
  const statusOf = (importId: string) => withTenant(tenantId, (tx) => getImport(tx, tenantId, importId));

  it("is started once, however often the button is pressed", async () => {
    const { scope, plan, actorId } = await uploaded(leadsFile(10));
    const starts = await Promise.all(
      [1, 2, 3].map(() => withTenant(tenantId, (tx) => queueImport(tx, scope, { plan, actorId }))),
    );
    expect(starts.filter(Boolean)).toHaveLength(1);
  });

  it("that was killed in the middle starts over, and nothing is in twice", async () => {
    const { scope, plan, actorId } = await uploaded(leadsFile(6_000));
    await withTenant(tenantId, (tx) => queueImport(tx, scope, { plan, actorId }));
    const kill = new AbortController();
    const running = runImportJob({ ...scope }, context(kill.signal));
    const watching = (async () => {
      while ((await counts()).leads === 0);
      kill.abort(new Error("killed"));
    })();
    await expect(running).rejects.toThrow("killed");
    await watching;
    const half = (await counts()).leads;
    expect(half).toBeGreaterThan(0);
    expect((await statusOf(scope.importId))?.status).toBe("running");

    await runImportJob({ ...scope }, context());
    const row = await statusOf(scope.importId);
    expect(row?.status).toBe("done");
    expect(row?.result).toMatchObject({ rows: 6_000, unchanged: half, created: 6_000 - half });
    expect(await counts()).toMatchObject({ leads: 6_000, outcomes: 6_000 });
    expect(await withTenant(tenantId, (tx) => tx.importChunk.count())).toBe(0);
  }, 60_000);

  it("stops where it is told to, and keeps what is in", async () => {
    const { scope, plan, actorId } = await uploaded(leadsFile(6_000));
    await withTenant(tenantId, (tx) => queueImport(tx, scope, { plan, actorId }));
    const running = runImportJob({ ...scope }, context());
    while ((await counts()).leads === 0);
    await withTenant(tenantId, (tx) => cancelImport(tx, scope, { actorId, now: new Date() }));
    await running;
    const row = await statusOf(scope.importId);
    expect(row?.status).toBe("cancelled");
    const audit = await withTenant(tenantId, (tx) =>
      tx.auditEntry.findMany({ where: { subjectId: scope.importId } }),
    );
    expect(audit.map(({ action }) => action).sort()).toEqual(["import.cancelled", "import.started"]);
  }, 60_000);

  it("cannot be told to run another workspace's import", async () => {
    const { scope, plan, actorId } = await uploaded(leadsFile(10));
    await withTenant(tenantId, (tx) => queueImport(tx, scope, { plan, actorId }));
    const other = (await createWorkspace({ name: "Halden" })).tenantId;
    await runImportJob({ tenantId: other, importId: scope.importId }, context());
    expect((await counts(other)).leads).toBe(0);
    expect((await statusOf(scope.importId))?.status).toBe("queued");
  });
});

/** Real files, where somebody has them; the product knows none by name. */
const SHARED = join(import.meta.dirname, "..", "..", "..", "..", "shared", "data");
const hasShared = existsSync(SHARED);
const named = (name: string) => (hasShared ? name : `${name} (skipped: data not here)`);
const shared = (name: string) => {
  const bytes = readFileSync(join(SHARED, name));
  return bytes[0] === 0x1f ? gunzipSync(bytes) : bytes;
};

async function distinctScores(): Promise<number> {
  const rows = await withTenant(tenantId, (tx) => tx.lead.groupBy({ by: ["effectiveScore"] }));
  return rows.length;
}

describe.skipIf(!hasShared)("real files", () => {
  it(named("thousands of leads with visits, time on site, source and do-not-mail are ranked"), async () => {
    const { result } = await importFile(shared(firstOf(/leads\.csv$/)));
    expect(result.rejected).toBe(0);
    const keys = result.signals.map(({ key }) => key);
    expect(keys).toEqual(
      expect.arrayContaining([
        "site_visits_30d",
        "time_on_site_30d_minutes",
        "source_channel",
        "unsubscribed",
      ]),
    );
    expect(await distinctScores()).toBeGreaterThanOrEqual(5);
  }, 240_000);

  it(named("cases and their events are ranked"), async () => {
    await importFile(shared(firstOf(/cases\.csv\.gz$/)));
    const { result } = await importFile(shared(firstOf(/events\.csv\.gz$/)), { kind: "events" });
    expect(result.rejected).toBe(0);
    expect(await distinctScores()).toBeGreaterThanOrEqual(5);
  }, 400_000);
});

function firstOf(pattern: RegExp): string {
  const name = readdirSync(SHARED).find((file) => pattern.test(file));
  if (!name) throw new Error(`no file like ${pattern} in the shared data`);
  return name;
}
