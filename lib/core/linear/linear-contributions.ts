import { encodeRecord } from "../encoding/encode.ts";
import { type Encoding, type SignalEncoding, widthOf } from "../encoding/encoding.ts";
import type { SignalColumn, SignalTable } from "../encoding/table.ts";
import type { SignalValue } from "../signals/types.ts";
import type { LogisticModel } from "./logistic-regression.ts";

/**
 * Log-odds by signal of every row, row-major, a column a signal: the bits of `linearShap` over `encodeTable`, summed by
 * signal, without the encoded table in between. What a level, a missing value or the mark of one gives is worked out once.
 */
export function linearContributions(
  model: LogisticModel,
  { signals }: Encoding,
  table: SignalTable,
): Float64Array {
  const byKey = new Map(table.columns.map((column) => [column.key, column]));
  const into = new Float64Array(table.rows * signals.length);
  let column = 0;
  for (const [at, signal] of signals.entries()) {
    const write = signal.type === "category" ? writeLevels : writeNumbers;
    write(new OwnTerms(model, signal, column), byKey.get(signal.key), { into, at, every: signals.length });
    column += widthOf(signal);
  }
  return into;
}

/** One signal's part of the model: its columns begin at `column`. */
class OwnTerms {
  readonly #model: LogisticModel;
  readonly #signal: SignalEncoding;
  readonly #column: number;

  constructor(model: LogisticModel, signal: SignalEncoding, column: number) {
    this.#model = model;
    this.#signal = signal;
    this.#column = column;
  }

  get signal(): SignalEncoding {
    return this.#signal;
  }

  /** What a value gives, null: a missing one. */
  of(value: SignalValue): number {
    const encoded = encodeRecord({ signals: [this.#signal] }, { [this.#signal.key]: value });
    let sum = 0;
    for (let column = 0; column < encoded.length; column += 1) sum += this.term(column, encoded[column]!);
    return sum;
  }

  term(column: number, encoded: number): number {
    const { weight, mean, scale } = this.line(column);
    return weight * ((encoded - mean) / scale);
  }

  line(column: number): { readonly weight: number; readonly mean: number; readonly scale: number } {
    const at = this.#column + column;
    const { coefficients, mean, scale } = this.#model;
    return { weight: coefficients[at]!, mean: mean[at]!, scale: scale[at]! };
  }
}

/** Where one signal's contributions go: every `every`th from `at` on. */
interface Target {
  readonly into: Float64Array;
  readonly at: number;
  readonly every: number;
}

function writeLevels(own: OwnTerms, column: SignalColumn | undefined, { into, at, every }: Target): void {
  const known = column?.type === "category" ? column : undefined;
  const absent = own.of(null);
  const byCode = Float64Array.from(known?.levels ?? [], (level) => own.of(level));
  for (let to = at, row = 0; to < into.length; to += every, row += 1) {
    const code = known === undefined ? -1 : known.values[row]!;
    into[to] = code < 0 ? absent : byCode[code]!;
  }
}

function writeNumbers(own: OwnTerms, column: SignalColumn | undefined, { into, at, every }: Target): void {
  const { signal } = own;
  if (signal.type === "category") return;
  const { low, high, missingColumn } = signal;
  const absent = own.of(null);
  if (column === undefined || column.type === "category") {
    for (let to = at; to < into.length; to += every) into[to] = absent;
    return;
  }
  const { values } = column;
  const { weight, mean, scale } = own.line(0);
  const beside = missingColumn ? own.term(1, 0) : 0;
  for (let to = at, row = 0; to < into.length; to += every, row += 1) {
    const value = values[row]!;
    // Neither NaN nor an infinity is a number that was seen.
    if (value - value !== 0) into[to] = absent;
    else into[to] = weight * (((value < low ? low : value > high ? high : value) - mean) / scale) + beside;
  }
}
