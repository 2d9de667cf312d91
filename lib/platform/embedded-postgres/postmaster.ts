import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Account } from "./account";
import { commandLineOf, isAlive } from "./processes";

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/**
 * The server that runs on this data folder, whoever started it: a parent killed with -9 leaves its server running. A
 * pid file whose process is gone, or has since become somebody else's, is taken away, because PostgreSQL would trip
 * over it.
 */
export function runningPostmaster(dataFolder: string): Postmaster | null {
  const pidFile = join(dataFolder, "postmaster.pid");
  if (!existsSync(pidFile)) return null;
  const [pidLine, , , portLine] = readFileSync(pidFile, "utf8").split("\n");
  const pid = Number.parseInt(pidLine ?? "", 10);
  const port = Number.parseInt(portLine ?? "", 10);
  if (Number.isInteger(pid) && isAlive(pid) && commandLineOf(pid).includes(dataFolder)) {
    return Number.isInteger(port) ? { pid, port } : null;
  }
  rmSync(pidFile, { force: true });
  return null;
}

export async function freePort(preferred: number | null): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<number | null>((resolve) => {
      const server = createServer();
      server.once("error", () => resolve(null));
      server.listen({ port, host: "127.0.0.1" }, () => {
        const address = server.address();
        server.close(() => resolve(typeof address === "object" && address ? address.port : null));
      });
    });
  const port = (preferred ? await tryPort(preferred) : null) ?? (await tryPort(0));
  if (port === null) throw new Error("No port is free on 127.0.0.1 for the database.");
  return port;
}

/** The port of last time, so that an address written down elsewhere stays true. */
export function rememberedPort(folder: string): number | null {
  const file = join(folder, "port");
  const port = existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : Number.NaN;
  return Number.isInteger(port) ? port : null;
}

/** Waits until the server lets us in; false when its process ends, it refuses us, or half a minute has passed. */
export async function answersAs(url: string, pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 600 && isAlive(pid); attempt += 1) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      await client.query("select 1");
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === "28P01") return false;
    } finally {
      await client.end().catch(() => {});
    }
    await pause(50);
  }
  return false;
}

/** The last lines of a log. */
export function tailOf(file: string): string {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "(no log)";
  return text.trimEnd().split("\n").slice(-12).join("\n");
}

export interface LaunchOptions {
  readonly postgres: string;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly port: number;
  readonly account: Account | null;
  readonly settings: Readonly<Record<string, string>>;
}

const LOG_LIMIT_BYTES = 5_000_000;

/** Starts the server in a process group of its own: Ctrl-C in a terminal must not reach it before its users are done. */
export function launch({ postgres, dataFolder, logFile, port, account, settings }: LaunchOptions): number {
  const isLong = existsSync(logFile) && statSync(logFile).size > LOG_LIMIT_BYTES;
  const log = openSync(logFile, isLong ? "w" : "a");
  try {
    const all = {
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      timezone: "UTC",
      log_timezone: "UTC",
      ...settings,
    };
    const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const child = spawn(postgres, ["-D", dataFolder, "-p", String(port), ...flags], {
      ...(account ?? {}),
      cwd: dataFolder,
      detached: true,
      stdio: ["ignore", log, log],
    });
    child.unref();
    // Without a listener a program that cannot be run would end this process; the caller sees it by its missing number.
    child.on("error", () => {});
    if (child.pid === undefined) throw new Error(`PostgreSQL did not start: ${postgres}`);
    return child.pid;
  } finally {
    closeSync(log);
  }
}

/** Fast shutdown; after `patienceMs` the immediate one, which costs a recovery at the next start and loses nothing. */
export async function stopPostmaster(pid: number, patienceMs = 20_000): Promise<void> {
  if (!isAlive(pid)) return;
  signal(pid, "SIGINT");
  const steps = Math.ceil(patienceMs / 25);
  for (let step = 0; step < steps && isAlive(pid); step += 1) await pause(25);
  if (!isAlive(pid)) return;
  signal(pid, "SIGQUIT");
  for (let step = 0; step < 200 && isAlive(pid); step += 1) await pause(25);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}
