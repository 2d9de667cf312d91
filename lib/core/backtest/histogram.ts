import { type TierRow, tierRows } from "../evaluation/tiers.ts";
import { type Interval, wilsonInterval } from "../evaluation/wilson.ts";
import { bandFor } from "../scoring/bands.ts";
import type { BandSet } from "../scoring/types.ts";

/** How many past leads had each score, and how many of those became what is predicted. Index: the score, 0..100. */
export interface ScoreHistogram {
  readonly leads: readonly number[];
  readonly positives: readonly number[];
}

/** `totals`: integers 0..100, `labels`: 0 or 1, a lead each. */
export function scoreHistogram(totals: ArrayLike<number>, labels: ArrayLike<number>): ScoreHistogram {
  const leads = new Array<number>(101).fill(0);
  const positives = new Array<number>(101).fill(0);
  for (let lead = 0; lead < totals.length; lead += 1) {
    const total = totals[lead]!;
    leads[total]! += 1;
    if (labels[lead] === 1) positives[total]! += 1;
  }
  return { leads, positives };
}

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);

/** All that follows for one band from where its edges are. */
export interface BandConsequence extends TierRow {
  /** Leads of this band that came in a day; null where the leads are not dated. */
  readonly perDay: number | null;
  /** Of the share of all positives in this band; null where nothing was positive. */
  readonly capturedInterval: Interval | null;
}

/**
 * What a set of bands would have meant for these leads, best band first. The bands must be valid; `days` is how long
 * the leads took to come in, null where that is not known.
 */
export function bandConsequences(
  { leads, positives }: ScoreHistogram,
  set: BandSet,
  days: number | null,
): BandConsequence[] {
  const rows = set.bands.map(() => 0);
  const hits = set.bands.map(() => 0);
  for (let score = 0; score <= 100; score += 1) {
    const band = set.bands.indexOf(bandFor(set, score));
    rows[band]! += leads[score]!;
    hits[band]! += positives[score]!;
  }
  const total = sum(positives);
  return tierRows(rows, hits, set.bands).map((row) => ({
    ...row,
    perDay: days === null || days <= 0 ? null : row.rows / days,
    capturedInterval: wilsonInterval(row.positives, total),
  }));
}

/** Leads at or above each score, 0..101. */
function atOrAbove(counts: readonly number[]): number[] {
  const above = new Array<number>(102).fill(0);
  for (let score = 100; score >= 0; score -= 1) above[score] = above[score + 1]! + counts[score]!;
  return above;
}

/**
 * The lowest edge of the best band that leaves a team no more leads than it can call: leads at or above it are at most
 * `callsADay` a day. It stays above the next band's edge. Null where the leads are not dated, or where even 100 is too many.
 */
export function edgeForCapacity(
  { leads }: ScoreHistogram,
  { days, callsADay, above }: { days: number | null; callsADay: number; above: number },
): number | null {
  if (days === null || days <= 0) return null;
  const counts = atOrAbove(leads);
  let edge: number | null = null;
  for (let score = 100; score > above; score -= 1) {
    if (counts[score]! / days > callsADay) break;
    edge = score;
  }
  return edge;
}

/** Leads whose band differs between two sets, by band id: `from` of the first set, `to` of the second; most first. */
export function flipsBetween(
  { leads }: ScoreHistogram,
  before: BandSet,
  after: BandSet,
): { readonly from: string; readonly to: string; readonly count: number }[] {
  const counts = new Map<string, { from: string; to: string; count: number }>();
  for (let score = 0; score <= 100; score += 1) {
    const from = bandFor(before, score).id;
    const to = bandFor(after, score).id;
    if (from === to || leads[score] === 0) continue;
    const key = `${from} ${to}`;
    const known = counts.get(key) ?? { from, to, count: 0 };
    counts.set(key, { ...known, count: known.count + leads[score]! });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1));
}
