import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { identityOf, isSameProcess } from "./processes";

/**
 * Who uses the server: one small file a process. The last to leave stops it, so a command-line import beside a running
 * web server neither stops the server under it nor leaves one behind. Files of dead processes do not count.
 */
export function takeLease(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, String(process.pid)), identityOf(process.pid));
}

export function dropLease(folder: string): void {
  rmSync(join(folder, String(process.pid)), { force: true });
}

/** How many other live processes hold a lease; leases of the dead are swept away. */
export function otherUsers(folder: string): number {
  let users = 0;
  for (const name of entries(folder)) {
    if (name === String(process.pid)) continue;
    if (isSameProcess(contentOf(join(folder, name)) ?? "")) users += 1;
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

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

const PATIENCE_MS = 120_000;
let made = 0;

/**
 * Runs `work` while no other process of this machine does, however many start or stop at once. The lock is a file that
 * appears with its holder's name in it; one whose holder is dead is set aside first, by one of those who wait.
 */
export async function exclusively<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  made += 1;
  const mine = `${lockFile}.${process.pid}.${made}`;
  writeFileSync(mine, `${identityOf(process.pid)}\n${made}`);
  try {
    const deadline = Date.now() + PATIENCE_MS;
    while (!appears(mine, lockFile)) {
      if (Date.now() > deadline)
        throw new Error(`Another process has held ${lockFile} for over two minutes.`);
      const holder = contentOf(lockFile);
      if (holder && !isSameProcess(holder.split("\n")[0] ?? "")) setAside(lockFile, holder, mine);
      else await pause(25);
    }
    return await work();
  } finally {
    if (contentOf(lockFile) === contentOf(mine)) rmSync(lockFile, { force: true });
    rmSync(mine, { force: true });
  }
}

/** Makes the lock in one step, content included; false when there is one. */
function appears(mine: string, lockFile: string): boolean {
  const attempts = [
    () => linkSync(mine, lockFile),
    // A file system without hard links.
    () => copyFileSync(mine, lockFile, constants.COPYFILE_EXCL),
  ];
  for (const [index, attempt] of attempts.entries()) {
    try {
      attempt();
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      if (index === attempts.length - 1) throw error;
    }
  }
  return false;
}

/** Moves a dead holder's lock away, and back again where a faster one has put its own there meanwhile. */
function setAside(lockFile: string, dead: string, mine: string): void {
  const aside = `${mine}.aside`;
  try {
    renameSync(lockFile, aside);
  } catch {
    return;
  }
  if (contentOf(aside) !== dead) appears(aside, lockFile);
  rmSync(aside, { force: true });
}
