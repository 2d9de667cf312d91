import type { BandSet } from "../core/scoring/types.ts";
import { formatCount } from "./format.ts";

/** Where the machine's score goes by itself. */
export interface BandOutlook {
  /** The band the machine sees now. */
  readonly bandId: string;
  readonly horizonDays: number;
  /** null: none within the horizon. */
  readonly change: {
    readonly bandId: string;
    readonly days: number;
    readonly direction: "falls" | "rises";
  } | null;
}

/** A sentence in two parts, the second the one to see at a glance; a full stop follows. */
export interface NextBandText {
  readonly before: string;
  readonly strong: string;
}

/** "Left alone, the machine score falls to" "Nurture in 9 days"; null for a band that is no longer there. */
export function wordNextBand(
  { bandId, horizonDays, change }: BandOutlook,
  bandSet: BandSet,
): NextBandText | null {
  const nameOf = (id: string) => bandSet.bands.find((band) => band.id === id)?.name;
  const name = nameOf(change?.bandId ?? bandId);
  if (name === undefined) return null;
  if (change === null)
    return {
      before: "Left alone, the machine score stays",
      strong: `${name} for at least ${formatCount(horizonDays, "day")}`,
    };
  return {
    before: `Left alone, the machine score ${change.direction} to`,
    strong: `${name} in ${formatCount(change.days, "day")}`,
  };
}
