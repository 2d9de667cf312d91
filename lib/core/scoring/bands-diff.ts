import type { Band, BandSet } from "./types.ts";

/** One difference between two sets of bands. Bands are the same where their ids are. */
export type BandChange =
  | { readonly kind: "band_added"; readonly band: Band }
  | { readonly kind: "band_removed"; readonly band: Band }
  | {
      readonly kind: "band_changed";
      readonly field: "name" | "from" | "action" | "respondWithinMinutes" | "tone";
      readonly before: Band;
      readonly after: Band;
    };

const FIELDS = ["name", "from", "action", "respondWithinMinutes", "tone"] as const;

/**
 * What changed from one set of bands to another, best band first: removed ones, then each band's fields. Ranks follow
 * from the order of the edges and are no change of their own.
 */
export function diffBands(before: BandSet, after: BandSet): BandChange[] {
  const was = new Map(before.bands.map((band) => [band.id, band]));
  const stays = new Set(after.bands.map((band) => band.id));
  const removed = before.bands.filter((band) => !stays.has(band.id));
  return [
    ...removed.map((band): BandChange => ({ kind: "band_removed", band })),
    ...after.bands.flatMap((band): BandChange[] => {
      const earlier = was.get(band.id);
      if (earlier === undefined) return [{ kind: "band_added", band }];
      return FIELDS.filter((field) => !Object.is(earlier[field], band[field])).map((field) => ({
        ...{ kind: "band_changed" as const, field },
        ...{ before: earlier, after: band },
      }));
    }),
  ];
}
