import type { Calibration } from "../calibration/calibration.ts";
import type { Encoding } from "../encoding/encoding.ts";
import type { OutcomeDefinition } from "../outcomes/types.ts";
import type { OwnSubject } from "../rules/types.ts";
import type {
  Dimension,
  MarketSettings,
  SignalDefinition,
  SignalType,
  SignalUnit,
} from "../signals/types.ts";
import type { TreeEnsembleJson } from "../trees/ensemble-json.ts";
import type { TreeEncoding } from "../trees/tree-encoding.ts";

export type ModelKind = "logistic" | "forest" | "boosted";

export const ARTEFACT_FORMAT = "firstcall-model";
export const ARTEFACT_VERSION = 1;

/** A signal as the model knows it, in the order of its contributions. */
export interface ModelSignal {
  readonly key: string;
  readonly label: string;
  readonly type: SignalType;
  readonly dimension: Dimension;
  readonly unit?: SignalUnit;
  readonly own?: OwnSubject;
  /** Ascending quantiles of the known values among training leads, at even steps; absent for other types. */
  readonly quantiles?: readonly number[];
}

/** Coefficients on standardised columns of the encoding; intercept in log-odds. */
export interface LogisticEstimator {
  readonly kind: "logistic";
  readonly encoding: Encoding;
  readonly intercept: number;
  readonly coefficients: readonly number[];
  readonly mean: readonly number[];
  readonly scale: readonly number[];
}

export interface TreesEstimator {
  readonly kind: "forest" | "boosted";
  readonly encoding: TreeEncoding;
  readonly ensemble: TreeEnsembleJson;
}

export type Estimator = LogisticEstimator | TreesEstimator;

/**
 * All that a model scores with, and nothing of how it was made: what is hashed, stored and sent to the browser. Plain
 * JSON; `canonicalJson` of it is the text that the hash covers.
 */
export interface ModelArtefact {
  readonly format: typeof ARTEFACT_FORMAT;
  readonly version: typeof ARTEFACT_VERSION;
  readonly outcome: OutcomeDefinition;
  readonly signals: readonly ModelSignal[];
  readonly estimator: Estimator;
  readonly calibration: Calibration;
  /** Ascending quantiles, at even steps, of a dimension's log-odds among training leads; empty where it has no signal. */
  readonly dimensions: { readonly fit: readonly number[]; readonly intent: readonly number[] };
  /** How its signals are measured: frozen, so that a later change of settings cannot reach a published version. */
  readonly definitions: readonly SignalDefinition[];
  readonly market: MarketSettings;
}
