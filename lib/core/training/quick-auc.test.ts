import { expect, it } from "vitest";
import { sampleInput } from "../models/testing.ts";
import { quickAuc } from "./quick-auc.ts";

it("says how well leads can be told apart, and nothing where that cannot be known", () => {
  const input = sampleInput(1_500, 4);
  const auc = quickAuc(input)!;
  expect(auc).toBeGreaterThan(0.65);
  const best = { key: "pricing_views_7d", why: "by_hand" as const };
  expect(quickAuc({ ...input, leaveOut: [best] })!).toBeLessThan(auc);
  expect(quickAuc({ ...input, labels: new Uint8Array(1_500) })).toBeNull();
  expect(quickAuc({ ...input, table: { rows: 1_500, columns: [] } })).toBeNull();
});
