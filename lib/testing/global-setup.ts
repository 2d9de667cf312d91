import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "@/lib/platform/db/migrate";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/embedded-postgres";

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

export interface TestServer {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
  readonly template: string;
}

const TEMPLATE = "firstcall";

/** One real PostgreSQL for the run, with a migrated template that each test file clones. Nothing in it is worth a sync. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = join(import.meta.dirname, "..", "..");
  const server = await startEmbeddedPostgres({
    folder: join(process.env.FIRSTCALL_DATA ?? join(root, ".data"), "test-postgres"),
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", shared_buffers: "128MB" },
  });
  await dropLeftovers(server.urlOf("superuser", "postgres"));
  await migrate({ ownerUrl: server.urlOf("owner"), root });
  project.provide("testServer", {
    superuser: server.urlOf("superuser", "postgres"),
    owner: server.urlOf("owner", "DATABASE"),
    app: server.urlOf("app", "DATABASE"),
    template: TEMPLATE,
  });
  return () => server.stop();
}

/** Databases of runs that were killed. */
async function dropLeftovers(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const left = await client.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'",
  );
  for (const { datname } of left.rows)
    await client.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
  await client.end();
}
