import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Account, canReach } from "./account";

/** Where data go that cannot lie in the checkout; the first survives a restart of the machine. */
const ELSEWHERE = ["/var/lib", "/var/tmp", tmpdir()];

/**
 * The folder asked for, if the server's account can live in it. Else (root's own checkout under a 0700 home) one
 * outside, named after it, so that every start of that checkout finds the same; a file `elsewhere` tells where.
 */
export function usableFolder(wanted: string, account: Account | null): string {
  mkdirSync(wanted, { recursive: true });
  if (account === null) {
    refuseForeign(wanted);
    return wanted;
  }
  // The server writes here; what only its starter may read is 0600 and the starter's.
  chownSync(wanted, account.uid, account.gid);
  if (canReach(account, wanted)) return wanted;
  const folder = folderElsewhere(wanted);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  chownSync(folder, account.uid, account.gid);
  writeFileSync(join(wanted, "elsewhere"), folder);
  return folder;
}

function folderElsewhere(wanted: string): string {
  const name = `firstcall-${createHash("sha256").update(wanted).digest("hex").slice(0, 12)}`;
  const candidates = ELSEWHERE.filter(isWritable).map((parent) => join(parent, name));
  const chosen = candidates.find((folder) => existsSync(join(folder, "data"))) ?? candidates[0];
  if (!chosen) throw new Error(`There is no folder for the database: neither ${wanted} nor ${ELSEWHERE}.`);
  return chosen;
}

/** Data made as root, or by a colleague, cannot be served by an ordinary user: say so instead of a permission error. */
function refuseForeign(folder: string): void {
  const data = join(folder, "data");
  for (const path of [folder, data]) {
    if (existsSync(path) && statSync(path).uid !== process.getuid?.()) {
      throw new Error(
        `${path} belongs to another account, probably from a start as root. ` +
          `Start as that account again, or remove ${folder} (the demo is made anew).`,
      );
    }
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
