import { expect, test } from "vitest";
import { trainBoosted } from "../../core/trees/boosting.ts";
import { trainForest } from "../../core/trees/forest.ts";
import { syntheticLeads } from "../../core/trees/testing.ts";
import { threadCrew } from "./thread-crew.ts";

const leads = syntheticLeads(61, 30_000);

test.each([1, 2, 3])("%i threads train the same boosted trees, bit for bit", (size) => {
  const alone = trainBoosted(leads, { rounds: 8 });
  expect(trainBoosted(leads, { rounds: 8 }, null, { crew: threadCrew(size) })).toEqual(alone);
});

test("and the same forest", () => {
  expect(trainForest(leads, { trees: 5 }, { crew: threadCrew(2) })).toEqual(trainForest(leads, { trees: 5 }));
});

test("a cancelled training lets its threads go", () => {
  const crew = threadCrew(2);
  let trees = 0;
  const result = trainBoosted(leads, { rounds: 100 }, null, {
    crew,
    onProgress: () => trees++,
    cancelled: () => trees === 2,
  });
  expect(result).toEqual({ ok: false, reason: "cancelled" });
});
