import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { testDatabase } from "@/lib/testing/database";
import { globalDb, withTenant } from "./client";
import { GLOBAL_TABLES } from "./global-tables";

const database = testDatabase({ poolSize: 2 });
let owner: pg.Client;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: database.ownerUrl() });
  await owner.connect();
});
afterAll(() => owner.end());

interface CatalogueTable {
  name: string;
  has_tenant: boolean;
  secured: boolean;
  forced: boolean;
  policies: number;
  key_leads_with_tenant: boolean;
  owned_by_runtime: boolean;
}

async function catalogue(): Promise<CatalogueTable[]> {
  const { rows } = await owner.query<CatalogueTable>(`
    SELECT c.relname AS name,
           EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND a.attnotnull) AS has_tenant,
           c.relrowsecurity AS secured, c.relforcerowsecurity AS forced,
           (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'tenant_isolation') AS policies,
           coalesce((SELECT a.attname = 'tenant_id' FROM pg_index i
                       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
                      WHERE i.indrelid = c.oid AND i.indisprimary), false) AS key_leads_with_tenant,
           pg_get_userbyid(c.relowner) = 'firstcall_app' AS owned_by_runtime
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
     ORDER BY 1`);
  return rows;
}

describe("every table is a tenant's or listed as global", () => {
  it("has tenant_id leading its key, row-level security forced and the one policy", async () => {
    const tables = await catalogue();
    expect(tables.length).toBeGreaterThan(15);
    for (const table of tables.filter(({ name }) => !(name in GLOBAL_TABLES))) {
      expect(table, table.name).toMatchObject({
        has_tenant: true,
        secured: true,
        forced: true,
        policies: 1,
        key_leads_with_tenant: true,
      });
    }
  });

  it("lists no global table that has gone or has become a tenant's", async () => {
    const byName = new Map((await catalogue()).map((table) => [table.name, table]));
    for (const name of Object.keys(GLOBAL_TABLES)) {
      expect(byName.has(name), name).toBe(true);
      expect(byName.get(name)?.has_tenant, name).toBe(false);
    }
  });

  it("has only composite foreign keys between tenants' tables", async () => {
    const { rows } = await owner.query<{ constraint: string; columns: string[] }>(
      `
      SELECT con.conname AS constraint, array_agg(a.attname::text) AS columns
        FROM pg_constraint con
        JOIN pg_class f ON f.oid = con.confrelid
        JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = ANY (con.conkey)
       WHERE con.contype = 'f' AND con.connamespace = 'public'::regnamespace AND f.relname <> ALL ($1) AND con.conparentid = 0
       GROUP BY con.oid, con.conname`,
      [Object.keys(GLOBAL_TABLES)],
    );
    expect(rows.length).toBeGreaterThan(8);
    for (const { constraint, columns } of rows) expect(columns, constraint).toContain("tenant_id");
  });

  it("gives the runtime role nothing to own, no bypass, and no partition to reach directly", async () => {
    expect((await catalogue()).filter((table) => table.owned_by_runtime)).toEqual([]);
    const role = await owner.query(
      "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = 'firstcall_app'",
    );
    expect(role.rows).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false },
    ]);
    const reachable = await owner.query(`
      SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = 'partitions' AND c.relkind = 'r' AND has_table_privilege('firstcall_app', c.oid, 'SELECT')`);
    expect(reachable.rows).toEqual([]);
  });
});

describe("a tenant's transaction", () => {
  it("never shows one tenant the other's rows, however two are interleaved on a pool of two", async () => {
    const [a, b] = [await createWorkspace({ name: "Alder" }), await createWorkspace({ name: "Birch" })];
    const rounds = Array.from({ length: 40 }, (_, round) => (round % 2 === 0 ? a : b));
    const seen = await Promise.all(
      rounds.map(({ tenantId }) =>
        withTenant(tenantId, async (tx) => {
          const sets = await tx.ruleSet.findMany({ select: { tenantId: true } });
          await tx.$queryRaw`SELECT pg_sleep(0.002)::text`;
          const settings = await tx.workspaceSettings.findMany({ select: { tenantId: true } });
          return { tenantId, rows: [...sets, ...settings].map((row) => row.tenantId) };
        }),
      ),
    );
    for (const { tenantId, rows } of seen) expect(rows).toEqual([tenantId, tenantId]);
  });

  it("leaves no tenant behind on its connection, after a commit as after an error", async () => {
    const { tenantId } = await createWorkspace({ name: "Cedar" });
    await withTenant(tenantId, (tx) => tx.lead.count());
    await expect(withTenant(tenantId, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    for (let connection = 0; connection < 6; connection += 1)
      expect(await globalDb().ruleSet.count()).toBe(0);
  });

  it("refuses to write a row of another tenant", async () => {
    const [a, b] = [await createWorkspace({ name: "Dogwood" }), await createWorkspace({ name: "Elm" })];
    const stranger = { tenantId: b.tenantId, id: "01900000-0000-7000-8000-000000000001", bands: {} };
    await expect(withTenant(a.tenantId, (tx) => tx.bandSet.create({ data: stranger }))).rejects.toThrow(
      /row-level security/,
    );
  });

  it("refuses anything that is not a tenant's id", async () => {
    await expect(withTenant("' OR true", (tx) => tx.lead.count())).rejects.toThrow("not a tenant id");
  });

  it("can add to the audit log and never change or take away from it", async () => {
    const { tenantId } = await createWorkspace({ name: "Fir" });
    await expect(
      withTenant(tenantId, (tx) => tx.auditEntry.updateMany({ data: { action: "nothing" } })),
    ).rejects.toThrow(/permission denied/);
    await expect(withTenant(tenantId, (tx) => tx.auditEntry.deleteMany())).rejects.toThrow(
      /permission denied/,
    );
    expect(await withTenant(tenantId, (tx) => tx.auditEntry.count())).toBeGreaterThan(0);
  });
});
