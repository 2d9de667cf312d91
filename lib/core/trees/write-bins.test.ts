import fc from "fast-check";
import { expect, test } from "vitest";
import { binFeatures, binOf } from "./bins.ts";
import { featureMatrix } from "./feature-matrix.ts";
import { joinBins } from "./joint-bins.ts";
import { layOutTraining } from "./training-memory.ts";
import { writeBins } from "./write-bins.ts";

/** Zeros of both signs, neighbours that share their leading bits, the smallest and the largest, and missing ones. */
const hostile = fc.oneof(
  fc.constantFrom(
    0,
    -0,
    1,
    1.0001,
    1.00011,
    -1,
    -1.0001,
    1e-40,
    -1e-40,
    1e300,
    -1e300,
    65_535,
    Number.NaN,
    null,
  ),
  fc.integer({ min: -5, max: 5 }),
  fc.float({ noNaN: true }),
);

test("the bins written are those of the definition, whatever the values", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(hostile, hostile, hostile), { minLength: 2, maxLength: 900 }),
      fc.integer({ min: 3, max: 255 }),
      (rows, mostBins) => {
        const matrix = featureMatrix(["a", "b", "c"], rows);
        const features = binFeatures(matrix, mostBins);
        const joint = joinBins(features);
        if (joint.columns.length === 0) return;
        const layout = layOutTraining(
          {
            objective: "log_loss",
            rowCount: matrix.rowCount,
            shardCount: 1,
            slotCount: 1,
            gridExponent: 0,
            base: 0,
            seed: 0,
          },
          joint,
        );
        const buffer = new ArrayBuffer(layout.totalBytes);
        writeBins(layout, buffer, matrix, features, joint);
        const bytes = new Uint8Array(buffer);
        for (let row = 0; row < matrix.rowCount; row++) {
          const expected = new Array<number>(joint.columns.length).fill(0);
          features.forEach((feature, f) => {
            const bin = binOf(feature, matrix.values[row * 3 + feature.column]!);
            expected[joint.columnOf[f]!]! += bin * joint.multiplier[f]!;
          });
          const record = layout.offsets.records + row * layout.recordBytes + 8;
          expect(Array.from(bytes.subarray(record, record + expected.length))).toEqual(expected);
          expected.forEach((byte, c) => {
            expect(bytes[layout.offsets.columns + c * matrix.rowCount + row]).toBe(byte);
          });
        }
      },
    ),
    { seed: 20_267, numRuns: 40 },
  );
});
