import { stratifiedFolds } from "../splits/folds.ts";
import { timeSplit } from "../splits/time-splits.ts";
import type { RowParts, TrainingInput } from "./input.ts";

const PARTS = 20;
const TRAIN_PARTS = 14;
const CALIBRATION_PARTS = 3;

/**
 * 70 % to train, 15 % to calibrate, 15 % to test: the oldest, the middle and the newest where rows have an order, else
 * drawn by seed, as many of each class in every part. Null where there are too few rows, or a part would lack a class.
 */
export function splitRows({
  labels,
  order,
  seed,
}: Pick<TrainingInput, "labels" | "order" | "seed">): RowParts | null {
  const parts = order === null ? drawn(labels, seed) : ordered(order);
  if (parts === null) return null;
  return [parts.train, parts.calibration, parts.test].every((rows) => hasBoth(labels, rows)) ? parts : null;
}

function ordered({ kind, values }: NonNullable<TrainingInput["order"]>): RowParts | null {
  const split = timeSplit(values);
  if (!split.ok) return null;
  const { train, calibration, test } = split.split;
  return { kind, train: train.sort(), calibration: calibration.sort(), test: test.sort() };
}

function drawn(labels: Uint8Array, seed: number): RowParts | null {
  const folds = stratifiedFolds(labels, PARTS, seed);
  if (!folds.ok) return null;
  const rows = (from: number, to: number) =>
    Uint32Array.from(
      [...folds.split.keys()].filter((row) => folds.split[row]! >= from && folds.split[row]! < to),
    );
  const middle = TRAIN_PARTS + CALIBRATION_PARTS;
  return {
    kind: "kfold",
    train: rows(0, TRAIN_PARTS),
    calibration: rows(TRAIN_PARTS, middle),
    test: rows(middle, PARTS),
  };
}

function hasBoth(labels: Uint8Array, rows: Uint32Array): boolean {
  let positives = 0;
  for (const row of rows) positives += labels[row]!;
  return positives > 0 && positives < rows.length;
}

export function takeLabels(labels: Uint8Array, rows: Uint32Array): Uint8Array {
  return Uint8Array.from(rows, (row) => labels[row]!);
}

export function takeNumbers(values: Float64Array, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]!);
}

export function sumOf(labels: Uint8Array): number {
  return labels.reduce((sum, label) => sum + label, 0);
}
