import { signalsAsOf } from "../signals/as-of.ts";
import type { CompiledSignals } from "../signals/compile.ts";
import { DAY_MS, type LeadHistory } from "../signals/types.ts";
import { MOST_QUIET_DAYS, type Standing } from "./types.ts";

/**
 * Measures a lead now and after so many quiet days, by the one function that measures.
 *
 * @param moment epoch ms of now
 */
export function standingOf(
  compiled: CompiledSignals,
  history: LeadHistory,
  moment: number,
  quietDays = 0,
): Standing {
  const days = Math.min(MOST_QUIET_DAYS, Math.max(0, Math.floor(quietDays)));
  const now = signalsAsOf(compiled, history, moment);
  return waited(
    { compiled, now, later: now, quietDays: 0, createdAt: knownCreation(history, moment) },
    history,
    days,
  );
}

/** The same lead after another number of quiet days. */
export function waited(standing: Standing, history: LeadHistory, quietDays: number): Standing {
  const { compiled, now } = standing;
  const later =
    quietDays === 0 ? now : signalsAsOf(compiled, history, now.vector.moment + quietDays * DAY_MS);
  return { ...standing, later, quietDays };
}

const knownCreation = ({ createdAt }: LeadHistory, moment: number): number | null =>
  createdAt !== null && createdAt < moment ? createdAt : null;
