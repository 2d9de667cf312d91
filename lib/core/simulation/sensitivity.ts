import type { Scorer } from "../scoring/score.ts";
import type { SignalValue } from "../signals/types.ts";
import { editVector } from "./edit-vector.ts";
import { totalsOf } from "./quick-scores.ts";
import { setEdit } from "./set-edit.ts";
import type { Edits, Standing } from "./types.ts";

export interface CurvePoint {
  readonly value: SignalValue;
  readonly total: number;
}

/** The score at each value of one signal, everything else as set. */
export function sensitivity(
  scorer: Scorer,
  standing: Standing,
  edits: Edits,
  key: string,
  values: readonly SignalValue[],
): CurvePoint[] {
  const vectors = values.map((value) => editVector(standing, setEdit(standing, edits, key, value)).vector);
  return totalsOf(scorer, vectors).map((total, at) => ({ value: values[at]!, total }));
}

/** Rows by columns: the score with two signals set side by side, everything else as set. */
export function pairScores(
  scorer: Scorer,
  standing: Standing,
  edits: Edits,
  row: { readonly key: string; readonly values: readonly SignalValue[] },
  column: { readonly key: string; readonly values: readonly SignalValue[] },
): number[][] {
  return row.values.map((value) => {
    const beside = setEdit(standing, edits, row.key, value);
    return sensitivity(scorer, standing, beside, column.key, column.values).map(({ total }) => total);
  });
}
