import {
  FEWEST_TO_SAY,
  type MatchedComparison,
  type MatchedVerdict,
} from "../core/evaluation/matched-comparison.ts";
import type { OutcomeDefinition } from "../core/outcomes/types.ts";
import { formatCount, formatNumber, formatShare, MINUS } from "./format.ts";
import { outcomeDone } from "./outcome-words.ts";
import { CATEGORY_WORDS } from "./override-words.ts";

/** "Were we right?" in words, and what is drawn beside them. */

export interface Judgement extends MatchedComparison {
  readonly name: string;
  readonly verdict: MatchedVerdict;
}

export interface DirectionFacts {
  readonly all: Judgement;
  readonly byManager: readonly Judgement[];
  /** Named by category. */
  readonly byReason: readonly Judgement[];
}

export interface VerdictFacts {
  readonly outcome: OutcomeDefinition;
  /** How far apart scores may lie to be called the same. */
  readonly points: number;
  /** Leads whose window is over and whose outcome is known. */
  readonly judged: number;
  readonly immature: number;
  readonly undecided: number;
  readonly raised: DirectionFacts;
  readonly lowered: DirectionFacts;
}

export interface VerdictRow {
  readonly name: string;
  readonly leads: string;
  /** Shares 0..1 to draw; null below 30 leads. */
  readonly drawn: {
    readonly rate: number;
    readonly low: number;
    readonly high: number;
    readonly expected: number;
  } | null;
  /** "46 %"; null where nothing is said. */
  readonly rate: string | null;
  /** "14 points more" | "Cannot tell" | "Too few to say" */
  readonly against: string;
  /** "3–25", "−1 to +31" */
  readonly range: string | null;
  /** Whether it says a difference. */
  readonly told: boolean;
}

export interface VerdictTable {
  readonly title: string;
  readonly all: VerdictRow;
  readonly groups: readonly { readonly heading: string; readonly rows: readonly VerdictRow[] }[];
}

export interface VerdictView {
  /** "So far yes, in both directions." */
  readonly headline: string;
  readonly sentences: string;
  /** Null where too little is known for any table. */
  readonly tables: readonly VerdictTable[] | null;
  /** "Won", "Positive": the head of the column of rates. */
  readonly rateHead: string;
  /** Where the axis ends, 0..1. */
  readonly axisTo: number;
  /** Who is not in the tables, in a sentence each. */
  readonly leftOut: readonly string[];
  readonly method: string;
}

const SPOKEN = { raised: "Raised leads", lowered: "Lowered leads" } as const;
type Direction = keyof typeof SPOKEN;

/** right: what managers meant to happen did. */
type Answer = "right" | "wrong" | "cannot_tell" | "too_few";

function answerOf(direction: Direction, verdict: MatchedVerdict): Answer {
  if (verdict === "too_few" || verdict === "cannot_tell") return verdict;
  return (verdict === "more") === (direction === "raised") ? "right" : "wrong";
}

export function presentVerdict(facts: VerdictFacts): VerdictView {
  const { outcome, judged, raised, lowered } = facts;
  const directions = [raised, lowered];
  const sides = directions.flatMap(({ all, byManager, byReason }) => [all, ...byManager, ...byReason]);
  const highest = Math.max(
    0,
    ...sides.filter(isShown).map(({ figures }) => Math.max(figures!.interval.high, figures!.expected)),
  );
  const leftWithoutLike = raised.all.leftOut + lowered.all.leftOut;
  const isEmpty = judged === 0;
  return {
    headline: headlineOf(facts),
    sentences: isEmpty ? emptySentence(facts) : sentencesOf(facts),
    tables: isEmpty ? null : [table("Raised", raised), table("Lowered", lowered)],
    rateHead: outcome.kind === "won_deal" ? "Won" : "Reached",
    axisTo: [0.2, 0.4, 0.6, 0.8].find((end) => end >= highest) ?? 1,
    leftOut: [
      ...(facts.immature > 0 && !isEmpty
        ? [
            `${formatCount(facts.immature, "lead")} ${facts.immature === 1 ? "has" : "have"} not had ${windowWords(outcome)} yet.`,
          ]
        : []),
      ...(facts.undecided > 0
        ? [`${formatCount(facts.undecided, "lead")} ${facts.undecided === 1 ? "is" : "are"} still undecided.`]
        : []),
      ...(leftWithoutLike > 0
        ? [
            `${formatCount(leftWithoutLike, "lead")} ${leftWithoutLike === 1 ? "has" : "have"} no untouched one to be compared with.`,
          ]
        : []),
    ],
    method: `Each overridden lead is laid beside the untouched ones that the same version scored within ${formatCount(facts.points, "point")} of it in the same month, each as it stood when it was as old as overridden leads are. A lead counts once, with its first override.`,
  };
}

const isShown = ({ verdict }: Judgement) => verdict !== "too_few";

const windowWords = ({ windowDays }: OutcomeDefinition) =>
  windowDays === null ? "an outcome" : formatCount(windowDays, "day");

function headlineOf({ outcome, judged, raised, lowered }: VerdictFacts): string {
  const up = answerOf("raised", raised.all.verdict);
  const down = answerOf("lowered", lowered.all.verdict);
  if (up === "too_few" && down === "too_few")
    return `Too few to say yet: ${formatCount(judged, "override")} ${judged === 1 ? "has" : "have"} had ${windowWords(outcome)}.`;
  if (up === down)
    return {
      right: "So far yes, in both directions.",
      wrong: "So far no, in neither direction.",
      cannot_tell: "It cannot be told yet, in either direction.",
      too_few: "",
    }[up];
  const first = {
    right: "yes",
    wrong: "no",
    cannot_tell: "cannot be told yet",
    too_few: "are too few to say",
  };
  return `Raised leads ${first[up]}, lowered ones ${first[down]}.`;
}

function emptySentence({ outcome, immature }: VerdictFacts): string {
  const when =
    outcome.windowDays === null
      ? "once their leads are decided"
      : `once ${formatCount(outcome.windowDays, "day")} have passed since each was set`;
  return immature > 0
    ? `${formatCount(immature, "override")} ${immature === 1 ? "waits" : "wait"} for an outcome. They are compared with untouched leads ${when}.`
    : `Overrides are compared with untouched leads ${when}.`;
}

function sentencesOf({ outcome, judged, raised, lowered }: VerdictFacts): string {
  const count = `${formatCount(judged, "override")} ${judged === 1 ? "has" : "have"} had ${windowWords(outcome)}.`;
  const told = (["raised", "lowered"] as const)
    .map((direction) => ({ direction, all: (direction === "raised" ? raised : lowered).all }))
    .filter(({ all }) => all.verdict === "more" || all.verdict === "fewer");
  const done = outcomeDone(outcome, 2);
  const parts = told.map(({ direction, all }, index) => {
    const points = pointsOf(Math.abs(all.figures!.difference));
    const often = `${points} ${all.figures!.difference > 0 ? "more" : "less"} often`;
    return index === 0
      ? `${SPOKEN[direction]} ${done} ${often} than untouched leads the machine scored the same`
      : `lowered ones ${often}`;
  });
  const found = parts.length > 0 ? ` ${parts.join(", ")}.` : "";
  return `${count}${found} Observed, not an experiment: managers pick the leads they know.`;
}

const pointsOf = (share: number) => formatCount(Math.round(share * 100), "point");

function table(title: "Raised" | "Lowered", { all, byManager, byReason }: DirectionFacts): VerdictTable {
  return {
    title,
    all: rowOf(all),
    groups: [
      { heading: "By manager", rows: byManager.map(rowOf) },
      {
        heading: "By reason",
        rows: byReason.map((each) => rowOf({ ...each, name: CATEGORY_WORDS[each.name] ?? each.name })),
      },
    ].filter(({ rows }) => rows.length > 0),
  };
}

function rowOf({ name, figures, verdict }: Judgement): VerdictRow {
  const leads = formatNumber(figures?.leads ?? 0);
  if (figures === null || verdict === "too_few")
    return { name, leads, drawn: null, rate: null, against: "Too few to say", range: null, told: false };
  const { rate, interval, expected, difference, differenceInterval } = figures;
  const told = verdict !== "cannot_tell";
  return {
    name,
    leads,
    drawn: { rate, low: interval.low, high: interval.high, expected },
    rate: formatShare(rate),
    against: told ? `${pointsOf(Math.abs(difference))} ${verdict}` : "Cannot tell",
    range: told ? sizeRange(differenceInterval) : signedRange(differenceInterval),
    told,
  };
}

/** "3–25": how large the difference is at least and at most, whichever way it goes. */
function sizeRange({ low, high }: { low: number; high: number }): string {
  const [from, to] = [Math.abs(low), Math.abs(high)].sort((a, b) => a - b) as [number, number];
  return `${formatNumber(Math.round(from * 100))}–${formatNumber(Math.round(to * 100))}`;
}

/** "−1 to +31" */
function signedRange({ low, high }: { low: number; high: number }): string {
  const signed = (share: number) => {
    const points = Math.round(share * 100);
    return points === 0 ? "0" : `${points > 0 ? "+" : MINUS}${formatNumber(Math.abs(points))}`;
  };
  return `${signed(low)} to ${signed(high)}`;
}

/** "Below 30 leads nothing is said." */
export const TOO_FEW_NOTE = `Below ${FEWEST_TO_SAY} leads nothing is said.`;
