import { formatDay, formatNumber, type TimeContext } from "@/lib/present/format";
import type { ScoreHistoryChart } from "@/lib/present/score-history";
import type { Waterfall } from "@/lib/present/waterfall";
import type { ScoreHistoryData, WaterfallData } from "./types";

interface WaterfallWords {
  /** "Score", or "Machine score" beside an override. */
  resultLabel?: string | undefined;
  /** Tone and name of the band the score is in. */
  band: { name: string; tone: string };
}

/** lib/present's waterfall as the chart takes it. Rules start at 0, so they get no starting line. */
export function waterfallData(
  from: Waterfall,
  { resultLabel = "Score", band }: WaterfallWords,
): WaterfallData {
  const adjustments = [
    { key: "clamp", label: "Kept within 0–100", line: from.clamp },
    { key: "rounding", label: "Rounding", line: from.rounding },
  ].flatMap(({ key, label, line }) =>
    line ? [{ key, label, value: line.tenths / 10, valueText: line.text }] : [],
  );
  const start =
    from.startingPoint.tenths === 0
      ? null
      : {
          label: "Starting point",
          value: from.startingPoint.tenths / 10,
          valueText: from.startingPoint.text,
        };
  return {
    start,
    groups: from.groups.map((group) => ({
      key: group.dimension,
      label: group.title,
      subtotal: group.tenths / 10,
      subtotalText: group.text,
      rows: group.rows.map((row) => ({
        key: row.key,
        label: row.title,
        evidence: row.evidence ?? "",
        value: row.tenths / 10,
        valueText: row.text,
      })),
    })),
    adjustments,
    result: { label: resultLabel, value: from.total, valueText: formatNumber(from.total), tone: band.tone },
    bands: from.edges,
    summary: [
      start ? `Starting point ${start.valueText}` : null,
      ...from.groups.map((group) => `${group.title} ${group.text}`),
      `${resultLabel} ${from.total}, ${band.name}`,
    ]
      .filter(Boolean)
      .join("; "),
  };
}

interface HistoryWords extends TimeContext {
  /** Spans in which a person's score counted, oldest first. */
  overrides?: ScoreHistoryData["overrides"] | undefined;
  /** Labelled moments on the axis, today included. Default 5. */
  ticks?: number | undefined;
}

/** lib/present's score history as the chart takes it. */
export function scoreHistoryData(
  from: ScoreHistoryChart,
  { overrides = [], ticks = 5, ...time }: HistoryWords,
): ScoreHistoryData {
  const set = overrides[overrides.length - 1];
  const score = from.latest?.score ?? 0;
  const first = from.line[0];
  return {
    points: from.line,
    overrides,
    causes: from.marks.map((mark) => ({
      at: mark.at,
      dateText: mark.day,
      text: mark.title,
      from: mark.from,
      to: mark.to,
    })),
    bands: from.bands,
    from: from.domain.from,
    to: from.domain.to,
    ticks: axisTicks(from.domain, ticks, time),
    machineLabel: set ? `${score} machine` : String(score),
    overrideLabel: set ? `${set.score} set` : undefined,
    summary: first
      ? `Score ${first.score} on ${formatDay(first.at, time)}, ${score} now${set ? `, set to ${set.score} by a person` : ""}.`
      : "No score yet.",
  };
}

/** Evenly spaced moments, no day twice; the last one reads "Today". */
function axisTicks(
  domain: { from: number; to: number },
  count: number,
  time: TimeContext,
): ScoreHistoryData["ticks"] {
  const seen = new Set<string>([formatDay(domain.to, time)]);
  const inner = Array.from({ length: count - 1 }, (_, index) => {
    const at = domain.from + ((domain.to - domain.from) * index) / (count - 1);
    return { at, text: formatDay(at, time) };
  }).filter((tick) => !seen.has(tick.text) && seen.add(tick.text));
  return [...inner, { at: domain.to, text: "Today" }];
}
