import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate, migrationsIn } from "@/lib/platform/db/migrate";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/embedded-postgres";
import { isAlive } from "@/lib/platform/embedded-postgres/processes";

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
  /** What the names of this run's databases begin with. */
  readonly prefix: string;
}

/** Two runs at once share the server; only one of them makes the template. */
const TEMPLATE_LOCK = 7_240_001;

/**
 * One real PostgreSQL for the run, with a migrated template that each test file clones. Runs at the same time share it
 * and do not meet: each has its own databases. Nothing in it is worth a sync.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = join(import.meta.dirname, "..", "..");
  const server = await startEmbeddedPostgres({
    folder: join(process.env.FIRSTCALL_DATA ?? join(root, ".data"), "test-postgres"),
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", shared_buffers: "128MB" },
  });
  const template = templateName(root);
  await prepare(server.urlOf("superuser", "postgres"), template, async (database) => {
    await migrate({ ownerUrl: server.urlOf("owner", database), root });
  });
  project.provide("testServer", {
    superuser: server.urlOf("superuser", "postgres"),
    owner: server.urlOf("owner", "DATABASE"),
    app: server.urlOf("app", "DATABASE"),
    template,
    prefix: `test_${process.pid}_`,
  });
  return () => server.stop();
}

/** Named after what it is made from: an edited migration gets a new template instead of a quarrel with the old one. */
function templateName(root: string): string {
  const hash = createHash("sha256").update(JSON.stringify(migrationsIn(join(root, "prisma", "migrations"))));
  for (const file of ["jobs/queues.ts", "jobs/prepare.ts"])
    hash.update(readFileSync(join(root, "lib", "platform", file)));
  return `template_${hash.digest("hex").slice(0, 12)}`;
}

async function prepare(
  url: string,
  template: string,
  fill: (database: string) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [TEMPLATE_LOCK]);
    await dropLeftovers(client);
    const ready = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [template]);
    if (ready.rowCount === 0) {
      const making = `${template}_making`;
      await client.query(`DROP DATABASE IF EXISTS ${making} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${making} OWNER firstcall_owner`);
      await fill(making);
      await client.query(`ALTER DATABASE ${making} RENAME TO ${template}`);
    }
  } finally {
    await client.end();
  }
}

/** Databases of runs that were killed; those of a run beside this one stay. */
async function dropLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'",
  );
  for (const { datname } of rows) {
    const pid = Number(/^test_(\d+)_/.exec(datname)?.[1] ?? 0);
    if (pid === 0 || pid === process.pid || !isAlive(pid))
      await client.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
  }
}
