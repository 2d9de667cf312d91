import { bestSplit, type Split, type SplitRules } from "./best-split.ts";
import { thresholdAfter } from "./bins.ts";
import type { TreeNodes } from "./ensemble.ts";
import type { Training } from "./training.ts";

export interface GrowthRules extends SplitRules {
  readonly mostDepth: number;
  /** Leaf values are multiplied by this. */
  readonly rate: number;
  /** Features a node may be split by, as ascending positions in `training.features`; nodes are numbered as made. */
  readonly candidates: (tree: number, node: number) => ArrayLike<number>;
}

interface Leaf {
  /** Its number in the shards' row ranges, and among the tree's nodes. */
  readonly leaf: number;
  readonly node: number;
  readonly depth: number;
  readonly g: number;
  readonly h: number;
  /** Where its histogram is. */
  readonly slot: number;
  readonly split: Split | null;
}

/**
 * Grows one tree leaf by leaf, always dividing the leaf of greatest gain (the oldest among equals), and adds its
 * values to the rows' margins. A leaf's value is -rate * G / (H + lambda). Of two new leaves only the lighter one's
 * histogram is added up from rows; the other's is the parent's minus it, exactly.
 *
 * Source: Shi, "Best-first decision tree learning" (2007); Ke et al., "LightGBM" (2017) for histogram subtraction.
 */
export function growTree(training: Training, tree: number, rules: GrowthRules): TreeNodes {
  const scratch = new Float64Array(512);
  const goesLeft = new Uint8Array(256);
  const nodes = emptyTree();
  const root = training.startTree(tree);
  const [g, h] = totals(training, root);

  const candidate = (leaf: Omit<Leaf, "split">): Leaf => {
    const allowed = leaf.depth < rules.mostDepth && leaf.h >= 2 * rules.leastHessian;
    const split = allowed
      ? bestSplit(
          training.features,
          rules.candidates(tree, leaf.node),
          training.joint,
          training.histogram(leaf.slot),
          scratch,
          leaf.g,
          leaf.h,
          rules,
        )
      : null;
    return { ...leaf, split };
  };

  addNode(nodes, g, h, rules);
  const leaves: Leaf[] = [candidate({ leaf: 0, node: 0, depth: 0, g, h, slot: 0 })];
  while (leaves.length < training.mostLeaves) {
    const place = mostGainful(leaves);
    if (place < 0) break;
    const parent = leaves[place]!;
    const split = parent.split!;
    const newLeaf = leaves.length;
    const rightG = parent.g - split.leftG;
    const rightH = parent.h - split.leftH;
    const leftIsLighter = split.leftH <= rightH;
    // The last two leaves are never divided: they need no histograms.
    const slot = newLeaf + 1 === training.mostLeaves ? -1 : newLeaf;
    fillLookup(training, split, goesLeft);
    const column = training.joint.columnOf[split.feature]!;
    training.split(parent.leaf, newLeaf, column, goesLeft, leftIsLighter ? parent.leaf : newLeaf, slot);
    if (slot >= 0) subtract(training.histogram(parent.slot), training.histogram(slot));

    const left = addNode(nodes, split.leftG, split.leftH, rules);
    const right = addNode(nodes, rightG, rightH, rules);
    const feature = training.features[split.feature]!;
    nodes.feature[parent.node] = feature.column;
    nodes.threshold[parent.node] = thresholdAfter(feature, split.bin);
    nodes.left[parent.node] = left;
    nodes.right[parent.node] = right;
    nodes.missingLeft[parent.node] = split.missingLeft ? 1 : 0;

    const depth = parent.depth + 1;
    const leftLeaf = { leaf: parent.leaf, node: left, depth, g: split.leftG, h: split.leftH };
    const rightLeaf = { leaf: newLeaf, node: right, depth, g: rightG, h: rightH };
    if (slot < 0) {
      leaves[place] = { ...leftLeaf, slot, split: null };
      leaves.push({ ...rightLeaf, slot, split: null });
    } else {
      leaves[place] = candidate({ ...leftLeaf, slot: leftIsLighter ? slot : parent.slot });
      leaves.push(candidate({ ...rightLeaf, slot: leftIsLighter ? parent.slot : slot }));
    }
  }
  // The row ranges are numbered as leaves were made, which is their place in the list.
  training.finishTree(leaves.map((leaf) => nodes.value[leaf.node]!));
  return nodes;
}

function emptyTree() {
  return {
    feature: [] as number[],
    threshold: [] as number[],
    left: [] as number[],
    right: [] as number[],
    missingLeft: [] as number[],
    value: [] as number[],
    cover: [] as number[],
  };
}

/** A leaf for now. */
function addNode(nodes: ReturnType<typeof emptyTree>, g: number, h: number, rules: GrowthRules): number {
  nodes.feature.push(-1);
  nodes.threshold.push(0);
  nodes.left.push(0);
  nodes.right.push(0);
  nodes.missingLeft.push(0);
  const weight = h + rules.penalty;
  nodes.value.push(weight > 0 ? (-g / weight) * rules.rate : 0);
  nodes.cover.push(h);
  return nodes.feature.length - 1;
}

/** Sums of g and h over all rows: any joint column's bins hold every row once. */
function totals(training: Training, histogram: Float64Array): [number, number] {
  let g = 0;
  let h = 0;
  const size = training.joint.columns[0]?.size ?? 0;
  for (let bin = 0; bin < size; bin++) {
    g += histogram[2 * bin]!;
    h += histogram[2 * bin + 1]!;
  }
  return [g, h];
}

function mostGainful(leaves: readonly Leaf[]): number {
  let place = -1;
  for (let k = 0; k < leaves.length; k++) {
    const split = leaves[k]!.split;
    if (split && (place < 0 || split.gain > leaves[place]!.split!.gain)) place = k;
  }
  return place;
}

/** goesLeft per value of the split feature's joint column. */
function fillLookup(training: Training, split: Split, goesLeft: Uint8Array): void {
  const feature = training.features[split.feature]!;
  const multiplier = training.joint.multiplier[split.feature]!;
  const missing = feature.hasMissing ? feature.thresholds.length + 1 : -1;
  for (let value = 0; value < goesLeft.length; value++) {
    const bin = Math.floor(value / multiplier) % feature.binCount;
    goesLeft[value] = (bin === missing ? split.missingLeft : bin <= split.bin) ? 1 : 0;
  }
}

function subtract(from: Float64Array, part: Float64Array): void {
  for (let k = 0; k < from.length; k++) from[k]! -= part[k]!;
}
