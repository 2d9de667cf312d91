import type { RescoringData, VersionState } from "@/lib/modules/models/types-screen";

/** How many past scores are computed again at a time. */
export const VERIFIED_AT_ONCE = 200;

/** One published configuration, ready to print. */
export interface VersionLine {
  readonly id: string;
  readonly title: string;
  /** "Boosted trees"; null for rules. */
  readonly kindName: string | null;
  /** The first eight of the hash. */
  readonly hash: string;
  readonly state: VersionState;
  readonly note: string | null;
  /** "Daniel Okafor, 21 Nov, 08:47" */
  readonly published: string;
  /** "Since 21 Nov, 08:47"; each period of an earlier one, the newest first. */
  readonly inUse: readonly string[];
  /** The version published before it; null for the first. */
  readonly before: string | null;
  /** What changed from that one. */
  readonly changes: readonly string[];
  /** What going over to it would change now; empty for the one in use. */
  readonly fromActive: readonly string[];
  /** The run a model comes from. */
  readonly runId: string | null;
}

export interface VersionsPage {
  readonly versions: readonly VersionLine[];
  readonly active: { readonly id: string; readonly title: string };
  readonly leads: number;
  readonly rescoring: RescoringData | null;
}

/** Two versions laid beside each other, the older first. */
export interface VersionsComparison {
  readonly before: string;
  readonly after: string;
  readonly changes: readonly string[];
}

export type VerifyVersionResult =
  | {
      readonly ok: true;
      readonly isEqual: boolean;
      readonly sentence: string;
      /** The first of those that differ. */
      readonly unequal: readonly {
        readonly leadId: string;
        readonly name: string;
        readonly when: string;
        readonly difference: string;
      }[];
    }
  | { readonly ok: false; readonly code: string; readonly message: string };
