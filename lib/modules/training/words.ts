import type { TrainingRefusal } from "@/lib/core/training/input";
import type { RunFailure, TrainingCheck } from "./types";

const REFUSALS: Readonly<Record<TrainingRefusal, string>> = {
  one_class: "All leads ended the same way. There is nothing to tell apart yet.",
  too_few_rows: "There are too few leads of each outcome to train, calibrate and test on.",
  no_signals: "No signal is left to learn from: all are empty, constant or left out.",
};

export function refusalOf(reason: TrainingRefusal): RunFailure {
  return { code: reason, message: REFUSALS[reason] };
}

/** Null where there is enough, at least for an exploratory run. */
export function tooLittle({ sufficiency }: TrainingCheck): RunFailure | null {
  const { level, labels, positives, missingLabels, missingPositives } = sufficiency;
  if (level !== "too_few") return null;
  const missing = [
    missingLabels > 0 ? `${missingLabels.toLocaleString("en-GB")} more leads whose outcome is known` : null,
    missingPositives > 0 ? `${missingPositives.toLocaleString("en-GB")} more positive ones` : null,
  ].filter((part) => part !== null);
  return {
    code: "too_few",
    message:
      labels > 0 && positives === labels
        ? REFUSALS.one_class
        : `Not enough history yet: ${missing.join(" and ")} are needed. The rules go on scoring.`,
  };
}
