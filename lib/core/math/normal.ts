/** The error function and the normal distribution, to about 1e-15 relative. */

const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

/**
 * erf(x) = 2 / sqrt(pi) * integral from 0 to x of e^-t² dt. Below 2.5 by the series
 * e^-x² * sum of 2^n x^(2n+1) / (2n+1)!! (all terms of one sign; DLMF 7.6.2), above as 1 - erfc.
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size > 2.5) return Math.sign(x) * (1 - erfcTail(size));
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n += 1) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return TWO_OVER_ROOT_PI * Math.exp(-x * x) * sum;
}

/** 1 - erf(x), keeping its relative precision in the upper tail. */
export function erfc(x: number): number {
  if (x > 2.5) return erfcTail(x);
  return 1 - erf(x);
}

/** P(Z <= z) of a standard normal. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z / Math.SQRT2);
}

/** P(|Z| >= |z|) of a standard normal: the two-sided p-value. */
export function normalTwoSided(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2);
}

/**
 * z with P(Z <= z) = p, p in (0, 1); null outside. Starts from Abramowitz and Stegun 26.2.23 (error below 4.5e-4) and
 * takes three of Halley's steps.
 */
export function normalQuantile(p: number): number | null {
  if (!(p > 0 && p < 1)) return null;
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  const t = Math.sqrt(-2 * Math.log(tail));
  let z = -(
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3)
  );
  for (let step = 0; step < 3; step += 1) {
    const miss = ((normalCdf(z) - tail) * Math.sqrt(2 * Math.PI)) / Math.exp((-z * z) / 2);
    z -= miss / (1 + (z * miss) / 2);
  }
  return p < 0.5 ? z : -z;
}

/** Continued fraction of erfc for x > 2 (DLMF 7.9.3), evaluated from its far end. */
function erfcTail(x: number): number {
  let fraction = 0;
  for (let k = 60; k >= 1; k -= 1) fraction = k / 2 / (x + fraction);
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * (x + fraction));
}
