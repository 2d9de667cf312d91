/**
 * The few WebAssembly instructions the histogram kernel is written in, as functions from operands to bytes. The kernel
 * is assembled from this source when it is first used: there is nothing to build and no binary to trust.
 *
 * Source: WebAssembly Core Specification 2.0, chapter 5 (binary format), with SIMD and shared memories.
 */

export type Code = readonly number[];

/** LEB128, unsigned. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low + 128 : low);
  } while (rest > 0);
  return bytes;
}

/** LEB128, signed, 32 bits. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 127;
    rest >>= 7;
    if ((rest === 0 && (low & 64) === 0) || (rest === -1 && (low & 64) !== 0)) return [...bytes, low];
    bytes.push(low | 128);
  }
}

const binary = (opcode: number) => (a: Code, b: Code) => [...a, ...b, opcode];

export const int = (value: number): Code => [0x41, ...signed(value)];
export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];
export const add = binary(0x6a);
export const subtract = binary(0x6b);
export const multiply = binary(0x6c);
export const and = binary(0x71);
export const shiftLeft = binary(0x74);
export const shiftRight = binary(0x76);
export const lessThan = binary(0x49);
export const increase = (local: number, by: Code): Code => set(local, add(get(local), by));
export const smaller = (a: Code, b: Code): Code => [...a, ...b, ...lessThan(a, b), 0x1b];

export const loadInt = (address: Code, offset = 0): Code => [...address, 0x28, 2, ...unsigned(offset)];
export const loadByte = (address: Code): Code => [...address, 0x2d, 0, 0];
export const storeInt = (address: Code, value: Code): Code => [...address, ...value, 0x36, 2, 0];
export const loadVector = (address: Code): Code => [...address, 0xfd, 0x00, 0, 0];
export const storeVector = (address: Code, value: Code): Code => [...address, ...value, 0xfd, 0x0b, 0, 0];
/** Two 32-bit floats as two 64-bit ones. */
export const loadTwoFloats = (address: Code): Code => [...address, 0xfd, 0x5d, 0, 0, 0xfd, 0x5f];
export const addVectors = (a: Code, b: Code): Code => [...a, ...b, 0xfd, 0xf0, 0x01];
export const copyBytes = (to: Code, from: Code, count: Code): Code => [
  ...to,
  ...from,
  ...count,
  0xfc,
  0x0a,
  0,
  0,
];

/** Repeats the body as long as the condition holds, asked before each turn. */
export const whileTrue = (condition: Code, ...body: readonly Code[]): Code => [
  ...[0x02, 0x40, 0x03, 0x40],
  ...condition,
  ...[0x45, 0x0d, 1],
  ...body.flat(),
  ...[0x0c, 0, 0x0b, 0x0b],
];

export interface WasmFunction {
  readonly name: string;
  /** 32-bit integers: locals 0 .. parameters - 1. */
  readonly parameters: number;
  /** 32-bit integer locals after the parameters, then 128-bit ones. */
  readonly integers: number;
  readonly vectors: number;
  readonly returnsInt: boolean;
  readonly body: readonly Code[];
}

const INT = 0x7f;
const VECTOR = 0x7b;
const MOST_PAGES = 65536;

/** A module that imports the shared memory `env.memory` and exports the functions. */
export function assembleModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const text = (name: string) => list(Array.from(name, (letter) => [letter.charCodeAt(0)]));
  const section = (id: number, content: number[]) => [id, ...unsigned(content.length), ...content];
  const types = functions.map((f) => [
    0x60,
    ...list(new Array<number[]>(f.parameters).fill([INT])),
    ...list(f.returnsInt ? [[INT]] : []),
  ]);
  const codes = functions.map((f) => {
    const locals = list([
      [...unsigned(f.integers), INT],
      [...unsigned(f.vectors), VECTOR],
    ]);
    const content = [...locals, ...f.body.flat(), 0x0b];
    return [...unsigned(content.length), ...content];
  });
  const sharedMemory = [0x02, 0x03, ...unsigned(1), ...unsigned(MOST_PAGES)];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, list(types)),
    ...section(2, list([[...text("env"), ...text("memory"), ...sharedMemory]])),
    ...section(3, list(functions.map((_, k) => unsigned(k)))),
    ...section(7, list(functions.map((f, k) => [...text(f.name), 0x00, ...unsigned(k)]))),
    ...section(10, list(codes)),
  ]);
}

function list(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}
