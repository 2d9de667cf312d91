import type { SignalColumn, SignalTable } from "@/lib/core/encoding/table";
import { modelFactor } from "@/lib/core/models/score-model";
import { scoreModelTable, TOP } from "@/lib/core/models/score-table";
import type { ModelScorer } from "@/lib/core/scoring/score";
import type { ReasonRef } from "@/lib/core/scoring/types";
import { followingKeys, withStated } from "@/lib/core/signals/stated";
import type { SignalEvidence, SignalsAsOf, SignalValue } from "@/lib/core/signals/types";
import type { LiveScorer } from "@/lib/modules/scoring/live-scorer";
import type { TimeContext } from "@/lib/present/format";
import { reasonLine, type WordedReason, wordReason, wordTogether } from "@/lib/present/word-reason";
import type { AnswerRows } from "./answer-rows";
import type { SignalField } from "./columns";
import type { SignalRows } from "./signal-rows";

const MOST_WORDED = 4_096;
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
  const words = signals.map(() => new Map<SignalValue, Told>());

  function toldOf(rows: SignalRows, row: number, signal: number): Told {
    const place = places[signal]!;
    const { key } = signals[signal]!;
    const value = place < 0 ? (blank.vector.values[key] ?? null) : rows.value(place, row);
    const size = sizeAt < 0 ? null : rows.value(sizeAt, row);
    const known = words[signal]!;
    const name = sizeAt < 0 ? value : `${typeof value}${String(value)} ${String(size)}`;
    let told = known.get(name);
    if (told === undefined) {
      const own = {
        ...(place < 0 ? {} : { [key]: value }),
        ...(sizeAt < 0 ? {} : { [COMPANY_SIZE]: size }),
      };
      const { vector, evidence } = withStated(compiled, blank, own);
      const factor = modelFactor(signals[signal]!, 0, vector, evidence);
      told = { reason: factor.reason, evidence: factor.evidence, full: null, plain: null };
      if (known.size >= MOST_WORDED) known.clear();
      known.set(name, told);
    }
    return told;
  }

  return (rows, answers) => {
    const worded = (told: Told, isPlain: boolean): Worded => {
      const kept = isPlain ? told.plain : told.full;
      if (kept !== null) return kept;
      const made = wordReason(told, context, isPlain);
      const whole = { ...made, cell: answers.cell(reasonLine(made)) };
      if (isPlain) told.plain = whole;
      else told.full = whole;
      return whole;
    };
    const cells = (list: Int32Array, row: number): readonly Worded[] => {
      const told: Told[] = [];
      for (let slot = row * TOP; slot < row * TOP + TOP && list[slot]! >= 0; slot += 1)
        told.push(toldOf(rows, row, list[slot]!));
      return wordTogether(told, worded);
    };
    const scores = scoreModelTable(scorer.model, tableWith(rows, unstated, blank, scorer));
    for (let row = 0; row < scores.rows; row += 1)
      answers.scored(
        scores.totals[row]!,
        scores.probabilities[row]!,
        cells(scores.reasons, row),
        cells(scores.risks, row),
      );
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
