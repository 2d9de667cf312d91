import { quantileOfSorted } from "../math/order.ts";
import type { SignalDefinition, SignalValue } from "../signals/types.ts";

/** How leads are spread over a signal's values: what is drawn behind a control, and how far it goes. */
export type Shape =
  | {
      readonly kind: "number";
      /** Leads by value: a bar for each whole number where there are few, else even bins from `low` to `high`. */
      readonly bins: readonly number[];
      readonly low: number;
      readonly high: number;
      readonly median: number;
      /** What all but one in a hundred leads stay at or below. */
      readonly p99: number;
      readonly isWhole: boolean;
    }
  | { readonly kind: "boolean"; readonly share: number }
  | {
      readonly kind: "category";
      readonly levels: readonly { readonly value: string; readonly share: number }[];
    }
  /** Nobody in the sample has a value. */
  | { readonly kind: "unknown" };

const BINS = 18;
const MOST_LEVELS = 20;

/** @param values of one signal, one a lead */
export function shapeOf({ type }: Pick<SignalDefinition, "type">, values: readonly SignalValue[]): Shape {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return { kind: "unknown" };
  if (type === "boolean")
    return { kind: "boolean", share: known.filter((value) => value === true).length / known.length };
  if (type === "category") return categoryShape(known.map(String));
  const numbers = known.flatMap((value) =>
    typeof value === "number" && Number.isFinite(value) ? [value] : [],
  );
  return numbers.length === 0 ? { kind: "unknown" } : numberShape(numbers.sort((a, b) => a - b));
}

function categoryShape(values: readonly string[]): Shape {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return {
    kind: "category",
    levels: [...counts]
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, MOST_LEVELS)
      .map(([value, count]) => ({ value, share: count / values.length })),
  };
}

function numberShape(sorted: readonly number[]): Shape {
  const at = (share: number) => quantileOfSorted(sorted, share)!;
  const isWhole = sorted.every(Number.isInteger);
  const p99 = isWhole ? Math.ceil(at(0.99)) : at(0.99);
  const low = Math.min(0, isWhole ? sorted[0]! : at(0.01));
  const high = Math.max(p99, low + 1);
  const bars = isWhole && high - low < BINS ? Math.round(high - low) + 1 : BINS;
  const width = isWhole && bars <= high - low + 1 ? (high - low + 1) / bars : (high - low) / bars;
  const bins = new Array<number>(bars).fill(0);
  for (const value of sorted) {
    const bin = Math.floor((value - low) / width);
    // What lies beyond the hundredth is drawn with the last.
    bins[Math.max(0, Math.min(bars - 1, bin))]! += 1;
  }
  return { kind: "number", bins, low, high, median: at(0.5), p99, isWhole };
}
