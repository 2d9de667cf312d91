/** How long a receiver that fails is borne with. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY_MS = 86_400_000;

/** Pauses between the tries of one message: nine tries over 28 hours, as Standard Webhooks suggests. */
export const RETRY_SECONDS: readonly number[] = [
  10,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
];
export const MOST_TRIES = RETRY_SECONDS.length + 1;

/** Failures in a row of all its messages after which a receiver gets a rest. */
const PATIENT_FAILURES = 5;
const LONGEST_PAUSE = 30 * MINUTE;
/** Nothing arrived for so long: it is switched off. */
export const DISABLE_AFTER_DAYS = 5;

/** Seconds in which nothing is tried after so many failures in a row; 0: the next message may try at once. */
export function pauseAfter(failures: number): number {
  if (failures < PATIENT_FAILURES) return 0;
  return Math.min(MINUTE * 2 ** Math.min(failures - PATIENT_FAILURES, 20), LONGEST_PAUSE);
}

/** Whether a receiver has failed for so long, and often enough to be sure, that it is switched off. */
export function shouldDisable(failures: number, failingSince: Date, now: Date): boolean {
  return (
    failures >= PATIENT_FAILURES && now.getTime() - failingSince.getTime() >= DISABLE_AFTER_DAYS * DAY_MS
  );
}
