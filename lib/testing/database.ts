import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { disconnect } from "@/lib/platform/db/client";
import { forgetEnv } from "@/lib/platform/env";

export interface TestDatabase {
  readonly name: string;
  ownerUrl(): string;
  appUrl(): string;
  superuserUrl(): string;
}

/** What is still open then was left open, and is closed by force. */
const LEAVING_MS = 3_000;

/**
 * A migrated database of this test file's own, cloned from the template; `withTenant` and `globalDb` use it. Call it at
 * the top of a *.db.test.ts file.
 */
export function testDatabase({ poolSize = 4 }: { poolSize?: number } = {}): TestDatabase {
  const server = inject("testServer");
  const name = `${server.prefix}${randomBytes(6).toString("hex")}`;
  const at = (url: string) => url.replace(/\/DATABASE$/, `/${name}`);

  beforeAll(async () => {
    await asSuperuser(server.superuser, (client) =>
      client.query(`CREATE DATABASE ${name} TEMPLATE ${server.template} OWNER firstcall_owner`),
    );
    process.env.DATABASE_URL = at(server.owner);
    process.env.DATABASE_RUNTIME_URL = at(server.app);
    process.env.DATABASE_POOL_SIZE = String(poolSize);
    process.env.NEXTAUTH_SECRET = "a secret that only tests know";
    process.env.FIRSTCALL_DEMO = "0";
    forgetEnv();
  });

  afterAll(async () => {
    await disconnect();
    await asSuperuser(server.superuser, async (client) => {
      await untilLeft(client, name);
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    });
  });

  return {
    name,
    ownerUrl: () => at(server.owner),
    appUrl: () => at(server.app),
    superuserUrl: () => server.superuser.replace(/\/[^/]+$/, `/${name}`),
  };
}

/** A connection that was closed here may still be open there: thrown out, it would complain to nobody. */
async function untilLeft(client: pg.Client, name: string): Promise<void> {
  const question = "SELECT 1 FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'";
  const deadline = performance.now() + LEAVING_MS;
  while (performance.now() < deadline) if ((await client.query(question, [name])).rowCount === 0) return;
}

async function asSuperuser(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
