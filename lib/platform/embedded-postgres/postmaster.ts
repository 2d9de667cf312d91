import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Account } from "./account";

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function commandLineOf(pid: number): string {
  const file = `/proc/${pid}/cmdline`;
  if (existsSync(file)) return readFileSync(file, "utf8").replaceAll("\0", " ");
  return spawnSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" }).stdout ?? "";
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

export interface LaunchOptions {
  readonly postgres: string;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly port: number;
  readonly account: Account | null;
  readonly settings: Readonly<Record<string, string>>;
}

/** Starts the server in a process group of its own: Ctrl-C in a terminal must not reach it before its users are done. */
export function launch({ postgres, dataFolder, logFile, port, account, settings }: LaunchOptions): number {
  const log = openSync(logFile, "a");
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
