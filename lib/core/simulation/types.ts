import type { CompiledSignals } from "../signals/compile.ts";
import type { SignalsAsOf, SignalValue } from "../signals/types.ts";

/** What somebody set in a what-if: values by signal key. What follows from them is worked out, never set. */
export type Edits = Readonly<Record<string, SignalValue>>;

/** A lead, real or made up, measured as of now and as of the end of so many quiet days. */
export interface Standing {
  readonly compiled: CompiledSignals;
  readonly now: SignalsAsOf;
  /** The same object as `now` where no day is waited. */
  readonly later: SignalsAsOf;
  /** Whole days from now in which the lead does nothing more than the what-if says, 0..MOST_QUIET_DAYS. */
  readonly quietDays: number;
  readonly createdAt: number | null;
}

export const MOST_QUIET_DAYS = 90;
