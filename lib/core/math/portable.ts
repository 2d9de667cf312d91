/**
 * Exponentials and logarithms that give the same bits in every JavaScript engine: the standard leaves the last bit of
 * Math.exp, Math.log and ** to the engine, and two versions of one engine differ in one value of ten. Scoring uses
 * these, so that a score in a browser is the server's to the last bit. Only +, -, *, / and whole numbers of 32 bits.
 *
 * After fdlibm's e_exp.c, e_log.c and e_pow.c: Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunSoft. Permission to use, copy, modify, and distribute this software is freely granted, provided that
 * this notice is preserved.
 */

const words = new DataView(new ArrayBuffer(8));

function highWord(x: number): number {
  words.setFloat64(0, x);
  return words.getInt32(0);
}

function withWords(high: number, low: number): number {
  words.setInt32(0, high);
  words.setInt32(4, low);
  return words.getFloat64(0);
}

function withHigh(x: number, high: number): number {
  words.setFloat64(0, x);
  words.setInt32(0, high);
  return words.getFloat64(0);
}

/** The upper 21 bits of the mantissa alone. */
const withoutLow = (x: number): number => withWords(highWord(x), 0);

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 0.00006613756321437934;
const P4 = -0.0000016533902205465252;
const P5 = 4.1381367970572385e-8;

/** e^x */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019411) return 0;
  const size = highWord(x) & 0x7fffffff;
  let high = 0;
  let low = 0;
  let k = 0;
  let reduced = x;
  if (size > 0x3fd62e42) {
    if (size < 0x3ff0a2b2) {
      if (x === 1) return Math.E;
      k = x < 0 ? -1 : 1;
      high = x - k * LN2_HIGH;
      low = k * LN2_LOW;
    } else {
      k = Math.trunc(Math.LOG2E * x + (x < 0 ? -0.5 : 0.5));
      high = x - k * LN2_HIGH;
      low = k * LN2_LOW;
    }
    reduced = high - low;
  } else if (size < 0x3e300000) return 1 + x;
  const t = reduced * reduced;
  const c = reduced - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  if (k === 0) return 1 - ((reduced * c) / (c - 2) - reduced);
  const y = 1 - (low - (reduced * c) / (2 - c) - high);
  if (k === 1024) return y * 2 * withWords(0x7fe00000, 0);
  if (k >= -1021) return y * withWords(0x3ff00000 + (k << 20), 0);
  return y * withWords(0x3ff00000 + ((k + 1000) << 20), 0) * 9.332636185032189e-302;
}

/** 1 / (1 + e^-z), the same in every engine. */
export function portableSigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + exp(-z));
  const power = exp(z);
  return power / (1 + power);
}

const LG1 = 0.6666666666666735;
const LG2 = 0.3999999999940942;
const LG3 = 0.2857142874366239;
const LG4 = 0.22222198432149784;
const LG5 = 0.1818357216161805;
const LG6 = 0.15313837699209373;
const LG7 = 0.14798198605116586;

/** Natural logarithm; -Infinity at 0, NaN below. */
export function log(x: number): number {
  if (Number.isNaN(x) || x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  let k = 0;
  let scaled = x;
  if (highWord(scaled) < 0x00100000) {
    k = -54;
    scaled *= 18014398509481984;
  }
  const word = highWord(scaled);
  const mantissa = word & 0x000fffff;
  const i = (mantissa + 0x95f64) & 0x100000;
  k += (word >> 20) - 1023 + (i >> 20);
  const f = withHigh(scaled, mantissa | (i ^ 0x3ff00000)) - 1;
  if ((0x000fffff & (2 + mantissa)) < 3) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
    const r = f * f * (0.5 - 0.3333333333333333 * f);
    return k === 0 ? f - r : k * LN2_HIGH - (r - k * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const t1 = w * (LG2 + w * (LG4 + w * LG6));
  const t2 = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
  const r = t2 + t1;
  if (((mantissa - 0x6147a) | (0x6b851 - mantissa)) > 0) {
    const half = 0.5 * f * f;
    return k === 0 ? f - (half - s * (half + r)) : k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f);
  }
  return k === 0 ? f - s * (f - r) : k * LN2_HIGH - (s * (f - r) - k * LN2_LOW - f);
}

/** 0.5 ** x: what is left after x half-lives. */
export function halved(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x === 0) return 1;
  if (x === 1) return 0.5;
  if (x >= 1075) return 0;
  if (x < -1023) return Number.POSITIVE_INFINITY;
  if (x === -1) return 2;
  // The exponent in two parts; the logarithm of 0.5 to base 2 is -1 exactly.
  const upper = withoutLow(x);
  let high = -upper;
  const low = -(x - upper);
  const word = highWord(low + high);
  const size = word & 0x7fffffff;
  let n = 0;
  if (size > 0x3fe00000) {
    n = word + (0x00100000 >> ((size >> 20) - 0x3ff + 1));
    const k = ((n & 0x7fffffff) >> 20) - 0x3ff;
    const whole = withWords(n & ~(0x000fffff >> k), 0);
    n = ((n & 0x000fffff) | 0x00100000) >> (20 - k);
    if (word < 0) n = -n;
    high -= whole;
  }
  const t = withoutLow(low + high);
  const u = t * 0.6931471824645996;
  const v = (low - (t - high)) * Math.LN2 + t * -1.904654299957768e-9;
  const z = u + v;
  const w = v - (z - u);
  const square = z * z;
  const c = z - square * (P1 + square * (P2 + square * (P3 + square * (P4 + square * P5))));
  const r = (z * c) / (c - 2) - (w + z * w);
  const y = 1 - (r - z);
  const exponent = highWord(y) + (n << 20);
  // Below the smallest normal number, in two exact steps.
  if (exponent >> 20 <= 0) return y * withWords(0x3ff00000 + ((n + 1000) << 20), 0) * 9.332636185032189e-302;
  return withHigh(y, exponent);
}
