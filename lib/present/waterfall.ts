import type { BandSet, Factor, ScoreResult } from "../core/scoring/types.ts";
import type { Dimension } from "../core/signals/types.ts";
import { formatNumber, formatSigned } from "./format.ts";
import type { WordedReason } from "./word-reason.ts";

/** Prepares the lead page's waterfall: printed figures, bar geometry, band edges. Drawing reads only this. */

/** A bar from one running value to the next, in score points; `to < from` lowers. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface WaterfallRow {
  readonly key: string;
  readonly title: string;
  readonly evidence: string | null;
  /** Printed points times ten: what the rows add up in. */
  readonly tenths: number;
  readonly text: string;
  readonly span: Span;
  readonly raises: boolean;
}

export interface WaterfallGroup {
  readonly dimension: Dimension;
  readonly title: string;
  readonly tenths: number;
  readonly text: string;
  readonly rows: readonly WaterfallRow[];
}

export interface WaterfallLine {
  readonly tenths: number;
  readonly text: string;
  readonly span: Span;
}

export interface Waterfall {
  readonly startingPoint: WaterfallLine;
  readonly groups: readonly WaterfallGroup[];
  /** What leaving 0..100 took back; null where nothing left it. */
  readonly clamp: WaterfallLine | null;
  /** What the printed figures leave; null where they leave nothing. */
  readonly rounding: WaterfallLine | null;
  readonly total: number;
  readonly bandId: string;
  /** Lower edges of all bands but the lowest, in ascending order. */
  readonly edges: readonly {
    readonly bandId: string;
    readonly name: string;
    readonly from: number;
    readonly tone: string;
  }[];
  /** Axis: 0..100 extended to what the bars reach. */
  readonly domain: readonly [number, number];
  /** Factors too small to print (under 0.05 points); the rounding line carries them. */
  readonly omitted: number;
}

const GROUPS: readonly (readonly [Dimension, string])[] = [
  ["fit", "Fit"],
  ["intent", "Intent"],
  ["engagement", "Engagement"],
  ["negative", "Negative"],
];

/** Printed tenths, half away from zero, so that +x and −x print alike. */
function tenthsOf(points: number): number {
  return Math.sign(points) * Math.round(Math.abs(points) * 10) + 0;
}

/**
 * `word` gives a factor's title and evidence. Within a group the heaviest factor comes first, ties by key. The printed
 * tenths satisfy, exactly: starting point + all rows + clamp + rounding = 10 * total, and a group's figure is the sum of
 * its rows.
 */
export function prepareWaterfall(
  result: ScoreResult,
  bands: BandSet,
  word: (factor: Factor) => WordedReason,
): Waterfall {
  const reached = [0];
  let running = 0;
  const step = (tenths: number): Span => {
    const from = running / 10;
    running += tenths;
    reached.push(running / 10);
    return { from, to: running / 10 };
  };
  const line = (tenths: number, text: string): WaterfallLine => ({ tenths, text, span: step(tenths) });
  const signed = (tenths: number): string => formatSigned(tenths / 10, 1);

  const startTenths = tenthsOf(result.startingPoint);
  const startingPoint = line(startTenths, formatNumber(startTenths / 10, 1));
  let omitted = 0;
  const groups = GROUPS.flatMap(([dimension, title]): WaterfallGroup[] => {
    const factors = result.factors
      .filter((factor) => factor.dimension === dimension)
      .sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.key < b.key ? -1 : 1));
    const rows = factors.flatMap((factor): WaterfallRow[] => {
      const tenths = tenthsOf(factor.points);
      if (tenths === 0) {
        omitted += 1;
        return [];
      }
      return [
        {
          key: factor.key,
          ...word(factor),
          tenths,
          text: signed(tenths),
          span: step(tenths),
          raises: tenths > 0,
        },
      ];
    });
    const tenths = rows.reduce((sum, row) => sum + row.tenths, 0);
    return rows.length === 0 ? [] : [{ dimension, title, tenths, text: signed(tenths), rows }];
  });
  const clampTenths = tenthsOf(result.clamp);
  const clamp = clampTenths === 0 ? null : line(clampTenths, signed(clampTenths));
  const restTenths = result.total * 10 - running;
  const rounding = restTenths === 0 ? null : line(restTenths, signed(restTenths));
  return {
    startingPoint,
    groups,
    clamp,
    rounding,
    total: result.total,
    bandId: result.bandId,
    edges: bands.bands
      .filter((band) => band.from > 0)
      .map(({ id, name, from, tone }) => ({ bandId: id, name, from, tone }))
      .reverse(),
    domain: [Math.min(0, ...reached), Math.max(100, ...reached)],
    omitted,
  };
}
