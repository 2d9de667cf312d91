/**
 * What the tree models read: one column per signal, row-major 32-bit floats, NaN where a value is missing.
 *
 * One column per signal also for categories, so that a contribution belongs to a signal and not to one of its
 * levels. See `tree-encoding.ts` for how levels become numbers.
 */
export interface FeatureMatrix {
  /** Signal keys, unique; `keys[f]` names column f. */
  readonly keys: readonly string[];
  readonly rowCount: number;
  /** `values[row * keys.length + f]`, finite or NaN (missing). */
  readonly values: Float32Array;
}

export type FeatureInput = number | boolean | null | undefined;

/** 2^127: values beyond are clamped, so that thresholds are finite and one stays above every value. */
const LARGEST = 1.7014118346046923e38;
/** The largest 32-bit float: as a threshold it sends every value left and only missing ones elsewhere. */
export const ABOVE_ALL_VALUES = 3.4028234663852886e38;

/**
 * A value as trees compare it: rounded to 32 bits, clamped to ±2^127. null, undefined, NaN and infinities are missing
 * (NaN); booleans are 0 and 1.
 */
export function featureValue(input: FeatureInput): number {
  if (input === null || input === undefined) return Number.NaN;
  if (typeof input === "boolean") return input ? 1 : 0;
  if (!Number.isFinite(input)) return Number.NaN;
  if (input > LARGEST) return LARGEST;
  if (input < -LARGEST) return -LARGEST;
  return Math.fround(input);
}

/**
 * Rows of plain values as a matrix. Rows shorter than `keys` count as missing at their end.
 * @param rows rowCount arrays of keys.length values.
 */
export function featureMatrix(
  keys: readonly string[],
  rows: readonly (readonly FeatureInput[])[],
): FeatureMatrix {
  const width = keys.length;
  const values = new Float32Array(rows.length * width);
  rows.forEach((row, r) => {
    for (let f = 0; f < width; f++) values[r * width + f] = featureValue(row[f]);
  });
  return { keys, rowCount: rows.length, values };
}

/** The named rows of a matrix, in the order given. */
export function selectRows(matrix: FeatureMatrix, rows: ArrayLike<number>): FeatureMatrix {
  const width = matrix.keys.length;
  const values = new Float32Array(rows.length * width);
  for (let r = 0; r < rows.length; r++) {
    const from = rows[r]! * width;
    values.set(matrix.values.subarray(from, from + width), r * width);
  }
  return { keys: matrix.keys, rowCount: rows.length, values };
}
