import { bandFor, bandRange } from "./bands.ts";
import type { BandSet } from "./types.ts";

/** What a person set in place of the machine's score. */
export type OverrideValue =
  | { readonly kind: "score"; readonly score: number }
  | {
      readonly kind: "band";
      readonly bandId: string;
      /** Where the set has no such band any more, this score stands for it: the effective one when it was set. */
      readonly score: number;
    };

export interface EffectiveScore {
  readonly score: number;
  readonly bandId: string;
}

/**
 * The score and band that count: the override's where there is one, else the machine's. A band alone clamps the
 * machine's score into that band.
 *
 * @param machine 0-100, integer
 */
export function effectiveOf(
  set: BandSet,
  machine: { readonly total: number; readonly bandId: string },
  override: OverrideValue | null,
): EffectiveScore {
  if (override === null) return { score: machine.total, bandId: machine.bandId };
  const range = override.kind === "band" ? bandRange(set, override.bandId) : null;
  if (override.kind === "band" && range) {
    return { score: Math.min(range.to, Math.max(range.from, machine.total)), bandId: override.bandId };
  }
  return { score: override.score, bandId: bandFor(set, override.score).id };
}

export type OverrideDirection = "raised" | "lowered";

/** Which way an override moves a lead, by score and then by band; null where it changes nothing. */
export function overrideDirection(
  set: BandSet,
  machine: { readonly total: number; readonly bandId: string },
  override: OverrideValue,
): OverrideDirection | null {
  const effective = effectiveOf(set, machine, override);
  const moved =
    effective.score - machine.total || rankOf(set, effective.bandId) - rankOf(set, machine.bandId);
  if (moved === 0) return null;
  return moved > 0 ? "raised" : "lowered";
}

/** Whether the machine has come to say what was set, or more: its score reached it from where it stood. */
export function machineAgrees(
  set: BandSet,
  machine: { readonly total: number; readonly bandId: string },
  override: OverrideValue,
  direction: OverrideDirection,
): boolean {
  const band = override.kind === "band" && bandRange(set, override.bandId) ? override.bandId : null;
  const lead =
    band === null ? machine.total - override.score : rankOf(set, machine.bandId) - rankOf(set, band);
  return direction === "raised" ? lead >= 0 : lead <= 0;
}

const rankOf = (set: BandSet, bandId: string): number => set.bands.find(({ id }) => id === bandId)?.rank ?? 0;
