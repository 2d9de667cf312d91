import { numberOf } from "./text.ts";
import type { SignalValue } from "./types.ts";

/** The formulas of signals made of other signals; `signalsAsOf` and the simulator compute them here alike. */

/** numerator / max(floor, denominator); null where a part is unknown or nothing is left to divide by. */
export function ratioOf(
  numerator: SignalValue | undefined,
  denominator: SignalValue | undefined,
  floor: number,
): number | null {
  const top = numberOf(numerator);
  const bottom = numberOf(denominator);
  if (top === null || bottom === null) return null;
  const divisor = Math.max(floor, bottom);
  return divisor > 0 ? top / divisor : null;
}

export const gateHolds = (gate: SignalValue | undefined): boolean =>
  gate !== null && gate !== undefined && gate !== false && gate !== 0 && gate !== "";

/** `of` where the gate holds, else 0. */
export function interactionOf(gate: SignalValue | undefined, of: SignalValue | undefined): number {
  return gateHolds(gate) ? (numberOf(of) ?? 0) : 0;
}
