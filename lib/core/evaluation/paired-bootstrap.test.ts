import { expect, it } from "vitest";
import { randomStream } from "../random/random.ts";
import { topCapture } from "./gains.ts";
import { pairedCapture } from "./paired-bootstrap.ts";
import { rankOutcomes } from "./ranking.ts";

const random = randomStream(4, "paired");
const labels = Uint8Array.from({ length: 800 }, () => (random.unit() < 0.3 ? 1 : 0));
const good = Float64Array.from(labels, (label) => label + random.normal());
const noise = Float64Array.from(labels, () => random.normal());

it("is the difference of the two captures, inside its interval", () => {
  const compared = pairedCapture(labels, good, noise, 0.2, { seed: 1, replicates: 300 });
  if (!compared.ok) throw new Error(compared.reason);
  const capture = (scores: Float64Array) => {
    const ranking = rankOutcomes(labels, scores);
    if (!ranking.ok) throw new Error(ranking.reason);
    const top = topCapture(ranking.value, 0.2);
    return top.ok ? top.value : Number.NaN;
  };
  expect(compared.value.difference).toBeCloseTo(capture(good) - capture(noise), 12);
  expect(compared.value.interval.low).toBeGreaterThan(0);
  expect(compared.value.interval.high).toBeGreaterThan(compared.value.difference);
});

it("finds no difference between a model and itself, and none either way round", () => {
  const same = pairedCapture(labels, good, good, 0.2, { seed: 1, replicates: 50 });
  expect(same).toMatchObject({ ok: true, value: { difference: 0, interval: { low: 0, high: 0 } } });
});

it("refuses one class and unequal lengths", () => {
  expect(pairedCapture(new Uint8Array(800), good, noise, 0.2, { seed: 1 })).toEqual({
    ok: false,
    reason: "one_class",
  });
  expect(pairedCapture(labels, good.subarray(1), noise, 0.2, { seed: 1 })).toEqual({
    ok: false,
    reason: "length_mismatch",
  });
});
