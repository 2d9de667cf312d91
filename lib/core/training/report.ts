import type { Calibration } from "../calibration/calibration.ts";
import type { Interval } from "../evaluation/wilson.ts";
import type { DropCounts, OutcomeDefinition, PredictionMoment } from "../outcomes/types.ts";
import type { BandSet } from "../scoring/types.ts";
import type { Dimension, SignalType } from "../signals/types.ts";

/**
 * What a training run found: plain JSON, stored with the run and read by the evaluation page, the model card, the
 * command line and the registry. Shares and rates are 0..1; log losses are in nats.
 */

export type { Interval };

export interface Estimate extends Interval {
  readonly value: number;
}

export type ContenderKind = "rules" | "bayes" | "logistic" | "forest" | "boosted";

/** Simplest first: how ties within one standard error are broken. */
export const CONTENDERS: readonly ContenderKind[] = ["rules", "bayes", "logistic", "forest", "boosted"];

export interface TrainingReport {
  readonly version: 1;
  /** Published only where the data suffices; an exploratory run is labelled so. */
  readonly sufficiency: "enough" | "exploratory";
  readonly outcome: OutcomeDefinition;
  readonly moment: PredictionMoment;
  readonly rows: number;
  readonly positives: number;
  readonly dropped: DropCounts;
  readonly split: SplitSummary;
  readonly signals: readonly SignalSummary[];
  readonly leftOut: readonly { readonly key: string; readonly label: string; readonly why: LeftOutWhy }[];
  readonly contenders: readonly ContenderReport[];
  /** On the test part, between pairs of contenders: a minus b. */
  readonly pairs: readonly PairReport[];
  readonly proposal: Proposal;
  /** Of the proposed contender (the best model where none is proposed), for the charts. */
  readonly detail: readonly ContenderDetail[];
  /** Signals against each other (Spearman, -1..1), for the 20 most important; null where one does not vary. */
  readonly correlations: {
    readonly keys: readonly string[];
    readonly values: readonly (readonly (number | null)[])[];
    /** Point-biserial with the outcome, by key. */
    readonly withOutcome: readonly (number | null)[];
  };
  readonly readiness: readonly ReadinessLine[];
  readonly seed: number;
  /** Machine time. */
  readonly seconds: number;
}

export type LeftOutWhy = "leak" | "suspect" | "by_hand" | "empty" | "constant" | "not_modelled";

export interface SplitSummary {
  /** time: oldest 70 % train, 15 % calibrate, newest 15 % test. rows: the same by order of rows. kfold: neither is known. */
  readonly kind: "time" | "rows" | "kfold";
  readonly train: number;
  readonly calibration: number;
  readonly test: number;
  /** Positives of each. */
  readonly trainPositives: number;
  readonly calibrationPositives: number;
  readonly testPositives: number;
  /** Epoch ms of the first row of the calibration and of the test part; null without times. */
  readonly calibrationFrom: number | null;
  readonly testFrom: number | null;
  readonly folds: number;
}

export interface SignalSummary {
  readonly key: string;
  readonly label: string;
  readonly type: SignalType;
  readonly dimension: Dimension;
  /** Share of rows with a value. */
  readonly coverage: number;
}

export interface ContenderReport {
  readonly kind: ContenderKind;
  /** "Rules v3" where it is an existing scorer. */
  readonly name: string;
  /** Mean AUC of the held-out folds within train and calibration, with its standard error. */
  readonly crossValidation: {
    readonly auc: number;
    readonly standardError: number | null;
    readonly logLoss: number | null;
    readonly logLossError: number | null;
  } | null;
  /** On the test part, read once. Null where it could not be measured (one class). */
  readonly test: TestFigures | null;
  readonly calibration: Calibration["kind"];
  /** Held-out log loss by kind of calibration; null where too few were there to choose by. */
  readonly calibrationLosses: Readonly<Record<Calibration["kind"], number>> | null;
  readonly seconds: number;
  /** What it was fitted with, for the lineage: penalty, trees, leaves, learning rate... */
  readonly parameters: Readonly<Record<string, number | string>>;
}

export interface TestFigures {
  readonly auc: Estimate;
  readonly averagePrecision: number;
  readonly brier: number;
  readonly logLoss: number;
  /** Expected calibration error by equal mass. */
  readonly ece: number;
  readonly eceWidth: number;
  /** Share of the positives among the best 20 % by score. */
  readonly top20Capture: Estimate;
  /** Conversion of the best tenth, and of the second. */
  readonly topDecile: Estimate;
  readonly secondDecile: Estimate;
}

export interface PairReport {
  readonly a: ContenderKind;
  readonly b: ContenderKind;
  /** DeLong's test of the AUCs. */
  readonly auc: Estimate & { readonly pValue: number };
  /** Paired bootstrap of the top-20 % captures. */
  readonly top20Capture: Estimate;
}

export interface Proposal {
  /** The contender to publish; null where the rules should go on. */
  readonly kind: ContenderKind | null;
  /** Lowest out-of-fold log loss. */
  readonly best: ContenderKind | null;
  readonly why: "best" | "simplest_within_one_error" | "does_not_beat_rules" | "exploratory" | "no_model";
}

export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

export interface ContenderDetail {
  readonly kind: ContenderKind;
  /** x false positive rate, y true positive rate. */
  readonly roc: readonly CurvePoint[];
  /** x recall, y precision. */
  readonly precisionRecall: readonly CurvePoint[];
  /** x share of leads called, y share of positives found. */
  readonly gain: readonly CurvePoint[];
  readonly reliability: readonly {
    readonly rows: number;
    readonly meanProbability: number;
    readonly observedRate: number;
    readonly interval: Interval;
  }[];
  readonly deciles: readonly {
    readonly decile: number;
    readonly rows: number;
    readonly positives: number;
    readonly rate: number;
    readonly interval: Interval;
    readonly lift: number | null;
  }[];
  /** Proposed bands (frozen at publish), with what each would have caught on the test part. */
  readonly bands: BandSet;
  readonly tiers: readonly {
    readonly bandId: string;
    readonly rows: number;
    readonly positives: number;
    readonly share: number;
    readonly rate: number | null;
    readonly interval: Interval | null;
    readonly captured: number | null;
    readonly lift: number | null;
  }[];
  /** Test leads by whole score 0..100, positives and all. */
  readonly histogram: readonly {
    readonly score: number;
    readonly rows: number;
    readonly positives: number;
  }[];
  /** Confusion at the lower edge of every band but the last. */
  readonly confusion: readonly {
    readonly bandId: string;
    readonly from: number;
    readonly truePositives: number;
    readonly falsePositives: number;
    readonly trueNegatives: number;
    readonly falseNegatives: number;
    readonly precision: number | null;
    readonly recall: number | null;
    readonly f1: number | null;
  }[];
  /** Largest mean absolute contribution (log-odds) first; empty for rules. */
  readonly importance: readonly {
    readonly key: string;
    readonly label: string;
    readonly meanAbsolute: number;
    /** Loss of AUC when dealt out at random, with its standard error; null where not measured. */
    readonly permutation: number | null;
    readonly permutationError: number | null;
  }[];
  /** A sample of leads for the 15 most important signals: contribution and where the value lies, 0 low .. 1 high. */
  readonly beeswarm: readonly {
    readonly key: string;
    readonly points: readonly { readonly contribution: number; readonly rank: number | null }[];
  }[];
  /** Mean contribution by value of one signal, for the most important ones. */
  readonly dependence: readonly {
    readonly key: string;
    readonly label: string;
    readonly bins: readonly {
      readonly label: string;
      readonly rows: number;
      readonly contribution: number;
      readonly rate: number | null;
    }[];
  }[];
  /** AUC and conversion within values of a signal that divides the leads (source, size, region). */
  readonly segments: readonly {
    readonly key: string;
    readonly label: string;
    readonly values: readonly {
      readonly value: string;
      readonly rows: number;
      readonly positives: number;
      readonly rate: number;
      readonly meanProbability: number;
      /** Null: one class, or fewer than 50 rows. */
      readonly auc: number | null;
    }[];
  }[];
}

export interface ReadinessLine {
  readonly key:
    | "enough_data"
    | "no_suspect"
    | "beats_rules"
    | "top20_twice"
    | "top_decile_twice"
    | "calibrated";
  /** Null: could not be measured. */
  readonly passed: boolean | null;
  /** Figures of the sentence, worded in lib/present. */
  readonly args: Readonly<Record<string, number | string | null>>;
}
