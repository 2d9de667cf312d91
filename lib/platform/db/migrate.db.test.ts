import { randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { forgetEnv } from "../env";
import { disconnect, globalDb } from "./client";
import { isUpToDate, migrate, migrationsIn } from "./migrate";

const root = join(import.meta.dirname, "../../..");
const migrations = join(root, "prisma", "migrations");
const database = testDatabase();

async function asSuperuser<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database.superuserUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

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
  const suffix = randomBytes(4).toString("hex");
  const [operator, name, password] = [`operator_${suffix}`, `own_${suffix}`, randomBytes(12).toString("hex")];
  let ownUrl: string;

  beforeAll(async () => {
    await asSuperuser(async (client) => {
      await client.query(`CREATE ROLE ${operator} LOGIN CREATEROLE NOSUPERUSER PASSWORD '${password}'`);
      // The role is the whole server's: here it exists already, so the operator is given it as a host would.
      await client.query(`GRANT firstcall_app TO ${operator}`);
      await client.query(`CREATE DATABASE ${name} OWNER ${operator}`);
    });
    const url = new URL(database.ownerUrl());
    ownUrl = `postgresql://${operator}:${password}@${url.host}/${name}`;
    await migrate({ ownerUrl: ownUrl, root });
  }, 60_000);

  afterAll(async () => {
    await disconnect();
    await asSuperuser(async (client) => {
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await client.query(`DROP ROLE ${operator}`);
    });
  });

  it("has every migration, applied by the real Prisma CLI", async () => {
    const client = new pg.Client({ connectionString: ownUrl });
    await client.connect();
    const { rows } = await client.query<{ migration_name: string; checksum: string }>(
      "SELECT migration_name, checksum FROM _prisma_migrations ORDER BY 1",
    );
    await client.end();
    expect(rows.map((row) => ({ name: row.migration_name, checksum: row.checksum }))).toEqual(
      migrationsIn(migrations),
    );
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
