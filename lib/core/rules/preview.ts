import { bandFor } from "../scoring/bands.ts";
import type { ScoreResult } from "../scoring/types.ts";
import type { SignalVector } from "../signals/types.ts";
import { plainPoints } from "./condition.ts";
import { scoreRules } from "./score-rules.ts";
import type { Rule, RuleSet } from "./types.ts";

/** What a draft would do to leads, against the version it is laid beside. */

export interface Flip {
  /** Position in the vectors. */
  readonly position: number;
  readonly before: ScoreResult;
  readonly after: ScoreResult;
  /** 1 into a better band, -1 into a worse one. */
  readonly move: 1 | -1;
}

export interface Preview {
  /** How many leads have each score, 0 to 100. */
  readonly countsBefore: readonly number[];
  readonly countsAfter: readonly number[];
  /** By band of each set, best first. */
  readonly bandsBefore: readonly number[];
  readonly bandsAfter: readonly number[];
  readonly rises: number;
  readonly falls: number;
  /** Leads whose score is another one. */
  readonly changed: number;
  /** Leads that change band, the largest move first, ties by position. */
  readonly flips: readonly Flip[];
}

export function scoreAll(ruleSet: RuleSet, vectors: readonly SignalVector[]): ScoreResult[] {
  return vectors.map((vector) => scoreRules(ruleSet, vector));
}

/** `before` and `after` are scores of the same vectors in the same order, by sets with these bands. */
export function previewOf(
  before: readonly ScoreResult[],
  after: readonly ScoreResult[],
  { bandsBefore, bandsAfter }: { bandsBefore: RuleSet["bands"]; bandsAfter: RuleSet["bands"] },
): Preview {
  const countsBefore = new Array<number>(101).fill(0);
  const countsAfter = new Array<number>(101).fill(0);
  const inBandBefore = new Array<number>(bandsBefore.bands.length).fill(0);
  const inBandAfter = new Array<number>(bandsAfter.bands.length).fill(0);
  const flips: Flip[] = [];
  let changed = 0;
  for (const [position, was] of before.entries()) {
    const is = after[position]!;
    countsBefore[was.total]! += 1;
    countsAfter[is.total]! += 1;
    const [bandWas, bandIs] = [bandFor(bandsBefore, was.total), bandFor(bandsAfter, is.total)];
    inBandBefore[bandsBefore.bands.indexOf(bandWas)]! += 1;
    inBandAfter[bandsAfter.bands.indexOf(bandIs)]! += 1;
    if (was.total !== is.total) changed += 1;
    if (bandWas.id !== bandIs.id)
      flips.push({ position, before: was, after: is, move: bandIs.rank >= bandWas.rank ? 1 : -1 });
  }
  const size = ({ before: was, after: is }: Flip) => Math.abs(is.unrounded - was.unrounded);
  flips.sort((a, b) => size(b) - size(a) || a.position - b.position);
  const rises = flips.filter(({ move }) => move === 1).length;
  return {
    ...{ countsBefore, countsAfter, bandsBefore: inBandBefore, bandsAfter: inBandAfter },
    ...{ rises, falls: flips.length - rises, changed, flips },
  };
}

/** Share 0..1 of the leads to whom a rule gives points at all, were it on; null without leads. */
export function earnedShare(rule: Rule, vectors: readonly SignalVector[]): number | null {
  if (vectors.length === 0) return null;
  let earned = 0;
  for (const { values } of vectors) if (plainPoints(rule, values[rule.signal])) earned += 1;
  return earned / vectors.length;
}

/** Points of one rule that differ between two scores of a lead. */
export interface FactorMove {
  readonly key: string;
  readonly before: number;
  readonly after: number;
}

/** Factors whose points differ by a twentieth or more, the largest move first, ties by key. */
export function factorMoves(before: ScoreResult, after: ScoreResult): FactorMove[] {
  const was = new Map(before.factors.map(({ key, points }) => [key, points]));
  const is = new Map(after.factors.map(({ key, points }) => [key, points]));
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((key) => ({ key, before: was.get(key) ?? 0, after: is.get(key) ?? 0 }))
    .filter((move) => Math.abs(move.after - move.before) >= 0.05)
    .sort(
      (a, b) =>
        Math.abs(b.after - b.before) - Math.abs(a.after - a.before) ||
        (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
    );
}
