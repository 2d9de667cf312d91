import { takeRows } from "../encoding/table.ts";
import { aucOf } from "../evaluation/cross-validate.ts";
import { fastCallingThread } from "../trees/wasm-kernel.ts";
import { usableColumns } from "./columns.ts";
import { CannotLearn, fitLinear } from "./fit-contender.ts";
import type { TrainingInput } from "./input.ts";
import { splitRows, takeLabels } from "./split-rows.ts";

/**
 * AUC of a plain logistic regression on the last part of the rows: how well leads can be told apart at this moment, in
 * the time of one fit. Null where there is too little to divide, or nothing to learn from.
 */
export function quickAuc(
  input: Pick<TrainingInput, "table" | "labels" | "order" | "definitions" | "leaveOut" | "seed">,
): number | null {
  const { table } = usableColumns(input.table, input.definitions, input.leaveOut);
  const parts = splitRows(input);
  if (parts === null || table.columns.length === 0) return null;
  const request = {
    table: takeRows(table, parts.train),
    labels: takeLabels(input.labels, parts.train),
    seed: input.seed,
    crew: fastCallingThread(),
    cancelled: () => false,
  };
  try {
    const { margins } = fitLinear(request, 0.2);
    const auc = aucOf(takeLabels(input.labels, parts.test), margins(takeRows(table, parts.test)));
    return auc.ok ? auc.value : null;
  } catch (error) {
    if (error instanceof CannotLearn) return null;
    throw error;
  }
}
