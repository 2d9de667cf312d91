import type { BandSet } from "@/lib/core/scoring/types";
import type { BacktestAnswer, BacktestContext, BacktestResult } from "@/lib/modules/backtests/types";
import type { Draft } from "@/lib/modules/drafts/types";

/** The version in use (or the one looked at) replayed over the past: what every figure of the page is read from. */
export type Standing =
  | {
      readonly state: "done";
      readonly backtestId: string;
      readonly result: BacktestResult;
      /** The present of the run, epoch ms. */
      readonly asOf: number;
    }
  | { readonly state: "running"; readonly backtestId: string }
  | { readonly state: "failed"; readonly message: string };

export interface BandsPage {
  readonly scorer: {
    readonly id: string;
    readonly version: string;
    readonly kind: "rules" | "model";
    readonly isActive: boolean;
  };
  readonly active: { readonly id: string; readonly version: string };
  readonly versions: readonly { readonly id: string; readonly title: string; readonly detail: string }[];
  readonly bands: BandSet;
  readonly draft: Draft<"bands"> | null;
  readonly standing: Standing;
  /** Open leads by score (0..100), where this version scores them now; null for another version. */
  readonly open: readonly number[] | null;
  readonly context: BacktestContext;
  readonly rescoring: { readonly version: string; readonly done: number; readonly total: number } | null;
}

export type { BacktestAnswer };

export type PublishResult =
  | { readonly ok: true; readonly version: string; readonly isInUse: boolean; readonly leads: number }
  | { readonly ok: false; readonly code: string; readonly message: string };
