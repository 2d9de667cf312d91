/**
 * Seeded randomness: xoshiro128** (Blackman and Vigna, 2018) over 32-bit integers, so that every engine gives the same
 * draws. A stream is named: what one part draws never shifts what another sees. Not for secrets.
 */

export interface Random {
  /** 0 .. 2^32 - 1 */
  uint32(): number;
  /** [0, 1) on a grid of 2^-53 */
  unit(): number;
  /** 0 .. bound - 1, without bias; bound is an integer in 1 .. 2^32. */
  below(bound: number): number;
  /** Standard normal, by Marsaglia's polar method. */
  normal(): number;
}

/** The stream called `name` of a seed; the same two always give the same draws. `seed` is any finite number. */
export function randomStream(seed: number, name: string): Random {
  const state = stateOf(`${seed}/${name}`);
  let [a, b, c, d] = state as [number, number, number, number];
  let spare: number | null = null;

  function uint32(): number {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  }
  function unit(): number {
    const high = uint32() >>> 5;
    return (high * 67_108_864 + (uint32() >>> 6)) / 9_007_199_254_740_992;
  }
  function below(bound: number): number {
    if (!(Number.isInteger(bound) && bound >= 1 && bound <= 4_294_967_296))
      throw new Error(`random below ${bound}: the bound must be an integer in 1 .. 2^32`);
    const limit = 4_294_967_296 - (4_294_967_296 % bound);
    for (;;) {
      const draw = uint32();
      if (draw < limit) return draw % bound;
    }
  }
  function normal(): number {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const u = 2 * unit() - 1;
      const v = 2 * unit() - 1;
      const s = u * u + v * v;
      if (s === 0 || s >= 1) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * scale;
      return u * scale;
    }
  }
  return { uint32, unit, below, normal };
}

/** Fisher and Yates, in place; gives back the same array. */
export function shuffle<T extends { length: number; [index: number]: number }>(values: T, random: Random): T {
  for (let last = values.length - 1; last > 0; last -= 1) {
    const chosen = random.below(last + 1);
    const kept = values[last]!;
    values[last] = values[chosen]!;
    values[chosen] = kept;
  }
  return values;
}

/** 0 .. count - 1 in random order. */
export function permutation(count: number, random: Random): Uint32Array {
  const positions = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) positions[index] = index;
  return shuffle(positions, random);
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

/** Four words from a text: FNV-1a over its code units, each word finished by murmur3's mixer; never all zero. */
function stateOf(text: string): number[] {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  const words: number[] = [];
  for (let word = 0; word < 4; word += 1) {
    hash = (hash + 0x9e3779b9) | 0;
    let mixed = hash;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    words.push(mixed ^ (mixed >>> 16));
  }
  return words.every((word) => word === 0) ? [1, 0, 0, 0] : words;
}
