import type { Band, BandSet } from "./types.ts";

/** Changes to a set of bands that somebody drafts. Bands stand best first; the lowest begins at 0. */

const ranked = (bands: readonly Band[]): BandSet => ({
  bands: bands.map((band, index) => ({ ...band, rank: bands.length - index })),
});

/** Where a band may begin, so that every band keeps at least one score; null for the lowest, which begins at 0. */
export function edgeRange(
  set: BandSet,
  bandId: string,
): { readonly low: number; readonly high: number } | null {
  const index = set.bands.findIndex(({ id }) => id === bandId);
  const below = set.bands[index + 1];
  if (index < 0 || below === undefined) return null;
  return { low: below.from + 1, high: (set.bands[index - 1]?.from ?? 101) - 1 };
}

/** The band begins at `from`, or as near to it as its neighbours allow. */
export function moveEdge(set: BandSet, bandId: string, from: number): BandSet {
  const range = edgeRange(set, bandId);
  if (range === null || !Number.isFinite(from)) return set;
  const edge = Math.min(range.high, Math.max(range.low, Math.round(from)));
  return changeBand(set, bandId, { from: edge });
}

/** Other words, colour, promise or edge of one band; whether the set still fits together is for `validateBands`. */
export function changeBand(
  set: BandSet,
  bandId: string,
  change: Partial<Omit<Band, "id" | "rank">>,
): BandSet {
  return { bands: set.bands.map((band) => (band.id === bandId ? { ...band, ...change } : band)) };
}

export const MOST_BANDS = 6;
export const FEWEST_BANDS = 2;

/** One more band: the upper half of the widest range. The same set where there is no room for one. */
export function addBand(set: BandSet, band: Pick<Band, "id" | "name" | "action" | "tone">): BandSet {
  if (set.bands.length >= MOST_BANDS) return set;
  const width = (index: number) => (set.bands[index - 1]?.from ?? 101) - set.bands[index]!.from;
  let widest = 0;
  for (let index = 1; index < set.bands.length; index += 1) if (width(index) > width(widest)) widest = index;
  const split = set.bands[widest];
  if (split === undefined || width(widest) < 2) return set;
  const from = split.from + Math.ceil(width(widest) / 2);
  return ranked(set.bands.toSpliced(widest, 0, { ...band, from, rank: 0, respondWithinMinutes: null }));
}

/** Without one band: its scores go to the band below, those of the lowest to the one above. Two always stay. */
export function removeBand(set: BandSet, bandId: string): BandSet {
  if (set.bands.length <= FEWEST_BANDS) return set;
  const rest = set.bands.filter(({ id }) => id !== bandId);
  return ranked(rest.map((band, index) => (index === rest.length - 1 ? { ...band, from: 0 } : band)));
}
