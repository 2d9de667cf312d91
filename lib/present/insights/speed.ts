import { rateDifference } from "../../core/evaluation/rate-difference.ts";
import type { PromptFigure, PromptGroup, ResponseBucket } from "../../core/insights/types.ts";
import type { PreparedChart } from "../evaluation/prepared.ts";
import { formatCount, formatNumber, formatShare, formatSpan } from "../format.ts";
import { type BarChart, shareLines } from "./deciles.ts";
import {
  axisEnd,
  bandMark,
  didText,
  type InsightsFacts,
  isFew,
  peopleHead,
  type RateCell,
  rateCell,
  rateCells,
  rateText,
  workingText,
} from "./words.ts";

export interface SpeedRow {
  readonly key: string;
  /** Null: nobody's. */
  readonly id: string | null;
  readonly name: string;
  readonly rate: RateCell;
  /** "108 of 140" */
  readonly counts: string;
  /** "20 late, 12 not called" */
  readonly note: string;
}

export interface SpeedChart extends PreparedChart {
  readonly rows: readonly SpeedRow[];
  readonly groupHead: "Rep" | "Team";
  /** "In 2 h" */
  readonly inTimeHead: string;
  readonly leadsHead: string;
  /** 0..1; null where too few. */
  readonly base: number | null;
}

/** Share of the best band's leads that were called within the promise. Null where no band is called. */
export function speedChart(facts: InsightsFacts, by: "owner" | "team"): SpeedChart | null {
  const { speed, bands } = facts.figures;
  if (!speed) return null;
  const groups = (by === "owner" ? speed.byOwner : speed.byTeam).filter(({ rows }) => rows > 0);
  const { all } = speed;
  const { name } = bandMark(bands, speed.bandId);
  const promise = formatSpan(speed.promiseMinutes);
  const isKnown = all.rate !== null && !isFew(all);
  return {
    title: "Speed to lead",
    question: `${name} leads called within ${promise} of working time${isKnown ? `. Dashed line: all, ${formatShare(all.rate)}` : ""}`,
    textAlternative: [
      `All: ${countsOf(all)} in time`,
      ...groups.map((group) => `${nameOf(group, by)}: ${countsOf(group)} in time`),
    ].join("; "),
    conclusion: speedSentence(facts, name, promise),
    rows: [...groups].sort(bySpeed).map((group) => ({
      key: group.id ?? `none-${group.name}`,
      id: group.id,
      name: nameOf(group, by),
      rate: rateCell(group),
      counts: countsOf(group),
      note: noteOf(group),
    })),
    groupHead: by === "owner" ? "Rep" : "Team",
    inTimeHead: `In ${promise}`,
    leadsHead: `${name} leads`,
    base: isKnown ? all.rate : null,
    table: {
      columns: [
        { label: by === "owner" ? "Rep" : "Team", kind: "text" },
        { label: "Leads", kind: "count" },
        { label: "In time", kind: "count" },
        { label: "Late", kind: "count" },
        { label: "Not called", kind: "count" },
        { label: "Still open", kind: "count" },
        { label: "Share in time", kind: "share" },
        { label: "Low", kind: "share" },
        { label: "High", kind: "share" },
      ],
      rows: [...groups.map((group) => ({ ...group, name: nameOf(group, by) })), { ...all, name: "All" }].map(
        (group) => [
          group.name,
          group.rows,
          group.inTime,
          group.late,
          group.unanswered,
          group.open,
          ...rateCells(group),
        ],
      ),
    },
    csvName: by === "owner" ? "speed-by-rep.csv" : "speed-by-team.csv",
  };
}

const nameOf = ({ id, name }: PromptGroup, by: "owner" | "team") =>
  name !== "" ? name : by === "team" ? "No team" : id === null ? "Unclaimed" : "Someone";

const countsOf = ({ inTime, rows }: PromptFigure) => `${formatNumber(inTime)} of ${formatNumber(rows)}`;

function noteOf({ late, unanswered, open }: PromptFigure): string {
  return [
    late > 0 ? `${formatNumber(late)} late` : null,
    unanswered > 0 ? `${formatNumber(unanswered)} not called` : null,
    open > 0 ? `${formatNumber(open)} still in time` : null,
  ]
    .filter((part) => part !== null)
    .join(", ");
}

/** Those with enough leads by their share, then the others by leads. */
function bySpeed(a: PromptGroup, b: PromptGroup): number {
  const [fewA, fewB] = [isFew(a), isFew(b)];
  if (fewA !== fewB) return fewA ? 1 : -1;
  return (fewA ? b.rows - a.rows : (b.rate ?? 0) - (a.rate ?? 0)) || a.name.localeCompare(b.name, "en");
}

function speedSentence({ figures, ...facts }: InsightsFacts, name: string, promise: string): string | null {
  const { speed } = figures;
  if (!speed) return null;
  const { all, previous, medianMinutes, convertedInTime: fast, convertedLate: slow } = speed;
  if (all.rows === 0) return `No ${name} lead of this period had to be called yet.`;
  const before =
    previous && !isFew(previous) && !isFew(all) && previous.rate !== null
      ? `, against ${formatShare(previous.rate)} the period before${{ higher: "", lower: "", unclear: ", not clearly different" }[rateDifference(all, previous)?.verdict ?? "unclear"]}`
      : "";
  const called = `${formatNumber(all.inTime)} of ${formatCount(all.rows, `${name} lead`)} ${all.inTime === 1 ? "was" : "were"} called within ${promise}${isFew(all) || all.rate === null ? "" : `, ${formatShare(all.rate)}`}${before}.`;
  const median =
    medianMinutes === null
      ? ""
      : ` Half of the calls came within ${workingText(medianMinutes)} of working time.`;
  const paid =
    isFew(fast) || isFew(slow)
      ? ""
      : ` Of those called in time ${rateText(fast)} ${didText(facts)}, of those called late ${rateText(slow)}${rateDifference(fast, slow)?.verdict === "unclear" ? ": not clearly different" : ""}.`;
  return `${called}${median}${paid}`;
}

/** Conversion by how fast the first call came: observed, not an experiment. Null without answers. */
export function responseChart(facts: InsightsFacts): BarChart | null {
  const { speed, bands } = facts.figures;
  if (!speed || speed.buckets.every(({ rows }) => rows === 0)) return null;
  const { name } = bandMark(bands, speed.bandId);
  const { buckets } = speed;
  const axis = axisEnd(buckets);
  return {
    title: "Does a fast answer pay?",
    question: `Conversion of ${name} leads by working time to the first call. Observed, not an experiment.`,
    textAlternative: buckets
      .map((bucket) => `${bucketText(bucket)}: ${rateText(bucket)} of ${formatCount(bucket.rows, "lead")}`)
      .join("; "),
    conclusion: responseSentence(facts, buckets),
    bars: buckets.map((bucket) => ({
      key: `${bucket.fromMinutes}-${bucket.isNever}`,
      label: bucketText(bucket),
      note: formatCount(bucket.rows, "lead"),
      rate: rateCell(bucket, axis),
      tip: `${bucketText(bucket)}: ${rateText(bucket)}; ${formatNumber(bucket.positives)} of ${formatCount(bucket.rows, "lead")}`,
    })),
    lines: shareLines(axis),
    base: null,
    xLabel: "",
    table: {
      columns: [
        { label: "First call", kind: "text" },
        { label: "Leads", kind: "count" },
        { label: peopleHead(facts), kind: "count" },
        { label: "Rate", kind: "share" },
        { label: "Low", kind: "share" },
        { label: "High", kind: "share" },
      ],
      rows: buckets.map((bucket) => [
        bucketText(bucket),
        bucket.rows,
        bucket.positives,
        ...rateCells(bucket),
      ]),
    },
    csvName: "response-time.csv",
  };
}

/** "Within 30 min", "30 min to 2 h", "2 to 8 h", "After 24 h", "Not called"; minutes are of working time. */
export function bucketText({ fromMinutes, toMinutes, isNever }: ResponseBucket): string {
  if (isNever) return "Not called";
  const from = workingText(fromMinutes);
  if (toMinutes === null) return fromMinutes === 0 ? "Called" : `After ${from}`;
  const to = workingText(toMinutes);
  if (fromMinutes === 0) return `Within ${to}`;
  const [count, unit, rest] = from.split(" ");
  return rest === undefined && unit === to.split(" ")[1] ? `${count} to ${to}` : `${from} to ${to}`;
}

function responseSentence(facts: InsightsFacts, buckets: readonly ResponseBucket[]): string | null {
  const known = buckets.filter((bucket) => !bucket.isNever && !isFew(bucket));
  const [first, last] = [known[0], known[known.length - 1]];
  if (!first || !last || first === last)
    return "Too few leads with a known outcome to compare fast and slow answers.";
  const both = `Called ${spoken(first)}, ${rateText(first)} ${didText(facts)}; ${spoken(last)}, ${rateText(last)}`;
  return rateDifference(first, last)?.verdict === "unclear"
    ? `${both}: not clearly different.`
    : `${both}. Reps may also pick the better leads first.`;
}

/** In the middle of a sentence: "within 30 min", "in 2 to 8 h". */
function spoken(bucket: ResponseBucket): string {
  const text = bucketText(bucket);
  return /^\d/.test(text) ? `in ${text}` : text.toLowerCase();
}
