import type { ContenderKind, SplitSummary, TrainingReport } from "../../core/training/report.ts";
import { formatCount, formatLongDay, formatNumber, formatShare, type TimeContext } from "../format.ts";
import { contenderName } from "../outcome-words.ts";
import { differenceOf } from "../registry-words.ts";
import { contenderOf, figureRange, pointsText, positivesWord } from "./prepared.ts";

/** "Beats the rules by 7 points of AUC and its promises are 1.4 points off." Computed, never typed. */
export function headlineSentence(report: TrainingReport, kind: ContenderKind): string {
  const test = contenderOf(report, kind)?.test;
  if (!test) return "It could not be measured: the test leads all ended the same way.";
  const truth = `what it promises is ${pointsText(test.ece)} off what happened, on average`;
  if (kind === "rules") return `Ranks with an AUC of ${formatNumber(test.auc.value, 3)}, and ${truth}.`;
  const pair = pairOf(report, kind, "rules");
  if (!pair)
    return `Ranks with an AUC of ${formatNumber(test.auc.value, 3)} (${figureRange(test.auc)}), and ${truth}.`;
  const { value, low, high } = pair.auc;
  if (low > 0) return `Beats the rules by ${pointsText(value)} of AUC, and ${truth}.`;
  if (high < 0) return `Ranks worse than the rules by ${pointsText(value)} of AUC, and ${truth}.`;
  return `Cannot be told from the rules by AUC (difference ${figureRange(pair.auc)}), and ${truth}.`;
}

/** Why this one, or why none. */
export function proposalSentence(report: TrainingReport): string {
  const { kind, best, why } = report.proposal;
  switch (why) {
    case "best":
      return `${contenderName(kind ?? best ?? "rules")} is proposed: the lowest log loss in cross-validation, and its best 20 % hold more ${positivesWord(report)} than those of the rules.`;
    case "simplest_within_one_error":
      return `${contenderName(kind ?? best ?? "rules")} is proposed: the simplest scorer whose log loss is within one standard error of the lowest, and its best 20 % hold more ${positivesWord(report)} than those of the rules.`;
    case "does_not_beat_rules": {
      const pair = best ? pairOf(report, best, "rules") : null;
      const how = pair ? ` (difference ${pointRange(pair.top20Capture)})` : "";
      return `No model is proposed: ${best ? contenderName(best) : "the best one"} does not surely find more ${positivesWord(report)} among its best 20 % than the rules do${how}. The rules go on scoring.`;
    }
    case "exploratory":
      return "Exploratory: there is too little history to publish from. The rules go on scoring.";
    case "no_model":
      return "No model could be compared. The rules go on scoring.";
  }
}

/** a minus b, whichever way round the report holds it. */
export function pairOf(report: TrainingReport, a: ContenderKind, b: ContenderKind) {
  return differenceOf(report.pairs, a, b);
}

/** "−1 to +3 points" */
export function pointRange({ low, high }: { readonly low: number; readonly high: number }): string {
  const text = (value: number) => {
    const points = formatNumber(100 * value, 1).replace(/\.0$/, "");
    return value > 0 && points !== "0" ? `+${points}` : points;
  };
  return `${text(low)} to ${text(high)} points`;
}

export interface Fact {
  readonly label: string;
  readonly figure: string;
  readonly note: string;
}

const CALIBRATIONS = {
  none: "left as they were",
  platt: "Platt’s curve",
  isotonic: "isotonic steps",
} as const;

/** The strip under the name: what it was trained, calibrated and tested on, and what was kept out. */
export function factStrip(report: TrainingReport, kind: ContenderKind, time: TimeContext): Fact[] {
  const { split, dropped } = report;
  const droppedRows = Object.values(dropped).reduce((sum, count) => sum + count, 0);
  const known = report.leftOut.filter(({ why }) => why === "leak" || why === "suspect").length;
  const calibration = contenderOf(report, kind)?.calibration ?? "none";
  return [
    {
      label: "Trained on",
      figure: formatCount(split.train, "lead"),
      note: splitNote(split, "train", time),
    },
    {
      label: "Calibrated on",
      figure: formatCount(split.calibration, "lead"),
      note: calibration === "none" ? "probabilities left as they were" : `with ${CALIBRATIONS[calibration]}`,
    },
    {
      label: "Tested on",
      figure: formatCount(split.test, "lead"),
      note: splitNote(split, "test", time),
    },
    {
      label: "Base rate",
      figure: formatShare(split.testPositives / Math.max(1, split.test), 1),
      note: `${formatNumber(split.testPositives)} ${positivesWord(report)} in the test`,
    },
    {
      label: "Dropped",
      figure: formatCount(droppedRows, "lead"),
      note:
        droppedRows === 0
          ? "every lead could be used"
          : dropped.immature === droppedRows
            ? "window not yet elapsed"
            : "see below",
    },
    {
      label: "Left out",
      figure: formatCount(report.leftOut.length, "column"),
      note: known === 0 ? "none knows the outcome" : `${formatNumber(known)} may know the outcome`,
    },
  ];
}

function splitNote(split: SplitSummary, part: "train" | "test", time: TimeContext): string {
  if (split.kind === "kfold") return "drawn at random: no order is known";
  if (split.kind === "rows") return part === "train" ? "the earlier rows" : "the later rows";
  const from = part === "train" ? split.calibrationFrom : split.testFrom;
  if (from === null) return part === "train" ? "the oldest" : "the newest";
  return part === "train" ? `before ${formatLongDay(from, time)}` : `from ${formatLongDay(from, time)} on`;
}

/** How rows were divided, and what that is worth. */
export function splitSentence({ kind, folds }: SplitSummary): string {
  const cross = `cross-validation in ${formatNumber(folds)} folds within the first two parts`;
  switch (kind) {
    case "time":
      return `Divided by time: the oldest 70 % teach, the next 15 % calibrate, the newest 15 % test and were read once; ${cross}.`;
    case "rows":
      return `Divided by the order of the rows: the earlier 70 % teach, the next 15 % calibrate, the last 15 % test and were read once; ${cross}.`;
    case "kfold":
      return `Neither times nor an order are known, so the parts were drawn at random: how the model does on later leads is not measured; ${cross}.`;
  }
}
