import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { settingsPages } from "@/lib/modules/workflow/types-nav";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { findMember } from "@/lib/platform/auth/membership";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { globalDb, withTenant } from "@/lib/platform/db/client";
import { sha256Hex } from "@/lib/platform/hash";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import {
  contentsOf,
  type Lived,
  livedWorkspace,
  NOW,
  tenantTables,
  whereIs,
} from "@/lib/testing/lived-workspace";
import { joinTenant, testMember } from "@/lib/testing/people";
import { deleteWorkspaceAction, erasePersonAction, findPersonAction } from "./actions";
import { loadDataPage } from "./loaders";

const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.mock("next/navigation", () => ({
  forbidden: () => {
    throw new Error("forbidden");
  },
  redirect: (path: string) => {
    throw new Error(`to ${path}`);
  },
}));

const database = testDatabase();
let owner: pg.Client;
let superuser: pg.Client;
let here: Lived;
let elsewhere: Lived;

async function signIn(role: Role, tenantId = here.tenantId) {
  const member = await testMember(tenantId, role);
  cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 3_600);
  return member;
}
const WHY = "Asked for it by letter on 20 November.";
async function erase(change: Record<string, unknown> = {}, asked = here.people[0].email) {
  const found = await findPersonAction(asked);
  if (!found.ok) return found;
  const { leads, confirmWith } = found.preview;
  return erasePersonAction({ leadIds: leads.map(({ id }) => id), typed: confirmWith, why: WHY, ...change });
}

beforeAll(async () => {
  owner = new pg.Client({ connectionString: database.ownerUrl() });
  superuser = new pg.Client({ connectionString: database.superuserUrl() });
  await Promise.all([owner.connect(), superuser.connect()]);
}, 60_000);
afterAll(() => Promise.all([owner.end(), superuser.end()]));
beforeEach(async () => {
  cookie.token = undefined;
  await superuser.query("DELETE FROM pgboss.job");
  here = await livedWorkspace(owner, "Here", "firm.example");
  elsewhere = await livedWorkspace(owner, "Elsewhere", "firm.example");
});

describe.each(ROLES)("a %s", (role) => {
  const may = can(role, "data.manage");
  it(`${may ? "may" : "may not"} look people up, erase them and delete the workspace`, async () => {
    await signIn(role);
    expect(settingsPages(role).some(({ items }) => items.some(({ href }) => href === "/settings/data"))).toBe(
      may,
    );
    if (may) {
      await expect(loadDataPage(here.people[0].leadId)).resolves.toMatchObject({
        workspace: "Here",
        person: { preview: { leads: [{ id: here.people[0].leadId }], confirmWith: here.people[0].email } },
      });
      expect(await erase()).toEqual({ ok: true, erased: 1 });
      expect(await deleteWorkspaceAction({ typed: "here" })).toEqual({ ok: true });
      return;
    }
    const before = await contentsOf(superuser, here.tenantId);
    await expect(loadDataPage(undefined)).rejects.toThrow("forbidden");
    expect(await findPersonAction(here.people[0].email)).toMatchObject({ code: "forbidden" });
    expect(
      await erasePersonAction({ leadIds: [here.people[0].leadId], typed: here.people[0].email, why: WHY }),
    ).toMatchObject({ code: "forbidden" });
    expect(await deleteWorkspaceAction({ typed: "Here" })).toMatchObject({ code: "forbidden" });
    expect(await contentsOf(superuser, here.tenantId)).toEqual(before);
  });
});

describe("erasing a person", () => {
  it("has something to erase in every table that names leads", async () => {
    const { rows } = await superuser.query<{ name: string }>(`
      SELECT DISTINCT c.table_name::text AS name FROM information_schema.columns c
        JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.column_name = 'lead_id'`);
    const found = await whereIs(superuser, here.people[0].leadId, here.tenantId);
    expect(found).toEqual(expect.arrayContaining(rows.map(({ name }) => name)));
  });

  it("leaves neither id nor address in any table, nor touches anybody else", async () => {
    const [ann, joann] = here.people;
    const before = await contentsOf(superuser, elsewhere.tenantId);
    await signIn("admin");
    expect(await erase()).toEqual({ ok: true, erased: 1 });
    expect(await whereIs(superuser, ann.leadId, here.tenantId)).toEqual([]);
    // What is left of it is within the longer address of somebody else.
    for (const table of await tenantTables(superuser)) {
      const { rows } = await superuser.query<{ text: string }>(
        `SELECT replace(replace(lower(t::text), $2, ''), 'x' || $3, '') AS text FROM ${table} t WHERE tenant_id = $1`,
        [here.tenantId, joann.email, ann.email],
      );
      for (const { text } of rows) expect(text, table).not.toContain(ann.email);
    }
    expect(await contentsOf(superuser, elsewhere.tenantId)).toEqual(before);
    // What their browser did before anybody knew whose it was, and what was noted about that.
    const { rows: orphans } = await superuser.query(
      `SELECT e.id FROM events e WHERE e.tenant_id = $1 AND e.visitor_id IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM visitors v WHERE v.tenant_id = e.tenant_id AND v.id = e.visitor_id)
       UNION ALL
       SELECT f.event_id FROM event_flags f WHERE f.tenant_id = $1
          AND NOT EXISTS (SELECT 1 FROM events e WHERE e.tenant_id = f.tenant_id AND e.id = f.event_id)`,
      [here.tenantId],
    );
    expect(orphans).toEqual([]);
    const left = await withTenant(here.tenantId, (tx) => tx.lead.findMany());
    expect(left).toMatchObject([
      { id: joann.leadId, email: joann.email, attributes: { note: `=write to ${joann.email}` } },
    ]);
    const found = await whereIs(superuser, joann.leadId, here.tenantId);
    for (const table of [
      "events",
      "visitors",
      "score_history",
      "overrides",
      "activities",
      "audit_log",
      "backtests",
    ])
      expect(found, table).toContain(table);
  });

  it("is known by a hash of the address, who did it, and why; and entries about the lead by their deed alone", async () => {
    const [ann] = here.people;
    const { userId } = await signIn("admin");
    expect(await erase({ why: `${ann.email} asked for it` })).toEqual({ ok: true, erased: 1 });
    const entries = await withTenant(here.tenantId, (tx) =>
      tx.auditEntry.findMany({ orderBy: { id: "asc" } }),
    );
    expect(entries.filter(({ action }) => action === "person.erased")).toMatchObject([
      {
        actorId: userId,
        subjectId: null,
        details: { emailSha256: [sha256Hex(ann.email)], why: "erased asked for it", leads: 1, activities: 1 },
      },
    ]);
    expect(entries).toContainEqual(
      expect.objectContaining({ action: "lead.changed", subjectId: null, details: { erased: true } }),
    );
  });

  it("lets a job go on for the other leads it was about, and forgets jobs that are done", async () => {
    await signIn("admin");
    await erase();
    const { rows } = await superuser.query(
      "SELECT name, data->'leadIds' AS ids FROM pgboss.job WHERE data->>'tenantId' = $1 AND state = 'created' AND name = 'scores.rescore'",
      [here.tenantId],
    );
    expect(rows.map(({ ids }) => ids).sort()).toEqual([[], [here.people[1].leadId]]);
    expect(await whereIs(superuser, here.people[0].leadId, here.tenantId)).toEqual([]);
  });

  it("means everybody of that address, found by mail, by our id or by the other system's", async () => {
    const [ann] = here.people;
    await superuser.query("UPDATE leads SET email = $1 WHERE id = $2", [ann.email, here.people[1].leadId]);
    await signIn("admin");
    for (const asked of [ann.email.toUpperCase(), ann.leadId, "CRM-1"])
      expect(await findPersonAction(asked)).toMatchObject({
        preview: { leads: [{ id: ann.leadId }, { id: here.people[1].leadId }], refusal: null },
      });
    expect(await findPersonAction("nobody@firm.example")).toMatchObject({ code: "not_found" });
    expect(await erase()).toEqual({ ok: true, erased: 2 });
  });

  it("is refused without the typed confirmation, without a reason, and where others joined meanwhile", async () => {
    const [ann, joann] = here.people;
    const before = await contentsOf(superuser, here.tenantId);
    await signIn("admin");
    expect(await erase({ typed: "ann" })).toMatchObject({
      code: "not_confirmed",
      message: `Type ${ann.email} to confirm.`,
    });
    expect(await erase({ why: "short" })).toMatchObject({ message: "Say why in at least 10 characters." });
    expect(await erase({ leadIds: [ann.leadId, joann.leadId] })).toMatchObject({ code: "changed" });
    expect(await erase({ leadIds: [newId()] })).toMatchObject({ code: "not_found" });
    expect(
      await erasePersonAction({ leadIds: [elsewhere.people[0].leadId], typed: ann.email, why: WHY }),
    ).toMatchObject({
      code: "not_found",
    });
    const { memberships: _, ...after } = await contentsOf(superuser, here.tenantId);
    const { memberships: __, ...was } = before;
    expect(after).toEqual(was);
  });

  it("waits for an import under way, and discards uploads that nobody started", async () => {
    await signIn("admin");
    const importId = newId();
    const add = (id: string, status: string) =>
      withTenant(here.tenantId, (tx) =>
        tx.import.create({
          data: {
            tenantId: here.tenantId,
            id,
            kind: "leads",
            fileName: `${status}.csv`,
            byteSize: 1n,
            status,
          },
        }),
      );
    await add(importId, "running");
    expect(await erase()).toMatchObject({
      code: "import_running",
      message: expect.stringContaining("running.csv"),
    });
    await withTenant(here.tenantId, (tx) => tx.import.deleteMany({ where: { id: importId } }));
    await add(newId(), "mapping");
    expect(await findPersonAction("CRM-0")).toMatchObject({
      preview: { uploads: ["mapping.csv"], refusal: null },
    });
    expect(await erase()).toMatchObject({ ok: true });
    expect(await withTenant(here.tenantId, (tx) => tx.import.count({ where: { status: "mapping" } }))).toBe(
      0,
    );
  });

  it("does not bar the person: imported again, they are somebody new", async () => {
    const [ann] = here.people;
    await signIn("admin");
    await erase();
    const { leads } = await withTenant(here.tenantId, (tx) =>
      ingestLeads(tx, here.tenantId, [{ externalId: "CRM-0", fields: { email: ann.email } }], {
        knownFrom: NOW,
        source: "crm.csv",
        now: NOW,
      }),
    );
    expect(leads).toMatchObject([{ change: "created" }]);
    expect(leads[0]?.leadId).not.toBe(ann.leadId);
  });
});

describe("deleting a workspace", () => {
  it("leaves no row, job or account of it, and every row of the others", async () => {
    const others = await contentsOf(superuser, elsewhere.tenantId);
    const { rows: jobs } = await superuser.query(
      "SELECT * FROM pgboss.job WHERE data->>'tenantId' = $1 ORDER BY id",
      [elsewhere.tenantId],
    );
    const admin = await signIn("admin");
    const guest = await testMember(here.tenantId, "rep");
    await joinTenant(guest.userId, (await createWorkspace({ name: "Third" })).tenantId, "rep");
    await globalDb().loginAttempt.create({
      data: { id: newId(), subjectHash: sha256Hex(`email:${admin.email}`), succeeded: true },
    });
    const claims = { userId: admin.userId, tenantId: here.tenantId, sessionEpoch: 0 };
    expect(await findMember(claims)).not.toBeNull();
    expect(await deleteWorkspaceAction({ typed: "Hre" })).toMatchObject({ code: "not_confirmed" });
    expect(await deleteWorkspaceAction({ typed: " here " })).toEqual({ ok: true });

    for (const [table, said] of Object.entries(await contentsOf(superuser, here.tenantId)))
      expect(said, table).toBe("0 ");
    expect(await globalDb().tenant.count({ where: { id: here.tenantId } })).toBe(0);
    expect(await whereIs(superuser, here.tenantId, here.tenantId)).toEqual([]);
    expect(await findMember(claims)).toBeNull();
    expect(
      await globalDb().user.findMany({ where: { id: { in: [admin.userId, guest.userId] } } }),
    ).toMatchObject([{ id: guest.userId }]);
    expect(
      await globalDb().loginAttempt.count({ where: { subjectHash: sha256Hex(`email:${admin.email}`) } }),
    ).toBe(0);
    expect(await globalDb().deletedWorkspace.findUnique({ where: { id: here.tenantId } })).toMatchObject({
      wasDemo: false,
    });

    expect(await contentsOf(superuser, elsewhere.tenantId)).toEqual(others);
    const { rows: after } = await superuser.query(
      "SELECT * FROM pgboss.job WHERE data->>'tenantId' = $1 ORDER BY id",
      [elsewhere.tenantId],
    );
    expect(after).toEqual(jobs);
    expect(await findPersonAction(here.people[0].email)).toMatchObject({ code: "signed_out" });
  });

  it("cannot be done to another workspace than the transaction's own, nor without one", async () => {
    await expect(globalDb().$executeRaw`SELECT app_delete_workspace()`).rejects.toThrow(/no workspace/);
    await expect(
      globalDb().$executeRaw`SELECT app_erase_leads(${[here.people[0].leadId]}::uuid[], '{}'::text[])`,
    ).rejects.toThrow(/nobody to erase/);
    await withTenant(
      elsewhere.tenantId,
      (tx) => tx.$executeRaw`
      SELECT app_erase_leads(${[here.people[0].leadId]}::uuid[], ${[here.people[0].email]}::text[])`,
    );
    expect(await whereIs(superuser, here.people[0].leadId, here.tenantId)).toContain("leads");
    await expect(
      withTenant(
        here.tenantId,
        (tx) => tx.$executeRaw`DELETE FROM tenants WHERE id = ${here.tenantId}::uuid`,
      ),
    ).rejects.toThrow(/permission denied/);
  });
});
