import {
  type EffectiveScore,
  effectiveOf,
  type OverrideValue,
  overrideDirection,
} from "@/lib/core/scoring/effective";
import {
  type Expiry,
  LEAST_REASON,
  MOST_REASON,
  type OverrideCategory,
  type OverrideField,
  reasonLength,
  type WishedValue,
} from "@/lib/modules/overrides/types";
import type { OverrideForm } from "@/lib/modules/overrides/types-form";
import { formatCount } from "@/lib/present/format";
import { saysAlready } from "@/lib/present/override-words";

/** What is typed in the dialog, and what is wrong with it. */

export interface Fields {
  readonly kind: "score" | "band";
  /** null while empty or no number. */
  readonly score: number | null;
  readonly band: string | null;
  readonly category: OverrideCategory | null;
  readonly reason: string;
  readonly note: string;
  readonly expiry: ExpiryChoice;
}

/** A number of days, or "date" with the day typed beside it. */
export interface ExpiryChoice {
  readonly chip: string;
  readonly date: string;
}

export type Problems = Partial<Record<OverrideField, string>>;

/** What a form begins with: empty, or what stands where that is to be changed. */
export function firstFields(form: OverrideForm): Fields {
  const expiry = { chip: String(form.defaultDays), date: "" };
  const empty: Fields = {
    kind: form.mode === "set" ? "score" : "band",
    ...{ score: null, band: null, category: null, reason: "", note: "", expiry },
  };
  if (form.mode === "request" || !form.standing) return empty;
  const { value, category, reason, note } = form.standing;
  return {
    ...empty,
    ...(value.kind === "score" ? value : { kind: value.kind, band: value.band }),
    ...{ category, reason, note: note ?? "" },
  };
}

export function valueOfFields({ kind, score, band }: Fields): WishedValue | null {
  if (kind === "score") return score === null ? null : { kind, score };
  return band === null ? null : { kind, band };
}

export function expiryOf({ chip, date }: ExpiryChoice): Expiry {
  return chip === "date" ? { kind: "date", date } : { kind: "days", days: Number(chip) };
}

const inRange = (score: number): boolean => Number.isInteger(score) && score >= 0 && score <= 100;

/** The score and band that would count; null while nothing that can be set is chosen. */
export function previewOf(fields: Fields, form: OverrideForm): EffectiveScore | null {
  const set = setValue(fields, form);
  return set && effectiveOf(form.bandSet, machineOf(form), set);
}

const machineOf = ({ machine }: OverrideForm) => ({ total: machine.score, bandId: machine.bandId });

function setValue({ kind, score, band }: Fields, form: OverrideForm): OverrideValue | null {
  if (kind === "score") return score === null || !inRange(score) ? null : { kind, score };
  return band === null ? null : { kind, bandId: band, score: form.machine.score };
}

/** The same rules as the server's, so that most mistakes are told before anything is sent. */
export function problemsOf(fields: Fields, form: OverrideForm): Problems {
  const { kind, score, category, reason, note, expiry } = fields;
  const set = setValue(fields, form);
  const missing = LEAST_REASON - reasonLength(reason);
  const reader =
    form.mode === "request"
      ? "Say what a manager needs to decide."
      : "Reps read this instead of the factors.";
  const problems: Problems = {};
  if (kind === "score" && score !== null && !inRange(score))
    problems.value = "A score is a whole number from 0 to 100.";
  else if (set === null)
    problems.value = kind === "score" ? "Write a score from 0 to 100." : "Choose a band.";
  else if (overrideDirection(form.bandSet, machineOf(form), set) === null)
    problems.value = saysAlready(machineOf(form), form.bandSet);
  if (category === null) problems.category = "Choose what kind of reason it is.";
  if (missing > 0) problems.reason = `${formatCount(missing, "more character")}. ${reader}`;
  else if (reason.length > MOST_REASON) problems.reason = `Say it in at most ${MOST_REASON} characters.`;
  if (note.length > MOST_REASON) problems.note = `A note has at most ${MOST_REASON} characters.`;
  if (expiry.chip === "date" && expiry.date === "") problems.expiry = "Choose the day until which it holds.";
  return problems;
}
