import type { BandConsequence, ScoreHistogram } from "../core/backtest/histogram.ts";
import { bandConsequences } from "../core/backtest/histogram.ts";
import type { Figures, PairedComparison, PairedFigure } from "../core/backtest/paired.ts";
import type { OutcomeDefinition } from "../core/outcomes/types.ts";
import type { BandSet } from "../core/scoring/types.ts";
import {
  formatCount,
  formatDay,
  formatNumber,
  formatRange,
  formatShare,
  formatSigned,
  formatSpan,
  MINUS,
  type TimeContext,
} from "./format.ts";

/** Words what a draft would have meant for the leads of the past. */

interface Side {
  readonly title: string;
  readonly bands: BandSet;
  readonly histogram: ScoreHistogram;
}

export interface BacktestFacts {
  readonly leads: number;
  readonly days: number | null;
  readonly current: Side;
  readonly draft: Side | null;
  readonly comparison: PairedComparison | null;
  readonly isSameScorer: boolean;
}

export interface BacktestRow {
  readonly key: string;
  readonly label: string;
  readonly current: string;
  readonly draft: string;
  /** "+2.2", "same scorer" */
  readonly change: string;
  /** "95 %: +1 to +9 points"; null where nothing was sampled. */
  readonly range: string | null;
  /** What can be told from the interval; null where there is none. */
  readonly verdict: "higher" | "lower" | "cannot_tell" | null;
}

/** The table beside a draft: calls, capture, conversion and how well the ranking tells leads apart. */
export function backtestRows(
  facts: BacktestFacts,
  { minutesPerCall, daysAWeek }: { readonly minutesPerCall: number; readonly daysAWeek: number },
): BacktestRow[] {
  const { current, draft, comparison, isSameScorer } = facts;
  const days = workingDays(facts.days, daysAWeek);
  if (!draft) return [];
  const before = bandConsequences(current.histogram, current.bands, days)[0]!;
  const after = bandConsequences(draft.histogram, draft.bands, days)[0]!;
  const name = draft.bands.bands[0]!.name;
  const difference = comparison?.difference;
  const rows: BacktestRow[] = [
    ...callRows(name, before, after, minutesPerCall),
    {
      key: "captured",
      label: `Conversions captured by ${name}`,
      ...sharePair(before.captured, after.captured),
      ...sampled(difference?.captured ?? null),
    },
    {
      key: "rate",
      label: `Conversion rate of ${name}`,
      ...sharePair(before.rate, after.rate),
      ...sampled(difference?.rate ?? null),
    },
  ];
  if (comparison)
    rows.push(
      figureRow("averagePrecision", "PR-AUC", comparison, isSameScorer),
      figureRow("auc", "AUC", comparison, isSameScorer),
    );
  return rows;
}

function callRows(
  name: string,
  before: BandConsequence,
  after: BandConsequence,
  minutesPerCall: number,
): BacktestRow[] {
  const none = { range: null, verdict: null };
  if (before.perDay === null || after.perDay === null)
    return [
      {
        ...{ key: "leads", label: `${name} leads`, ...none },
        current: formatNumber(before.rows),
        draft: formatNumber(after.rows),
        change: formatSigned(after.rows - before.rows),
      },
    ];
  return [
    {
      ...{ key: "per_day", label: `${name} leads a day`, ...none },
      current: perDayText(before.perDay),
      draft: perDayText(after.perDay),
      change: changeText(after.perDay - before.perDay, 1),
    },
    {
      ...{ key: "calling", label: "Calling a day", ...none },
      current: formatSpan(Math.round(before.perDay * minutesPerCall)),
      draft: formatSpan(Math.round(after.perDay * minutesPerCall)),
      change: minutesChange(Math.round((after.perDay - before.perDay) * minutesPerCall)),
    },
  ];
}

/** Leads come on every day of the week, calls are made on some: so many of those. */
export function workingDays(days: number | null, daysAWeek: number): number | null {
  return days === null ? null : (days * daysAWeek) / 7;
}

/** "9.9", "0.2", "112" */
export function perDayText(perDay: number): string {
  return formatNumber(perDay, perDay < 100 ? 1 : 0);
}

function changeText(change: number, decimals: number): string {
  return Math.abs(change) < 0.5 / 10 ** decimals ? "same" : formatSigned(change, decimals);
}

function minutesChange(minutes: number): string {
  if (minutes === 0) return "same";
  return `${minutes > 0 ? "+" : MINUS}${formatSpan(Math.abs(minutes))}`;
}

function sharePair(before: number | null, after: number | null) {
  const text = (share: number | null) => (share === null ? "–" : formatShare(share));
  const change = before === null || after === null ? "–" : pointsText((after - before) * 100);
  return { current: text(before), draft: text(after), change };
}

const pointsText = (points: number): string =>
  Math.abs(points) < 0.5
    ? "same"
    : `${formatSigned(points)} ${Math.round(Math.abs(points)) === 1 ? "pt" : "pts"}`;

/** The interval of a difference in points of percent. */
function sampled(figure: PairedFigure | null, unit: "points" | "plain" = "points") {
  if (figure === null) return { range: null, verdict: null };
  const { low, high } = figure.interval;
  const text =
    unit === "points"
      ? `${formatSigned(low * 100)} to ${formatSigned(high * 100)}`
      : `${formatSigned(low, 3)} to ${formatSigned(high, 3)}`;
  const verdict = low > 0 ? ("higher" as const) : high < 0 ? ("lower" as const) : ("cannot_tell" as const);
  return low === 0 && high === 0 ? { range: null, verdict: null } : { range: text, verdict };
}

function figureRow(
  key: keyof Figures,
  label: string,
  { current, draft, difference }: PairedComparison,
  isSameScorer: boolean,
): BacktestRow {
  const text = (value: number | null) => (value === null ? "–" : formatNumber(value, 3));
  const before = current[key];
  const after = draft[key];
  return {
    ...{ key, label, current: text(before), draft: text(after) },
    ...(isSameScorer
      ? { change: "same scorer", range: null, verdict: null }
      : {
          change: before === null || after === null ? "–" : changeText(after - before, 3),
          ...sampled(difference[key], "plain"),
        }),
  };
}

/** "54–62", of a rate 0..1; null where there is none. */
export function rateRange(interval: { readonly low: number; readonly high: number } | null): string | null {
  return interval && formatRange(interval.low * 100, interval.high * 100);
}

/** Which leads were replayed, in a sentence without a full stop. */
export function populationWords(
  population: "all" | "unseen" | "known",
  leads: number,
  outcomeKnown: string,
): string {
  const count = formatCount(leads, "lead");
  if (population === "unseen") return `${count} that came after what the model learnt from`;
  if (population === "known")
    return `${count}, those the model learnt from among them: it looks better on these than on new ones`;
  return `${count} ${outcomeKnown}`;
}

const DID: Readonly<Record<OutcomeDefinition["kind"], readonly [string, string]>> = {
  won_deal: ["Won", "Lost"],
  qualified_meeting: ["Met", "No meeting"],
  paid_trial: ["Paid", "Did not pay"],
  own: ["Yes", "No"],
};

/** "Won 11 Aug", "Lost 2 Sep", "Lost" where nobody wrote down when. */
export function whatHappened(
  { label, decidedAt }: { readonly label: 0 | 1; readonly decidedAt: number | null },
  { kind }: OutcomeDefinition,
  context: TimeContext,
): string {
  const what = DID[kind][label === 1 ? 0 : 1];
  return decidedAt === null ? what : `${what} ${formatDay(decidedAt, context)}`;
}

/** What an edge gains and gives up beside the published one: "Sets the Hot edge at 44. Given up: ...". */
export function capacityWords(
  best: { readonly name: string; readonly from: number },
  before: Pick<BandConsequence, "rate" | "captured" | "perDay">,
  after: Pick<BandConsequence, "rate" | "captured" | "perDay">,
  minutesPerCall: number,
): string {
  const edge = `${best.name} begins at ${best.from}`;
  const calling =
    after.perDay === null
      ? ""
      : `, about ${formatSpan(Math.round(after.perDay * minutesPerCall))} of calling a day`;
  const moved =
    after.perDay !== null && before.perDay !== null && Math.abs(after.perDay - before.perDay) >= 0.05;
  if (!moved || before.captured === null || after.captured === null) return `${edge}${calling}.`;
  const more = Math.round((after.captured - before.captured) * 100);
  const rates =
    before.rate === null || after.rate === null
      ? null
      : `${best.name} converts at ${formatShare(after.rate)} instead of ${formatShare(before.rate)}`;
  const reach = `${Math.abs(more)} ${more > 0 ? "more" : "fewer"} of every 100 conversions are in it`;
  const parts =
    after.perDay! > before.perDay!
      ? [rates && `Given up: ${rates}`, more === 0 ? null : `Gained: ${reach}`]
      : [more === 0 ? null : `Given up: ${reach}`, rates && `Gained: ${rates}`];
  return [`${edge}${calling}`, ...parts]
    .filter(Boolean)
    .map((part) => `${part}.`)
    .join(" ");
}
