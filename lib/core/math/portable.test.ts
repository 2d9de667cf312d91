import { describe, expect, it } from "vitest";
import { randomStream } from "../random/random.ts";
import { exp, halved, log, portableSigmoid } from "./portable.ts";

/** The bits of many values, folded into one number (FNV-1a). */
function foldedBits(values: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(8));
  let hash = 0xcbf29ce484222325n;
  for (const value of values) {
    view.setFloat64(0, value);
    hash = BigInt.asUintN(64, (hash ^ view.getBigUint64(0)) * 0x100000001b3n);
  }
  return hash.toString(16);
}

function drawn(name: string, draw: (unit: () => number) => number): number[] {
  const random = randomStream(1, name);
  return Array.from({ length: 20_000 }, () => draw(() => random.unit()));
}

const exponents = drawn("exp", (unit) => (unit() - 0.5) * (unit() < 0.5 ? 4 : 1_480));
const positives = drawn("log", (unit) => (unit() < 0.5 ? unit() * 3 : unit() * unit() * unit() * 1e6));
const halfLives = drawn("halved", (unit) => (unit() < 0.9 ? unit() * 40 : (unit() - 0.5) * 2_040));

const relative = (a: number, b: number) => (a === b ? 0 : Math.abs(a - b) / Math.abs(b));

describe("portable exponentials and logarithms", () => {
  it("give these bits, in any engine", () => {
    expect(foldedBits(exponents.map(exp))).toBe("4138f324b6ead839");
    expect(foldedBits(positives.map(log))).toBe("6ce72d310160a716");
    expect(foldedBits(halfLives.map(halved))).toBe("e9b87ad4fb652de5");
  });

  it("are the functions they are named after", () => {
    for (const x of exponents) expect(relative(exp(x), Math.exp(x))).toBeLessThan(3e-16);
    for (const x of positives) expect(relative(log(x), Math.log(x))).toBeLessThan(3e-16);
    for (const x of halfLives) expect(relative(halved(x), 0.5 ** x)).toBeLessThan(3e-16);
    for (let whole = -1_000; whole <= 1_074; whole += 1) expect(halved(whole)).toBe(2 ** -whole);
  });

  it("end where a double does", () => {
    for (const x of [0, -0, 1, -1, 710, -746, 1e-320, Infinity, -Infinity, Number.NaN]) {
      expect(exp(x)).toBe(Math.exp(x));
      expect(log(x)).toBe(Math.log(x));
    }
    expect(halved(2_000)).toBe(0);
    expect(halved(-2_000)).toBe(Infinity);
    expect(portableSigmoid(800)).toBe(1);
    expect(portableSigmoid(-800)).toBe(0);
    expect(portableSigmoid(0)).toBe(0.5);
  });
});
