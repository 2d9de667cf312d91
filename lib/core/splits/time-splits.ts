import { stableOrder } from "../math/order.ts";
import type { Split } from "./folds.ts";

/** Row positions in order of time. */
export interface TimeParts {
  readonly train: Uint32Array;
  /** For early stopping and calibration. */
  readonly calibration: Uint32Array;
  /** Touched once, for the figures that are shown. */
  readonly test: Uint32Array;
}

/**
 * Oldest 70 % to train, next 15 % to calibrate, newest 15 % to test. Rows of one moment stay together (in the earlier
 * part), so nothing is trained on what happened at the time it is tested. `times` are epoch milliseconds or days.
 */
export function timeSplit(
  times: ArrayLike<number>,
  shares: { readonly train: number; readonly calibration: number } = { train: 0.7, calibration: 0.15 },
): Split<TimeParts> {
  const order = stableOrder(times);
  const first = cutAfter(times, order, Math.round(shares.train * order.length));
  const second = cutAfter(times, order, Math.round((shares.train + shares.calibration) * order.length));
  if (first === 0 || second <= first || second >= order.length) return { ok: false, reason: "too_few_rows" };
  return {
    ok: true,
    split: {
      train: order.slice(0, first),
      calibration: order.slice(first, second),
      test: order.slice(second),
    },
  };
}

export interface Origin {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/**
 * Rolling origin: the newest `1 - firstShare` of the rows are cut into `origins` consecutive parts; each is tested by a
 * model of everything before it. `gap` (in the unit of `times`) leaves out of training what was not yet decided when the
 * part began: rows within `gap` of its first moment.
 */
export function rollingOrigins(
  times: ArrayLike<number>,
  origins: number,
  { firstShare = 0.5, gap = 0 }: { readonly firstShare?: number; readonly gap?: number } = {},
): Split<Origin[]> {
  if (!(Number.isInteger(origins) && origins >= 1)) return { ok: false, reason: "bad_folds" };
  const order = stableOrder(times);
  const rows = order.length;
  const cuts = Array.from({ length: origins + 1 }, (_, at) =>
    cutAfter(times, order, Math.round(rows * (firstShare + ((1 - firstShare) * at) / origins))),
  );
  const split: Origin[] = [];
  for (let at = 0; at < origins; at += 1) {
    const test = order.slice(cuts[at]!, cuts[at + 1]!);
    const begins = times[test[0] ?? 0] ?? 0;
    const before = order.subarray(0, cuts[at]!);
    const train = gap > 0 ? before.filter((row) => times[row]! < begins - gap) : before.slice();
    if (test.length === 0 || train.length === 0) return { ok: false, reason: "too_few_rows" };
    split.push({ train, test });
  }
  return { ok: true, split };
}

/** The cut moved on until it falls between two different times. */
function cutAfter(times: ArrayLike<number>, order: Uint32Array, cut: number): number {
  let at = cut;
  while (at > 0 && at < order.length && times[order[at]!] === times[order[at - 1]!]) at += 1;
  return at;
}
