import fc from "fast-check";
import { expect, it } from "vitest";
import { tableOf } from "./table.ts";
import { tableBuilder } from "./table-builder.ts";

const SPECS = [
  { key: "n", type: "number" },
  { key: "b", type: "boolean" },
  { key: "c", type: "category" },
] as const;

it("builds what tableOf builds, whatever the records, and grows", () => {
  const value = fc.oneof(fc.double(), fc.boolean(), fc.string({ maxLength: 2 }), fc.constant(null));
  const record = fc.record({ n: value, b: value, c: value }, { requiredKeys: [] });
  fc.assert(
    fc.property(fc.array(record, { maxLength: 60 }), (records) => {
      const builder = tableBuilder(SPECS);
      for (const each of records) builder.add(each);
      expect(builder.finish()).toEqual(tableOf(SPECS, records));
    }),
    { seed: 3, numRuns: 100 },
  );
  const many = Array.from({ length: 3_000 }, (_, row) => ({ n: row, c: `level ${row % 7}` }));
  const builder = tableBuilder(SPECS);
  for (const each of many) builder.add(each);
  expect(builder.rows).toBe(3_000);
  expect(builder.finish()).toEqual(tableOf(SPECS, many));
});
