import type { BandSet } from "../scoring/types.ts";
import type { Dimension, MarketSettings } from "../signals/types.ts";

/** A condition on one signal's value. An unknown (null) value never meets one. */
export type RuleCondition =
  | { readonly op: "is_true" }
  | { readonly op: "is_false" }
  | { readonly op: "at_least"; readonly value: number }
  | { readonly op: "at_most"; readonly value: number }
  /** Compares text without regard to case. */
  | { readonly op: "one_of"; readonly values: readonly string[] };

/** Shares by age of the newest occurrence, youngest first; the last step has no end. */
export interface DecayStep {
  /** The step holds to this age inclusive, in days; null: from there on. */
  readonly toDay: number | null;
  /** 0..1 of the points. */
  readonly share: number;
}

export type Decay =
  | { readonly kind: "none" }
  | { readonly kind: "steps"; readonly steps: readonly DecayStep[] }
  | { readonly kind: "half_life"; readonly days: number };

/**
 * What a tenant's own signal is, so that a factor can be worded without looking its definition up: a column's value,
 * or an imported event type's count, ever or recency. `name` is what the column or type is called on screens.
 */
export interface OwnSubject {
  readonly kind: "attribute" | "event_count" | "event_ever" | "event_recency";
  readonly name: string;
}

interface RuleBase {
  /** Stable snake_case, unique within the set; the factor's key. */
  readonly key: string;
  /** On the rules screen: "Viewed pricing". */
  readonly label: string;
  readonly dimension: Dimension;
  /** Key of the signal it reads. */
  readonly signal: string;
  readonly enabled: boolean;
  /** Most that the rule can count, in points without sign, before decay; null: no cap of its own. */
  readonly cap: number | null;
  /** By the age of the newest occurrence behind the signal; a value without an age does not decay. */
  readonly decay: Decay;
  readonly own?: OwnSubject;
}

/** The same points however often. */
export interface FlatRule extends RuleBase {
  readonly per: "flat";
  readonly condition: RuleCondition;
  /** Signed: negative-dimension rules take points away with a number below zero. */
  readonly points: number;
}

/** Points for each unit of a numeric signal (or for true). */
export interface EachRule extends RuleBase {
  readonly per: "each";
  readonly points: number;
}

/** Exclusive levels: the first whose condition holds gives its points, the others nothing. */
export interface LevelsRule extends RuleBase {
  readonly per: "levels";
  readonly levels: readonly { readonly condition: RuleCondition; readonly points: number }[];
}

export type Rule = FlatRule | EachRule | LevelsRule;

/**
 * A whole scorer of rules; immutable once published. A dimension's cap of null means no cap (the matrix preset is
 * purely additive). The total is clamped to 0..100 either way.
 */
export interface RuleSet {
  readonly name: string;
  /** At most 50 characters; stored as score_version. */
  readonly version: string;
  /** Points without sign. */
  readonly caps: Readonly<Record<Dimension, number | null>>;
  readonly rules: readonly Rule[];
  /** Frozen at publish: industries, territories, competitors. */
  readonly market: MarketSettings;
  readonly bands: BandSet;
}

/** What is stored and hashed apart from the bands, which have a row of their own. */
export type RuleSetDefinition = Omit<RuleSet, "bands">;
