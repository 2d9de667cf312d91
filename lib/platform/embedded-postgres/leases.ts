import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isAlive } from "./postmaster";

/**
 * Who uses the server: one small file a process. The last to leave stops it, so a command-line import beside a running
 * web server neither stops the server under it nor leaves one behind. Files of dead processes do not count.
 */
export function takeLease(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, String(process.pid)), "");
}

export function dropLease(folder: string): void {
  rmSync(join(folder, String(process.pid)), { force: true });
}

export function otherUsers(folder: string): number {
  let users = 0;
  for (const name of entries(folder)) {
    const pid = Number(name);
    if (pid === process.pid) continue;
    if (isAlive(pid)) users += 1;
    else rmSync(join(folder, name), { force: true });
  }
  return users;
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Runs `work` while no other process of this machine does, however many start or stop at once. */
export async function exclusively<T>(lockFolder: string, work: () => Promise<T>): Promise<T> {
  const holder = join(lockFolder, "pid");
  for (let attempt = 0; ; attempt += 1) {
    try {
      mkdirSync(lockFolder);
      writeFileSync(holder, String(process.pid));
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      if (attempt > 1_200) throw new Error(`Another process has held ${lockFolder} for over a minute.`);
      if (isStale(holder, attempt)) rmSync(lockFolder, { recursive: true, force: true });
      else await pause(50);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lockFolder, { recursive: true, force: true });
  }
}

function isStale(holder: string, attempt: number): boolean {
  try {
    const pid = Number(readFileSync(holder, "utf8"));
    return Number.isInteger(pid) && pid > 0 && pid !== process.pid && !isAlive(pid);
  } catch {
    // Between making the folder and naming its holder lies a moment; a process killed there leaves no name at all.
    return attempt > 40;
  }
}
