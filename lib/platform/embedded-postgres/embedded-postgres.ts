import { createHash } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { canReach, serverAccount } from "./account";
import { packagedFolder, usableBinaries } from "./binaries";
import { APP_ROLE, createCluster, createRoles, credentialsIn, DATABASE, OWNER_ROLE } from "./cluster";
import { dropLease, exclusively, otherUsers, takeLease } from "./leases";
import { freePort, isAlive, launch, runningPostmaster, stopPostmaster } from "./postmaster";

export interface EmbeddedOptions {
  /** Where everything lives: data, credentials, log. Made when missing. */
  readonly folder: string;
  /** More server settings; tests switch durability off. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  readonly port: number;
  readonly pid: number;
  /** True where the server was running already: another process's, or left over from one that was killed. */
  readonly joined: boolean;
  urlOf(role: "superuser" | "owner" | "app", database?: string): string;
  /** Leaves; stops the server unless another live process uses it. */
  stop(): Promise<void>;
}

const TUNING: Readonly<Record<string, string>> = {
  max_connections: "100",
  shared_buffers: "256MB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  effective_cache_size: "2GB",
  random_page_cost: "1.1",
  max_wal_size: "2GB",
  jit: "off",
};

/**
 * Starts the PostgreSQL that comes with the packages, or joins the one already running on this folder. Works as root
 * (the server runs as an unprivileged account), after a kill -9, beside other processes, and from a checkout that the
 * server's account cannot enter (the data then lie under the system's temporary folder, named after the checkout).
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const account = serverAccount();
  const folder = reachableFolder(options.folder, account);
  const dataFolder = join(folder, "data");
  const users = join(folder, "users");
  const credentials = credentialsIn(folder);
  const state = await exclusively(join(folder, "lock"), async () => {
    const running = runningPostmaster(dataFolder);
    if (running && (await accepts(running.port, credentials.superuser, running.pid))) {
      takeLease(users);
      return { ...running, joined: true };
    }
    if (running) await stopPostmaster(running.pid);
    const binaries = usableBinaries(packagedFolder(), join(folder, "binaries"), account);
    createCluster(binaries.initdb, folder, dataFolder, account, credentials.superuser);
    const port = await freePort(rememberedPort(folder));
    const logFile = join(folder, "server.log");
    const pid = launch({
      postgres: binaries.postgres,
      dataFolder,
      logFile,
      port,
      account,
      settings: { ...TUNING, ...options.settings },
    });
    if (!(await accepts(port, credentials.superuser, pid))) {
      throw new Error(`PostgreSQL did not come up. The end of ${logFile}:\n${tailOf(logFile)}`);
    }
    writeFileSync(join(folder, "port"), String(port));
    takeLease(users);
    await createRoles(urlOf("postgres", credentials.superuser, port, "postgres"), credentials);
    return { pid, port, joined: false };
  });

  const roles = {
    superuser: ["postgres", credentials.superuser],
    owner: [OWNER_ROLE, credentials.owner],
    app: [APP_ROLE, credentials.app],
  } as const;
  let stopped = false;
  return {
    ...state,
    urlOf: (role, database = DATABASE) => urlOf(roles[role][0], roles[role][1], state.port, database),
    stop: async () => {
      if (stopped) return;
      stopped = true;
      await exclusively(join(folder, "lock"), async () => {
        dropLease(users);
        if (otherUsers(users) === 0) await stopPostmaster(state.pid);
      });
    },
  };
}

function urlOf(role: string, password: string, port: number, database: string): string {
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
}

/** `wanted` if the server's account can live there, else a folder of the same name under the temporary folder. */
function reachableFolder(wanted: string, account: { uid: number; gid: number } | null): string {
  mkdirSync(wanted, { recursive: true });
  const name = createHash("sha256").update(wanted).digest("hex").slice(0, 12);
  const folder = canReach(account, wanted) ? wanted : join(tmpdir(), `firstcall-${name}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}

function rememberedPort(folder: string): number | null {
  const file = join(folder, "port");
  const port = existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : Number.NaN;
  return Number.isInteger(port) ? port : null;
}

/** Waits until the server answers; false when its process ends or it lets nobody in for half a minute. */
async function accepts(port: number, password: string, pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const client = new pg.Client({
      connectionString: urlOf("postgres", password, port, "postgres"),
      connectionTimeoutMillis: 2_000,
    });
    try {
      await client.connect();
      await client.query("select 1");
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === "28P01") return false;
    } finally {
      await client.end().catch(() => {});
    }
    if (!isAlive(pid)) return false;
    await pause(50);
  }
  return false;
}

function tailOf(file: string): string {
  return existsSync(file)
    ? readFileSync(file, "utf8").trimEnd().split("\n").slice(-12).join("\n")
    : "(no log)";
}
