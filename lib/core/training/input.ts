import type { SignalTable } from "../encoding/table.ts";
import type { ModelArtefact } from "../models/types.ts";
import type { DropCounts, OutcomeDefinition, PredictionMoment } from "../outcomes/types.ts";
import type { BandSet } from "../scoring/types.ts";
import type { MarketSettings, SignalDefinition } from "../signals/types.ts";
import type { TrainingCrew } from "../trees/crew.ts";
import type { ContenderKind, LeftOutWhy, SplitSummary, TrainingReport } from "./report.ts";

/** Everything a training run learns from; plain data that can be sent to a thread. Rows are leads at their moments. */
export interface TrainingInput {
  readonly table: SignalTable;
  /** 0 or 1, one a row. */
  readonly labels: Uint8Array;
  /** Order of the rows: prediction moments (epoch ms) or row numbers of a file; null where there is none. */
  readonly order: { readonly kind: "time" | "rows"; readonly values: Float64Array } | null;
  /** Unrounded scores by the rules in use, on the same signals. */
  readonly ruleScores: Float64Array;
  readonly ruleVersion: string;
  readonly ruleBands: BandSet;
  /** Of the table's columns and of what those are computed from. */
  readonly definitions: readonly SignalDefinition[];
  readonly market: MarketSettings;
  readonly outcome: OutcomeDefinition;
  readonly moment: PredictionMoment;
  readonly dropped: DropCounts;
  /** Signals that are not to be learnt from, and why. */
  readonly leaveOut: readonly { readonly key: string; readonly why: LeftOutWhy }[];
  /** Keys of suspects nobody has decided about: they stay in, and the readiness list says so. */
  readonly openSuspects: readonly string[];
  readonly sufficiency: TrainingReport["sufficiency"];
  readonly seed: number;
}

/** One model of the run, ready to be stored; its bands are frozen at publish. */
export interface TrainedModel {
  readonly kind: ModelArtefact["estimator"]["kind"];
  readonly artefact: ModelArtefact;
  readonly bands: BandSet;
  /** Leads it did not learn from, by ascending unrounded score, with what became of them: for "of 100 leads like this". */
  readonly heldOut: { readonly scores: readonly number[]; readonly labels: readonly number[] };
}

export type TrainingRefusal =
  /** Every row has the same outcome. */
  | "one_class"
  /** Too few rows, or too few of a class, to divide. */
  | "too_few_rows"
  /** No signal is left that varies. */
  | "no_signals";

export type TrainingOutcome =
  | { readonly ok: true; readonly report: TrainingReport; readonly models: readonly TrainedModel[] }
  | { readonly ok: false; readonly reason: TrainingRefusal | "cancelled" };

export interface ContenderProgress {
  readonly kind: ContenderKind;
  readonly state: "waiting" | "running" | "done";
  readonly foldsDone: number;
  /** Mean over the folds done; replaced by the final figures in the report. */
  readonly provisionalAuc: number | null;
}

export interface TrainingProgress {
  readonly stage: "cross_validation" | "final_fit" | "evaluation";
  /** 0..1 of the whole run. */
  readonly share: number;
  readonly folds: number;
  readonly contenders: readonly ContenderProgress[];
}

export interface RunHooks {
  readonly onProgress?: (progress: TrainingProgress) => void;
  /** Asked between trees and steps; true ends the run with reason "cancelled". */
  readonly cancelled?: () => boolean;
  /** Makes the threads of one fit; the calling one alone when absent. Any crew gives the same bits. */
  readonly crew?: () => TrainingCrew;
  /** Milliseconds that only go forward, for the seconds of the report; without it they read 0. */
  readonly clock?: () => number;
}

/** Row positions by part, each ascending. */
export interface RowParts {
  readonly kind: SplitSummary["kind"];
  readonly train: Uint32Array;
  readonly calibration: Uint32Array;
  readonly test: Uint32Array;
}
