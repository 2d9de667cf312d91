/** Cuts text into records. Written by hand, because a quote that is never closed must cost one line, not the file. */

export interface SplitDialect {
  readonly delimiter: string;
  readonly quote: '"' | "'";
  readonly lineEnding: "\n" | "\r";
}

export type CsvProblem =
  | { readonly kind: "unclosed_quote"; readonly line: number }
  | { readonly kind: "too_many_fields" | "too_few_fields"; readonly found: number; readonly expected: number }
  | { readonly kind: "record_too_long"; readonly limit: number };

export interface CsvRow {
  /** Line of the file on which the record begins; the first is 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly problem?: CsvProblem;
}

/** A record longer than this is a quote gone astray. */
export const MAX_RECORD_CHARS = 1_000_000;

export class Splitter {
  readonly #dialect: SplitDialect;
  readonly #maxChars: number;
  #text = "";
  #at = 0;
  #line: number;
  /** Text position up to which no quote closes a field: a second stray quote need not search the same text again. */
  #openUntil = 0;

  constructor(dialect: SplitDialect, { firstLine = 1, maxRecordChars = MAX_RECORD_CHARS } = {}) {
    this.#dialect = dialect;
    this.#line = firstLine;
    this.#maxChars = maxRecordChars;
  }

  /** Appends text and hands over every record that is complete; with `isLast`, the rest too. Blank lines are skipped. */
  push(text: string, isLast: boolean, limit = Number.POSITIVE_INFINITY): CsvRow[] {
    this.#text = this.#at === 0 ? this.#text + text : this.#text.slice(this.#at) + text;
    this.#openUntil = Math.max(0, this.#openUntil - this.#at);
    this.#at = 0;
    const rows: CsvRow[] = [];
    while (rows.length < limit) {
      const step = this.#next(isLast);
      if (step === "wait") break;
      if (step !== "blank") rows.push(step);
    }
    return rows;
  }

  #next(isLast: boolean): CsvRow | "wait" | "blank" {
    const { lineEnding, quote, delimiter } = this.#dialect;
    const text = this.#text;
    const start = this.#at;
    if (start >= text.length) return "wait";
    const end = text.indexOf(lineEnding, start);
    if (end === -1 && !isLast) {
      if (text.length - start <= this.#maxChars) return "wait";
      return this.#giveUpLine(text.length, 0, { kind: "record_too_long", limit: this.#maxChars });
    }
    const stop = end === -1 ? text.length : end;
    const line = text.slice(start, text.charCodeAt(stop - 1) === 13 && stop > start ? stop - 1 : stop);
    if (!line.includes(quote)) {
      const at = this.#line;
      this.#advance(end === -1 ? text.length : end + 1, 1);
      return line.trim() === "" && !line.includes(delimiter)
        ? "blank"
        : { line: at, cells: line.split(delimiter) };
    }
    return this.#quotedRecord(stop, isLast);
  }

  /** A record with a quote on its first line, which ends at `firstStop`. */
  #quotedRecord(firstStop: number, isLast: boolean): CsvRow | "wait" {
    const { delimiter, quote, lineEnding } = this.#dialect;
    const text = this.#text;
    const cells: string[] = [];
    let at = this.#at;
    let stop = firstStop;
    for (;;) {
      let opening = at;
      while (text[opening] === " ") opening += 1;
      if (text[opening] === quote) {
        const closed = this.#closingOf(opening, isLast);
        if (closed === "wait") return "wait";
        if (closed === "never") {
          const line = this.#line + newlines(text, this.#at, opening, lineEnding);
          return this.#giveUpLine(Math.min(firstStop + 1, text.length), 1, { kind: "unclosed_quote", line });
        }
        cells.push(unquoted(text.slice(opening + 1, closed.at), quote));
        at = closed.next;
        if (at > stop) {
          const next = text.indexOf(lineEnding, at);
          if (next === -1 && !isLast) return "wait";
          stop = next === -1 ? text.length : next;
        }
      } else {
        const next = text.indexOf(delimiter, at);
        const to = next === -1 || next > stop ? stop : next;
        const bare = to === stop && to > at && text.charCodeAt(to - 1) === 13 ? to - 1 : to;
        cells.push(text.slice(at, bare));
        at = to;
      }
      if (at < text.length && at !== stop && text[at] === delimiter) {
        at += 1;
        continue;
      }
      const line = this.#line;
      const next = Math.min(stop + 1, text.length);
      this.#advance(next, newlines(text, this.#at, stop, lineEnding) + 1);
      return { line, cells };
    }
  }

  /** Where the quote opened at `opening` closes: the quote that a delimiter, a line's end or the file's end follows. */
  #closingOf(opening: number, isLast: boolean): { at: number; next: number } | "wait" | "never" {
    const { quote, delimiter, lineEnding } = this.#dialect;
    const text = this.#text;
    let from = Math.max(opening + 1, this.#openUntil);
    const limit = this.#at + this.#maxChars;
    for (;;) {
      const at = text.indexOf(quote, from);
      if (at === -1 || at > limit) {
        if (!isLast && text.length <= limit) return "wait";
        this.#openUntil = at === -1 ? text.length : at;
        return "never";
      }
      if (at + 1 >= text.length && !isLast) return "wait";
      if (text[at + 1] === quote) {
        from = at + 2;
        continue;
      }
      let next = at + 1;
      while (text[next] === " ") next += 1;
      if (next >= text.length && !isLast) return "wait";
      if (text[next] === "\r" && lineEnding === "\n" && (next + 1 >= text.length || text[next + 1] === "\n"))
        next += 1;
      if (next >= text.length || text[next] === delimiter || text[next] === lineEnding) return { at, next };
      // A quote that looks like the opening of another field, lines further down: ours was never closed.
      const before = text[at - 1];
      if ((before === delimiter || before === lineEnding) && text.slice(opening, at).includes(lineEnding))
        return "never";
      from = at + 1;
    }
  }

  #giveUpLine(next: number, lines: number, problem: CsvProblem): CsvRow {
    const row = {
      line: this.#line,
      cells: [this.#text.slice(this.#at, Math.min(next, this.#at + 200)).trimEnd()],
      problem,
    };
    this.#advance(next, lines);
    return row;
  }

  #advance(next: number, lines: number): void {
    this.#at = next;
    this.#line += lines;
  }
}

function unquoted(text: string, quote: string): string {
  return text.includes(quote) ? text.replaceAll(quote + quote, quote) : text;
}

function newlines(text: string, from: number, to: number, lineEnding: string): number {
  let count = 0;
  for (let at = text.indexOf(lineEnding, from); at !== -1 && at < to; at = text.indexOf(lineEnding, at + 1))
    count += 1;
  return count;
}

/** The first records of a text, for detection; problems are left out. */
export function splitText(text: string, dialect: SplitDialect, limit: number): (readonly string[])[] {
  const rows = new Splitter(dialect).push(text, true, limit);
  return rows.filter((row) => !row.problem).map((row) => row.cells);
}
