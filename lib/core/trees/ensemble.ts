import { log } from "../math/portable.ts";

/**
 * A sum of binary decision trees as flat arrays, whatever trained them.
 *
 * raw(x) = base + sum over trees of value[leaf(x)], where an inner node sends x left when
 * fround(x[feature]) < threshold, and missing values (NaN) left when missingLeft is 1.
 *
 * - link "log_odds" (boosted trees): raw is the margin z, log p / (1 - p).
 * - link "probability" (random forest): raw is a probability p, the mean over trees of leaf probabilities (each
 *   tree holds its share, already divided by the number of trees); the margin is z = log p / (1 - p).
 */
export interface TreeEnsemble {
  readonly link: TreeLink;
  readonly featureCount: number;
  /** Raw value before any tree. */
  readonly base: number;
  /** Length treeCount + 1: nodes of tree t are roots[t] .. roots[t + 1] - 1, its root first. */
  readonly roots: Int32Array;
  /** Per node: column compared, or -1 for a leaf. */
  readonly feature: Int32Array;
  /** Per node, inner nodes: x < threshold goes left. */
  readonly threshold: Float32Array;
  /** Per node, inner nodes: position of the children in these arrays; children come after their parent. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly missingLeft: Uint8Array;
  /** Per node; only leaves' values are added. */
  readonly value: Float64Array;
  /** Per node: training weight that passed (sum of Hessians), positive; children share their parent's. */
  readonly cover: Float64Array;
}

export type TreeLink = "log_odds" | "probability";

/** One tree while it is made: node numbers start at 0. */
export interface TreeNodes {
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly missingLeft: readonly number[];
  readonly value: readonly number[];
  readonly cover: readonly number[];
}

export function treeCount(ensemble: TreeEnsemble): number {
  return ensemble.roots.length - 1;
}

/** Trees put one after another; thresholds are rounded to 32 bits. Minus zero becomes zero, as JSON has none. */
export function joinTrees(
  link: TreeLink,
  featureCount: number,
  base: number,
  trees: readonly TreeNodes[],
): TreeEnsemble {
  const roots = new Int32Array(trees.length + 1);
  trees.forEach((tree, t) => {
    roots[t + 1] = roots[t]! + tree.feature.length;
  });
  const nodes = roots[trees.length]!;
  const ensemble = {
    link,
    featureCount,
    base: base + 0,
    roots,
    feature: new Int32Array(nodes),
    threshold: new Float32Array(nodes),
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
    missingLeft: new Uint8Array(nodes),
    value: new Float64Array(nodes),
    cover: new Float64Array(nodes),
  };
  trees.forEach((tree, t) => {
    const start = roots[t]!;
    for (let k = 0; k < tree.feature.length; k++) {
      const at = start + k;
      const inner = tree.feature[k]! >= 0;
      ensemble.feature[at] = inner ? tree.feature[k]! : -1;
      ensemble.threshold[at] = inner ? tree.threshold[k]! + 0 : 0;
      ensemble.left[at] = inner ? start + tree.left[k]! : 0;
      ensemble.right[at] = inner ? start + tree.right[k]! : 0;
      ensemble.missingLeft[at] = inner ? tree.missingLeft[k]! : 0;
      ensemble.value[at] = tree.value[k]! + 0;
      ensemble.cover[at] = tree.cover[k]!;
    }
  });
  return ensemble;
}

/** Inner nodes on the longest way from the node to a leaf: 0 for a leaf. */
export function depthBelow(ensemble: TreeEnsemble, node: number): number {
  if (ensemble.feature[node]! < 0) return 0;
  return (
    1 + Math.max(depthBelow(ensemble, ensemble.left[node]!), depthBelow(ensemble, ensemble.right[node]!))
  );
}

/** Inner nodes in the subtree. */
export function innerNodesBelow(ensemble: TreeEnsemble, node: number): number {
  if (ensemble.feature[node]! < 0) return 0;
  return (
    1 + innerNodesBelow(ensemble, ensemble.left[node]!) + innerNodesBelow(ensemble, ensemble.right[node]!)
  );
}

/** Below this the last bits of a mean of probabilities would show in its log-odds. */
export const SMALLEST_PROBABILITY = 1e-5;

/** The margin z (log-odds) of a raw value. Probabilities are kept within [1e-5, 1 - 1e-5]. */
export function marginOf(link: TreeLink, raw: number): number {
  if (link === "log_odds") return raw;
  const p = Math.min(1 - SMALLEST_PROBABILITY, Math.max(SMALLEST_PROBABILITY, raw));
  return log(p / (1 - p));
}
