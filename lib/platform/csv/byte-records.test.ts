import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberIn, TextCodes, truthIn } from "./byte-cells";
import { ByteRecords } from "./byte-records";

const CAPS = { mostBytes: 200, mostFields: 20 };

/** Everything that is read when the bytes come in pieces of this size. */
function readAll(text: string, size: number, caps = CAPS): { cells: string[]; problem: string | null }[] {
  const records = new ByteRecords(44, caps);
  const bytes = Buffer.from(text);
  const found: { cells: string[]; problem: string | null }[] = [];
  const take = () => {
    while (records.next()) {
      const count = records.problem === null ? records.count : 0;
      const cells = Array.from({ length: count }, (_, at) => records.text(at));
      found.push({ cells, problem: records.problem });
    }
  };
  for (let at = 0; at < bytes.length; at += size) {
    records.push(bytes.subarray(at, at + size));
    take();
  }
  records.push(Buffer.alloc(0), true);
  take();
  return found;
}

describe("records from bytes", () => {
  it("are the same whatever pieces they come in", () => {
    const text = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", "é", " "), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), (whole, size) => {
        expect(readAll(whole, size)).toEqual(readAll(whole, 1_000));
      }),
      { seed: 3, numRuns: 2_000 },
    );
  });

  it("lose a quote that is never closed with its line, and a line that is too long by itself", () => {
    const rows = ['a,"b', "c,d", `${"x".repeat(300)},y`, "e,f", ""].join("\n");
    for (const size of [1, 7, 1_000])
      expect(readAll(rows, size)).toEqual([
        { cells: [], problem: "quote" },
        { cells: ["c", "d"], problem: null },
        { cells: [], problem: "too_long" },
        { cells: ["e", "f"], problem: null },
      ]);
  });

  it("keep lines within quotes, doubled quotes and empty cells", () => {
    expect(readAll('"a\r\nb","say ""so""",\r\n,,\n', 3).map(({ cells }) => cells)).toEqual([
      ["a\r\nb", 'say "so"', ""],
      ["", "", ""],
    ]);
  });
});

describe("cells from bytes", () => {
  const numberOf = (text: string) => numberIn(Buffer.from(`x${text}x`), 1, 1 + Buffer.byteLength(text));

  it("are the numbers that their text means, to the last bit", () => {
    const written = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.integer().map(String),
      fc.tuple(fc.nat(), fc.nat({ max: 999_999 })).map(([whole, part]) => `${whole}.${part}`),
      fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 22n }), fc.nat({ max: 20 })).map(([digits, at]) => {
        const text = String(digits);
        return `${text.slice(0, at)}.${text.slice(at)}`;
      }),
    );
    fc.assert(
      fc.property(
        written.filter((text) => text !== "."),
        (text) => {
          expect(Object.is(numberOf(text), Number(text)), text).toBe(true);
        },
      ),
      { seed: 4, numRuns: 5_000 },
    );
  });

  it.each(["", "-", ".", "1,5", "0x10", "1e", "Infinity", "NaN", "1 2", "--1", "1.2.3", "1e999", "many"])(
    "are no number where they say %j",
    (text) => {
      expect(numberOf(text)).toBeNaN();
    },
  );

  it("are true or false, in several spellings", () => {
    const truthOf = (text: string) => truthIn(Buffer.from(text), 0, text.length);
    expect(["true", "TRUE", "Yes", "1", " y "].map(truthOf)).toEqual([1, 1, 1, 1, 1]);
    expect(["false", "No", "0", "F"].map(truthOf)).toEqual([0, 0, 0, 0]);
    expect(["maybe", "2", "", "truely"].map(truthOf)).toEqual([NaN, NaN, NaN, NaN]);
  });

  it("have one number a text, as many as there are", () => {
    const codes = new TextCodes(10_000);
    const texts = Array.from({ length: 3_000 }, (_, at) => `text ${at}`);
    const codeOf = (text: string) => codes.codeOf(Buffer.from(text), 0, Buffer.byteLength(text), () => {});
    expect(texts.map(codeOf)).toEqual(texts.map((_, at) => at));
    expect(texts.map(codeOf)).toEqual(texts.map((_, at) => at));
    expect([codes.isFull(7_000), codes.isFull(7_001)]).toEqual([false, true]);
  });
});
