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

/**
 * The role that the product runs as. On a server of your own it is reached from the one address by SET ROLE, so the
 * user of that address is made a member.
 *
 * @throws Error saying what an administrator has to do, where this user may not.
 */
async function ensureRuntimeRole(client: pg.Client): Promise<void> {
  const role = await client.query<{ can_login: boolean; may_become: boolean }>(`
    SELECT rolcanlogin AS can_login,
           CASE WHEN current_setting('server_version_num')::int >= 160000
                THEN pg_has_role(current_user, oid, 'SET') ELSE pg_has_role(current_user, oid, 'MEMBER') END AS may_become
      FROM pg_roles WHERE rolname = 'firstcall_app'`);
  const found = role.rows[0];
  if (found?.may_become) return;
  try {
    if (!found) await client.query("CREATE ROLE firstcall_app NOLOGIN");
    await client.query("GRANT firstcall_app TO CURRENT_USER");
  } catch (error) {
    // A role with a password of its own has an address of its own: DATABASE_RUNTIME_URL.
    if (found?.can_login) return;
    throw new Error(
      `The database's user "${client.user}" may not set up the role that Firstcall runs as ` +
        `(${(error as Error).message}). As an administrator of that server:\n` +
        `${found ? "" : "  CREATE ROLE firstcall_app NOLOGIN;\n"}  GRANT firstcall_app TO "${client.user}";`,
    );
  }
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
