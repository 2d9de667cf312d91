import fc from "fast-check";
import { expect, test } from "vitest";
import { trainBoosted } from "./boosting.ts";
import { callingThread } from "./crew.ts";
import { trainForest } from "./forest.ts";
import { randomRows, seededUniform, syntheticLeads } from "./testing.ts";
import { fastCallingThread, hasWasmKernel } from "./wasm-kernel.ts";

test("this machine can run the kernel", () => {
  expect(hasWasmKernel()).toBe(true);
  expect(fastCallingThread().makeKernel).not.toBe(callingThread.makeKernel);
});

test.each([1, 3, 8, 9, 30, 70])(
  "models are bit-identical to plain JavaScript's with %i columns",
  (columns) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 2, max: 700 }),
        (seed, rowCount) => {
          const uniform = seededUniform(seed);
          const matrix = randomRows(seed, rowCount, columns);
          // Some columns with many values, so that records have several lengths.
          matrix.values.forEach((x, at) => {
            if (at % 3 === 0) matrix.values[at] = x + uniform();
          });
          const labels = Uint8Array.from({ length: rowCount }, (_, row) =>
            row < 2 ? row : uniform() < (matrix.values[row * columns]! > 0.5 ? 0.7 : 0.2) ? 1 : 0,
          );
          const options = { rounds: 3, learningRate: 0.3 };
          const plain = trainBoosted({ matrix, labels }, options);
          expect(trainBoosted({ matrix, labels }, options, null, { crew: fastCallingThread() })).toEqual(
            plain,
          );
        },
      ),
      { seed: 20266, numRuns: 8 },
    );
  },
);

test("forests and weighted rows too", () => {
  const leads = syntheticLeads(51, 2000);
  const plain = trainForest(leads, { trees: 5 });
  expect(trainForest(leads, { trees: 5 }, { crew: fastCallingThread() })).toEqual(plain);
});
