/** The logistic function and its relatives, without overflow at either end. */

/** 1 / (1 + e^-z), in (0, 1) until a double can no longer tell it from 0 or 1. */
export function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const power = Math.exp(z);
  return power / (1 + power);
}

/** log(1 + e^z) */
export function softplus(z: number): number {
  return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
}

/** log(p / (1 - p)); p is first held within [epsilon, 1 - epsilon]. */
export function logit(p: number, epsilon = Number.EPSILON): number {
  const held = Math.min(1 - epsilon, Math.max(epsilon, p));
  return Math.log(held) - Math.log1p(-held);
}
