import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { can, ROLES } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { openCsv } from "@/lib/platform/csv/read";
import { withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { type Lived, livedWorkspace, tenantTables } from "@/lib/testing/lived-workspace";
import { testMember } from "@/lib/testing/people";
import { unzip } from "@/lib/testing/unzip";
import { GET } from "../../../app/(app)/settings/data/export/route";
import { exportEntries } from "./export";
import { EXPORTED, LEFT_OUT, maskTarget } from "./export-tables";

const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));

const database = testDatabase();
let superuser: pg.Client;
let here: Lived;

async function rowsOf(file: Buffer): Promise<Record<string, string>[]> {
  async function* whole() {
    yield file;
  }
  const { names, batches } = await openCsv(whole());
  const rows: Record<string, string>[] = [];
  for await (const batch of batches)
    for (const { cells } of batch)
      rows.push(Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""])));
  return rows;
}

async function download() {
  const answer = await GET();
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
}

beforeAll(async () => {
  superuser = new pg.Client({ connectionString: database.superuserUrl() });
  const owner = new pg.Client({ connectionString: database.ownerUrl() });
  await Promise.all([superuser.connect(), owner.connect()]);
  here = await livedWorkspace(owner, "Here", "firm.example");
  await livedWorkspace(owner, "Elsewhere", "other.example");
  await owner.end();
}, 60_000);
afterAll(() => superuser.end());

describe("an export of the workspace", () => {
  it.each(ROLES)(`is refused or given by role: %s`, async (role) => {
    cookie.token = await sealSession({ ...(await testMember(here.tenantId, role)), sessionEpoch: 0 }, 3_600);
    const before = await withTenant(here.tenantId, (tx) =>
      tx.auditEntry.count({ where: { action: "workspace.exported" } }),
    );
    const { answer } = await download();
    expect(answer.status).toBe(can(role, "data.manage") ? 200 : 403);
    expect(
      await withTenant(here.tenantId, (tx) =>
        tx.auditEntry.count({ where: { action: "workspace.exported" } }),
      ),
    ).toBe(before + (can(role, "data.manage") ? 1 : 0));
  });

  it("is refused to who is signed out", async () => {
    cookie.token = undefined;
    expect((await download()).answer.status).toBe(401);
  });

  it("names every table of a tenant, or says why it is left out", async () => {
    const named = [...Object.keys(EXPORTED), ...Object.keys(LEFT_OUT)].sort();
    expect(named).toEqual(await tenantTables(superuser));
  });

  it("holds every row of this workspace and none of another, as exact as stored", async () => {
    const member = await testMember(here.tenantId, "admin");
    cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 3_600);
    const { answer, bytes } = await download();
    expect(answer.headers.get("content-disposition")).toMatch(/filename="here-\d{4}-\d{2}-\d{2}\.zip"/);
    const files = unzip(bytes);
    for (const [table, { file }] of Object.entries(EXPORTED)) {
      const { rows } = await superuser.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM ${table} WHERE tenant_id = $1`,
        [here.tenantId],
      );
      expect(await rowsOf(files.get(`${file}.csv`)!), table).toHaveLength(rows[0]!.count);
    }
    const all = [...files.values()].map((file) => file.toString("utf8")).join("\n");
    expect(all).not.toContain("other.example");
    expect(all).not.toContain("verysecret");
    expect(all).not.toContain("token_hash");
    expect(all).not.toContain("password");
    expect(files.get("README.txt")?.toString("utf8")).toMatch(/leads\.csv\s+2 rows/);

    const [ann] = here.people;
    const leads = await rowsOf(files.get("leads.csv")!);
    expect(leads).toContainEqual(
      expect.objectContaining({
        id: ann.leadId,
        email: ann.email,
        first_name: "Ann 0",
        created_at: "2026-11-11T10:00:00.000Z",
      }),
    );
    const [row] = await withTenant(here.tenantId, (tx) =>
      tx.scoreHistory.findMany({ where: { leadId: ann.leadId }, take: 1 }),
    );
    const scores = await rowsOf(files.get("scores.csv")!);
    const score = scores.find(({ lead_id: id }) => id === ann.leadId)!;
    expect([Number(score.unrounded), JSON.parse(score.vector!)]).toEqual([row?.unrounded, row?.vector]);
    expect(await rowsOf(files.get("people.csv")!)).toContainEqual(
      expect.objectContaining({
        email: member.email,
        role: "admin",
        name: expect.stringContaining("Test admin"),
      }),
    );
    expect((await rowsOf(files.get("deliveries.csv")!)).map(({ target }) => target)).toEqual(
      expect.arrayContaining(["r…@firm.example", "https://hooks.example/…cret"]),
    );
  });

  it("opens in a spreadsheet without running anything", async () => {
    await withTenant(here.tenantId, (tx) =>
      tx.lead.update({
        where: { tenantId_id: { tenantId: here.tenantId, id: here.people[0].leadId } },
        data: { company: "=HYPERLINK(1)" },
      }),
    );
    for await (const { name, bytes } of exportEntries(here.tenantId, { intro: "" })) {
      const pieces: Uint8Array[] = [];
      for await (const piece of bytes) pieces.push(piece);
      if (name === "leads.csv")
        expect((await rowsOf(Buffer.concat(pieces)))[0]).toMatchObject({ company: "'=HYPERLINK(1)" });
    }
  });

  it("goes on in a second file where a table is long, without losing or doubling a row", async () => {
    const ids: string[] = [];
    const names: string[] = [];
    for await (const { name, bytes } of exportEntries(here.tenantId, { intro: "", fileRows: 3 })) {
      const pieces: Uint8Array[] = [];
      for await (const piece of bytes) pieces.push(piece);
      if (!name.startsWith("events")) continue;
      names.push(name);
      ids.push(...(await rowsOf(Buffer.concat(pieces))).map(({ id }) => id!));
    }
    const stored = await withTenant(here.tenantId, (tx) => tx.event.findMany({ select: { id: true } }));
    expect(names.slice(0, 2)).toEqual(["events.csv", "events-2.csv"]);
    expect(ids.sort()).toEqual(stored.map(({ id }) => id).sort());
  });
});

it("masks where messages go: who knows a hook can post to it", () => {
  expect(maskTarget("maya@halden.example")).toBe("m…@halden.example");
  expect(maskTarget("https://hooks.slack.example/services/T01/secret")).toBe(
    "https://hooks.slack.example/…cret",
  );
  expect(maskTarget("nonsense")).toBe("…");
});
