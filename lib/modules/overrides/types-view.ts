import type { ActiveOverrideText, EarlierOverrideText, RequestText } from "@/lib/present/override-words";

/** What a lead's page says of its overrides. */
export interface LeadOverridesView {
  readonly active: ActiveOverrideText | null;
  readonly request: RequestView | null;
  /** Newest first: over, or never come to be. */
  readonly earlier: readonly EarlierOverrideText[];
  /** What the dialog would do for whoever looks; null where nothing can be set. */
  readonly opens: "set" | "request" | null;
  /** Whoever looks may extend, change and revert. */
  readonly maySet: boolean;
}

export interface RequestView extends RequestText {
  readonly mayDecide: boolean;
  readonly mayWithdraw: boolean;
}
