import type { BandSet } from "../core/scoring/types.ts";
import { formatDay, type TimeContext } from "./format.ts";
import type { TimelineNote } from "./leads-timeline.ts";
import { endedWithLead, firstName, type OverrideFacts, overrideName } from "./override-words.ts";
import type { HistoryMark } from "./score-history.ts";

/** What people did to a score, as lines of the lead's timeline and marks of its score history. */

/** Lines of these overrides, in no order. */
export function overrideNotes(rows: readonly OverrideFacts[], bandSet: BandSet): TimelineNote[] {
  return rows.flatMap((row) => notesOf(row, bandSet));
}

function notesOf(row: OverrideFacts, bandSet: BandSet): TimelineNote[] {
  const name = overrideName(row, bandSet);
  const what = row.kind === "score" ? `the score to ${name}` : `the band to ${name}`;
  const asker = firstName(row.requestedBy);
  const quoted = `“${row.reason}”`;
  const line = (at: number | null, step: string, title: string, note: string | null = null) =>
    at === null ? [] : [{ key: `${row.id}-${step}`, kind: "override" as const, at, title, note }];
  const decider = firstName(row.decidedBy);
  return [
    ...line(row.requestedAt, "requested", `${asker} asked to set ${what}`, quoted),
    ...line(
      row.startedAt,
      "set",
      `${decider} set ${what}`,
      row.requestedAt === null ? quoted : `As ${asker} asked`,
    ),
    ...(row.status === "declined"
      ? line(
          row.decidedAt,
          "declined",
          `${decider} declined ${asker}’s request for ${name}`,
          row.decisionNote ? `“${row.decisionNote}”` : null,
        )
      : []),
    ...line(
      row.crossedAt,
      "crossed",
      `The machine says ${row.crossedScore} itself`,
      "The override still stands",
    ),
    ...(row.endedAt === null ? [] : line(row.endedAt, "ended", ...endingOf(row, name))),
  ];
}

function endingOf(row: OverrideFacts, name: string): [string, string | null] {
  switch (row.status) {
    case "withdrawn":
      return [`${firstName(row.endedBy)} withdrew the request for ${name}`, null];
    case "reverted":
      return [`${firstName(row.endedBy)} reverted the override to ${name}`, null];
    case "replaced":
      return [`The override to ${name} was replaced`, null];
    default:
      return endedWithLead(row)
        ? [`The override to ${name} ended with the lead`, null]
        : [`The override to ${name} expired`, "The machine’s score counts again"];
  }
}

/** A time during which a set score counted. */
export interface SetSpan {
  readonly at: number;
  /** Now, while it is in force. */
  readonly until: number;
  readonly score: number;
  readonly isActive: boolean;
  readonly dateText: string;
  /** "Set by Ruth Adeyemi" */
  readonly text: string;
  readonly from: number;
}

/** Oldest first. @param current the effective score now, which a band alone lets move */
export function setSpans(rows: readonly OverrideFacts[], current: number, context: TimeContext): SetSpan[] {
  return rows
    .flatMap((row) => {
      if (row.startedAt === null) return [];
      const isActive = row.status === "active";
      const score = isActive ? current : row.effectiveScore;
      return [
        {
          ...{ at: row.startedAt, until: isActive ? context.now : (row.endedAt ?? context.now) },
          ...{ score, isActive, from: row.machineScore, dateText: formatDay(row.startedAt, context) },
          text: `Set by ${row.decidedBy}`,
        },
      ];
    })
    .sort((a, b) => a.at - b.at);
}

/** What moved a score, or set another beside it. */
export interface HistoryCause {
  readonly at: number;
  readonly dateText: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly override: boolean;
}

/** The machine's moves and what people set from `since` on, oldest first. */
export function historyCauses(
  marks: readonly HistoryMark[],
  spans: readonly SetSpan[],
  since: number,
): HistoryCause[] {
  return [
    ...marks.map(({ at, day, title, from, to }) => ({
      ...{ at, dateText: day, text: title, from, to, override: false },
    })),
    ...spans
      .filter(({ at }) => at >= since)
      .map(({ at, dateText, text, from, score }) => ({
        at,
        dateText,
        text,
        from,
        to: score,
        override: true,
      })),
  ].sort((a, b) => a.at - b.at);
}
