import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

/** The operating-system account that PostgreSQL runs under, where that is not the caller's own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, and containers usually are root: then it runs as the account that owns the data
 * already, or as one that every system has. Null for an ordinary user.
 */
export function serverAccount(dataFolder: string, name = "nobody"): Account | null {
  if (process.getuid?.() !== 0) return null;
  if (existsSync(dataFolder)) {
    const { uid, gid } = statSync(dataFolder);
    if (uid !== 0) return { uid, gid };
  }
  const idOf = (flag: string) =>
    Number.parseInt(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout, 10);
  const uid = idOf("-u");
  const gid = idOf("-g");
  if (!Number.isInteger(uid) || !Number.isInteger(gid)) {
    throw new Error(`PostgreSQL cannot run as root, and there is no account "${name}" to run it as.`);
  }
  return { uid, gid };
}

/** Whether that account may enter the folder and read what is in it. */
export function canReach(account: Account | null, folder: string): boolean {
  if (account === null) return true;
  const probe = spawnSync("/bin/sh", ["-c", 'cd "$0" && ls >/dev/null', folder], { ...account, cwd: "/" });
  return probe.status === 0;
}
