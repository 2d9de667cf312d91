import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { ask, embeddedFolders } from "@/lib/testing/embedded-folders";
import type { EmbeddedPostgres } from "../embedded-postgres/embedded-postgres";
import { forgetEnv } from "../env";
import { disconnect, globalDb } from "./client";
import { isUpToDate, migrate, migrationsIn } from "./migrate";

const root = join(import.meta.dirname, "../../..");
const migrations = join(root, "prisma", "migrations");
const database = testDatabase();

describe("a database that is up to date", () => {
  it("is known by name and checksum, so that the Prisma CLI need not be started", async () => {
    const owner = new pg.Client({ connectionString: database.ownerUrl() });
    await owner.connect();
    expect(await isUpToDate(owner, migrations)).toBe(true);
    await owner.query("BEGIN");
    await owner.query("UPDATE _prisma_migrations SET checksum = 'edited'");
    expect(await isUpToDate(owner, migrations)).toBe(false);
    await owner.query("ROLLBACK");
    await owner.end();
  });

  it("is left as it is, by several processes at once too", async () => {
    const ownerUrl = database.ownerUrl();
    const results = await Promise.all([1, 2, 3].map(() => migrate({ ownerUrl, root })));
    expect(results).toEqual([{ applied: false }, { applied: false }, { applied: false }]);
  });
});

describe("a PostgreSQL of the operator's own, with one address and no superuser", () => {
  const servers = embeddedFolders();
  let server: EmbeddedPostgres;
  const urlOf = (role: string) => `postgresql://${role}:secret@127.0.0.1:${server.port}/theirs`;
  let ownUrl: string;

  beforeAll(async () => {
    server = await servers.start(servers.make());
    const superuser = server.urlOf("superuser", "postgres");
    // As a hosting company hands it over: nothing of ours in it.
    await ask(superuser, "DROP DATABASE firstcall");
    await ask(superuser, "DROP ROLE firstcall_app, firstcall_owner");
    await ask(superuser, "CREATE ROLE operator LOGIN CREATEROLE PASSWORD 'secret'");
    await ask(superuser, "CREATE ROLE weak LOGIN PASSWORD 'secret'");
    await ask(superuser, "CREATE DATABASE theirs OWNER operator");
    ownUrl = urlOf("operator");
  });
  afterAll(async () => {
    await disconnect();
    await servers.clear();
  });

  it("says what an administrator must do where its user may not", async () => {
    const refusal = await migrate({ ownerUrl: urlOf("weak"), root }).catch((error: Error) => error.message);
    expect(refusal).toContain("CREATE ROLE firstcall_app NOLOGIN;");
    expect(refusal).toContain('GRANT firstcall_app TO "weak";');
  });

  it("is brought up to date from nothing", async () => {
    expect(await migrate({ ownerUrl: ownUrl, root })).toEqual({ applied: true });
    expect(await migrate({ ownerUrl: ownUrl, root })).toEqual({ applied: false });
  });

  it("has every migration, applied by the real Prisma CLI", async () => {
    const recorded = await ask(
      ownUrl,
      "SELECT migration_name || ' ' || checksum FROM _prisma_migrations ORDER BY 1",
    );
    expect(recorded).toEqual(migrationsIn(migrations).map(({ name, checksum }) => `${name} ${checksum}`));
  });

  it("is used as the runtime role although the address is the owner's", async () => {
    await disconnect();
    const before = { url: process.env.DATABASE_URL, runtime: process.env.DATABASE_RUNTIME_URL };
    process.env.DATABASE_URL = ownUrl;
    delete process.env.DATABASE_RUNTIME_URL;
    forgetEnv();
    try {
      const rows = await globalDb().$queryRaw`
        SELECT current_user::text AS role, current_setting('TimeZone') AS zone, count(*)::int AS leads
          FROM leads GROUP BY 1, 2 UNION ALL SELECT current_user::text, current_setting('TimeZone'), 0`;
      expect(rows).toEqual([{ role: "firstcall_app", zone: "UTC", leads: 0 }]);
      await expect(globalDb().$executeRaw`CREATE TABLE mine ()`).rejects.toThrow(/permission denied/);
    } finally {
      await disconnect();
      process.env.DATABASE_URL = before.url;
      process.env.DATABASE_RUNTIME_URL = before.runtime;
      forgetEnv();
    }
  });
});
