import { gainCurve, positivesInTop } from "../evaluation/gains.ts";
import type { Ranking } from "../evaluation/ranking.ts";
import { type InsightCell, rateFigure } from "./cells.ts";
import { type DecileFigure, type GainFigures, type TierFigures, TOO_FEW } from "./types.ts";

const STEPS = 50;

interface Standing {
  rows: number;
  positives: number;
  scoreSum: number;
  /** Middle of its place among the leads of its version, 0 (best) .. 1. */
  place: number;
}

/**
 * Leads from the best score down. A rule's 70 and a model's 70 mean different things, so leads are placed among those
 * that the same version scored, and the places are laid together; with one version that is the order of the scores.
 */
function standings(cells: readonly InsightCell[]): Standing[] {
  const versions = new Map<string, Map<number, Standing>>();
  for (const { version, score, rows, label } of cells) {
    const key = version ?? "";
    const scores = versions.get(key) ?? new Map<number, Standing>();
    versions.set(key, scores);
    const standing = scores.get(score) ?? { rows: 0, positives: 0, scoreSum: 0, place: 0 };
    scores.set(score, standing);
    standing.rows += rows;
    standing.positives += label * rows;
    standing.scoreSum += score * rows;
  }
  const placed: Standing[] = [];
  for (const scores of versions.values()) {
    const ordered = [...scores].sort(([a], [b]) => b - a).map(([, standing]) => standing);
    const all = ordered.reduce((sum, { rows }) => sum + rows, 0);
    let above = 0;
    for (const standing of ordered) {
      standing.place = (above + standing.rows / 2) / all;
      above += standing.rows;
      placed.push(standing);
    }
  }
  return placed.sort((a, b) => a.place - b.place);
}

/** Standings of one place are one group, as equal scores are. */
function rankingOf(standing: readonly Standing[]): Ranking {
  const thresholds: number[] = [];
  const truePositives: number[] = [];
  const falsePositives: number[] = [];
  let tp = 0;
  let fp = 0;
  for (const { place, rows, positives } of standing) {
    tp += positives;
    fp += rows - positives;
    if (thresholds.at(-1) !== -place) thresholds.push(-place);
    truePositives[thresholds.length - 1] = tp;
    falsePositives[thresholds.length - 1] = fp;
  }
  return {
    positives: tp,
    negatives: fp,
    thresholds: Float64Array.from(thresholds),
    truePositives: Float64Array.from(truePositives),
    falsePositives: Float64Array.from(falsePositives),
  };
}

/** The gain curve, and where each band ends on it; null without conversions. */
export function gainFigures(cells: readonly InsightCell[], { tiers }: TierFigures): GainFigures | null {
  const curve = gainCurve(rankingOf(standings(cells)), STEPS);
  if (!curve.ok) return null;
  let share = 0;
  return {
    points: curve.value,
    edges: tiers.map((tier) => {
      share += tier.share;
      return { id: tier.id, share: Math.min(1, share), captured: tier.capturedSoFar ?? 0 };
    }),
  };
}

/** Tenths of the leads by score; null where a tenth would be too few. */
export function decileFigures(cells: readonly InsightCell[]): DecileFigure[] | null {
  const standing = standings(cells);
  const ranking = rankingOf(standing);
  const all = ranking.positives + ranking.negatives;
  if (all < 10 * TOO_FEW) return null;
  const scores = scoreSums(standing);
  return Array.from({ length: 10 }, (_, index) => {
    const from = (all * index) / 10;
    const to = (all * (index + 1)) / 10;
    const positives = positivesInTop(ranking, to) - positivesInTop(ranking, from);
    // A share of a lead more or less: never below nothing, never more than there are.
    const within = Math.min(to - from, Math.max(0, positives));
    return {
      decile: index + 1,
      ...rateFigure(to - from, within),
      meanScore: (scores(to) - scores(from)) / (to - from),
    };
  });
}

/** Sum of the scores of the `rows` best, in proportion within equals. */
function scoreSums(standing: readonly Standing[]): (rows: number) => number {
  return (rows) => {
    let taken = 0;
    let sum = 0;
    for (const group of standing) {
      if (taken + group.rows >= rows) return sum + (group.scoreSum * (rows - taken)) / group.rows;
      taken += group.rows;
      sum += group.scoreSum;
    }
    return sum;
  };
}
