import { protectedReason } from "@/lib/core/signals/protected";
import { SENIORITY_LEVELS } from "@/lib/core/signals/seniority";
import type { StatedSignals } from "@/lib/core/signals/stated";
import type { SignalDefinition, SignalValue } from "@/lib/core/signals/types";
import { storableText } from "@/lib/modules/ingestion/clean";
import type { LiveScorer } from "@/lib/modules/scoring/live-scorer";
import { wordProtected } from "@/lib/present/word-protected";
import type { Issue } from "./errors";

const LONGEST_CATEGORY = 200;
/** Beyond this a count is a slip of the sender, and a logarithm's argument no size of a company. */
const LARGEST = 1e12;

/** Signals with a closed list of values. */
const LEVELS: Readonly<Record<string, readonly string[]>> = {
  seniority: SENIORITY_LEVELS,
  industry_fit: ["target", "adjacent", "neutral", "poor"],
};

/** Signals that a caller states, each checked against the definition that the scorer in use reads. Null: not known. */
export function readSignals(
  { definitions }: LiveScorer,
  sent: Readonly<Record<string, unknown>>,
  issues: Issue[],
): StatedSignals {
  const stated: Record<string, SignalValue> = {};
  for (const key in sent) {
    const value = sent[key];
    const definition = definitions.get(key);
    if (definition === undefined) issues.push({ path: pathOf(key), message: unknownWords(key) });
    else if (value === null) stated[key] = null;
    else {
      const read = signalValue(definition, value);
      if (typeof read === "object") issues.push({ path: pathOf(key), message: read.wrong });
      else stated[key] = read;
    }
  }
  return stated;
}

const pathOf = (key: string): string => `signals.${key.slice(0, 80)}`.toWellFormed();

function unknownWords(key: string): string {
  const reason = protectedReason(key.slice(0, 200));
  return reason === null
    ? "is not a signal that the scorer in use reads"
    : wordProtected(reason).replace("Kept out", "is refused");
}

/** A value as the definition reads it, or what is wrong with it. */
export function signalValue(
  { type, key }: SignalDefinition,
  value: unknown,
): number | boolean | string | { wrong: string } {
  if (type === "number") {
    if (typeof value !== "number") return { wrong: "must be a number" };
    return Math.abs(value) <= LARGEST ? value : { wrong: `must lie between -${LARGEST} and ${LARGEST}` };
  }
  if (type === "boolean") return typeof value === "boolean" ? value : { wrong: "must be true or false" };
  if (typeof value !== "string") return { wrong: "must be text" };
  const levels = LEVELS[key];
  if (levels && !levels.includes(value)) return { wrong: `must be ${levels.join(", ")} or null` };
  if (value.length > LONGEST_CATEGORY) return { wrong: `must have at most ${LONGEST_CATEGORY} characters` };
  return storableText(value);
}
