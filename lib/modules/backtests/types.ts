import type { ScoreHistogram } from "@/lib/core/backtest/histogram";
import type { PairedComparison } from "@/lib/core/backtest/paired";
import type { DropCounts, OutcomeDefinition, PredictionMoment } from "@/lib/core/outcomes/types";
import type { RuleSetDefinition } from "@/lib/core/rules/types";
import type { BandSet } from "@/lib/core/scoring/types";
import type { SignalSummaryLine } from "@/lib/core/signals/report";

/** What somebody thinks of changing. */
export type BacktestDraft =
  /** Other edges, same scores. */
  | { readonly kind: "bands"; readonly bands: BandSet }
  | { readonly kind: "rules"; readonly definition: RuleSetDefinition; readonly bands: BandSet }
  /** Another version, published or trained. */
  | { readonly kind: "scorer"; readonly scorerId: string };

export interface BacktestRequest {
  /** The published version that the draft is laid beside. */
  readonly scorerId: string;
  /** Null: that version alone, as settings pages show it. */
  readonly draft: BacktestDraft | null;
  readonly outcome: OutcomeDefinition;
  readonly moment: PredictionMoment;
  /** Also measures every signal of the catalogue, for its page: the hash of what they are. */
  readonly signals?: string;
}

export const BACKTEST_STATUSES = ["queued", "running", "done", "failed", "cancelled"] as const;
export type BacktestStatus = (typeof BACKTEST_STATUSES)[number];

export interface BacktestProgress {
  readonly done: number;
  readonly total: number;
}

/** One scorer replayed. */
export interface ReplayedSide {
  /** "Model v3", "Draft". */
  readonly title: string;
  readonly kind: "rules" | "model";
  readonly bands: BandSet;
  readonly histogram: ScoreHistogram;
}

export interface PastFlip {
  readonly leadId: string;
  readonly fromBand: string;
  readonly toBand: string;
  readonly fromScore: number;
  readonly toScore: number;
  readonly label: 0 | 1;
  /** Epoch ms of the decision; null where it is not dated or nothing was recorded. */
  readonly decidedAt: number | null;
}

/** Every lead replayed: what "who flips" looks names up by. Newest first, parallel lists. */
export interface ReplayedLeads {
  readonly ids: readonly string[];
  readonly totals: readonly number[];
  readonly labels: readonly number[];
  readonly decidedAt: readonly (number | null)[];
}

/**
 * Why the leads are these: all with a known outcome, or only those that came after what a model learnt from, because a
 * model looks better on leads it knows. `known`: there were too few of those, so that its own are among them.
 */
export type Population = "all" | "unseen" | "known";

export interface BacktestResult {
  readonly outcome: OutcomeDefinition;
  readonly population: Population;
  readonly leads: number;
  readonly positives: number;
  readonly dropped: DropCounts;
  /** Epoch ms of the first and the last moment a lead was scored as of; null where values are not dated. */
  readonly from: number | null;
  readonly to: number | null;
  /** How long they took to come in; null where that is not known. */
  readonly days: number | null;
  readonly current: ReplayedSide;
  readonly draft: ReplayedSide | null;
  /** Null without a draft, and where all leads ended alike. */
  readonly comparison: PairedComparison | null;
  /** AUC and average precision of the current side alone are in the comparison; without a draft they are not asked for. */
  readonly isSameScorer: boolean;
  readonly flips: {
    readonly count: number;
    /** By band id. */
    readonly moves: readonly { readonly from: string; readonly to: string; readonly count: number }[];
    /** The telling ones, at most MOST_FLIPS: into and out of the best band first. */
    readonly leads: readonly PastFlip[];
  } | null;
  /** Every signal of the catalogue over these leads, where that was asked for. */
  readonly signals?: {
    readonly lines: readonly SignalSummaryLine[];
    /** Leads measured with a known outcome, and newest ones compared with the earlier. */
    readonly rows: number;
    readonly recent: number;
    readonly recentDays: number;
  };
  /** Machine time of the replay. */
  readonly tookMs: number;
}

export const MOST_FLIPS = 500;
/** So many of the newest leads are kept by id with a standing run. */
export const MOST_KEPT_LEADS = 20_000;

/** A run as screens ask for it. */
export interface BacktestState {
  readonly id: string;
  readonly status: BacktestStatus;
  readonly progress: BacktestProgress | null;
  readonly result: BacktestResult | null;
  readonly message: string | null;
  /** The present of the run, epoch ms. */
  readonly asOf: number;
  readonly finishedAt: number | null;
}

/** A lead of the past by name, with what became of it. */
export interface NamedFlip extends PastFlip {
  readonly name: string;
  readonly company: string | null;
}

/** A run as a page asks for it every half second. */
export interface BacktestAnswer {
  readonly run: BacktestState;
  /** The telling flips of a finished run, by name; leads that were erased since are not among them. */
  readonly flips: readonly NamedFlip[];
}

/** What the figures are worded with: how long calls take, how many days a week there are calls, and what time it is. */
export interface BacktestContext {
  readonly minutesPerCall: number;
  /** 1..7 */
  readonly daysAWeek: number;
  readonly timeZone: string;
  /** Epoch ms. */
  readonly now: number;
}

export type StartResult =
  | { readonly ok: true; readonly backtestId: string }
  | { readonly ok: false; readonly code: string; readonly message: string };
