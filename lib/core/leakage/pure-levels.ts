import { wilsonInterval } from "../evaluation/wilson.ts";

/** From this share of positives a level is nearly all won, up to one less it nearly all lost. */
const NEARLY_ALL = 0.9;
/** And beyond chance its odds are this many times those of the table: where 3 % convert, a level of 1 % is nothing. */
const ODDS_RATIO = 6;
/** Every level is judged by an interval this wide, because there are many of them. */
const CONFIDENCE = 0.99;

export interface LevelCount {
  readonly level: string;
  readonly rows: number;
  readonly positives: number;
}

export interface PureLevels {
  /** Nearly all, and nearly none, became positive; most rows first. */
  readonly all: readonly LevelCount[];
  readonly none: readonly LevelCount[];
  readonly rows: number;
}

/**
 * Levels whose rate is nearly 1 or nearly 0, and far from the table's: the whole Wilson interval has to be, so that
 * five leads out of five say nothing.
 */
export function pureLevels(levels: readonly LevelCount[], baseRate: number): PureLevels {
  const all: LevelCount[] = [];
  const none: LevelCount[] = [];
  const base = oddsOf(baseRate);
  for (const level of levels) {
    const interval = wilsonInterval(level.positives, level.rows, CONFIDENCE);
    if (interval === null) continue;
    const rate = level.positives / level.rows;
    if (rate >= NEARLY_ALL && oddsOf(interval.low) >= base * ODDS_RATIO) all.push(level);
    else if (rate <= 1 - NEARLY_ALL && oddsOf(interval.high) <= base / ODDS_RATIO) none.push(level);
  }
  const bySize = (a: LevelCount, b: LevelCount) => b.rows - a.rows;
  return {
    all: all.sort(bySize),
    none: none.sort(bySize),
    rows: [...all, ...none].reduce((sum, { rows }) => sum + rows, 0),
  };
}

const oddsOf = (rate: number): number => (rate >= 1 ? Number.POSITIVE_INFINITY : rate / (1 - rate));
