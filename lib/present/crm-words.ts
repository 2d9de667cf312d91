import { formatCount, formatNumber } from "./format.ts";

/** Runs of write-back, in words. */

export interface WordableRun {
  readonly mode: string;
  readonly which: string;
  readonly status: string;
  readonly total: number;
  readonly written: number;
  readonly refused: number;
  readonly skipped: number;
  /** null: by itself. */
  readonly by: string | null;
}

const WHICH: Readonly<Record<string, string>> = {
  changed: "Changed leads",
  all: "All leads",
  failed: "Refused leads",
};

/** "Changed leads, by Daniel Okafor", "Trial, by Daniel Okafor", "Changed leads, by itself" */
export function runWhat({ mode, which, by }: WordableRun): string {
  const what = mode === "trial" ? "Trial" : (WHICH[which] ?? which);
  return `${what}, by ${by ?? "itself"}`;
}

/** "1,200 of 5,000: 1,150 written, 38 as they were, 12 refused"; a trial says for how many leads it stands. */
export function runState(run: WordableRun): string {
  const { mode, status, total, written, refused, skipped } = run;
  if (mode === "trial")
    return status === "done"
      ? `${formatCount(total, "lead")} would be written`
      : status === "failed"
        ? "It could not be tried"
        : "Trying";
  if (status === "waiting") return "Waiting";
  const parts = [
    `${formatNumber(written)} written`,
    ...(skipped > 0 ? [`${formatNumber(skipped)} as they were`] : []),
    ...(refused > 0 ? [`${formatNumber(refused)} refused`] : []),
  ].join(", ");
  if (status === "done") return total === 0 ? "Nothing had changed" : parts;
  const far = `${formatNumber(written + refused + skipped)} of ${formatNumber(total)}`;
  const how = status === "cancelled" ? "Stopped at " : status === "failed" ? "Given up at " : "";
  return `${how}${far}: ${parts}`;
}

/** 0 to 100. */
export function runPercent({ total, written, refused, skipped, status }: WordableRun): number {
  if (status === "done") return 100;
  return total === 0 ? 0 : Math.min(99, Math.floor(((written + refused + skipped) / total) * 100));
}
