/** Randomness of forests by counting, not by a stream: the same draw for the same (seed, tree, thing) on any thread. */

/** 32 mixed bits of three numbers. Source: the finaliser of MurmurHash3 (A. Appleby), applied per number. */
export function mixedBits(seed: number, a: number, b: number): number {
  return finalise((finalise((finalise(seed + 0x9e3779b9) ^ a) + 0x85ebca6b) ^ b) + 0xc2b2ae35);
}

function finalise(x: number): number {
  let h = x | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export const MOST_DRAWS = 7;
/** P(Poisson(1) <= k) * 2^32 for k = 0 .. 6. */
const POISSON_EDGES = poissonEdges();

/**
 * How often tree `tree` draws the row with this key: Poisson(1), capped at 7 (P < 1e-5), the limit of drawing n rows
 * with replacement. Source: Oza & Russell, "Online bagging and boosting" (2001).
 */
export function bootstrapCount(seed: number, tree: number, rowKey: number): number {
  const bits = mixedBits(seed, tree, rowKey);
  let count = 0;
  while (count < MOST_DRAWS && bits >= POISSON_EDGES[count]!) count++;
  return count;
}

/** `count` of the numbers 0 .. size - 1, ascending, drawn for one node of one tree. */
export function drawFeatures(
  seed: number,
  tree: number,
  node: number,
  size: number,
  count: number,
): number[] {
  const places = Array.from({ length: size }, (_, f) => f);
  for (let k = 0; k < count; k++) {
    const bits = mixedBits(seed ^ 0x2545f491, mixedBits(tree, node, 0), k);
    const other = k + Math.floor((bits / 4294967296) * (size - k));
    const kept = places[k]!;
    places[k] = places[other]!;
    places[other] = kept;
  }
  return places.slice(0, count).sort((a, b) => a - b);
}

function poissonEdges(): readonly number[] {
  const edges: number[] = [];
  let mass = Math.exp(-1);
  let sum = 0;
  for (let k = 0; k < MOST_DRAWS; k++) {
    sum += mass;
    edges.push(sum * 4294967296);
    mass /= k + 1;
  }
  return edges;
}
