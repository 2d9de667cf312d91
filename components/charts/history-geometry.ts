import type { HistoryPoint, ScoreHistoryData } from "./types";

export interface PlacedCause {
  n: number;
  /** Percent from the left, pixels from the top. */
  x: number;
  y: number;
  /** Where the number stands. */
  badgeY: number;
  override: boolean;
}

const BADGE_GAP = 24;
const BADGE_STACK = 22;

/** Percent of the width at which a moment stands. */
export function timeX(data: Pick<ScoreHistoryData, "from" | "to">, at: number): number {
  const span = Math.max(1, data.to - data.from);
  return Math.min(100, Math.max(0, ((at - data.from) / span) * 100));
}

/** Pixels from the top at which a score stands. */
export function scoreY(score: number, height: number): number {
  return height - (Math.min(100, Math.max(0, score)) / 100) * height;
}

/** An SVG path in percent by pixels: steps, and slopes where the score drifted. Ends at the right edge. */
export function historyPath(data: ScoreHistoryData, height: number): string {
  const visible = clipped(data.points, data.from);
  const first = visible[0];
  if (!first) return "";
  const parts = [`M${round(timeX(data, first.at))} ${round(scoreY(first.score, height))}`];
  for (const point of visible.slice(1)) {
    const x = round(timeX(data, point.at));
    const y = round(scoreY(point.score, height));
    parts.push(point.drifted ? `L${x} ${y}` : `H${x}V${y}`);
  }
  parts.push("H100");
  return parts.join("");
}

/** The last point before the axis begins is where the line enters. */
function clipped(points: readonly HistoryPoint[], from: number): readonly HistoryPoint[] {
  const sorted = [...points].sort((a, b) => a.at - b.at);
  const entering = sorted.findLastIndex((point) => point.at < from);
  return entering > 0 ? sorted.slice(entering) : sorted;
}

/** Numbers above a rise, below a fall; where two would touch the later one moves further out. */
export function placeCauses(data: ScoreHistoryData, height: number, widthPx: number): readonly PlacedCause[] {
  const placed: PlacedCause[] = [];
  for (const [index, cause] of data.causes.entries()) {
    const x = timeX(data, cause.at);
    const y = scoreY(cause.to, height);
    const direction = cause.to >= cause.from ? -1 : 1;
    let badgeY = cause.override ? y : y + direction * BADGE_GAP;
    const touches = (candidate: number) =>
      placed.some(
        (other) =>
          Math.abs(((other.x - x) / 100) * widthPx) < BADGE_STACK &&
          Math.abs(other.badgeY - candidate) < BADGE_STACK,
      );
    for (let tries = 0; tries < 6 && touches(badgeY); tries++) badgeY += direction * BADGE_STACK;
    badgeY = Math.min(height - 9, Math.max(9, badgeY));
    placed.push({ n: index + 1, x, y, badgeY, override: Boolean(cause.override) });
  }
  return placed;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
