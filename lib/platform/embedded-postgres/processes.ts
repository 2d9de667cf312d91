import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/**
 * Whether a process runs. One that has ended but that nobody has collected (a container whose first process does not)
 * does not count: it would be waited for until the container stops.
 */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return statOf(pid)?.state !== "Z";
}

/**
 * A process by number and moment of birth. Numbers are used again, in a restarted container at once: a file that names
 * a number alone would take the newcomer for its predecessor.
 */
export function identityOf(pid: number): string {
  return `${pid} ${statOf(pid)?.startedAt ?? startedAtByPs(pid)}`;
}

/** Whether the very process that `identityOf` named still runs. */
export function isSameProcess(identity: string): boolean {
  const pid = Number(identity.split(" ")[0]);
  return isAlive(pid) && identityOf(pid) === identity;
}

export function commandLineOf(pid: number): string {
  const file = `/proc/${pid}/cmdline`;
  if (existsSync(file)) return readFileSync(file, "utf8").replaceAll("\0", " ");
  return ps(pid, "command=");
}

interface Stat {
  readonly state: string;
  /** Clock ticks since the machine started. */
  readonly startedAt: string;
}

/** Linux only; null elsewhere and for a process that is gone. */
function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in brackets and may hold anything, spaces and brackets included.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", startedAt: fields[19] ?? "" };
  } catch {
    return null;
  }
}

const startedAtByPs = (pid: number) => (existsSync("/proc/self/stat") ? "" : ps(pid, "lstart="));

function ps(pid: number, column: string): string {
  return (spawnSync("ps", ["-p", String(pid), "-o", column], { encoding: "utf8" }).stdout ?? "").trim();
}
