import fc from "fast-check";
import { expect, test } from "vitest";
import { bestSplit } from "./best-split.ts";
import { binFeatures, binOf, thresholdAfter } from "./bins.ts";
import { callingThread } from "./crew.ts";
import { marginalHistogram } from "./joint-bins.ts";
import { syntheticLeads } from "./testing.ts";
import { openTraining } from "./training.ts";

const settings = { seed: 20264, numRuns: 30 };
const seeds = fc.integer({ min: 1, max: 1_000_000 });

function open(seed: number, rowCount: number) {
  const leads = syntheticLeads(seed, rowCount);
  const opened = openTraining(
    leads,
    { objective: "log_loss", mostBins: 255, mostLeaves: 4, seed: 1 },
    callingThread,
  );
  if (!opened.ok) throw new Error(opened.reason);
  return { ...leads, training: opened.training };
}

/** Sums of g and h per bin of a feature, row by row, by the definition. */
function directHistogram(seed: number, rowCount: number) {
  const { matrix, labels, weights, training } = open(seed, rowCount);
  const p = training.baseRate;
  const root = training.startTree(0);
  const direct = training.features.map((feature) => {
    const sums = new Float64Array(feature.binCount * 2);
    for (let row = 0; row < rowCount; row++) {
      const bin = binOf(feature, matrix.values[row * matrix.keys.length + feature.column]!);
      sums[2 * bin]! += weights[row]! * (p - labels[row]!);
      sums[2 * bin + 1]! += weights[row]! * p * (1 - p);
    }
    return sums;
  });
  return { training, root, direct };
}

test("a feature's histogram is the marginal of its joint column's", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { training, root, direct } = directHistogram(seed, 300);
      const out = new Float64Array(512);
      expect(training.joint.columns.length).toBeLessThan(training.features.length);
      direct.forEach((sums, f) => {
        marginalHistogram(training.joint, training.features, f, root, out);
        sums.forEach((sum, k) => {
          expect(Math.abs(out[k]! - sum)).toBeLessThan(300 * 2 ** -21);
        });
      });
    }),
    settings,
  );
});

test("sums are whole multiples of the grid step, so that adding them in any order is exact", () => {
  const { root } = directHistogram(77, 500);
  // Weights reach 2.1: exponent 2.
  for (const sum of root) expect(Number.isInteger(sum * 2 ** 21)).toBe(true);
  expect(root.some((sum) => sum !== 0)).toBe(true);
});

test("g and h are the derivatives of the weighted log loss that differences give, before a tree and after it", () => {
  fc.assert(
    fc.property(seeds, fc.double({ min: -2, max: 2, noNaN: true }), (seed, moved) => {
      const { labels, weights, training } = open(seed, 200);
      const loss = (z: number) =>
        labels.reduce((sum, label, row) => sum + weights[row]! * (Math.log1p(Math.exp(z)) - label * z), 0);
      const base = Math.log(training.baseRate / (1 - training.baseRate));
      for (const [tree, z] of [base, base + moved].entries()) {
        const root = training.startTree(tree);
        let [g, h] = [0, 0];
        for (let bin = 0; bin < training.joint.columns[0]!.size; bin++) {
          g += root[2 * bin]!;
          h += root[2 * bin + 1]!;
        }
        expect(g).toBeCloseTo((loss(z + 1e-4) - loss(z - 1e-4)) / 2e-4, 3);
        expect(h).toBeCloseTo((loss(z + 1e-3) - 2 * loss(z) + loss(z - 1e-3)) / 1e-6, 2);
        training.finishTree([moved]);
      }
      training.close();
    }),
    settings,
  );
});

test("the best split has the greatest gain of all", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { training, root, direct } = directHistogram(seed, 120);
      let [g, h] = [0, 0];
      direct[0]!.forEach((sum, k) => {
        if (k % 2 === 0) g += sum;
        else h += sum;
      });
      const rules = { penalty: 1, leastHessian: 2, leastGain: 1e-9 };
      const every = training.features.map((_, f) => f);
      const found = bestSplit(
        training.features,
        every,
        training.joint,
        root,
        new Float64Array(512),
        g,
        h,
        rules,
      );
      let best = 0;
      training.features.forEach((feature, f) => {
        for (let bin = 0; bin <= feature.thresholds.length; bin++)
          for (const missingLeft of [false, true]) {
            let [leftG, leftH] = [0, 0];
            for (let b = 0; b < feature.binCount; b++) {
              const left = b > feature.thresholds.length ? missingLeft : b <= bin;
              if (!left) continue;
              leftG += direct[f]![2 * b]!;
              leftH += direct[f]![2 * b + 1]!;
            }
            if (leftH < 2 || h - leftH < 2) continue;
            const gain = leftG ** 2 / (leftH + 1) + (g - leftG) ** 2 / (h - leftH + 1) - g ** 2 / (h + 1);
            best = Math.max(best, gain);
          }
      });
      expect(found?.gain ?? 0).toBeCloseTo(best, 3);
    }),
    settings,
  );
});

test("few distinct values have a bin each; many have quantiles; the missing have their own", () => {
  const { matrix } = syntheticLeads(5, 3000);
  for (const feature of binFeatures(matrix, 64)) {
    expect(feature.binCount).toBeLessThanOrEqual(64);
    const column = Array.from({ length: 3000 }, (_, row) => matrix.values[row * 8 + feature.column]!);
    const distinct = new Set(column.filter((x) => !Number.isNaN(x))).size;
    if (distinct <= 62) expect(feature.thresholds.length).toBe(distinct - 1);
    else expect(feature.thresholds.length).toBeGreaterThan(50);
    expect(feature.hasMissing).toBe(column.some(Number.isNaN));
    for (const x of column) {
      const bin = binOf(feature, x);
      if (Number.isNaN(x)) expect(bin).toBe(feature.binCount - 1);
      else {
        expect(x < thresholdAfter(feature, bin)).toBe(true);
        if (bin > 0) expect(x < thresholdAfter(feature, bin - 1)).toBe(false);
      }
    }
  }
});
