import type { SignalTable } from "../encoding/table.ts";
import { columnFacts } from "./column-facts.ts";
import { type Charge, chargesAgainst } from "./grounds.ts";
import { identifierOf } from "./identifier.ts";
import { leakageSample } from "./sample.ts";
import type { LeakageFinding, LeakageName, LeakageVerdict, SeenAfterOutcome } from "./types.ts";

export interface LeakageInput {
  readonly table: SignalTable;
  /** 0 or 1, one a row. */
  readonly labels: Uint8Array;
  /** By key; a signal without a name is taken for an attribute called like its key. */
  readonly names: Readonly<Record<string, LeakageName>>;
  /** By key, where writing is dated. */
  readonly seenAfterOutcome?: Readonly<Record<string, SeenAfterOutcome>>;
  readonly seed: number;
  /** Called after every column. */
  readonly onColumn?: (done: number, of: number) => void;
}

/**
 * Asks of every column, by itself, whether it knows the outcome: one finding a column, in the table's order. Never NaN:
 * what cannot be measured is null. An AUC alone does not convict below 0.95, since an honest signal may be strong;
 * levels in which nearly all won or lost, and blanks that tell, do.
 *
 * @throws where labels and rows differ in length: that is no data, but a mistake.
 */
export function findLeakage(input: LeakageInput): LeakageFinding[] {
  const { table, labels, names, seenAfterOutcome, seed, onColumn } = input;
  if (labels.length !== table.rows) throw new Error(`${table.rows} rows but ${labels.length} labels`);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const classes = { positives, negatives: labels.length - positives };
  const sample = leakageSample(labels, seed);
  return table.columns.map((column, index): LeakageFinding => {
    const name = names[column.key] ?? { label: column.key, name: column.key, source: "attribute" };
    const facts = columnFacts(column, labels, classes, sample);
    const identifier = name.source === "attribute" ? identifierOf(column, name.name) : null;
    const seen = seenAfterOutcome?.[column.key] ?? null;
    const charges = chargesAgainst({ facts, classes, name, identifier, seen });
    onColumn?.(index + 1, table.columns.length);
    return {
      key: column.key,
      label: name.label,
      verdict: verdictOf(charges),
      auc: facts.auc?.value ?? null,
      aucLow: facts.auc?.low ?? null,
      aucHigh: facts.auc?.high ?? null,
      missingAuc: facts.missingAuc?.value ?? null,
      missingAucLow: facts.missingAuc?.low ?? null,
      missingAucHigh: facts.missingAuc?.high ?? null,
      coverage: table.rows === 0 ? 0 : facts.filled / table.rows,
      grounds: charges.map(({ ground }) => ground),
    };
  });
}

const verdictOf = (charges: readonly Charge[]): LeakageVerdict =>
  charges.some(({ convicts }) => convicts) ? "leak" : charges.length > 0 ? "suspect" : "fine";
