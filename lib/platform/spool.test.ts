import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SpoolOptions, spooled } from "./spool";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spool-test-"));
});
afterAll(() => rm(folder, { recursive: true }));

const options = (own: Partial<SpoolOptions> = {}): SpoolOptions => ({
  ...{ afterMs: 0, mostBytes: 1_000_000, folder },
  ...own,
});
const piece = (size: number, at: number) => new Uint8Array(size).fill(at % 251);

/** Pieces of these sizes, and how far it was read. */
function sourceOf(sizes: readonly number[], failure?: Error) {
  const seen = { given: 0, isReturned: false };
  async function* pieces() {
    try {
      for (const [at, size] of sizes.entries()) {
        seen.given += 1;
        yield piece(size, at);
      }
      if (failure) throw failure;
    } finally {
      seen.isReturned = true;
    }
  }
  return { seen, pieces: pieces() };
}

/** Turns of the loop, and of the threads that write files, until it is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await readdir(folder);
}

describe("a source with a spool", () => {
  it("comes out as it went in, however it is taken", async () => {
    const plan = fc.record({
      sizes: fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 30 }),
      waits: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 8 }),
      mostBytes: fc.integer({ min: 1, max: 20_000 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ sizes, waits, mostBytes }) => {
        const taken: Uint8Array[] = [];
        for await (const own of spooled(sourceOf(sizes).pieces, options({ mostBytes }))) {
          for (let left = waits[taken.length % waits.length]!; left > 0; left -= 1) await turn();
          taken.push(own);
        }
        expect(Buffer.concat(taken)).toEqual(Buffer.concat(sizes.map(piece)));
      }),
      { seed: 8, numRuns: 150 },
    );
  });

  it("is read to its end while nobody takes any of it, and leaves nothing in the folder", async () => {
    const sizes = Array.from({ length: 300 }, () => 2_000);
    const { seen, pieces } = sourceOf(sizes);
    const spool = spooled(pieces, options());
    const first = await spool.next();
    await until(() => seen.isReturned);
    expect(await readdir(folder)).toEqual([]);
    const rest: Uint8Array[] = [];
    for await (const own of spool) rest.push(own);
    expect(Buffer.concat([first.value!, ...rest])).toEqual(Buffer.concat(sizes.map(piece)));
  });

  it("never touches the file where pieces are taken in time", async () => {
    const absent = join(folder, "not-there");
    const spool = spooled(sourceOf([5, 6, 7]).pieces, options({ afterMs: 60_000, folder: absent }));
    let size = 0;
    for await (const own of spool) size += own.length;
    expect(size).toBe(18);
  });

  it("is held up where the file is full, until it is emptied", async () => {
    const { seen, pieces } = sourceOf(Array.from({ length: 50 }, () => 1_000));
    const spool = spooled(pieces, options({ mostBytes: 10_000 }));
    await spool.next();
    await until(() => seen.given >= 12);
    for (let at = 0; at < 20; at += 1) await readdir(folder);
    // One taken, ten in the file, one that waits for room.
    expect(seen.given).toBe(12);
    let size = 1_000;
    for await (const own of spool) size += own.length;
    expect(size).toBe(50_000);
  });

  it("tells what went wrong behind what came before", async () => {
    const spool = spooled(sourceOf([10, 10], new Error("broken off")).pieces, options());
    let size = 0;
    const reading = (async () => {
      for await (const own of spool) size += own.length;
    })();
    await expect(reading).rejects.toThrow("broken off");
    expect(size).toBe(20);
  });

  it("tells of a folder that cannot be written to", async () => {
    const { seen, pieces } = sourceOf([10, 10, 10]);
    const spool = spooled(pieces, options({ folder: join(folder, "not-there") }));
    await spool.next();
    await until(() => seen.isReturned);
    await expect(spool.next()).rejects.toThrow("ENOENT");
  });

  it("lets go of its source when nobody wants more", async () => {
    const { seen, pieces } = sourceOf(Array.from({ length: 100 }, () => 1_000));
    const spool = spooled(pieces, options({ mostBytes: 5_000 }));
    await spool.next();
    await spool.return();
    await until(() => seen.isReturned);
    expect(seen.given).toBeLessThan(10);
  });
});
