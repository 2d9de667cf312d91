import type { ModelKind } from "@/lib/core/models/types";
import type { TrainingReport } from "@/lib/core/training/report";

/** A version that scores, did, or could: a rule set or a model, as the registry lists it. */
export interface ScorerVersion {
  readonly id: string;
  readonly kind: "rules" | ModelKind;
  /** Null for a trained model that was never published. */
  readonly version: string | null;
  readonly hash: string;
  readonly note: string | null;
  readonly isActive: boolean;
  readonly createdAt: Date;
  readonly publishedAt: Date | null;
  readonly publishedByName: string | null;
  /** The run it comes from; null for rules. */
  readonly runId: string | null;
  readonly dataHash: string | null;
  readonly rows: number | null;
  readonly isExploratory: boolean;
}

export type Proposal = TrainingReport["proposal"];

/** How far rescoring is after a version came into use. */
export interface RescoreProgress {
  readonly done: number;
  readonly total: number;
}

export interface Flip {
  readonly leadId: string;
  readonly name: string;
  readonly company: string | null;
  readonly fromBand: string;
  readonly toBand: string;
  readonly fromScore: number;
  readonly toScore: number;
}

export interface Flips {
  /** Leads compared: the open ones, all of them unless there are very many. */
  readonly compared: number;
  readonly isSample: boolean;
  /** False where no lead is open, so that the closed ones were compared. */
  readonly areOpen: boolean;
  readonly changed: number;
  /** By band name: how many leads go from which (row) to which (column). */
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly counts: readonly (readonly number[])[];
  /** The largest moves, those into and out of the best band first. */
  readonly leads: readonly Flip[];
}
