import type { OwnSubject } from "../rules/types.ts";
import type { SignalEvidence, SignalValue, SignalVector } from "../signals/types.ts";
import type { Factor, ReasonRef } from "./types.ts";

/** What rules and models say alike about a signal, so that both are worded by the same phrases. */

const NO_EVIDENCE: SignalEvidence = {};
/** People who decide are named with the size of their company where it is known. */
export const WITH_COMPANY_SIZE: ReadonlySet<string> = new Set(["decision_maker", "seniority"]);

export function evidenceFor(
  signal: string,
  evidence: Readonly<Record<string, SignalEvidence>>,
): SignalEvidence {
  const own = evidence[signal] ?? NO_EVIDENCE;
  const size = WITH_COMPANY_SIZE.has(signal) ? evidence.employees?.attribute?.value : undefined;
  return size === undefined ? own : { ...own, companySize: size };
}

export interface ReasonSubject {
  readonly signal: string;
  readonly label: string;
  readonly own?: OwnSubject | undefined;
  /** Whole percent of training leads with a smaller and with a larger value; numbers of models only. */
  readonly beside?: { readonly below: number; readonly above: number } | null;
}

export function reasonFor(
  { signal, label, own, beside }: ReasonSubject,
  value: SignalValue,
  vector: SignalVector,
): ReasonRef {
  const args: Record<string, string | number | boolean | null> = { value, label };
  if (WITH_COMPANY_SIZE.has(signal)) {
    const { employees } = vector.values;
    if (typeof employees === "number") args.employees = employees;
  }
  if (own !== undefined) {
    args.own = own.kind;
    args.name = own.name;
  }
  if (beside != null) {
    args.more_than = beside.below;
    args.less_than = beside.above;
  }
  return { key: signal, args };
}

/** Keys of the factors of one sign, heaviest first, ties by key. */
export function strongest(factors: readonly Factor[], sign: 1 | -1): string[] {
  return factors
    .filter((factor) => factor.points * sign > 0)
    .sort((a, b) => (b.points - a.points) * sign || (a.key < b.key ? -1 : 1))
    .map((factor) => factor.key);
}

/**
 * `strongest` over points in an array: places of the `most` that weigh most of one sign, into `into` from `at` on, -1
 * where there are no more. `rank` is the place of each key among the keys in their order.
 */
export function strongestPlaces(
  points: ArrayLike<number>,
  rank: ArrayLike<number>,
  sign: 1 | -1,
  most: number,
  into: Int32Array,
  at: number,
): void {
  let found = 0;
  for (let place = 0; place < points.length; place += 1) {
    const own = points[place]! * sign;
    if (!(own > 0)) continue;
    let slot = found;
    while (slot > 0) {
      const above = into[at + slot - 1]!;
      const weight = points[above]! * sign;
      if (weight > own || (weight === own && rank[above]! < rank[place]!)) break;
      slot -= 1;
    }
    if (slot >= most) continue;
    if (found < most) found += 1;
    for (let later = found - 1; later > slot; later -= 1) into[at + later] = into[at + later - 1]!;
    into[at + slot] = place;
  }
  for (let slot = found; slot < most; slot += 1) into[at + slot] = -1;
}
