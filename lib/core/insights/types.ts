import type { GainPoint } from "../evaluation/gains.ts";
import type { TierRow } from "../evaluation/tiers.ts";
import type { Interval } from "../evaluation/wilson.ts";

/**
 * What the leaders see, as figures: computed by this folder from counted leads, worded by lib/present/insights.
 * Rates are 0..1, durations hours, times epoch ms, months "2026-05" in the workspace's zone.
 */

/** On fewer leads a rate is not shown: "too few". */
export const TOO_FEW = 30;

/** How often something happened among so many. */
export interface RateFigure {
  readonly rows: number;
  readonly positives: number;
  /** Null without rows. */
  readonly rate: number | null;
  /** Wilson, 95 %. */
  readonly interval: Interval | null;
}

/** A band as it is called now; one that no published version has any more is `isFormer`. */
export interface InsightBand {
  readonly id: string;
  readonly name: string;
  readonly tone: string;
  /** Position from the worst (1). */
  readonly rank: number;
  readonly respondWithinMinutes: number | null;
  /** Its leads are to be called within a day: what "Hot and Warm" of the headline are. */
  readonly isCalled: boolean;
  readonly isFormer: boolean;
}

/** Leads of a period by band, and what became of them. */
export interface TierFigures {
  /** Best band first, as `bands`. */
  readonly tiers: readonly TierRow[];
  readonly all: RateFigure;
  /** The bands that are called, together; null where no band is, or all of them are. */
  readonly called: {
    readonly ids: readonly string[];
    readonly rows: number;
    readonly positives: number;
    /** Share of all leads. */
    readonly share: number;
    /** Share of all conversions; null without conversions. */
    readonly captured: number | null;
  } | null;
}

export interface GainFigures {
  /** Customers found by working from the top, at 0, 2 % ... 100 %. */
  readonly points: readonly GainPoint[];
  /** Where each band ends, from the best: share called so far, share captured so far. The last is 1, 1. */
  readonly edges: readonly { readonly id: string; readonly share: number; readonly captured: number }[];
}

/** A tenth of the leads by score. Where its edge falls among equal scores they count in proportion. */
export interface DecileFigure extends RateFigure {
  /** 1 is the best tenth. */
  readonly decile: number;
  /** Mean score of its leads. */
  readonly meanScore: number;
}

/** What scores promised against what happened, for the leads of a month that had a promise. */
export interface TruthFigure extends RateFigure {
  /** Mean promise, 0..1. */
  readonly promised: number;
  /** model: its probability; bands: rules promise no rate, so what their bands had brought until then stands for it. */
  readonly kind: "model" | "bands" | "both";
  /** The promise lies within the interval. */
  readonly isKept: boolean;
}

export interface MonthFigures {
  readonly month: string;
  /** Its middle, epoch ms: for annotations between months. */
  readonly at: number;
  /** By band, as `bands`. */
  readonly tiers: readonly { readonly id: string; readonly rows: number; readonly positives: number }[];
  readonly all: RateFigure;
  /** Null where no lead of the month had a promise. */
  readonly truth: TruthFigure | null;
  /** In the chosen period. */
  readonly isInPeriod: boolean;
  /** Leads of the month whose window is still open; they are not in the counts. */
  readonly immature: number;
}

export interface FunnelFigures {
  /** Band id; null: all bands together. */
  readonly id: string | null;
  readonly created: number;
  readonly contacted: number;
  readonly qualified: number;
  readonly won: number;
  /** Won and never spoken to: they came by themselves. */
  readonly wonWithoutContact: number;
  /** Median hours from creation to each stage; null where nobody got there with a date. */
  readonly hoursToContacted: number | null;
  readonly hoursToQualified: number | null;
  readonly hoursToWon: number | null;
}

/** Of leads that had to be called within the promise: how many were. */
export interface PromptFigure extends RateFigure {
  /** rows = inTime + late + unanswered; positives = inTime. */
  readonly inTime: number;
  readonly late: number;
  /** The promise is over and nobody called. */
  readonly unanswered: number;
  /** The promise still runs, or the lead closed before it was over: not counted in rows. */
  readonly open: number;
}

export interface PromptGroup extends PromptFigure {
  readonly id: string | null;
  readonly name: string;
}

export interface ResponseBucket extends RateFigure {
  /** Working minutes from, up to; null: no end. `never`: nobody called. */
  readonly fromMinutes: number;
  readonly toMinutes: number | null;
  readonly isNever: boolean;
}

export interface SpeedFigures {
  /** The best band that is called. */
  readonly bandId: string;
  readonly promiseMinutes: number;
  readonly all: PromptFigure;
  readonly previous: PromptFigure | null;
  readonly byOwner: readonly PromptGroup[];
  readonly byTeam: readonly PromptGroup[];
  /** Median working minutes until the first call; null where nobody called. */
  readonly medianMinutes: number | null;
  /** Conversion of those whose fate is known, by how fast they were called. Observed, not an experiment. */
  readonly buckets: readonly ResponseBucket[];
  readonly convertedInTime: RateFigure;
  readonly convertedLate: RateFigure;
}

export interface InflowFigures {
  /** Months up to now; the last one is not over. */
  readonly months: readonly {
    readonly month: string;
    readonly isPartial: boolean;
    /** As `bands`, then those without a score. */
    readonly byBand: readonly number[];
    /** As `sources`. */
    readonly bySource: readonly number[];
    readonly total: number;
  }[];
  /** The largest by volume, at most six, then "other" where there are more; null: no source recorded. */
  readonly sources: readonly {
    readonly name: string | null;
    readonly isOther: boolean;
    readonly total: number;
  }[];
  readonly unscored: number;
}

export interface SourceFigures extends RateFigure {
  /** Null: none recorded. */
  readonly source: string | null;
  /** Undefined in the row of the whole source; null: no campaign recorded. */
  readonly campaign?: string | null | undefined;
  readonly meanScore: number;
  /** In the best band. */
  readonly hot: number;
  readonly hotShare: number;
  /** Of a whole source: smaller campaigns that are not listed. */
  readonly campaignsLeftOut: number;
}

export interface WorkloadFigures {
  /** Null: nobody's. */
  readonly ownerId: string | null;
  readonly name: string;
  /** Open leads. */
  readonly open: number;
  readonly hot: number;
  /** Due by the end of today, late ones included. */
  readonly due: number;
  readonly late: number;
  /** Open leads that are due at once; null: no limit. */
  readonly capacity: number | null;
  /** Calls logged in the last 7 days. */
  readonly calls: number;
}

/** What calling the lowest band would have cost. */
export interface SuppressFigures {
  readonly bandId: string;
  readonly rows: number;
  readonly positives: number;
  /** Of them the team called all the same. */
  readonly contacted: number;
  /** Calls a lead that is called gets, on average; null where no call is on record. */
  readonly callsPerLead: number | null;
  /** Minutes a call, where minutes are on record. */
  readonly minutesPerCall: number | null;
}

/** Something that was published or changed: a vertical line in charts over time. */
export interface Annotation {
  readonly at: number;
  readonly kind: "model" | "rules" | "bands" | "outcome" | "workflow";
  /** "Model v3"; null for settings. */
  readonly version: string | null;
}

/** Where the score of a lead comes from. */
export interface BasisCounts {
  /** At first contact, stored with the lead. */
  readonly contact: number;
  /** Never called: the score it had at the prediction moment. */
  readonly stood: number;
  /** It came before Firstcall scored it: the version in use, as of that moment. */
  readonly replayed: number;
}

export interface LeftOutCounts {
  /** Window still open. */
  readonly immature: number;
  readonly decidedBefore: number;
  readonly undecided: number;
  readonly noMoment: number;
  /** Not dated: counted only where the period is "all". */
  readonly undated: number;
}

export interface InsightsFigures {
  /** Best first; former ones last. */
  readonly bands: readonly InsightBand[];
  readonly current: TierFigures;
  /** Null where there is nothing to compare with, or nobody asked. */
  readonly previous: TierFigures | null;
  /** Null without conversions. */
  readonly gain: GainFigures | null;
  /** Null below ten times TOO_FEW leads. */
  readonly deciles: readonly DecileFigure[] | null;
  /** Twelve months that end with the period, or more where the period is longer; months without leads are there. */
  readonly months: readonly MonthFigures[];
  /** All together first, then by band. */
  readonly funnel: readonly FunnelFigures[];
  /** Null where no band is called. */
  readonly speed: SpeedFigures | null;
  readonly inflow: InflowFigures;
  /** Whole sources, each followed by its campaigns where there are any. */
  readonly sources: readonly SourceFigures[];
  readonly workload: readonly WorkloadFigures[];
  /** Null where the lowest band is called, or has nobody in it. */
  readonly suppress: SuppressFigures | null;
  readonly annotations: readonly Annotation[];
  readonly basis: BasisCounts;
  readonly leftOut: LeftOutCounts;
  /** Versions whose scores are in the period, most leads first. Their leads are ranked within each. */
  readonly versions: readonly { readonly version: string; readonly rows: number }[];
}
