import { pipeline, Readable } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";

/** Writing a zip archive while its files are still being made (decision 14). */

export interface ZipEntry {
  /** Forward slashes between folders. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

const VERSION = 20;
/** Bit 3: sizes and checksum follow the data; bit 11: names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATE = 8;
/** What the format's 32-bit fields hold; archives beyond it would need another format (zip64). */
const MOST_BYTES = 0xffff_fffe;
const MOST_ENTRIES = 0xfffe;

interface Written {
  readonly name: Buffer;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * An archive as bytes: one file after another, deflated as it comes, so that memory does not grow with it.
 *
 * @throws RangeError where a file or the archive passes 4 GB, or there are more than 65,534 files.
 */
export async function* zipBytes(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  modified: Date,
): AsyncGenerator<Uint8Array, void, void> {
  const stamp = dosTime(modified);
  const written: Written[] = [];
  let offset = 0;
  for await (const entry of entries) {
    const name = Buffer.from(entry.name, "utf8");
    const start = offset;
    const head = localHeader(name, stamp);
    offset += head.length;
    yield head;
    const sums = { crc: 0, size: 0 };
    let compressed = 0;
    for await (const piece of deflated(entry.bytes, sums)) {
      compressed += piece.length;
      yield piece;
    }
    const tail = dataDescriptor(sums.crc, compressed, sums.size);
    offset += compressed + tail.length;
    if (Math.max(offset, sums.size) > MOST_BYTES) throw new RangeError("zip: more than 4 GB");
    yield tail;
    written.push({ name, ...sums, compressed, offset: start });
    if (written.length > MOST_ENTRIES) throw new RangeError("zip: too many files");
  }
  const directory = Buffer.concat(written.map((each) => centralHeader(each, stamp)));
  if (offset + directory.length > MOST_BYTES) throw new RangeError("zip: more than 4 GB");
  yield directory;
  yield endRecord(written.length, directory.length, offset);
}

function deflated(bytes: ZipEntry["bytes"], sums: { crc: number; size: number }): AsyncIterable<Buffer> {
  async function* summed() {
    for await (const piece of bytes) {
      sums.crc = crc32(piece, sums.crc);
      sums.size += piece.length;
      yield piece;
    }
  }
  const deflate = createDeflateRaw({ level: 6 });
  // What goes wrong on the way is thrown where the result is read.
  pipeline(Readable.from(summed()), deflate, () => {});
  return deflate;
}

/** Date and time of day as MS-DOS had them, in UTC: two-second steps from 1980. */
function dosTime(at: Date): { readonly date: number; readonly time: number } {
  return {
    date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}

type Stamp = ReturnType<typeof dosTime>;

function localHeader(name: Buffer, { date, time }: Stamp): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(VERSION, 4);
  head.writeUInt16LE(FLAGS, 6);
  head.writeUInt16LE(DEFLATE, 8);
  head.writeUInt16LE(time, 10);
  head.writeUInt16LE(date, 12);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name]);
}

function dataDescriptor(crc: number, compressed: number, size: number): Buffer {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(0x08074b50, 0);
  tail.writeUInt32LE(crc, 4);
  tail.writeUInt32LE(compressed, 8);
  tail.writeUInt32LE(size, 12);
  return tail;
}

function centralHeader({ name, crc, compressed, size, offset }: Written, { date, time }: Stamp): Buffer {
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(VERSION, 4);
  head.writeUInt16LE(VERSION, 6);
  head.writeUInt16LE(FLAGS, 8);
  head.writeUInt16LE(DEFLATE, 10);
  head.writeUInt16LE(time, 12);
  head.writeUInt16LE(date, 14);
  head.writeUInt32LE(crc, 16);
  head.writeUInt32LE(compressed, 20);
  head.writeUInt32LE(size, 24);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt32LE(offset, 42);
  return Buffer.concat([head, name]);
}

function endRecord(entries: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
