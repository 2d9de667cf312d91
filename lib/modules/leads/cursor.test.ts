import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor";
import { SORT_KEYS } from "./query-url";

const ID = "0193a1c0-0000-7000-8000-000000000001";
const pack = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a cursor", () => {
  it.each([
    ["score", ["41", "41.2500", "112.40000000000001"]],
    ["score", ["0", "0.0000", "-3e-7"]],
    ["name", ["öberg ann 'quoted'"]],
    ["created", ["1795000000123"]],
  ] as const)("by %s comes back as it was", (sort, values) => {
    const cursor = { sort, missing: false, values, id: ID };
    expect(decodeCursor(encodeCursor(cursor), sort)).toEqual(cursor);
    const missing = { sort, missing: true, values: [], id: ID };
    expect(decodeCursor(encodeCursor(missing), sort)).toEqual(missing);
  });

  it.each([
    ["another order's", pack(["name", 0, ["x"], ID])],
    ["too few values", pack(["score", 0, ["41", "41.25"], ID])],
    ["no number", pack(["score", 0, ["41", "NaN", "1"], ID])],
    ["an infinite margin", pack(["score", 0, ["41", "1", "1e999"], ID])],
    ["a huge integer", pack(["score", 0, ["99999999999", "1", "1"], ID])],
    ["SQL in the id", pack(["score", 0, ["41", "1", "1"], "x'; drop table leads; --"])],
    ["not JSON", "bm90IGpzb24"],
    ["nothing", ""],
  ])("that is %s is refused", (_what, token) => {
    expect(decodeCursor(token, "score")).toBeNull();
  });

  it("holds no moment that PostgreSQL cannot read, and no character it refuses", () => {
    for (const ms of ["8640000000000000", "-99999999999999999", "1.5", "x"])
      expect(decodeCursor(pack(["created", 0, [ms], ID]), "created")).toBeNull();
    for (const name of ["a\u0000b", "\ud800", "x".repeat(500)])
      expect(decodeCursor(pack(["name", 0, [name], ID]), "name")).toBeNull();
  });

  it("never throws", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((json) => Buffer.from(json).toString("base64url")),
        ),
        (token) => {
          for (const sort of SORT_KEYS) decodeCursor(token, sort);
        },
      ),
      { seed: 20261121 },
    );
  });
});
