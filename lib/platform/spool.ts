import { type FileHandle, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newId } from "./ids";

export interface SpoolOptions {
  /** A piece that nobody took for so long goes into the file, and all that come after it. */
  readonly afterMs: number;
  /** What the file holds at most, in bytes; a source that has more is held up until all of it is taken. */
  readonly mostBytes: number;
  readonly folder?: string;
}

/** What is read from the file at once. */
const READ_BYTES = 256 * 1024;

/**
 * The pieces of a source, which goes on being read into a file while nobody asks for them. Many HTTP clients send all of
 * a request before they read any of its answer: a server that waits for them to read would wait for ever. Whoever keeps up
 * never touches the file. It has no name while it is in use, so that nothing stays behind whatever becomes of the process.
 */
export async function* spooled(
  source: AsyncIterable<Uint8Array>,
  options: SpoolOptions,
): AsyncGenerator<Uint8Array, void, void> {
  const spool = new Spool(options);
  const filling = spool.fill(source);
  try {
    for (let piece = await spool.take(); piece !== null; piece = await spool.take()) yield piece;
    await filling;
  } finally {
    await spool.close();
  }
}

class Spool {
  readonly #options: SpoolOptions;
  /** The one piece that waits in memory; only while the file holds nothing. */
  #slot: Uint8Array | null = null;
  #file: FileHandle | null = null;
  #written = 0;
  #read = 0;
  #isEnded = false;
  #isClosed = false;
  #failure: unknown = null;
  #wakers: (() => void)[] = [];

  constructor(options: SpoolOptions) {
    this.#options = options;
  }

  /** Reads the source to its end; what goes wrong is told by `take`. */
  async fill(source: AsyncIterable<Uint8Array>): Promise<void> {
    try {
      for await (const piece of source) {
        if (piece.length > 0) await this.#put(piece);
        if (this.#isClosed) break;
      }
    } catch (error) {
      this.#failure ??= error;
    }
    this.#isEnded = true;
    this.#wake();
    // Closed while a piece was on its way into the file.
    if (this.#isClosed) await this.#closeFile();
  }

  /** The next piece; null at the end. @throws what the source or the file threw */
  async take(): Promise<Uint8Array | null> {
    for (;;) {
      if (this.#read < this.#written) return this.#fromFile();
      if (this.#slot !== null) {
        const piece = this.#slot;
        this.#slot = null;
        this.#wake();
        return piece;
      }
      if (this.#failure !== null) throw this.#failure;
      if (this.#isEnded) return null;
      await this.#change();
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wake();
    if (this.#isEnded) await this.#closeFile();
  }

  async #put(piece: Uint8Array): Promise<void> {
    if (this.#read === this.#written) {
      this.#slot = piece;
      this.#wake();
      const isInTime = () => this.#slot === null || this.#isClosed;
      if (await this.#until(isInTime, this.#options.afterMs)) return;
      this.#slot = null;
    }
    const { mostBytes } = this.#options;
    const hasRoom = () => this.#written + piece.length <= mostBytes || this.#read === this.#written;
    await this.#until(() => hasRoom() || this.#isClosed);
    if (this.#isClosed) return;
    if (this.#read === this.#written) {
      this.#read = 0;
      this.#written = 0;
    }
    this.#file ??= await openUnnamed(this.#options.folder ?? tmpdir());
    await this.#file.write(piece, 0, piece.length, this.#written);
    this.#written += piece.length;
    this.#wake();
  }

  async #fromFile(): Promise<Uint8Array> {
    const length = Math.min(READ_BYTES, this.#written - this.#read);
    const { buffer, bytesRead } = await this.#file!.read(
      Buffer.allocUnsafeSlow(length),
      0,
      length,
      this.#read,
    );
    if (bytesRead === 0) throw new Error("spool: the file is shorter than what was written");
    this.#read += bytesRead;
    this.#wake();
    return buffer.subarray(0, bytesRead);
  }

  async #closeFile(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.close();
  }

  /** Waits for what others do here. @returns false where `ms` passed before */
  async #until(isSo: () => boolean, ms?: number): Promise<boolean> {
    let isLate = false;
    const timer =
      ms === undefined
        ? undefined
        : setTimeout(() => {
            isLate = true;
            this.#wake();
          }, ms);
    try {
      while (!isSo()) {
        if (isLate) return false;
        await this.#change();
      }
      return true;
    } finally {
      clearTimeout(timer);
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wakers.push(resolve);
    });
  }

  #wake(): void {
    for (const wake of this.#wakers.splice(0)) wake();
  }
}

async function openUnnamed(folder: string): Promise<FileHandle> {
  const path = join(folder, `firstcall-${newId()}`);
  const file = await open(path, "wx+", 0o600);
  await rm(path);
  return file;
}
