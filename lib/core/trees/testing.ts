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
