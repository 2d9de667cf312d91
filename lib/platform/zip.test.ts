import { crc32, inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { zipBytes } from "./zip";

async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Reads an archive by its directory, as unpackers do, and checks each checksum. */
function unzip(archive: Buffer): Record<string, string> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  let at = archive.readUInt32LE(end + 16);
  const files: Record<string, string> = {};
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [crc, compressed, size] = [16, 20, 24].map((field) => archive.readUInt32LE(at + field)) as [
      number,
      number,
      number,
    ];
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26);
    const content = inflateRawSync(archive.subarray(start, start + compressed));
    expect([content.length, crc32(content)]).toEqual([size, crc]);
    files[name] = content.toString("utf8");
    at += 46 + nameLength;
  }
  return files;
}

describe("a zip archive", () => {
  it("holds its files, empty ones and foreign names included", async () => {
    async function* slow() {
      for (const line of ["a,b\r\n", "1,2\r\n"]) {
        await Promise.resolve();
        yield Buffer.from(line);
      }
    }
    const archive = await collect(
      zipBytes(
        [
          { name: "leads.csv", bytes: slow() },
          { name: "empty.csv", bytes: [] },
          { name: "übersicht/ø.txt", bytes: [Buffer.from("x".repeat(100_000))] },
        ],
        new Date("2026-11-21T14:02:51Z"),
      ),
    );
    expect(unzip(archive)).toEqual({
      "leads.csv": "a,b\r\n1,2\r\n",
      "empty.csv": "",
      "übersicht/ø.txt": "x".repeat(100_000),
    });
    expect(archive.length).toBeLessThan(2_000);
  });

  it("breaks off where a file does, and closes what it was reading when nobody reads on", async () => {
    let isClosed = false;
    async function* endless() {
      try {
        for (;;) yield Buffer.alloc(65_536, 7);
      } finally {
        isClosed = true;
      }
    }
    async function* broken() {
      yield Buffer.from("half");
      throw new Error("the database went away");
    }
    const at = new Date("2026-11-21T14:02:51Z");
    await expect(collect(zipBytes([{ name: "a", bytes: broken() }], at))).rejects.toThrow("went away");
    const reader = zipBytes([{ name: "a", bytes: endless() }], at);
    await reader.next();
    await reader.next();
    await reader.return();
    await expect.poll(() => isClosed).toBe(true);
  });
});
