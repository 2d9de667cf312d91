import { type Scorer, score } from "@/lib/core/scoring/score";
import type { BandSet } from "@/lib/core/scoring/types";
import { signalsAsOf } from "@/lib/core/signals/as-of";
import type { CompiledSignals } from "@/lib/core/signals/compile";
import { DAY_MS, type LeadHistory } from "@/lib/core/signals/types";
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
  const bandAt = (day: number): string => {
    const { vector } = signalsAsOf(compiled, history, moment + day * DAY_MS);
    return score(scorer, vector).bandId;
  };
  const rank = (id: string): number => bandSet.bands.find((band) => band.id === id)?.rank ?? 0;
  const bandId = bandAt(0);
  for (let day = 1; day <= horizonDays; day += 1) {
    const next = bandAt(day);
    if (next === bandId) continue;
    const direction = rank(next) < rank(bandId) ? "falls" : "rises";
    return { bandId, horizonDays, change: { bandId: next, days: day, direction } };
  }
  return { bandId, horizonDays, change: null };
}
