import fc from "fast-check";
import { expect, it } from "vitest";
import { strongest, strongestPlaces } from "./reasons.ts";
import type { Factor } from "./types.ts";

it("chooses from an array of points what it chooses from factors, ties by key", () => {
  const keys = ["pricing", "calls", "visits", "demo", "Age", "opens"];
  const rank = keys.map((key) => [...keys].sort().indexOf(key));
  const points = fc.array(fc.integer({ min: -2, max: 2 }), {
    minLength: keys.length,
    maxLength: keys.length,
  });
  fc.assert(
    fc.property(points, fc.constantFrom(1 as const, -1 as const), (given, sign) => {
      const factors = given.map((own, at) => ({ key: keys[at]!, points: own }) as Factor);
      const places = new Int32Array(5).fill(7);
      strongestPlaces(given, rank, sign, 3, places, 1);
      expect([places[0], places[4]]).toEqual([7, 7]);
      const chosen = [...places.subarray(1, 4)].filter((place) => place >= 0).map((place) => keys[place]);
      expect(chosen).toEqual(strongest(factors, sign).slice(0, 3));
    }),
    { seed: 5, numRuns: 500 },
  );
});
