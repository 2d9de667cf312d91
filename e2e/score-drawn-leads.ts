import { score } from "@/lib/core/scoring/score";
import { openServedScorer } from "@/lib/core/simulation/served-scorer";
import { standingOf } from "@/lib/core/simulation/standing";
import { drawHistory, MOMENT } from "@/lib/core/simulation/testing";

/** Runs in Node and, bundled, in the browser: draws leads, measures and scores them, and gives every bit of it. */
export function scoreDrawnLeads(
  served: string,
  leads: number,
): { readonly kind: string; readonly bits: readonly string[] } {
  const { scorer, compiled } = openServedScorer(JSON.parse(served));
  const view = new DataView(new ArrayBuffer(8));
  const bitsOf = (value: number): string => {
    view.setFloat64(0, value);
    return view.getBigUint64(0).toString(16);
  };
  const bits = Array.from({ length: leads }, (_, lead) => {
    const { now } = standingOf(compiled, drawHistory(lead), MOMENT);
    const { unrounded, margin, probability, factors, bandId } = score(scorer, now.vector, now.evidence);
    const numbers = [unrounded, margin ?? 0, probability ?? 0, ...factors.map(({ points }) => points)];
    return `${bandId} ${numbers.map(bitsOf).join(" ")}`;
  });
  return { kind: scorer.ref.kind, bits };
}
