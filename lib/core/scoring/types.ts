import type { Dimension, SignalEvidence, SignalValue } from "../signals/types.ts";

export interface Band {
  readonly id: string;
  readonly name: string;
  /** Lowest score in the band; bands are contiguous and the lowest starts at 0. */
  readonly from: number;
  /** Position from the worst (1) to the best; what the bars of the band mark count. */
  readonly rank: number;
  readonly action: string;
  /** Minutes within which to act; null where nothing is due. */
  readonly respondWithinMinutes: number | null;
  /** Design token family: hot, warm, nurture, suppress, or band-5, band-6. */
  readonly tone: string;
}

/** Two to six bands, best first. */
export interface BandSet {
  readonly bands: readonly Band[];
}

/** Reasons leave the core as a key and arguments; lib/present words them. */
export interface ReasonRef {
  readonly key: string;
  readonly args: Readonly<Record<string, string | number | boolean | null>>;
}

/** One signed contribution to a score. It keeps its signal's dimension whatever its sign. */
export interface Factor {
  /** Rule key, or signal key for models; unique within a score. */
  readonly key: string;
  readonly signal: string;
  readonly dimension: Dimension;
  /** Signed points after decay, rule cap and the proportional dimension cap. Unrounded. */
  readonly points: number;
  readonly value: SignalValue;
  readonly reason: ReasonRef;
  readonly evidence: SignalEvidence;
}

export interface ScorerRef {
  readonly kind: "rules" | "logistic" | "forest" | "boosted";
  /** At most 50 characters, shown on screens and stored as score_version. */
  readonly version: string;
  readonly hash: string;
}

/** startingPoint + sum(factors.points) + clamp + rounding === total, within 1e-9. */
export interface ScoreResult {
  readonly total: number;
  /** After the clamp, before rounding. */
  readonly unrounded: number;
  /** Null for rules. */
  readonly probability: number | null;
  /** Orders leads whose unrounded scores tie. Models: log-odds. Rules: the sum before the clamp. */
  readonly margin: number | null;
  /** 0 for rules. */
  readonly startingPoint: number;
  readonly factors: readonly Factor[];
  readonly clamp: number;
  readonly rounding: number;
  /** 0-100 */
  readonly fitScore: number;
  /** 0-100 */
  readonly intentScore: number;
  readonly bandId: string;
  /** Keys of the (at most three) factors that raise the score most, best first. */
  readonly reasons: readonly string[];
  /** Keys of the factors that drag it down, worst first. */
  readonly risks: readonly string[];
}
