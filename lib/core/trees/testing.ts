/** Helpers of this folder's tests: random trees and tables from a seed. Not for use outside tests. */
import { joinTrees, type TreeEnsemble, type TreeLink, type TreeNodes } from "./ensemble.ts";
import { type FeatureMatrix, featureValue } from "./feature-matrix.ts";

/** Uniform numbers in [0, 1): mulberry32. */
export function seededUniform(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A random ensemble: thresholds among eighths so that rows meet them exactly, columns repeat on a path. */
export function randomEnsemble(
  seed: number,
  options: { trees: number; depth: number; features: number; link?: TreeLink; fullness?: number },
): TreeEnsemble {
  const uniform = seededUniform(seed);
  const made = Array.from({ length: options.trees }, () => {
    const tree = {
      feature: [] as number[],
      threshold: [] as number[],
      left: [] as number[],
      right: [] as number[],
      missingLeft: [] as number[],
      value: [] as number[],
      cover: [] as number[],
    };
    const add = (depth: number, cover: number): number => {
      const at = tree.feature.length;
      const inner = depth > 0 && uniform() < (options.fullness ?? 0.85);
      tree.feature.push(inner ? Math.floor(uniform() * options.features) : -1);
      tree.threshold.push(inner ? Math.floor(uniform() * 8) / 8 : 0);
      tree.left.push(0);
      tree.right.push(0);
      tree.missingLeft.push(inner && uniform() < 0.5 ? 1 : 0);
      tree.value.push((uniform() - 0.5) / (options.link === "probability" ? options.trees * 2 : 1));
      tree.cover.push(cover);
      if (inner) {
        const share = 0.05 + 0.9 * uniform();
        tree.left[at] = add(depth - 1, cover * share);
        tree.right[at] = add(depth - 1, cover * (1 - share));
      }
      return at;
    };
    add(options.depth, 100);
    return tree satisfies TreeNodes;
  });
  return joinTrees(
    options.link ?? "log_odds",
    options.features,
    options.link === "probability" ? 0.4 : -0.3,
    made,
  );
}

/** Values among eighths in [0, 1), every seventh or so missing. */
export function randomRows(seed: number, rowCount: number, features: number): FeatureMatrix {
  const uniform = seededUniform(seed ^ 0x5bd1e995);
  const values = Float32Array.from({ length: rowCount * features }, () =>
    uniform() < 0.15 ? Number.NaN : featureValue(Math.floor(uniform() * 8) / 8),
  );
  return { keys: Array.from({ length: features }, (_, f) => `signal_${f}`), rowCount, values };
}

export interface SyntheticLeads {
  readonly matrix: FeatureMatrix;
  readonly labels: Uint8Array;
  readonly weights: Float32Array;
  /** The probability each label was drawn with. */
  readonly truth: Float64Array;
}

/** Counts, flags, categories and real numbers, some missing; labels drawn from a logistic truth with one interaction. */
export function syntheticLeads(seed: number, rowCount: number): SyntheticLeads {
  const uniform = seededUniform(seed);
  const keys = ["visits", "pricing", "trial", "seniority", "size", "noise", "opens", "replies"];
  const values = new Float32Array(rowCount * keys.length);
  const labels = new Uint8Array(rowCount);
  const weights = new Float32Array(rowCount);
  const truth = new Float64Array(rowCount);
  const count = (mean: number) => Math.floor(-Math.log(1 - uniform()) * mean);
  for (let row = 0; row < rowCount; row++) {
    const visits = count(4);
    const pricing = count(1);
    const trial = uniform() < 0.2 ? 1 : 0;
    const seniority = Math.floor(uniform() * 5);
    const size = 3 + 3 * uniform();
    const hidden = uniform() < 0.1;
    const z =
      -3 +
      0.15 * visits +
      0.5 * pricing +
      1.5 * trial +
      (seniority > 2 && pricing > 0 ? 1.5 : 0) -
      (hidden ? 0.5 : 0.1 * size);
    const row0 = [
      visits,
      pricing,
      trial,
      seniority,
      hidden ? Number.NaN : size,
      uniform(),
      count(3),
      count(0.3),
    ];
    values.set(row0, row * keys.length);
    truth[row] = 1 / (1 + Math.exp(-z));
    labels[row] = uniform() < truth[row]! ? 1 : 0;
    weights[row] = 0.1 + 2 * uniform();
  }
  return { matrix: { keys, rowCount, values }, labels, weights, truth };
}

export function reorderColumns(matrix: FeatureMatrix, order: readonly number[]): FeatureMatrix {
  const width = matrix.keys.length;
  const values = Float32Array.from(
    matrix.values,
    (_, at) => matrix.values[Math.floor(at / width) * width + order[at % width]!]!,
  );
  return { keys: order.map((f) => matrix.keys[f]!), rowCount: matrix.rowCount, values };
}

/** The share of pairs of one positive and one negative that are ranked right, ties counting half: by its definition. */
export function areaUnderCurve(labels: ArrayLike<number>, scores: ArrayLike<number>): number {
  let right = 0;
  let pairs = 0;
  for (let a = 0; a < scores.length; a++) {
    if (labels[a] !== 1) continue;
    for (let b = 0; b < scores.length; b++) {
      if (labels[b] !== 0) continue;
      pairs++;
      right += scores[a]! > scores[b]! ? 1 : scores[a] === scores[b] ? 0.5 : 0;
    }
  }
  return right / pairs;
}
