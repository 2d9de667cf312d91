import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvLine } from "../platform/csv/write.ts";
import { csvText } from "./csv-text.ts";

describe("csvText", () => {
  it("keeps formulas from running and numbers as numbers", () => {
    expect(
      csvText(
        ["a", "b"],
        [
          ["=1+1", -5],
          ['−0.2, "so"', null],
        ],
      ),
    ).toBe('\uFEFFa,b\r\n\'=1+1,-5\r\n"−0.2, ""so""",\r\n');
  });

  it("writes what the streamed exports write", () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom("=A1", "+44 20", "@x", "-3.2", " =x", "\tx", 'a"b', "a\nb"),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
        expect(csvText(["h", "i"], [cells])).toBe(`\uFEFFh,i\r\n${csvLine(cells)}`);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
