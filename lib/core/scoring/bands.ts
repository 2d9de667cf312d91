import type { Band, BandSet } from "./types.ts";

/** Named ranges of the score. Bands are listed best first; each runs from its `from` to just below the next better. */

const DAY_MINUTES = 24 * 60;

function band(
  id: string,
  name: string,
  from: number,
  rank: number,
  action: string,
  respondWithinMinutes: number | null,
  tone = id,
): Band {
  return { id, name, from, rank, action, respondWithinMinutes, tone };
}

const CALL = "call within 2 hours";
const FOLLOW_UP = "follow up within 24 hours";
const WEEKLY = "weekly touch";
const REMOVE = "remove from the active pipeline";

function fourBands(hot: number, warm: number, nurture: number): BandSet {
  return {
    bands: [
      band("hot", "Hot", hot, 4, CALL, 120),
      band("warm", "Warm", warm, 3, FOLLOW_UP, DAY_MINUTES),
      band("nurture", "Nurture", nurture, 2, WEEKLY, 7 * DAY_MINUTES),
      band("suppress", "Suppress", 0, 1, REMOVE, null),
    ],
  };
}

/** Default of the rules: Hot 70-100, Warm 40-69, Nurture 20-39, Suppress 0-19. */
export const RULES_DEFAULT_BANDS: BandSet = fourBands(70, 40, 20);

/** 70/40: hot, warm, cold. */
export const THREE_BANDS: BandSet = {
  bands: [
    band("hot", "Hot", 70, 3, CALL, 120),
    band("warm", "Warm", 40, 2, FOLLOW_UP, DAY_MINUTES),
    band("cold", "Cold", 0, 1, WEEKLY, 7 * DAY_MINUTES, "nurture"),
  ],
};

/** 80/60/40: hot, warm, cold, unqualified. */
export const HIGH_BANDS: BandSet = {
  bands: [
    band("hot", "Hot", 80, 4, CALL, 120),
    band("warm", "Warm", 60, 3, FOLLOW_UP, DAY_MINUTES),
    band("cold", "Cold", 40, 2, WEEKLY, 7 * DAY_MINUTES, "nurture"),
    band("unqualified", "Unqualified", 0, 1, REMOVE, null, "suppress"),
  ],
};

/** Shares of the pipeline, best band first (DESIGN 2): 12 / 26 / 39 / 23 %. */
export const DEFAULT_SHARES = [0.12, 0.26, 0.39] as const;

/**
 * Four bands whose edges put as near as integers allow 12, 26, 39 and 23 % of the sampled scores (0..100 each) into
 * them. An edge is the integer whose share of scores at or above it comes closest to the cumulative share, the higher
 * one on a tie; edges stay at least one apart and above 0, so every band keeps at least one score. Null for an empty sample.
 */
export function bandsByShare(scores: readonly number[]): BandSet | null {
  if (scores.length === 0) return null;
  const atOrAbove = new Array<number>(102).fill(0);
  for (const score of scores) atOrAbove[Math.min(100, Math.max(0, Math.floor(score)))]! += 1;
  for (let score = 100; score >= 0; score -= 1) atOrAbove[score]! += atOrAbove[score + 1]!;
  const edges: number[] = [];
  let cumulative = 0;
  for (const [position, share] of DEFAULT_SHARES.entries()) {
    cumulative += share;
    const highest = position === 0 ? 100 : edges[position - 1]! - 1;
    const lowest = DEFAULT_SHARES.length - position;
    let best = highest;
    for (let edge = highest; edge >= lowest; edge -= 1) {
      const miss = (at: number) => Math.abs(atOrAbove[at]! / scores.length - cumulative);
      if (miss(edge) < miss(best)) best = edge;
    }
    edges.push(best);
  }
  return fourBands(edges[0]!, edges[1]!, edges[2]!);
}

/** The band of a score; scores outside 0..100 get the nearest band. Throws on an empty set, which cannot be saved. */
export function bandFor(set: BandSet, score: number): Band {
  const found = set.bands.find((candidate) => score >= candidate.from) ?? set.bands[set.bands.length - 1];
  if (found === undefined) throw new Error("bandFor: the band set is empty");
  return found;
}

/** Inclusive integer range of a band, for "40–69"; null where the id is not in the set. */
export function bandRange(
  set: BandSet,
  bandId: string,
): { readonly from: number; readonly to: number } | null {
  const index = set.bands.findIndex((candidate) => candidate.id === bandId);
  const found = set.bands[index];
  if (found === undefined) return null;
  return { from: found.from, to: index === 0 ? 100 : set.bands[index - 1]!.from - 1 };
}

export interface BandProblem {
  readonly code:
    | "count"
    | "edge_not_integer"
    | "edge_out_of_range"
    | "edges_not_descending"
    | "lowest_not_zero"
    | "id_taken"
    | "id_malformed"
    | "name_missing"
    | "name_taken"
    | "action_missing"
    | "rank_wrong"
    | "response_invalid";
  /** Position in `bands`; null where the set as a whole is meant. */
  readonly index: number | null;
}

/** What stands in the way of publishing a band set; empty when nothing does. */
export function validateBands(set: BandSet): BandProblem[] {
  const { bands } = set;
  const problems: BandProblem[] = [];
  const add = (code: BandProblem["code"], index: number | null) => problems.push({ code, index });
  if (bands.length < 2 || bands.length > 6) add("count", null);
  for (const [index, { id, name, from, rank, action, respondWithinMinutes }] of bands.entries()) {
    const earlier = bands.slice(0, index);
    if (!Number.isInteger(from)) add("edge_not_integer", index);
    else if (from < 0 || from > 100) add("edge_out_of_range", index);
    if (index > 0 && !(from < bands[index - 1]!.from)) add("edges_not_descending", index);
    if (!/^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$/.test(id)) add("id_malformed", index);
    if (earlier.some((other) => other.id === id)) add("id_taken", index);
    const folded = name.trim().toLowerCase();
    if (folded === "") add("name_missing", index);
    else if (earlier.some((other) => other.name.trim().toLowerCase() === folded)) add("name_taken", index);
    if (action.trim() === "") add("action_missing", index);
    if (rank !== bands.length - index) add("rank_wrong", index);
    if (
      respondWithinMinutes !== null &&
      !(Number.isInteger(respondWithinMinutes) && respondWithinMinutes > 0)
    )
      add("response_invalid", index);
  }
  if (bands.length > 0 && bands[bands.length - 1]!.from !== 0) add("lowest_not_zero", bands.length - 1);
  return problems;
}
