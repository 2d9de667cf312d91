import type { LeftOutWhy, TrainingReport } from "../../core/training/report.ts";
import { formatCount, formatNumber, listOf } from "../format.ts";
import { dropSentences } from "../outcome-words.ts";
import { splitSentence } from "./headline.ts";

export interface LeftOutGroup {
  readonly why: LeftOutWhy;
  /** "Know the outcome" */
  readonly title: string;
  readonly labels: readonly string[];
}

export interface LeftOut {
  /** How many leads were learnt from. */
  readonly kept: string;
  /** A sentence a reason that dropped leads. */
  readonly dropped: readonly string[];
  readonly groups: readonly LeftOutGroup[];
  readonly split: string;
}

const TITLES: Readonly<Record<LeftOutWhy, string>> = {
  leak: "Know the outcome",
  suspect: "May know the outcome",
  by_hand: "Left out by hand",
  empty: "Never filled",
  constant: "The same for every lead",
  not_modelled: "Of a kind no model reads",
};
const ORDER: readonly LeftOutWhy[] = ["leak", "suspect", "by_hand", "empty", "constant", "not_modelled"];

/** What was dropped and why: leads, then columns. */
export function leftOut(report: TrainingReport): LeftOut {
  return {
    kept: `${formatCount(report.rows, "lead")} were learnt from and tested on, ${formatNumber(report.positives)} of them positive.`,
    dropped: dropSentences(report.dropped),
    groups: ORDER.flatMap((why) => {
      const labels = report.leftOut.filter((column) => column.why === why).map(({ label }) => label);
      return labels.length === 0 ? [] : [{ why, title: TITLES[why], labels }];
    }),
    split: splitSentence(report.split),
  };
}

/** "Tags and Lead Quality", "Tags, Lead Quality and 6 more" */
export function namesOf(labels: readonly string[], most = 8): string {
  return labels.length <= most
    ? listOf(labels)
    : listOf([...labels.slice(0, most - 1), `${labels.length - most + 1} more`]);
}
