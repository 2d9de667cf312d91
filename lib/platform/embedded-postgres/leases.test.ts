import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dropLease, exclusively, otherUsers, takeLease } from "./leases";
import { identityOf, isAlive, isSameProcess } from "./processes";

const NO_PROCESS = 2 ** 22 + 1;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "firstcall-leases-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a process", () => {
  it("is told from an earlier one of the same number", () => {
    expect(isSameProcess(identityOf(process.pid))).toBe(true);
    expect(isSameProcess(`${process.pid} 1`)).toBe(false);
    expect(isSameProcess("")).toBe(false);
  });

  it("that nobody ever was is not alive", () => {
    expect(isAlive(NO_PROCESS)).toBe(false);
    expect(isAlive(0)).toBe(false);
    expect(isAlive(Number.NaN)).toBe(false);
  });
});

describe("leases", () => {
  it("count other live processes only, and sweep away the dead", () => {
    takeLease(folder);
    writeFileSync(join(folder, String(process.ppid)), identityOf(process.ppid));
    writeFileSync(join(folder, String(NO_PROCESS)), `${NO_PROCESS} 1`);
    writeFileSync(join(folder, "1"), "1 an earlier life of process 1");
    expect(otherUsers(folder)).toBe(1);
    expect(readdirSync(folder).sort()).toEqual([String(process.pid), String(process.ppid)].sort());
    dropLease(folder);
    expect(readdirSync(folder)).toEqual([String(process.ppid)]);
  });
});

describe("the lock", () => {
  it("lets one in at a time and is gone afterwards, after an error too", async () => {
    const lock = join(folder, "lock");
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await pause(5);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 6 }, () => exclusively(lock, work)));
    expect(most).toBe(1);
    await expect(exclusively(lock, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("of a dead process is taken over by exactly one of those who wait", async () => {
    const lock = join(folder, "lock");
    writeFileSync(lock, `${NO_PROCESS} 1\n1`);
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await pause(5);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 6 }, () => exclusively(lock, work)));
    expect(most).toBe(1);
    expect(existsSync(lock)).toBe(false);
  });
});
