import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tableOf } from "../encoding/table.ts";
import type { SignalValue } from "../signals/types.ts";
import { selectRows } from "./feature-matrix.ts";
import { fitTreeEncoding, treeEncodingFromJson, treeMatrix, treeRow } from "./tree-encoding.ts";

const specs = [
  { key: "visits", type: "number" },
  { key: "trial", type: "boolean" },
  { key: "source", type: "category" },
] as const;
const records = [
  ...new Array<Record<string, SignalValue>>(5).fill({ visits: 2, trial: true, source: "web" }),
  ...new Array<Record<string, SignalValue>>(7).fill({ visits: 0.1, trial: false, source: "event" }),
  ...new Array<Record<string, SignalValue>>(5).fill({ visits: null, source: "ads" }),
  { visits: 1, trial: true, source: "fax" },
];

describe("levels of a category", () => {
  const encoding = fitTreeEncoding(tableOf(specs, records), 3);

  test("are numbered by how common they are, ties by name; rare ones are pooled", () => {
    expect(encoding.columns[2]).toEqual({
      key: "source",
      type: "category",
      levels: ["event", "ads", "web"],
      pooled: true,
    });
    const codes = (["event", "web", "fax", "never seen", null] as const).map(
      (source) => treeRow(encoding, { source }).values[2],
    );
    expect(codes).toEqual([0, 2, 3, 3, Number.NaN]);
  });

  test("never seen count as missing where nothing was pooled", () => {
    const unpooled = fitTreeEncoding(tableOf(specs, records), 1);
    expect(treeRow(unpooled, { source: "never seen" }).values[2]).toBeNaN();
  });

  test("beyond the 60 most common are pooled", () => {
    const many = Array.from({ length: 200 }, (_, k) => ({ source: `s${k % 70}` }));
    const column = fitTreeEncoding(tableOf(specs, many), 1).columns[2]!;
    expect(column.type === "category" && [column.levels.length, column.pooled]).toEqual([60, true]);
  });
});

test("one record gives the same bits as its row of a table, whatever the values", () => {
  const value = fc.oneof(
    fc.double(),
    fc.boolean(),
    fc.constantFrom("web", "ads", "fax", "new", ""),
    fc.constant(null),
  );
  const encoding = fitTreeEncoding(tableOf(specs, records), 3);
  fc.assert(
    fc.property(
      fc.array(fc.record({ visits: value, trial: value, source: value }, { requiredKeys: [] }), {
        maxLength: 8,
      }),
      (some) => {
        const matrix = treeMatrix(encoding, tableOf(specs, some));
        some.forEach((record, row) => {
          expect(treeRow(encoding, record)).toEqual(selectRows(matrix, [row]));
        });
      },
    ),
    { seed: 20265, numRuns: 200 },
  );
});

test("columns are found by key, and absent ones are missing", () => {
  const encoding = fitTreeEncoding(tableOf(specs, records), 3);
  const turned = tableOf([specs[2], specs[0]], records.slice(0, 1));
  expect([...treeMatrix(encoding, turned).values]).toEqual([2, Number.NaN, 2]);
  const mistyped = tableOf(
    [
      { key: "source", type: "number" },
      { key: "visits", type: "category" },
    ],
    [{ source: 3 }],
  );
  expect([...treeMatrix(encoding, mistyped).values]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});

test("an encoding survives JSON; anything else is refused", () => {
  const encoding = fitTreeEncoding(tableOf(specs, records), 3);
  expect(treeEncodingFromJson(JSON.parse(JSON.stringify(encoding)))).toEqual(encoding);
  for (const bad of [
    null,
    3,
    {},
    { columns: [{}] },
    { columns: [{ key: "a", type: "category", levels: [1] }] },
  ])
    expect(treeEncodingFromJson(bad)).toBeNull();
});
