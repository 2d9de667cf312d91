import { readinessOf } from "../../core/training/readiness.ts";
import type { ContenderKind, ReadinessLine, TrainingReport } from "../../core/training/report.ts";
import { listOf } from "../format.ts";
import { readinessMark, readinessSentence } from "../readiness-words.ts";

export interface WordedReadiness {
  readonly key: ReadinessLine["key"];
  readonly state: "passed" | "failed" | "not_measured";
  /** "Passed", "Failed", "Not measured" */
  readonly stateText: string;
  readonly title: string;
  readonly sentence: string;
}

export interface ReadinessList {
  readonly lines: readonly WordedReadiness[];
  /** "5 of 6 passed" */
  readonly summary: string;
  /** What it comes to, in a sentence. */
  readonly verdict: string;
}

const TITLES: Readonly<Record<ReadinessLine["key"], string>> = {
  enough_data: "Enough data",
  no_suspect: "No open suspect",
  beats_rules: "Beats the rules",
  top20_twice: "Best 20 % hold twice their share",
  top_decile_twice: "Best tenth converts about twice the second",
  calibrated: "Keeps its promises",
};

/** Each line passed, failed or not measured, in one sentence with its figures. */
export function readinessList(report: TrainingReport, subject: ContenderKind): ReadinessList {
  const lines = readinessOf(report, subject).map((line): WordedReadiness => {
    const state = line.passed === null ? "not_measured" : line.passed ? "passed" : "failed";
    return {
      key: line.key,
      state,
      stateText: readinessMark(line.passed),
      title: TITLES[line.key],
      sentence: readinessSentence(line),
    };
  });
  const passed = lines.filter(({ state }) => state === "passed").length;
  const open = lines.filter(({ state }) => state !== "passed");
  return {
    lines,
    summary: `${passed} of ${lines.length} passed`,
    verdict:
      report.sufficiency === "exploratory"
        ? "Exploratory: it can be looked at, not published."
        : open.length === 0
          ? "Nothing stands against publishing."
          : `${listOf(open.map(({ title, state }) => `“${title}” ${state === "failed" ? "failed" : "was not measured"}`))}. Publishing is still your decision.`,
  };
}
