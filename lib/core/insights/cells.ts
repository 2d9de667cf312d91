import { type TierRow, tierRows } from "../evaluation/tiers.ts";
import { wilsonInterval } from "../evaluation/wilson.ts";
import type { InsightBand, RateFigure, TierFigures } from "./types.ts";

/**
 * Leads that are alike for insights, with how many they are: 100,000 leads of three years are some thousand cells, and
 * every figure about conversion is a sum over some of them.
 */
export interface InsightCell {
  /** "2026-05"; null where the leads are not dated. */
  readonly month: string | null;
  readonly basis: "contact" | "stood" | "replayed";
  readonly version: string | null;
  readonly band: string;
  readonly score: number;
  readonly label: 0 | 1;
  readonly rows: number;
  /** Of them those whose version promised a probability, and the sum of what it promised. */
  readonly promisedRows: number;
  readonly promiseSum: number;
}

/** A share with its interval; nothing is divided by nothing. */
export function rateFigure(rows: number, positives: number): RateFigure {
  return {
    rows,
    positives,
    rate: rows > 0 ? positives / rows : null,
    interval: wilsonInterval(positives, rows),
  };
}

export interface Counted {
  rows: number;
  positives: number;
}

/** Rows and positives of each band, in the order of `bands`. Bands that are not listed are nobody's. */
export function countsByBand(
  cells: Iterable<InsightCell>,
  bands: readonly Pick<InsightBand, "id">[],
): Counted[] {
  const place = new Map(bands.map(({ id }, index) => [id, index]));
  const counts = bands.map((): Counted => ({ rows: 0, positives: 0 }));
  for (const { band, rows, label } of cells) {
    const count = counts[place.get(band) ?? -1];
    if (!count) continue;
    count.rows += rows;
    count.positives += label * rows;
  }
  return counts;
}

/** Share of pipeline, conversion, capture and lift by band, and of the called bands together. */
export function tierFigures(cells: Iterable<InsightCell>, bands: readonly InsightBand[]): TierFigures {
  const counts = countsByBand(cells, bands);
  const tiers = tierRows(
    counts.map(({ rows }) => rows),
    counts.map(({ positives }) => positives),
    bands,
  );
  const all = rateFigure(total(tiers, "rows"), total(tiers, "positives"));
  const called = tiers.filter((_, index) => bands[index]!.isCalled);
  const others = bands.some(({ isCalled, isFormer }) => !isCalled && !isFormer);
  if (called.length === 0 || !others) return { tiers, all, called: null };
  const rows = total(called, "rows");
  const positives = total(called, "positives");
  return {
    tiers,
    all,
    called: {
      ids: called.map(({ id }) => id),
      rows,
      positives,
      share: all.rows > 0 ? rows / all.rows : 0,
      captured: all.positives > 0 ? positives / all.positives : null,
    },
  };
}

const total = (tiers: readonly TierRow[], key: "rows" | "positives") =>
  tiers.reduce((sum, tier) => sum + tier[key], 0);
