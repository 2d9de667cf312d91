import { innerNodesBelow, type TreeEnsemble } from "../trees/ensemble.ts";
import { nodeTest, type RankCoder } from "../trees/rank-code.ts";
import { leafShapley, type PathStep } from "./tree-shap-leaf.ts";

/**
 * TreeSHAP by table: what a group of leaves contributes depends only on the outcome of a few comparisons, so it is
 * worked out once for every combination of outcomes.
 *
 * A group is a subtree together with the path that leads to it, small enough that path + inner nodes <= 7. Its
 * table has a line for each of the 2^7 outcomes (bit b set: comparison b goes left) and 8 places: 7 columns and one
 * left at zero. Unused comparisons and columns point at neutral places, so that every group is read alike.
 */
export interface ShapTables {
  /** Inner nodes of the tree: lane read and limit (see RankCoder). */
  readonly lane: Int32Array;
  readonly limit: Int32Array;
  /** Per group, 7 comparisons as positions in lane/limit; lane.length means "never set". */
  readonly comparisons: Int32Array;
  /** Per group, 7 columns; featureCount means "none" (its place receives zeros). */
  readonly columns: Int32Array;
  /** Per group 128 * 8 contributions. */
  readonly table: Float64Array;
}

export const GROUP_COMPARISONS = 7;
const LINE = 8;
export const GROUP_TABLE = (1 << GROUP_COMPARISONS) * LINE;

/** Tables of one tree, or null when it is deeper than 7 comparisons or more than `mostBytes` would be needed. */
export function shapTablesOf(
  ensemble: TreeEnsemble,
  tree: number,
  coder: RankCoder,
  mostBytes: number,
): ShapTables | null {
  const groups = groupsOf(ensemble, ensemble.roots[tree]!, []);
  if (!groups || groups.length * GROUP_TABLE * 8 > mostBytes) return null;
  const inner: number[] = [];
  for (let node = ensemble.roots[tree]!; node < ensemble.roots[tree + 1]!; node++)
    if (ensemble.feature[node]! >= 0) inner.push(node);
  const tests = inner.map((node) => nodeTest(coder, ensemble, node));
  const place = new Map(inner.map((node, k) => [node, k]));
  const comparisons = new Int32Array(groups.length * GROUP_COMPARISONS).fill(inner.length);
  const columns = new Int32Array(groups.length * GROUP_COMPARISONS).fill(ensemble.featureCount);
  const table = new Float64Array(groups.length * GROUP_TABLE);
  groups.forEach((group, g) => {
    group.nodes.forEach((node, b) => {
      comparisons[g * GROUP_COMPARISONS + b] = place.get(node)!;
    });
    const own = [...new Set(group.nodes.map((node) => ensemble.feature[node]!))];
    columns.set(own, g * GROUP_COMPARISONS);
    for (const leaf of group.leaves) addLeaf(ensemble, group.nodes, own, leaf, table, g * GROUP_TABLE);
  });
  return {
    lane: Int32Array.from(tests, (test) => test.lane),
    limit: Int32Array.from(tests, (test) => test.limit),
    comparisons,
    columns,
    table,
  };
}

/** Tables of several trees behind each other, for rows that go through all of them, with the memory they are read in. */
export interface JoinedTables {
  /** Each by itself; their tables lie in `table`. */
  readonly trees: readonly ShapTables[];
  readonly lane: Int32Array;
  readonly limit: Int32Array;
  /** As positions in `lane`; lane.length means "never set". */
  readonly comparisons: Int32Array;
  readonly columns: Int32Array;
  readonly table: Float64Array;
  /** Of one row: which comparisons go left, with a place for "never set", and where the line of each group begins. */
  readonly goesLeft: Int32Array;
  readonly lines: Int32Array;
  /** One number that nobody reads. */
  readonly asked: Float64Array;
}

export function joinTables(trees: readonly ShapTables[]): JoinedTables {
  const sum = (of: (tree: ShapTables) => number) => trees.reduce((total, tree) => total + of(tree), 0);
  const inner = sum(({ lane }) => lane.length);
  const places = sum(({ columns }) => columns.length);
  const joined = {
    lane: new Int32Array(inner),
    limit: new Int32Array(inner),
    comparisons: new Int32Array(places),
    columns: new Int32Array(places),
    table: alignedFloats(sum(({ table }) => table.length)),
    goesLeft: new Int32Array(inner + 1),
    lines: new Int32Array(places / GROUP_COMPARISONS),
    asked: new Float64Array(1),
  };
  let firstInner = 0;
  let firstPlace = 0;
  let firstLine = 0;
  const own = trees.map((tree): ShapTables => {
    const { lane, limit, comparisons, columns, table } = tree;
    joined.lane.set(lane, firstInner);
    joined.limit.set(limit, firstInner);
    joined.columns.set(columns, firstPlace);
    for (const [at, k] of comparisons.entries())
      joined.comparisons[firstPlace + at] = k === lane.length ? inner : firstInner + k;
    joined.table.set(table, firstLine);
    const view = joined.table.subarray(firstLine, firstLine + table.length);
    firstInner += lane.length;
    firstPlace += columns.length;
    firstLine += table.length;
    return { ...tree, table: view };
  });
  return { ...joined, trees: own };
}

const PAGE_BYTES = 65_536;

/** Zeros that begin where a line of the processor's cache does, so that a line of a table is one of those, not two. */
function alignedFloats(length: number): Float64Array {
  try {
    const memory = new WebAssembly.Memory({ initial: Math.ceil((length * 8) / PAGE_BYTES) });
    return new Float64Array(memory.buffer, 0, length);
  } catch {
    // There is only so much room for such memories in a process; anywhere else does, a little slower.
    return new Float64Array(length);
  }
}

interface Leaf {
  readonly node: number;
  readonly path: readonly PathStep[];
}
interface Group {
  /** Path first, then the subtree's inner nodes: the comparisons whose outcomes matter. */
  readonly nodes: readonly number[];
  readonly leaves: readonly Leaf[];
}

function groupsOf(ensemble: TreeEnsemble, node: number, path: readonly PathStep[]): Group[] | null {
  const inner = innerNodesBelow(ensemble, node);
  if (path.length + inner <= GROUP_COMPARISONS) {
    const nodes = path.map((step) => step.node);
    const leaves: Leaf[] = [];
    collect(ensemble, node, path, nodes, leaves);
    return nodes.length === 0 ? [] : [{ nodes, leaves }];
  }
  if (path.length >= GROUP_COMPARISONS) return null;
  const left = groupsOf(ensemble, ensemble.left[node]!, [...path, { node, left: true }]);
  const right = groupsOf(ensemble, ensemble.right[node]!, [...path, { node, left: false }]);
  return left && right ? [...left, ...right] : null;
}

function collect(
  ensemble: TreeEnsemble,
  node: number,
  path: readonly PathStep[],
  nodes: number[],
  leaves: Leaf[],
): void {
  if (ensemble.feature[node]! < 0) {
    leaves.push({ node, path });
    return;
  }
  nodes.push(node);
  collect(ensemble, ensemble.left[node]!, [...path, { node, left: true }], nodes, leaves);
  collect(ensemble, ensemble.right[node]!, [...path, { node, left: false }], nodes, leaves);
}

/** Adds one leaf's Shapley values to every line of its group's table. */
function addLeaf(
  ensemble: TreeEnsemble,
  nodes: readonly number[],
  columns: readonly number[],
  leaf: Leaf,
  table: Float64Array,
  start: number,
): void {
  const shapley = leafShapley(ensemble, leaf.node, leaf.path);
  const places = shapley.columns.map((f) => columns.indexOf(f));
  const steps = leaf.path.map((step) => ({
    bit: nodes.indexOf(step.node),
    left: step.left ? 1 : 0,
    column: shapley.columns.indexOf(ensemble.feature[step.node]!),
  }));
  const all = (1 << places.length) - 1;
  for (let outcome = 0; outcome < 1 << nodes.length; outcome++) {
    let agreeing = all;
    for (const step of steps) if (((outcome >> step.bit) & 1) !== step.left) agreeing &= ~(1 << step.column);
    const line = start + outcome * LINE;
    for (let i = 0; i < places.length; i++)
      table[line + places[i]!]! += shapley.values[agreeing * places.length + i]!;
  }
}
