import type { Estimate, Interval } from "@/lib/core/training/report";
import type { BacktestContext } from "@/lib/modules/backtests/types";
import type { BandLookText } from "@/lib/present/leads-row";

/** How far scoring by the version in use is. */
export interface RescoringData {
  readonly version: string;
  readonly done: number;
  readonly total: number;
}

export type VersionState = "in_use" | "earlier" | "never_published" | "exploratory";

/** One line of "All versions". */
export interface VersionRow {
  readonly id: string;
  readonly title: string;
  /** "Boosted trees"; null where the title says it. */
  readonly kindName: string | null;
  /** The first eight of the hash. */
  readonly hash: string;
  readonly note: string | null;
  readonly state: VersionState;
  readonly stateText: string;
  readonly auc: Estimate | null;
  /** "51 %" */
  readonly top20: string | null;
  readonly ece: string | null;
  /** "Run of 5 Nov, 08:12", "Daniel Okafor, 14 Oct" */
  readonly made: string;
  readonly runId: string | null;
  /** The first eight of the data's hash. */
  readonly dataHash: string | null;
  /** "Since 5 Nov", "2 Apr to 5 Nov", "Never" */
  readonly inUse: string;
  readonly publishedBy: string | null;
}

export interface RunRow {
  readonly id: string;
  readonly statusText: string;
  readonly isGoingOn: boolean;
  readonly outcome: string;
  /** "Run of 21 Nov, 08:49" */
  readonly name: string;
  readonly by: string;
  /** How it ended: "Proposes boosted trees", "Too little to learn from". */
  readonly result: string;
}

export type RegistryFilter = "all" | "published" | "exploratory";

export interface RegistryData {
  readonly inUse: {
    readonly id: string;
    readonly title: string;
    readonly kindName: string | null;
    readonly since: string;
    readonly sentence: string;
    /** "AUC 0.923 (0.909 to 0.936)"; null where it was never tested. */
    readonly figures: string | null;
    readonly runId: string | null;
  };
  /** The version that was in use before. */
  readonly previous: { readonly id: string; readonly title: string } | null;
  /** The newest run's proposal, while it waits to be published. */
  readonly proposed: {
    readonly id: string;
    readonly title: string;
    readonly runId: string;
    readonly since: string;
    readonly sentence: string;
  } | null;
  readonly leads: number;
  readonly rescoring: RescoringData | null;
  readonly versions: readonly VersionRow[];
  readonly filter: RegistryFilter;
  /** How many versions there are in all. */
  readonly total: number;
  readonly axis: Interval | null;
  readonly runs: readonly RunRow[];
  /** Where nothing was trained yet: whether there is enough to learn from. */
  readonly start: { readonly labels: number; readonly enough: boolean; readonly sentence: string } | null;
  readonly mayTrain: boolean;
  readonly mayPublish: boolean;
}

/** Who changes band when another version takes over, ready to print. */
export interface FlipsData {
  readonly sentence: string;
  readonly compared: number;
  readonly isSample: boolean;
  readonly changed: number;
  readonly from: readonly BandLookText[];
  readonly to: readonly BandLookText[];
  /** Row by row: how many go from this band to that, and whether that is up (1), down (-1) or neither. */
  readonly cells: readonly (readonly { readonly count: number; readonly move: -1 | 0 | 1 }[])[];
  readonly fromTotals: readonly number[];
  readonly toTotals: readonly number[];
  readonly leads: readonly {
    readonly id: string;
    readonly name: string;
    readonly company: string | null;
    readonly before: { readonly score: number; readonly band: BandLookText };
    readonly after: { readonly score: number; readonly band: BandLookText };
    readonly move: -1 | 0 | 1;
  }[];
}

export interface ComparedVersion {
  readonly id: string;
  readonly title: string;
  readonly kindName: string | null;
  readonly hash: string;
  readonly stateText: string;
  readonly isActive: boolean;
  readonly runId: string | null;
  /** "On 1,386 test leads of the run of 5 Nov"; null where it was never tested. */
  readonly testedOn: string | null;
}

export interface ComparisonRow {
  readonly label: string;
  readonly first: string;
  readonly second: string;
  readonly difference: string | null;
  readonly range: string | null;
  /** "Cannot tell", "Model v2 is better"; null where no interval was measured. */
  readonly verdict: string | null;
  readonly better: "first" | "second" | null;
}

export interface CompareData {
  readonly first: ComparedVersion;
  readonly second: ComparedVersion;
  readonly headline: string;
  readonly remark: string;
  readonly isSameTest: boolean;
  readonly rows: readonly ComparisonRow[];
  /** The version whose taking over is shown; null where neither is in use. */
  readonly candidate: { readonly id: string; readonly title: string } | null;
  readonly inUseTitle: string;
  readonly choices: readonly { readonly id: string; readonly title: string; readonly detail: string }[];
  readonly publishable: { readonly id: string; readonly title: string } | null;
}

export interface PublishData {
  readonly id: string;
  /** What it will be called: "Model v2". */
  readonly nextVersion: string;
  readonly title: string;
  readonly hash: string;
  readonly runId: string;
  readonly runText: string;
  readonly outcome: string;
  readonly testSentence: string | null;
  /** Why it cannot be published; null where it can. */
  readonly refusal: { readonly title: string; readonly message: string } | null;
  readonly readiness: readonly {
    readonly key: string;
    readonly passed: boolean | null;
    readonly mark: string;
    readonly sentence: string;
  }[];
  readonly failed: number;
  readonly bands: readonly {
    readonly band: BandLookText;
    /** "70–100" */
    readonly scores: string;
    /** "18 %" of the test leads */
    readonly share: string;
    /** "84 % (80–88)" of them positive */
    readonly rate: string;
  }[];
  readonly bandSentence: string;
  readonly active: { readonly id: string; readonly title: string };
  readonly leads: number;
  /** What a backtest is worded with. */
  readonly context: BacktestContext;
}
