import type { SignalColumn } from "../encoding/table.ts";
import { quantileOfSorted, sortedFinite } from "../math/order.ts";

/** A column as levels: 0 .. blank - 1, and `blank` for a row without a value. */
export interface ColumnCodes {
  readonly codes: Int32Array;
  readonly blank: number;
}

const MOST_VALUES = 50;
const BINS = 20;

/**
 * The levels of a column at these rows: those of a category, and of numbers each value where there are at most fifty,
 * else twenty bins of equal mass, so that a number whose middle is what wins is seen too.
 */
export function columnCodes(column: SignalColumn, rows: Uint32Array): ColumnCodes {
  const { values } = column;
  if (column.type === "category") {
    const blank = column.levels.length;
    return { codes: Int32Array.from(rows, (row) => (values[row]! < 0 ? blank : values[row]!)), blank };
  }
  const taken = Float64Array.from(rows, (row) => values[row]!);
  const sorted = sortedFinite(taken);
  const edges = distinctOf(sorted, MOST_VALUES) ?? quantileEdges(sorted);
  const blank = edges.length;
  return {
    codes: Int32Array.from(taken, (value) => (Number.isFinite(value) ? binOf(edges, value) : blank)),
    blank,
  };
}

/** The different values, ascending; null where there are more than `most`. */
export function distinctOf(sorted: Float64Array, most: number): Float64Array | null {
  const found: number[] = [];
  for (const value of sorted) {
    if (found.length > 0 && found[found.length - 1] === value) continue;
    if (found.length === most) return null;
    found.push(value);
  }
  return Float64Array.from(found);
}

/** Lower edges of the bins, the first of them the least value. */
function quantileEdges(sorted: Float64Array): Float64Array {
  const edges = Array.from({ length: BINS }, (_, bin) => quantileOfSorted(sorted, bin / BINS)!);
  return Float64Array.from(new Set(edges));
}

/** The last edge at or below the value. */
function binOf(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
