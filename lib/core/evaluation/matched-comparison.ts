import { type Interval, wilsonInterval } from "./wilson.ts";

/** Leads that were treated against untouched ones alike in stratum and score: what would have happened anyway? */

export interface ComparedLead {
  /** What must be the same on both sides: calendar month and scorer version. */
  readonly stratum: string;
  /** 0-100, as the machine had it at the moment compared. */
  readonly score: number;
  readonly label: 0 | 1;
}

export interface UntouchedLead extends ComparedLead {
  /** Sightings of one lead in several strata share this number; 0, 1, 2 ... */
  readonly lead: number;
}

export interface MatchedFigures {
  /** Treated leads that have somebody to be compared with. */
  readonly leads: number;
  readonly positives: number;
  readonly rate: number;
  /** 95 %, Wilson. */
  readonly interval: Interval;
  /** The rate of the untouched leads, each treated lead's likes counted alike. */
  readonly expected: number;
  readonly expectedInterval: Interval;
  /** rate - expected, in -1..1, with its interval. */
  readonly difference: number;
  readonly differenceInterval: Interval;
  /** Distinct untouched leads that stand behind `expected`. */
  readonly untouched: number;
}

export interface MatchedComparison {
  /** Null where no treated lead has its like. */
  readonly figures: MatchedFigures | null;
  /** Treated leads without enough untouched ones like them. */
  readonly leftOut: number;
}

export interface MatchingOptions {
  /** Untouched leads of the same stratum at most so many points away are alike. */
  readonly points: number;
  /** With fewer likes a treated lead is left out. */
  readonly fewest: number;
}

interface Stratum {
  /** Ascending. */
  readonly scores: Float64Array;
  readonly labels: Uint8Array;
  readonly leads: Uint32Array;
}

/** Prepares the untouched leads once; what comes back compares any group of treated ones with them. */
export function matchedPool(
  untouched: readonly UntouchedLead[],
  options: MatchingOptions,
): (treated: readonly ComparedLead[]) => MatchedComparison {
  const strata = strataOf(untouched);
  const distinct = untouched.reduce((most, { lead }) => Math.max(most, lead + 1), 0);
  return (treated) => compare(treated, strata, distinct, options);
}

/**
 * Treated lead i is laid beside the n_i untouched leads of its stratum within `points` of its score; each of them
 * weighs 1 / (N n_i), so that the expected rate E = sum of w y is the mean over treated leads of their likes' rates.
 *
 * The interval counts the noise of both sides. The treated rate has Wilson's interval on N leads. The expected rate
 * has Wilson's on Kish's effective number of leads, 1 / sum over distinct leads of (their weights' sum)²: one that
 * stands beside many, or is seen in two months, adds less than a new one (Kish, Survey Sampling, 1965). The two are
 * joined by Newcombe's hybrid score method, with d = p - E:
 * low = d - sqrt((p - l_p)² + (u_E - E)²), high = d + sqrt((u_p - p)² + (E - l_E)²)
 * (Newcombe, Statistics in Medicine 17, 1998, method 10; for any two estimates Zou and Donner, ibid. 27, 2008).
 */
function compare(
  treated: readonly ComparedLead[],
  strata: ReadonlyMap<string, Stratum>,
  distinct: number,
  { points, fewest }: MatchingOptions,
): MatchedComparison {
  const matched = treated.flatMap(({ stratum, score, label }) => {
    const among = strata.get(stratum);
    if (!among) return [];
    const from = firstAtLeast(among.scores, score - points);
    const to = firstAtLeast(among.scores, score + points + 1e-9);
    return to - from < Math.max(1, fewest) ? [] : [{ stratum, among, from, to, label }];
  });
  const leads = matched.length;
  const leftOut = treated.length - leads;
  if (leads === 0) return { figures: null, leftOut };

  // A window adds its weight where it begins and takes it away where it ends.
  const steps = new Map<string, { among: Stratum; at: Float64Array }>();
  for (const { stratum, among, from, to } of matched) {
    const known = steps.get(stratum) ?? { among, at: new Float64Array(among.scores.length + 1) };
    const weight = 1 / (leads * (to - from));
    known.at[from]! += weight;
    known.at[to]! -= weight;
    steps.set(stratum, known);
  }
  const weights = new Float64Array(distinct);
  let expected = 0;
  for (const { among, at } of steps.values()) {
    let weight = 0;
    for (let row = 0; row < among.scores.length; row += 1) {
      weight += at[row]!;
      // What rounding leaves of a weight that ended.
      if (weight < 1e-12) continue;
      weights[among.leads[row]!]! += weight;
      if (among.labels[row] === 1) expected += weight;
    }
  }
  expected = Math.min(1, Math.max(0, expected));
  let squares = 0;
  let untouched = 0;
  for (const weight of weights) {
    squares += weight * weight;
    if (weight > 0) untouched += 1;
  }

  const positives = matched.reduce((sum, { label }) => sum + label, 0);
  const rate = positives / leads;
  const interval = wilsonInterval(positives, leads)!;
  const effective = 1 / squares;
  const expectedInterval = wilsonInterval(expected * effective, effective)!;
  const difference = rate - expected;
  return {
    leftOut,
    figures: {
      ...{ leads, positives, rate, interval, expected, expectedInterval, difference, untouched },
      differenceInterval: {
        low: difference - Math.hypot(rate - interval.low, expectedInterval.high - expected),
        high: difference + Math.hypot(interval.high - rate, expected - expectedInterval.low),
      },
    },
  };
}

function strataOf(untouched: readonly UntouchedLead[]): Map<string, Stratum> {
  const groups = new Map<string, UntouchedLead[]>();
  for (const each of untouched) {
    const group = groups.get(each.stratum);
    if (group) group.push(each);
    else groups.set(each.stratum, [each]);
  }
  const strata = new Map<string, Stratum>();
  for (const [key, group] of groups) {
    group.sort((a, b) => a.score - b.score);
    strata.set(key, {
      scores: Float64Array.from(group, ({ score }) => score),
      labels: Uint8Array.from(group, ({ label }) => label),
      leads: Uint32Array.from(group, ({ lead }) => lead),
    });
  }
  return strata;
}

/** Index of the first value not below the bound. */
function firstAtLeast(ascending: Float64Array, bound: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Below so many leads nothing is said: an interval would span most of what can be. */
export const FEWEST_TO_SAY = 30;

export type MatchedVerdict = "more" | "fewer" | "cannot_tell" | "too_few";

/** What the figures allow to say: a difference only where the interval leaves out nought. */
export function matchedVerdict({ figures }: MatchedComparison): MatchedVerdict {
  if (figures === null || figures.leads < FEWEST_TO_SAY) return "too_few";
  if (figures.differenceInterval.low > 0) return "more";
  return figures.differenceInterval.high < 0 ? "fewer" : "cannot_tell";
}
