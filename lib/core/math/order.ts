/** Orders, ranks and quantiles of plain numbers. Missing values (NaN) sort last. */

/** Below this a comparison sort is quicker than counting digits. */
const SMALL = 1_500;
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/**
 * Positions of `values` in ascending order, equal values in the order they stand (-0 equals 0). Radix sort over the
 * order-preserving bits of a double: linear in the count.
 */
export function stableOrder(values: ArrayLike<number>): Uint32Array {
  const count = values.length;
  let order = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) order[index] = index;
  if (count <= SMALL) return order.sort((a, b) => compare(values[a]!, values[b]!) || a - b);
  const { low, high } = sortableBits(values);
  let spare = new Uint32Array(count);
  const starts = new Uint32Array(DIGITS);
  for (let shift = 0; shift < 64; shift += DIGIT_BITS) {
    starts.fill(0);
    for (let index = 0; index < count; index += 1) starts[digitAt(low[index]!, high[index]!, shift)]! += 1;
    let start = 0;
    let distinct = 0;
    for (let digit = 0; digit < DIGITS; digit += 1) {
      const size = starts[digit]!;
      if (size > 0) distinct += 1;
      starts[digit] = start;
      start += size;
    }
    if (distinct < 2) continue;
    for (let index = 0; index < count; index += 1) {
      const position = order[index]!;
      const digit = digitAt(low[position]!, high[position]!, shift);
      spare[starts[digit]!] = position;
      starts[digit]! += 1;
    }
    [order, spare] = [spare, order];
  }
  return order;
}

/** Ranks from 1, equal values sharing the mean of theirs (scipy's `rankdata`). */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const order = stableOrder(values);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to += 1;
    for (let index = from; index < to; index += 1) ranks[order[index]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/** The finite values, ascending, in a new array. */
export function sortedFinite(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).filter(Number.isFinite).sort();
}

/**
 * Quantile at `share` (0..1) of ascending values by linear interpolation (numpy's default: position share * (n - 1),
 * computed as numpy does so that the bits agree); null where there is nothing.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number | null {
  const last = sorted.length - 1;
  if (last < 0 || !(share >= 0 && share <= 1)) return null;
  const position = share * last;
  const below = Math.floor(position);
  const part = position - below;
  const from = sorted[below]!;
  const to = sorted[Math.min(last, below + 1)]!;
  return part >= 0.5 ? to - (to - from) * (1 - part) : from + (to - from) * part;
}

function compare(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

function digitAt(low: number, high: number, shift: number): number {
  const bits =
    shift >= 32
      ? high >>> (shift - 32)
      : shift + DIGIT_BITS <= 32
        ? low >>> shift
        : (low >>> shift) | (high << (32 - shift));
  return bits & (DIGITS - 1);
}

/** The two halves of each double, flipped so that unsigned order is numeric order. */
function sortableBits(values: ArrayLike<number>): { low: Uint32Array; high: Uint32Array } {
  const doubles = Float64Array.from(values);
  const words = new Uint32Array(doubles.buffer);
  const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
  const low = new Uint32Array(doubles.length);
  const high = new Uint32Array(doubles.length);
  for (let index = 0; index < doubles.length; index += 1) {
    const value = doubles[index]!;
    if (Number.isNaN(value)) {
      low[index] = high[index] = 0xffffffff;
      continue;
    }
    // Adding 0 turns -0 into 0, whose words are both zero.
    const first = value === 0 ? 0 : words[2 * index]!;
    const second = value === 0 ? 0 : words[2 * index + 1]!;
    const upper = littleEndian ? second : first;
    const negative = upper >>> 31 === 1;
    low[index] = negative ? ~(littleEndian ? first : second) : littleEndian ? first : second;
    high[index] = negative ? ~upper : upper | 0x80000000;
  }
  return { low, high };
}
