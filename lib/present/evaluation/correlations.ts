import type { TrainingReport } from "../../core/training/report.ts";
import { formatNumber, MINUS } from "../format.ts";
import type { PreparedChart } from "./prepared.ts";

export interface MatrixCell {
  /** ".24", "−.40"; empty on the diagonal. */
  readonly text: string;
  /** −1..1; null where it could not be measured. */
  readonly value: number | null;
}

export interface CorrelationMatrix extends PreparedChart {
  /** The outcome first; each row has the cells left of its diagonal. */
  readonly rows: readonly { readonly label: string; readonly cells: readonly MatrixCell[] }[];
}

const SHOWN = 12;
/** From here on two signals say nearly the same. */
const CLOSE = 0.9;

/** ".24": the nought before the point says nothing in a matrix. */
export function shortCorrelation(value: number | null): string {
  if (value === null) return "–";
  const text = formatNumber(Math.abs(value), 2);
  const short = text === "1.00" ? "1" : text.slice(1);
  return value < 0 && text !== "0.00" ? `${MINUS}${short}` : short;
}

/** Which signals say the same; the outcome is the first row. Null where fewer than two are numbers. */
export function correlationMatrix(report: TrainingReport, outcomeLabel: string): CorrelationMatrix | null {
  const { keys, values, withOutcome } = report.correlations;
  if (keys.length < 2) return null;
  const labels = new Map(report.signals.map(({ key, label }) => [key, label]));
  const labelOf = (at: number) => labels.get(keys[at]!) ?? keys[at]!;
  const cell = (value: number | null): MatrixCell => ({ value, text: shortCorrelation(value) });
  const shown = keys.slice(0, SHOWN);
  const pairs = keys
    .flatMap((_, a) => keys.slice(0, a).map((__, b) => ({ a, b, value: values[a]?.[b] ?? null })))
    .filter((pair): pair is { a: number; b: number; value: number } => pair.value !== null)
    .sort((x, y) => Math.abs(y.value) - Math.abs(x.value));
  const [closest] = pairs;
  return {
    title: "What moves together",
    question: `Spearman correlation of ${shown.length < keys.length ? `the first ${shown.length} of ${keys.length}` : keys.length} signals that are numbers or yes-no`,
    textAlternative: pairs
      .slice(0, 5)
      .map(({ a, b, value }) => `${labelOf(b)} and ${labelOf(a)}: ${formatNumber(value, 2)}`)
      .join("; "),
    conclusion: closest
      ? Math.abs(closest.value) >= CLOSE
        ? `${labelOf(closest.b)} and ${labelOf(closest.a)} say nearly the same (${formatNumber(closest.value, 2)}): which of the two gets the credit is chance.`
        : `No two signals say the same; the closest are ${labelOf(closest.b)} and ${labelOf(closest.a)} (${formatNumber(closest.value, 2)}).`
      : null,
    rows: [
      { label: outcomeLabel, cells: [] },
      ...shown.map((_, at) => ({
        label: labelOf(at),
        cells: [
          cell(withOutcome[at] ?? null),
          ...shown.slice(0, at).map((__, b) => cell(values[at]?.[b] ?? null)),
        ],
      })),
    ],
    table: {
      columns: [
        { label: "Signal", kind: "text" },
        { label: outcomeLabel, kind: "signed" },
        ...keys.map((_, at) => ({ label: labelOf(at), kind: "signed" as const })),
      ],
      rows: keys.map((_, at) => [
        labelOf(at),
        withOutcome[at] ?? null,
        ...keys.map((__, b) => values[at]?.[b] ?? null),
      ]),
    },
    csvName: "correlations.csv",
  };
}
