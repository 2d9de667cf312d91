import type { TrainingRefusal } from "@/lib/core/training/input";
import { sufficiencySentence } from "@/lib/present/outcome-words";
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
  return sufficiency.level === "too_few"
    ? { code: "too_few", message: sufficiencySentence(sufficiency) }
    : null;
}
