import type { SignalColumn, SignalTable } from "@/lib/core/encoding/table";
import { modelFactor } from "@/lib/core/models/score-model";
import { scoreModelTable, TOP } from "@/lib/core/models/score-table";
import { WITH_COMPANY_SIZE } from "@/lib/core/scoring/reasons";
import type { ModelScorer } from "@/lib/core/scoring/score";
import type { ReasonRef } from "@/lib/core/scoring/types";
import { followingKeys, withStated } from "@/lib/core/signals/stated";
import type { SignalEvidence, SignalsAsOf, SignalValue } from "@/lib/core/signals/types";
import type { LiveScorer } from "@/lib/modules/scoring/live-scorer";
import type { TimeContext } from "@/lib/present/format";
import {
  isToldTogether,
  reasonLine,
  type WordedReason,
  wordReason,
  wordTogether,
} from "@/lib/present/word-reason";
import { type AnswerRows, REASONS, RISKS } from "./answer-rows";
import type { SignalField } from "./columns";
import type { SignalRows } from "./signal-rows";

const MOST_WORDED = 4_096;
const MOST_SIZES = 256;
/** Named beside a person: its words depend on this signal too. */
const COMPANY_SIZE = "employees";

/** Scores the rows of a chunk and answers those from `answers`, in their order. */
export type ChunkScorer = (rows: SignalRows, answers: AnswerRows) => void;

interface Worded extends WordedReason {
  readonly cell: Buffer;
}

/** A signal with a value, ready to be told. */
interface Told {
  readonly reason: ReasonRef;
  readonly evidence: SignalEvidence;
  full: Worded | null;
  plain: Worded | null;
}

/** What was told already of one signal: by its value, and small values at once. */
class Tellings {
  readonly small: (Told | undefined)[] = [];
  readonly #others = new Map<SignalValue, Told>();

  get(value: SignalValue): Told | undefined {
    return this.#others.get(value);
  }

  set(value: SignalValue, small: number, told: Told): Told {
    if (small >= 0) {
      while (this.small.length <= small) this.small.push(undefined);
      this.small[small] = told;
    } else {
      if (this.#others.size >= MOST_WORDED) this.#others.clear();
      this.#others.set(value, told);
    }
    return told;
  }
}

/**
 * Models over columns: nothing is made a row but its answer. Null where the scorer is no model, or where a signal that
 * it reads follows from stated ones and has to be worked out row by row.
 */
export function tableScorer(
  live: LiveScorer,
  fields: readonly SignalField[],
  blank: SignalsAsOf,
  context: TimeContext,
): ChunkScorer | null {
  const { scorer, compiled } = live.active;
  if (!("model" in scorer)) return null;
  const stated = new Set(fields.map(({ definition }) => definition.key));
  const follows = followingKeys(compiled, stated);
  const { signals } = scorer.model.artefact;
  if (follows.has(COMPANY_SIZE) || signals.some(({ key }) => follows.has(key))) return null;

  const at = new Map(fields.map(({ definition }, place) => [definition.key, place]));
  const places = signals.map(({ key }) => at.get(key) ?? -1);
  const unstated = signals.filter(({ key }) => !at.has(key)).map(({ key }) => key);
  const sizeAt = at.get(COMPANY_SIZE) ?? -1;
  const standsTogether = signals.map(({ key }) => isToldTogether(key));
  const blankValues = signals.map(({ key }) => blank.vector.values[key] ?? null);
  const known = signals.map(() => new Tellings());
  /** By size of the company, for the signals that are told with it. */
  const bySize = signals.map(({ key }) =>
    sizeAt >= 0 && WITH_COMPANY_SIZE.has(key) ? new Map<SignalValue, Tellings>() : null,
  );

  function toldOf(rows: SignalRows, row: number, signal: number): Told {
    const place = places[signal]!;
    const sizes = bySize[signal]!;
    const tellings = sizes === null ? known[signal]! : ofSize(sizes, rows.value(sizeAt, row));
    const small = place < 0 ? -1 : rows.small(place, row);
    if (small >= 0) {
      const told = tellings.small[small];
      if (told !== undefined) return told;
    }
    const value = place < 0 ? blankValues[signal]! : rows.value(place, row);
    const size = sizes === null ? null : rows.value(sizeAt, row);
    return tellings.get(value) ?? tellings.set(value, small, make(signal, value, size));
  }

  function ofSize(sizes: Map<SignalValue, Tellings>, size: SignalValue): Tellings {
    let own = sizes.get(size);
    if (own === undefined) {
      if (sizes.size >= MOST_SIZES) sizes.clear();
      own = new Tellings();
      sizes.set(size, own);
    }
    return own;
  }

  function make(signal: number, value: SignalValue, size: SignalValue): Told {
    const own = {
      ...(places[signal]! < 0 ? {} : { [signals[signal]!.key]: value }),
      ...(bySize[signal] === null ? {} : { [COMPANY_SIZE]: size }),
    };
    const { vector, evidence } = withStated(compiled, blank, own);
    const { reason, evidence: shown } = modelFactor(signals[signal]!, 0, vector, evidence);
    return { reason, evidence: shown, full: null, plain: null };
  }

  return (rows, answers) => {
    const worded = (told: Told, isPlain: boolean): Worded => {
      const kept = isPlain ? told.plain : told.full;
      if (kept !== null) return kept;
      const words = wordReason(told, context, isPlain);
      const whole = { ...words, cell: answers.told(reasonLine(words)) };
      if (isPlain) told.plain = whole;
      else told.full = whole;
      return whole;
    };
    const scores = scoreModelTable(scorer.model, tableWith(rows, unstated, blank, scorer));
    const cells: Uint8Array[] = [];
    /** Words the signals of a row's list, and puts the first so many into `cells` from `at` on. */
    const tell = (list: Int32Array, row: number, shown: number, at: number): void => {
      const from = row * TOP;
      let together = 0;
      for (let slot = 0; slot < TOP && list[from + slot]! >= 0; slot += 1)
        if (standsTogether[list[from + slot]!]) together += 1;
      if (together > 1) {
        const told: Told[] = [];
        for (let slot = 0; slot < TOP && list[from + slot]! >= 0; slot += 1)
          told.push(toldOf(rows, row, list[from + slot]!));
        const words = wordTogether(told, worded);
        for (let slot = 0; slot < shown; slot += 1) cells[at + slot] = words[slot]?.cell ?? answers.nothing;
        return;
      }
      for (let slot = 0; slot < shown; slot += 1) {
        const signal = list[from + slot]!;
        cells[at + slot] = signal < 0 ? answers.nothing : worded(toldOf(rows, row, signal), false).cell;
      }
    };
    for (let row = 0; row < scores.rows; row += 1) {
      tell(scores.reasons, row, REASONS, 0);
      tell(scores.risks, row, RISKS, REASONS);
      answers.scored(scores.totals[row]!, scores.probabilities[row]!, cells);
    }
  };
}

/** The columns that came, and what a lead has of whom nothing is known of the others that the model reads. */
function tableWith(
  rows: SignalRows,
  unstated: readonly string[],
  blank: SignalsAsOf,
  { model }: ModelScorer,
): SignalTable {
  const count = rows.rows;
  const types = new Map(model.artefact.definitions.map(({ key, type }) => [key, type]));
  const others = unstated.map((key): SignalColumn => {
    const value = blank.vector.values[key] ?? null;
    if (types.get(key) === "category")
      return {
        ...{ key, type: "category" },
        levels: typeof value === "string" ? [value] : [],
        values: new Int32Array(count).fill(typeof value === "string" && value !== "" ? 0 : -1),
      };
    const number = typeof value === "string" || value === null ? Number.NaN : Number(value);
    return { key, type: "number", values: new Float64Array(count).fill(number) };
  });
  return { rows: count, columns: [...rows.columns(), ...others] };
}
