import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fingerprints } from "./fingerprints";
import { profileColumns } from "./profile";
import { isMissing, parseDate, parseNumber } from "./values";

describe("parseNumber", () => {
  it.each([
    ["1,234.5", ".", 1234.5],
    ["1.234,5", ",", 1234.5],
    ["1 234 567", ".", 1_234_567],
    ["1'234", ".", 1234],
    ["€ 1,200", ".", 1200],
    ["12 EUR", ".", 12],
    ["58 %", ".", 58],
    ["(12)", ".", -12],
    ["−3.5", ".", -3.5],
    ["1e3", ".", 1000],
    [".5", ".", 0.5],
    ["0", ".", 0],
  ] as const)("%s with %s is %d", (text, decimal, value) => {
    expect(parseNumber(text, { decimal, percent: false })).toBe(value);
  });
  it.each(["00123", "12-34", "1,23", "abc", "", "1.2.3", "12345678901234567890", "+49 30 1234", "1,2,3"])(
    "%j is no quantity",
    (text) => {
      expect(parseNumber(text, { decimal: ".", percent: false })).toBeNull();
    },
  );
});

describe("parseDate", () => {
  const utc = (text: string) => Date.parse(text);
  it.each([
    ["2026-03-04", "iso", "2026-03-04T00:00:00Z"],
    ["2011-10-01T00:38:44.546+02:00", "iso", "2011-09-30T22:38:44.546Z"],
    ["2026-03-04 10:05", "iso", "2026-03-04T10:05:00Z"],
    ["04.03.2026", "dmy", "2026-03-04T00:00:00Z"],
    ["3/4/26 1:05 PM", "mdy", "2026-03-04T13:05:00Z"],
    ["4 Mar 2026", "named_month", "2026-03-04T00:00:00Z"],
    ["March 4, 2026", "named_month", "2026-03-04T00:00:00Z"],
    ["4. März 2026", "named_month", "2026-03-04T00:00:00Z"],
    ["1772582400", "epoch_s", "2026-03-04T00:00:00Z"],
    ["1772582400000", "epoch_ms", "2026-03-04T00:00:00Z"],
    ["20260304", "ymd_compact", "2026-03-04T00:00:00Z"],
  ] as const)("%s (%s)", (text, format, at) => {
    expect(parseDate(text, format, "UTC")).toBe(utc(at));
  });
  it.each([
    ["31.02.2026", "dmy"],
    ["13/13/2026", "mdy"],
    ["2026-3", "iso"],
    ["soon", "iso"],
  ] as const)("%s is no day", (text, format) => {
    expect(parseDate(text, format, "UTC")).toBeNull();
  });
  it("reads a local time in the zone, on both sides of the clock change", () => {
    expect(parseDate("2026-01-15 12:00", "iso", "Europe/Oslo")).toBe(utc("2026-01-15T11:00:00Z"));
    expect(parseDate("2026-07-15 12:00", "iso", "Europe/Oslo")).toBe(utc("2026-07-15T10:00:00Z"));
  });
});

it("knows the ways of not answering", () => {
  for (const text of ["", " ", "NA", "n/a", "NULL", "None", "Select", "-", "NaN", "?", "unknown"])
    expect(isMissing(text)).toBe(true);
  for (const text of ["0", "no", "Nantes", "Selected", "nonexistent"]) expect(isMissing(text)).toBe(false);
});

describe("profile", () => {
  const typeOf = (name: string, values: string[]) =>
    profileColumns(
      [name],
      values.map((value) => [value]),
    )[0];
  it.each([
    ["n", ["1", "2,000", "NA", "3"], "number"],
    ["n", ["1,5", "2,75", "1.000,5"], "number"],
    ["flag", ["0", "1", "0", "1"], "boolean"],
    ["answer", ["Ja", "nein", "Ja"], "boolean"],
    ["zip", ["00123", "00456", "00123", "00456"], "category"],
    ["day", ["03/14/2026", "02/01/2026"], "date"],
    ["ts", ["1772582400", "1772582401"], "date"],
    ["nothing", ["", "Select"], "empty"],
    ["size", ["50-99", "100-499", "50-99", "50-99"], "category"],
  ] as const)("%s of %j is %s", (name, values, type) => {
    expect(typeOf(name, [...values])?.type).toBe(type);
  });
  it("tells day from month by evidence, and says when there is none", () => {
    expect(typeOf("day", ["01/02/2026", "14/02/2026"])?.date).toMatchObject({
      format: "dmy",
      isAmbiguous: false,
    });
    expect(typeOf("day", ["01/02/2026", "02/14/2026"])?.date).toMatchObject({
      format: "mdy",
      isAmbiguous: false,
    });
    expect(typeOf("day", ["01/02/2026", "03/04/2026"])?.date).toMatchObject({
      format: "mdy",
      isAmbiguous: true,
    });
    expect(typeOf("day", ["01.02.2026", "03.04.2026"])?.date).toMatchObject({
      format: "dmy",
      isAmbiguous: true,
    });
  });
});

it("remembers texts exactly as a map would", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 4 }), { maxLength: 6_000, minLength: 3_000 }), (texts) => {
      const [firsts, counts] = [new Fingerprints(), new Fingerprints()];
      const known = new Map<string, number>();
      const times = new Map<string, number>();
      texts.forEach((text, index) => {
        expect(firsts.firstOf(text, index + 1)).toBe(known.get(text) ?? 0);
        if (!known.has(text)) known.set(text, index + 1);
        times.set(text, (times.get(text) ?? 0) + 1);
        expect(counts.countOf(text)).toBe(times.get(text));
      });
    }),
    { numRuns: 5, seed: 20_261_121 },
  );
});

describe("the order of rows", () => {
  const column = (numbers: readonly number[]) =>
    profileColumns(
      ["Lead Number"],
      numbers.map((n) => [String(n)]),
    )[0]!;
  const falling = Array.from({ length: 100 }, (_, at) => 5_000 - 3 * at);

  it("is newest first where a running number falls, and only there", () => {
    expect(column(falling).number?.falls).toBe(true);
    expect(column([...falling].reverse()).number?.falls).toBeUndefined();
    expect(column(falling.map((n, at) => n + (at % 2) * 50)).number?.falls).toBeUndefined();
    expect(column(falling.slice(0, 20)).number?.falls).toBeUndefined();
  });
});
