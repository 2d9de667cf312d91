import { gzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dialect } from "./dialect";
import { CsvError, openCsv, type ReadOptions } from "./read";
import type { CsvRow } from "./splitter";

async function* pieces(bytes: Uint8Array, size = 65_536) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(input: string | Uint8Array, options: ReadOptions & { size?: number } = {}) {
  const bytes = typeof input === "string" ? Buffer.from(input, "utf8") : input;
  const table = await openCsv(pieces(bytes, options.size), options);
  const rows: CsvRow[] = [];
  for await (const batch of table.batches) rows.push(...batch);
  return { ...table, rows, cells: rows.map((row) => row.cells) };
}

describe("dialect", () => {
  it.each([
    [",", "name,city\nAda,London\n"],
    [";", "name;city;amount\nAda;London;1,5\nBob;Oslo;2,75\n"],
    ["\t", "name\tcity\nAda, Countess\tLondon\n"],
    ["|", "name|note\nAda|a;b;c\nBob|d\n"],
  ])("finds the delimiter %j", async (delimiter, text) => {
    const { dialect, rows } = await read(text);
    expect(dialect.delimiter).toBe(delimiter);
    expect(rows.every((row) => !row.problem)).toBe(true);
  });

  it("obeys a spreadsheet's sep line and keeps line numbers true", async () => {
    const { names, rows } = await read("sep=;\r\na;b\r\n1,5;2\r\n");
    expect(names).toEqual(["a", "b"]);
    expect(rows).toEqual([{ line: 3, cells: ["1,5", "2"] }]);
  });

  it("reads UTF-8 with a mark, Latin-1, and both UTF-16", async () => {
    const text = "name;city\nJürgen;Köln\n";
    const utf16be = Buffer.from(`\uFEFF${text}`, "utf16le").swap16();
    for (const bytes of [
      Buffer.from(`\uFEFF${text}`, "utf8"),
      Buffer.from(text, "latin1"),
      Buffer.from(`\uFEFF${text}`, "utf16le"),
      Buffer.from(text, "utf16le"),
      utf16be,
    ]) {
      const { names, cells } = await read(bytes, { size: 7 });
      expect(names).toEqual(["name", "city"]);
      expect(cells).toEqual([["Jürgen", "Köln"]]);
    }
  });

  it("turns to Windows-1252 when a file with an ASCII head is not UTF-8 after all", async () => {
    const ascii = `name,city\n${"Ada,London\n".repeat(40_000)}`;
    const bytes = Buffer.concat([
      Buffer.from(ascii),
      Buffer.from("J\u00fcrgen,K\u00f6ln \u0080\n", "latin1"),
    ]);
    const { cells } = await read(bytes);
    expect(cells.at(-1)).toEqual(["Jürgen", "Köln €"]);
  });

  it("numbers the columns of a file without a header", async () => {
    const { names, rows } = await read("17,ada@fjord.no,2024-01-02\n18,bob@fjord.no,2024-01-03\n");
    expect(names).toEqual(["Column 1", "Column 2", "Column 3"]);
    expect(rows).toHaveLength(2);
  });

  it("makes empty and repeated names unique", async () => {
    const { names } = await read("Name,Name,,Name (2),Name\n1,2,3,4,5\n");
    expect(names).toEqual(["Name", "Name (3)", "Column 3", "Name (2)", "Name (4)"]);
  });

  it.each([
    ["an empty file", new Uint8Array(0)],
    ["a workbook", Buffer.from("PK\u0003\u0004rest")],
    [
      "a damaged gzip",
      Buffer.concat([gzipSync("a,b\n1,2\n").subarray(0, 14), Buffer.from("xxxxxxxxxxxxxxxxxxxx")]),
    ],
  ])("refuses %s in words", async (_name, bytes) => {
    await expect(read(bytes)).rejects.toThrow(CsvError);
  });
});

describe("rows", () => {
  it("keeps newlines, delimiters and quotes inside quotes, and counts lines truly", async () => {
    const { rows } = await read('a,b\n"one\ntwo","x, ""y"""\nlast,1\n', { delimiter: "," });
    expect(rows).toEqual([
      { line: 2, cells: ["one\ntwo", 'x, "y"'] },
      { line: 4, cells: ["last", "1"] },
    ]);
  });

  it("reports ragged rows, with what was found and expected", async () => {
    const { rows } = await read("a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,,\n");
    expect(rows.map((row) => row.problem)).toEqual([
      undefined,
      { kind: "too_few_fields", found: 2, expected: 3 },
      { kind: "too_many_fields", found: 4, expected: 3 },
      undefined,
    ]);
  });

  it("confines a quote that is never closed to its line", async () => {
    const { rows } = await read('a,b,c\n1,"two,3\n4,5,6\n7,"8, eight",9\n');
    expect(rows).toEqual([
      { line: 2, cells: ['1,"two,3'], problem: { kind: "unclosed_quote", line: 2 } },
      { line: 3, cells: ["4", "5", "6"] },
      { line: 4, cells: ["7", "8, eight", "9"] },
    ]);
  });

  it("confines it when no other quote follows in a long file, in time that does not grow with its square", async () => {
    const { rows } = await read(`a,b\n${'1,"x\n'.repeat(3)}${"2,y\n".repeat(600_000)}`);
    expect(rows.filter((row) => row.problem)).toHaveLength(3);
    expect(rows).toHaveLength(600_003);
  });

  it("takes quotes in the middle of a field as they are", async () => {
    const { cells } = await read('a,b\n5" pipe,x\n"say "hi" now",y\n', { delimiter: "," });
    expect(cells).toEqual([
      ['5" pipe', "x"],
      ['say "hi" now', "y"],
    ]);
  });

  it("drops NUL bytes and reads old Mac line ends", async () => {
    expect((await read("a,b\rx\u0000y,2\r3,4")).cells).toEqual([
      ["xy", "2"],
      ["3", "4"],
    ]);
  });

  it("reads gzip as if it were plain and reports bytes of the file", async () => {
    const packed = gzipSync(`a,b\n${"1,2\n".repeat(1_000)}`);
    let bytes = 0;
    const { rows } = await read(packed, { onBytes: (read) => (bytes = read), size: 20 });
    expect(rows).toHaveLength(1_000);
    expect(bytes).toBe(packed.length);
  });

  it("stops when told to", async () => {
    const stop = new AbortController();
    const table = await openCsv(pieces(Buffer.from(`a,b\n${"1,2\n".repeat(500_000)}`)), {
      signal: stop.signal,
    });
    await table.batches.next();
    stop.abort(new Error("enough"));
    await expect(table.batches.next()).rejects.toThrow("enough");
  });
});

describe("properties", () => {
  const dialects = fc.record({
    delimiter: fc.constantFrom(",", ";", "\t", "|"),
    quote: fc.constantFrom('"' as const, "'" as const),
    eol: fc.constantFrom("\n", "\r\n", "\r"),
    quoteAll: fc.boolean(),
    piece: fc.integer({ min: 1, max: 50 }),
  });
  const cell = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 8 }),
    fc
      .array(fc.constantFrom('"', "'", ",", ";", "\n", "\r\n", "\t", "|", " ", "a"), { maxLength: 6 })
      .map((parts) => parts.join("")),
  );
  const table = fc
    .integer({ min: 2, max: 5 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
    );

  it("gives back the cells of any table in any dialect, however the bytes arrive", async () => {
    await fc.assert(
      fc.asyncProperty(dialects, table, async ({ delimiter, quote, eol, quoteAll, piece }, rows) => {
        const clean = rows.map((row) => row.map((text) => text.replaceAll("\u0000", "")));
        const wrap = (text: string) =>
          quoteAll || [delimiter, quote, "\n", "\r"].some((mark) => text.includes(mark)) || text === ""
            ? quote + text.replaceAll(quote, quote + quote) + quote
            : text;
        const header = (rows[0] ?? []).map((_, index) => `h${index}`);
        const text = [header, ...clean].map((row) => row.map(wrap).join(delimiter)).join(eol);
        const dialect: Dialect = {
          delimiter,
          quote,
          encoding: "utf-8",
          lineEnding: eol === "\r" ? "\r" : "\n",
          hasHeader: true,
          skipLines: 0,
        };
        const { cells } = await read(text, { dialect, size: piece });
        expect(cells).toEqual(clean);
      }),
      { numRuns: 400, seed: 20_261_121 },
    );
  });

  it("agrees with csv-parse on well-formed files", async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const clean = rows.map((row) => row.map((text) => text.replaceAll("\u0000", "")));
        const text = clean
          .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(","))
          .join("\n");
        const dialect: Dialect = {
          delimiter: ",",
          quote: '"',
          encoding: "utf-8",
          lineEnding: "\n",
          hasHeader: false,
          skipLines: 0,
        };
        const { cells } = await read(text, { dialect });
        expect(cells).toEqual(parse(text, { record_delimiter: "\n" }));
      }),
      { numRuns: 200, seed: 20_261_121 },
    );
  });
});
