import type { LeakageFinding } from "@/lib/core/leakage/types";
import type { LeftOutWhy } from "@/lib/core/training/report";
import type { TrainingSettings } from "./types";

export interface Decision {
  readonly leaveOut: readonly { readonly key: string; readonly why: LeftOutWhy }[];
  /** Suspects that nobody has decided about. */
  readonly openSuspects: readonly string[];
}

/**
 * What is learnt from: a leak is left out unless somebody insisted with a reason, a suspect stays in and stays open
 * until somebody leaves it out or says it may stay.
 */
export function decide(
  findings: readonly LeakageFinding[],
  { leaveOut, keepLeaks, keepSuspects }: Pick<TrainingSettings, "leaveOut" | "keepLeaks" | "keepSuspects">,
): Decision {
  const byHand = new Set(leaveOut);
  const insisted = new Set(keepLeaks.map(({ key }) => key));
  const cleared = new Set(keepSuspects);
  const verdicts = new Map(findings.map(({ key, verdict }) => [key, verdict]));
  const left = findings
    .filter(({ key, verdict }) => verdict === "leak" && !insisted.has(key))
    .map(({ key }) => ({ key, why: "leak" as const }));
  const leaks = new Set(left.map(({ key }) => key));
  return {
    leaveOut: [
      ...left,
      ...[...byHand]
        .filter((key) => !leaks.has(key))
        .map((key) => ({
          key,
          why: verdicts.get(key) === "suspect" ? ("suspect" as const) : ("by_hand" as const),
        })),
    ],
    openSuspects: findings
      .filter(({ key, verdict }) => verdict === "suspect" && !byHand.has(key) && !cleared.has(key))
      .map(({ key }) => key),
  };
}
