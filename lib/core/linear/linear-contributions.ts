import { encodeRecord } from "../encoding/encode.ts";
import {
  type CategoryEncoding,
  type Encoding,
  type NumericEncoding,
  type SignalEncoding,
  widthOf,
} from "../encoding/encoding.ts";
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
  let first = 0;
  for (const [at, signal] of signals.entries()) {
    const own = { model, first, known: byKey.get(signal.key), into, at, every: signals.length };
    if (signal.type === "category") writeLevels(signal, own);
    else writeNumbers(signal, own);
    first += widthOf(signal);
  }
  return into;
}

/** One signal's part: its columns of the model begin at `first`, and its contributions go to every `every`th place from `at` on. */
interface Own {
  readonly model: LogisticModel;
  readonly first: number;
  readonly known: SignalColumn | undefined;
  readonly into: Float64Array;
  readonly at: number;
  readonly every: number;
}

const term = ({ coefficients, mean, scale }: LogisticModel, column: number, encoded: number): number =>
  coefficients[column]! * ((encoded - mean[column]!) / scale[column]!);

/** What a value gives, null: a missing one. */
function contributionOf(signal: SignalEncoding, { model, first }: Own, value: SignalValue): number {
  const encoded = encodeRecord({ signals: [signal] }, { [signal.key]: value });
  return encoded.reduce((sum, each, column) => sum + term(model, first + column, each), 0);
}

function writeLevels(signal: CategoryEncoding, own: Own): void {
  const { into, at, every } = own;
  const known = own.known?.type === "category" ? own.known : undefined;
  const absent = contributionOf(signal, own, null);
  const byCode = Float64Array.from(known?.levels ?? [], (level) => contributionOf(signal, own, level));
  for (let to = at, row = 0; to < into.length; to += every, row += 1) {
    const code = known === undefined ? -1 : known.values[row]!;
    into[to] = code < 0 ? absent : byCode[code]!;
  }
}

function writeNumbers(signal: NumericEncoding, own: Own): void {
  const { model, first, known, into, at, every } = own;
  const { low, high, missingColumn } = signal;
  const absent = contributionOf(signal, own, null);
  if (known === undefined || known.type === "category") {
    for (let to = at; to < into.length; to += every) into[to] = absent;
    return;
  }
  const { values } = known;
  const weight = model.coefficients[first]!;
  const mean = model.mean[first]!;
  const scale = model.scale[first]!;
  const beside = missingColumn ? term(model, first + 1, 0) : 0;
  for (let to = at, row = 0; to < into.length; to += every, row += 1) {
    const value = values[row]!;
    // Neither NaN nor an infinity is a number that was seen.
    if (value - value !== 0) into[to] = absent;
    else into[to] = weight * (((value < low ? low : value > high ? high : value) - mean) / scale) + beside;
  }
}
