import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { Account } from "./account";

export interface Credentials {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
}

export const DATABASE = "firstcall";
export const OWNER_ROLE = "firstcall_owner";
export const APP_ROLE = "firstcall_app";

const secret = () => randomBytes(24).toString("hex");

const fileIn = (folder: string) => join(folder, "credentials.json");

/** Passwords of this cluster's three roles; null before the first start, or where somebody removed them. */
export function keptCredentials(folder: string): Credentials | null {
  try {
    return JSON.parse(readFileSync(fileIn(folder), "utf8")) as Credentials;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** New passwords, readable by their maker alone. The file appears whole or not at all. */
export function makeCredentials(folder: string): Credentials {
  const made: Credentials = { superuser: secret(), owner: secret(), app: secret() };
  const file = fileIn(folder);
  rmSync(`${file}.making`, { force: true });
  writeFileSync(`${file}.making`, JSON.stringify(made), { mode: 0o600 });
  renameSync(`${file}.making`, file);
  return made;
}

/** Gives the superuser a password while no server runs: for data whose credentials were lost. */
export function resetSuperuser(
  postgres: string,
  dataFolder: string,
  account: Account | null,
  password: string,
): void {
  const run = spawnSync(postgres, ["--single", "-D", dataFolder, "postgres"], {
    ...(account ?? {}),
    cwd: dataFolder,
    encoding: "utf8",
    input: `ALTER ROLE postgres PASSWORD '${password}'\n`,
  });
  if (run.status !== 0) throw new Error(`The database's password could not be renewed: ${run.stderr}`);
}

export const hasCluster = (dataFolder: string): boolean => existsSync(join(dataFolder, "PG_VERSION"));

/** Makes the cluster beside its place and moves it there whole: an interrupted first start leaves nothing half-made. */
export function createCluster(
  initdb: string,
  folder: string,
  dataFolder: string,
  account: Account | null,
  password: string,
  { durable = true }: { durable?: boolean } = {},
): void {
  const making = join(folder, "making");
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  const passwordFile = join(making, "password");
  const target = join(making, "data");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) for (const path of [making, passwordFile]) chownSync(path, account.uid, account.gid);
  const run = spawnSync(
    initdb,
    [
      ...["-D", target, "-U", "postgres", "-A", "scram-sha-256", `--pwfile=${passwordFile}`, "-E", "UTF8"],
      ...["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"],
      ...(durable ? [] : ["--no-sync"]),
    ],
    { ...(account ?? {}), cwd: making, encoding: "utf8", env: { ...process.env, LC_ALL: "C" } },
  );
  if (run.status !== 0)
    throw new Error(`PostgreSQL could not be set up: ${run.stderr || run.error?.message}`);
  renameSync(target, dataFolder);
  rmSync(making, { recursive: true, force: true });
}

/** The database, its owner (who migrates) and the runtime role (who owns nothing). Safe to repeat. */
export async function createRoles(superUrl: string, credentials: Credentials): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    await upsertRole(client, OWNER_ROLE, "LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS", credentials.owner);
    await upsertRole(client, APP_ROLE, "LOGIN NOCREATEDB NOSUPERUSER NOBYPASSRLS", credentials.app);
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER_ROLE}`);
  } finally {
    await client.end();
  }
}

async function upsertRole(client: pg.Client, role: string, rights: string, password: string): Promise<void> {
  const found = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [role]);
  const verb = found.rowCount === 0 ? "CREATE" : "ALTER";
  await client.query(`${verb} ROLE ${role} ${rights} PASSWORD ${pg.escapeLiteral(password)}`);
}
