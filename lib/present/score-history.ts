import type { BandSet, ReasonRef } from "../core/scoring/types.ts";
import { formatDay, type TimeContext } from "./format.ts";
import { wordCause } from "./word-cause.ts";

/** Prepares the score history: a step line, and its largest moves numbered with their causes. */

export interface HistoryPoint {
  /** Epoch ms. */
  readonly at: number;
  readonly score: number;
  readonly bandId: string;
  readonly cause: ReasonRef;
}

export interface HistoryMark {
  /** 1, 2, 3... in order of time. */
  readonly number: number;
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly day: string;
  readonly title: string;
  readonly bandChanged: boolean;
}

export interface ScoreHistoryChart {
  /** Corners of the step line: the score holds until the next point, and the last one until now. */
  readonly line: readonly { readonly at: number; readonly score: number }[];
  readonly marks: readonly HistoryMark[];
  readonly bands: readonly {
    readonly bandId: string;
    readonly name: string;
    readonly from: number;
    readonly to: number;
    readonly tone: string;
  }[];
  readonly domain: { readonly from: number; readonly to: number };
  readonly latest: { readonly at: number; readonly score: number } | null;
}

export interface HistoryOptions extends TimeContext {
  /** Left edge of the window; null: from the first point. */
  readonly since: number | null;
  /** At most this many causes are numbered: the largest moves, ties to the later. Default 6. */
  readonly mostMarks?: number;
}

/** Points in any order. With a window, the line starts at its left edge with the score held there. */
export function prepareScoreHistory(
  points: readonly HistoryPoint[],
  bands: BandSet,
  options: HistoryOptions,
): ScoreHistoryChart {
  const { now, since, mostMarks = 6 } = options;
  const sorted = points.filter((point) => point.at <= now).sort((a, b) => a.at - b.at);
  const before = since === null ? undefined : sorted.filter((point) => point.at < since).pop();
  const inside = since === null ? sorted : sorted.filter((point) => point.at >= since);
  const start = since ?? sorted[0]?.at ?? now;

  const line: { at: number; score: number }[] =
    before === undefined ? [] : [{ at: start, score: before.score }];
  const moves: { point: HistoryPoint; from: HistoryPoint }[] = [];
  let held = before;
  for (const point of inside) {
    if (held !== undefined) {
      line.push({ at: point.at, score: held.score });
      if (held.score !== point.score || held.bandId !== point.bandId) moves.push({ point, from: held });
    }
    line.push({ at: point.at, score: point.score });
    held = point;
  }
  if (held !== undefined && held.at < now) line.push({ at: now, score: held.score });

  const sizeOf = ({ point, from }: { point: HistoryPoint; from: HistoryPoint }) =>
    Math.abs(point.score - from.score);
  const marks = [...moves]
    .sort((a, b) => sizeOf(b) - sizeOf(a) || b.point.at - a.point.at)
    .slice(0, mostMarks)
    .sort((a, b) => a.point.at - b.point.at)
    .map(
      ({ point, from }, index): HistoryMark => ({
        number: index + 1,
        at: point.at,
        from: from.score,
        to: point.score,
        day: formatDay(point.at, options),
        title: wordCause(point.cause),
        bandChanged: point.bandId !== from.bandId,
      }),
    );
  return {
    line,
    marks,
    bands: bands.bands.map(({ id, name, from, tone }, index) => ({
      bandId: id,
      name,
      from,
      to: bands.bands[index - 1]?.from ?? 100,
      tone,
    })),
    domain: { from: start, to: now },
    latest: held === undefined ? null : { at: held.at, score: held.score },
  };
}
