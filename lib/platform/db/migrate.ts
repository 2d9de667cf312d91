import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { prepareQueues } from "../jobs/prepare";
import { oneAtATime } from "./advisory-lock";

const run = promisify(execFile);

export interface MigrateOptions {
  readonly ownerUrl: string;
  /** The checkout. */
  readonly root: string;
}

/**
 * Brings a database up to the code: the runtime role, the migrations through the real Prisma CLI, the job queues.
 * When every migration on disk is recorded with its checksum, the CLI is not started at all.
 */
export function migrate(options: MigrateOptions): Promise<{ applied: boolean }> {
  return oneAtATime(options.ownerUrl, "migrate", () => migrateAlone(options));
}

async function migrateAlone({ ownerUrl, root }: MigrateOptions): Promise<{ applied: boolean }> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await ensureRuntimeRole(client);
    const upToDate = await isUpToDate(client, join(root, "prisma", "migrations"));
    if (!upToDate) await deploy(ownerUrl, root);
    await prepareQueues(client, ownerUrl);
    await client.query(
      "SELECT ensure_month_partitions(now() - interval '1 month', now() + interval '2 months')",
    );
    return { applied: !upToDate };
  } finally {
    await client.end();
  }
}

async function ensureRuntimeRole(client: pg.Client): Promise<void> {
  const role = await client.query("SELECT 1 FROM pg_roles WHERE rolname = 'firstcall_app'");
  if (role.rowCount === 0) await client.query("CREATE ROLE firstcall_app NOLOGIN");
  const mayBecome = await client.query<{ may: boolean }>(
    "SELECT pg_has_role(current_user, 'firstcall_app', 'USAGE') OR (SELECT rolcanlogin FROM pg_roles WHERE rolname = 'firstcall_app') AS may",
  );
  // SET ROLE at connection is how a server of your own is used with one address.
  if (!mayBecome.rows[0]?.may) await client.query("GRANT firstcall_app TO CURRENT_USER");
}

/** Whether the recorded migrations are exactly those on disk, by name and checksum. */
export async function isUpToDate(client: pg.Client, folder: string): Promise<boolean> {
  const exists = await client.query("SELECT to_regclass('_prisma_migrations') AS name");
  if (exists.rows[0]?.name == null) return false;
  const recorded = await client.query<{ migration_name: string; checksum: string }>(
    "SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  const onDisk = migrationsIn(folder);
  const byName = new Map(recorded.rows.map((row) => [row.migration_name, row.checksum]));
  return onDisk.length === byName.size && onDisk.every(({ name, checksum }) => byName.get(name) === checksum);
}

export function migrationsIn(folder: string): { name: string; checksum: string }[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "migration.sql")))
    .sort()
    .map((name) => ({
      name,
      checksum: createHash("sha256")
        .update(readFileSync(join(folder, name, "migration.sql")))
        .digest("hex"),
    }));
}

async function deploy(ownerUrl: string, root: string): Promise<void> {
  const cli = join(root, "node_modules", "prisma", "build", "index.js");
  try {
    await run(process.execPath, [cli, "migrate", "deploy"], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: ownerUrl, CHECKPOINT_DISABLE: "1", NO_COLOR: "1" },
    });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`The database could not be migrated.\n${stdout}${stderr}`);
  }
}
