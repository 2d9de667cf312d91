import type { ReasonRef } from "./types.ts";

/** Why a lead was scored again (score_history.cause); lib/present words them. */
export const SCORE_CAUSES = [
  "lead_created",
  "imported",
  "enriched",
  /** args: type (event type), count */
  "activity",
  /** args: to (status) */
  "status_changed",
  /** args: version */
  "rules_published",
  /** args: version */
  "model_published",
  /** Other edges for the same scores. args: version */
  "bands_published",
  /** args: version */
  "rolled_back",
  "market_changed",
  "manual",
  /** Decay or windows moved. args: quiet_days */
  "refresh",
] as const;

export type ScoreCause = (typeof SCORE_CAUSES)[number];

export function causeRef(cause: ScoreCause, args: ReasonRef["args"] = {}): ReasonRef {
  return { key: cause, args };
}
