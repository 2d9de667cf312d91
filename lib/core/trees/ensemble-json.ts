import { joinTrees, type TreeEnsemble, type TreeNodes, treeCount } from "./ensemble.ts";

/** Plain data, one entry per tree, for the canonical JSON of an artefact. */
export interface TreeEnsembleJson {
  readonly format: "trees";
  readonly version: 1;
  readonly link: "log_odds" | "probability";
  readonly feature_count: number;
  readonly base: number;
  readonly trees: readonly TreeJson[];
}

/** Node numbers within the tree, its root 0. `feature` -1 is a leaf, whose left, right, threshold are 0. */
export interface TreeJson {
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly missing_left: readonly number[];
  readonly value: readonly number[];
  readonly cover: readonly number[];
}

export type LoadedEnsemble =
  | { readonly ok: true; readonly ensemble: TreeEnsemble }
  | { readonly ok: false; readonly reason: "unknown_format" | "unknown_version" | "malformed" };

export function ensembleToJson(ensemble: TreeEnsemble): TreeEnsembleJson {
  const trees: TreeJson[] = [];
  for (let t = 0; t < treeCount(ensemble); t++) {
    const from = ensemble.roots[t]!;
    const to = ensemble.roots[t + 1]!;
    const child = (nodes: Int32Array) =>
      Array.from(nodes.subarray(from, to), (node, k) => (ensemble.feature[from + k]! < 0 ? 0 : node - from));
    trees.push({
      feature: Array.from(ensemble.feature.subarray(from, to)),
      threshold: Array.from(ensemble.threshold.subarray(from, to)),
      left: child(ensemble.left),
      right: child(ensemble.right),
      missing_left: Array.from(ensemble.missingLeft.subarray(from, to)),
      value: Array.from(ensemble.value.subarray(from, to)),
      cover: Array.from(ensemble.cover.subarray(from, to)),
    });
  }
  return {
    format: "trees",
    version: 1,
    link: ensemble.link,
    feature_count: ensemble.featureCount,
    base: ensemble.base,
    trees,
  };
}

/**
 * The ensemble of `ensembleToJson`, bit for bit. Anything else is refused: unknown format or version, arrays of
 * different lengths, a child that does not come after its parent, a node reached twice or never, numbers that are
 * not finite, a cover that is not positive.
 */
export function ensembleFromJson(json: unknown): LoadedEnsemble {
  if (!isRecord(json) || json.format !== "trees") return { ok: false, reason: "unknown_format" };
  if (json.version !== 1) return { ok: false, reason: "unknown_version" };
  const { link, feature_count: featureCount, base, trees } = json;
  if (link !== "log_odds" && link !== "probability") return { ok: false, reason: "malformed" };
  if (!isCount(featureCount) || !isNumber(base) || !Array.isArray(trees))
    return { ok: false, reason: "malformed" };
  const nodes: TreeNodes[] = [];
  for (const tree of trees) {
    const read = readTree(tree, featureCount);
    if (!read) return { ok: false, reason: "malformed" };
    nodes.push(read);
  }
  return { ok: true, ensemble: joinTrees(link, featureCount, base, nodes) };
}

function readTree(tree: unknown, featureCount: number): TreeNodes | null {
  if (!isRecord(tree)) return null;
  const feature = numbers(tree.feature);
  const threshold = numbers(tree.threshold);
  const left = numbers(tree.left);
  const right = numbers(tree.right);
  const missingLeft = numbers(tree.missing_left);
  const value = numbers(tree.value);
  const cover = numbers(tree.cover);
  if (!feature || !threshold || !left || !right || !missingLeft || !value || !cover) return null;
  const size = feature.length;
  if (size === 0) return null;
  for (const list of [threshold, left, right, missingLeft, value, cover])
    if (list.length !== size) return null;
  const parents = new Uint8Array(size);
  for (let k = 0; k < size; k++) {
    if (!(cover[k]! > 0)) return null;
    const f = feature[k]!;
    if (f === -1) continue;
    if (!Number.isInteger(f) || f < 0 || f >= featureCount) return null;
    if (missingLeft[k] !== 0 && missingLeft[k] !== 1) return null;
    if (!Number.isFinite(Math.fround(threshold[k]!))) return null;
    for (const child of [left[k]!, right[k]!]) {
      if (!Number.isInteger(child) || child <= k || child >= size || parents[child] === 1) return null;
      parents[child] = 1;
    }
  }
  for (let k = 1; k < size; k++) if (parents[k] === 0) return null;
  return { feature, threshold, left, right, missingLeft, value, cover };
}

function numbers(list: unknown): number[] | null {
  return Array.isArray(list) && list.every(isNumber) ? list : null;
}
function isNumber(x: unknown): x is number {
  return Number.isFinite(x);
}
function isCount(x: unknown): x is number {
  return Number.isInteger(x) && (x as number) >= 0;
}
function isRecord(x: unknown): x is Record<string, unknown> {
  return typeof x === "object" && x !== null && !Array.isArray(x);
}
