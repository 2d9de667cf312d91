import type { ReasonRef } from "@/lib/core/scoring/types";
import type { Dimension, SignalEvidence, SignalValue } from "@/lib/core/signals/types";

/** A factor as it is stored and sent to screens; lib/present words it. Points are unrounded and signed. */
export interface StoredFactor {
  readonly key: string;
  readonly signal: string;
  readonly dimension: Dimension;
  readonly points: number;
  readonly value: SignalValue;
  readonly reason: ReasonRef;
  readonly evidence: SignalEvidence;
}

/** `leads.top_reasons`: at most three factors that raise the score, best first, and three that drag it, worst first. */
export interface TopReasons {
  readonly reasons: readonly StoredFactor[];
  readonly risks: readonly StoredFactor[];
}

/** Key of the factor that stands for all those under 0.05 points. */
export const REST_FACTOR = "rest";

/** Why a score was computed: made with `causeRef` of lib/core/scoring/causes. */
export type ScoreCause = ReasonRef;

const LIVE_CAUSES: ReadonlySet<string> = new Set(["activity", "lead_created", "enriched", "status_changed"]);

/** Whether something happened to this one lead just now, in contrast to what moves leads by the thousand. */
export const isLiveCause = ({ key }: ScoreCause): boolean => LIVE_CAUSES.has(key);
