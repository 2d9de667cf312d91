import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { serverAccount } from "./account";
import { packagedFolder, usableBinaries } from "./binaries";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function temporary(mode: number): string {
  const folder = mkdtempSync(join(tmpdir(), "firstcall-binaries-"));
  folders.push(folder);
  chmodSync(folder, mode);
  return folder;
}

/** The package as `npm ci --ignore-scripts` leaves it: not one symbolic link. */
function packageWithoutLinks(mode: number): string {
  const folder = join(temporary(mode), "package");
  cpSync(dirname(packagedFolder()), folder, { recursive: true, verbatimSymlinks: true });
  const library = join(folder, "native", "lib");
  for (const name of readdirSync(library))
    if (lstatSync(join(library, name)).isSymbolicLink()) rmSync(join(library, name));
  return join(folder, "native");
}

const account = serverAccount("/nonexistent");
const versionOf = (program: string) =>
  spawnSync(program, ["--version"], { ...(account ?? {}), cwd: "/", encoding: "utf8" }).stdout;

describe("binaries of a package installed with --ignore-scripts", () => {
  it("get their library links back and run", () => {
    const native = packageWithoutLinks(0o755);
    const { initdb, postgres } = usableBinaries(native, join(temporary(0o755), "spare"), account);
    expect(postgres).toBe(join(native, "bin", "postgres"));
    expect(versionOf(postgres)).toMatch(/PostgreSQL\) 18/);
    expect(versionOf(initdb)).toMatch(/PostgreSQL\) 18/);
  });

  it("are made executable where unpacking lost that", () => {
    const native = packageWithoutLinks(0o755);
    chmodSync(join(native, "bin", "postgres"), 0o644);
    const { postgres } = usableBinaries(native, join(temporary(0o755), "spare"), account);
    expect(versionOf(postgres)).toMatch(/PostgreSQL\) 18/);
  });
});

describe.runIf(process.getuid?.() === 0)(
  "binaries under a home that the server's account cannot enter",
  () => {
    it("are copied out, once a version, and belong to that account", () => {
      const native = packageWithoutLinks(0o700);
      const spare = join(temporary(0o755), "spare");
      const first = usableBinaries(native, spare, account);
      expect(first.postgres.startsWith(spare)).toBe(true);
      expect(versionOf(first.postgres)).toMatch(/PostgreSQL\) 18/);
      const copiedAt = lstatSync(first.postgres).ctimeMs;
      expect(usableBinaries(native, spare, account)).toEqual(first);
      expect(lstatSync(first.postgres).ctimeMs).toBe(copiedAt);
      expect(existsSync(join(native, "lib", "libpq.so.5"))).toBe(false);
    });
  },
);
