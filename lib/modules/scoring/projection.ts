import { modelBands } from "@/lib/core/models/model-bands";
import { type Scorer, score } from "@/lib/core/scoring/score";
import type { BandSet } from "@/lib/core/scoring/types";
import { signalsAsOf } from "@/lib/core/signals/as-of";
import type { CompiledSignals } from "@/lib/core/signals/compile";
import { DAY_MS, type LeadHistory, type SignalVector } from "@/lib/core/signals/types";
import type { BandOutlook } from "@/lib/present/next-band";

export const OUTLOOK_DAYS = 30;

/**
 * What becomes of the machine's band if nothing more happens: the first of the coming days on which it is another,
 * found by scoring the same history as of each day. Decay and windows alone move it; what is known now is all that is
 * ever known. A band that will be left and come back again within the horizon counts as left.
 *
 * @param moment epoch ms
 */
export function whenBandChanges(
  scorer: Scorer,
  compiled: CompiledSignals,
  history: LeadHistory,
  moment: number,
  bandSet: BandSet,
  horizonDays: number = OUTLOOK_DAYS,
): BandOutlook {
  const vectorOf = (day: number): SignalVector =>
    signalsAsOf(compiled, history, moment + day * DAY_MS).vector;
  const bandOf = (vector: SignalVector): string => score(scorer, vector).bandId;
  const rank = (id: string): number => bandSet.bands.find((band) => band.id === id)?.rank ?? 0;
  const bandId = bandOf(vectorOf(0));
  const vectors = Array.from({ length: horizonDays }, (_, index) => vectorOf(index + 1));
  // A model's factors cost most of its score: only days that look different are scored in full.
  const likely = "model" in scorer ? modelBands(scorer.model, bandSet, vectors.map(valuesOf)) : null;
  for (const [index, vector] of vectors.entries()) {
    if (likely?.[index] === bandId) continue;
    const next = bandOf(vector);
    if (next === bandId) continue;
    const direction = rank(next) < rank(bandId) ? "falls" : "rises";
    return { bandId, horizonDays, change: { bandId: next, days: index + 1, direction } };
  }
  return { bandId, horizonDays, change: null };
}

const valuesOf = ({ values }: SignalVector) => values;
