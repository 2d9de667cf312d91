import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCsv } from "./read";
import { csvBytes, csvCell, csvLine } from "./write";

describe("csvCell", () => {
  it.each(["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("x")', "  =1+1", "+49 30 123", "-"])(
    "never lets %j run",
    (text) => {
      expect(csvCell(text).replace(/^"/, "")).toMatch(/^'/);
    },
  );
  it.each(["-5", "+3.2", "-1,200.50", "-3 %", "1e-3", "a=b", "−5", "x@y.de", "a - b"])(
    "leaves %s as it is",
    (text) => {
      expect(csvCell(text, ";")).toBe(text);
    },
  );
  it("writes numbers, flags and nothing", () => {
    expect(csvLine([-5, true, null, undefined, 0])).toBe("-5,true,,,0\r\n");
  });
});

it("writes what the reader reads", async () => {
  const text = fc.string({ unit: "grapheme", maxLength: 8 }).map((value) => value.replaceAll("\u0000", ""));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 10 }), async (rows) => {
      const table = await openCsv(csvBytes(["left", "right"], [rows]));
      const read: (readonly string[])[] = [];
      for await (const batch of table.batches) read.push(...batch.map((row) => row.cells));
      expect(
        read.map((cells) => cells.map((cell) => cell.replace(/^'(?=\s*[=+\-@\t\r＝＋－＠])/, ""))),
      ).toEqual(rows.map((row) => row.map((cell) => cell.replace(/^'(?=\s*[=+\-@\t\r＝＋－＠])/, ""))));
    }),
    { numRuns: 200, seed: 20_261_121 },
  );
});
