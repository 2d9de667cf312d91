import { wordsOf } from "@/lib/core/signals/protected";
import type { LeadStatus } from "@/lib/modules/ingestion/types";
import type { ColumnProfile } from "./types";

/** Guessing which column says how it ended, and what its values mean. */

const phrases = (text: string): ReadonlySet<string> => new Set(text.split(", "));

const NAMES = phrases(
  "outcome, result, converted, is converted, conversion, conversions, won, is won, closed won, deal won, customer, is customer, became customer, purchased, purchase, bought, sold, success, is success, target, label, y, deal outcome, lead outcome, final status, deal status, opportunity status, ergebnis, gewonnen, abschluss, resultado, resultat",
);
const STAGES = phrases(
  "stage, deal stage, sales stage, opportunity stage, pipeline stage, lead stage, status, lead status, phase, lifecycle stage",
);

const POSITIVE = phrases(
  "won, closed won, win, converted, customer, yes, true, 1, success, successful, sold, purchased, bought, paid, paying, signed, deal won, closed (won), gewonnen, abgeschlossen gewonnen, ganado, gagne, ja, y",
);
const NEGATIVE = phrases(
  "lost, closed lost, loss, not converted, no, false, 0, failed, unsuccessful, declined, rejected, cancelled, canceled, disqualified, unqualified, not interested, dead, junk, churned, refused, withdrawn, expired, closed (lost), verloren, abgelehnt, perdido, perdu, nein, n, bad lead, invalid",
);
const OPEN = phrases(
  "open, in progress, pending, undecided, new, working, work in progress, contacted, attempted to contact, qualified, proposal, proposal sent, negotiation, nurturing, nurture, demo scheduled, meeting booked, offen, neu, in bearbeitung, abierto, ouvert, tbd, active, on hold, unresolved, ongoing",
);

/** "Closed - Won" and "closed_won" are the same answer. */
const plain = (value: string) =>
  value
    .toLowerCase()
    .replace(/[_\-–:/]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();

export interface OutcomeSuggestion {
  readonly column: string;
  readonly positive: readonly string[];
  readonly undecided: readonly string[];
  /** The name itself says outcome; a stage column is only a guess. */
  readonly isSure: boolean;
}

/** The column that most plainly says how it ended, with its values sorted; null where none does. */
export function suggestOutcome(columns: readonly ColumnProfile[]): OutcomeSuggestion | null {
  let best: { rank: number; suggestion: OutcomeSuggestion } | null = null;
  for (const column of columns) {
    const words = wordsOf(column.name).join(" ");
    const rank = NAMES.has(words) ? 2 : STAGES.has(words) ? 1 : 0;
    if (rank === 0 || (best && best.rank >= rank)) continue;
    const answers = answersOf(column);
    if (answers) best = { rank, suggestion: { column: column.name, ...answers, isSure: rank === 2 } };
  }
  return best?.suggestion ?? null;
}

/** More different values than these are no answers. */
const MOST_ANSWERS = 50;

/** What the values of a column mean as an outcome; null where none is plainly a success. */
export function answersOf(column: ColumnProfile): { positive: string[]; undecided: string[] } | null {
  if (column.distinct < 1 || column.distinct > MOST_ANSWERS) return null;
  const values = column.top.map(({ value }) => value);
  const positive = values.filter((value) => POSITIVE.has(plain(value)));
  if (positive.length === 0) return null;
  const hasNegative = values.some((value) => NEGATIVE.has(plain(value)));
  const rest = values.filter((value) => !positive.includes(value) && !NEGATIVE.has(plain(value)));
  // With a plain "lost" among the values every other stage is still on its way; without one only known words are.
  const undecided = hasNegative && values.length > 2 ? rest : rest.filter((value) => OPEN.has(plain(value)));
  return { positive, undecided };
}

const STATUS_WORDS: readonly (readonly [LeadStatus, ReadonlySet<string>])[] = [
  ["won", phrases("won, closed won, customer, converted, deal won, gewonnen, client")],
  [
    "lost",
    phrases("lost, closed lost, deal lost, declined, rejected, verloren, cancelled, canceled, closed, dead"),
  ],
  [
    "disqualified",
    phrases("disqualified, unqualified, junk, bad lead, invalid, not interested, spam, bad timing, bad fit"),
  ],
  [
    "qualified",
    phrases(
      "qualified, sales qualified, sql, sales qualified lead, opportunity, proposal, negotiation, proposal sent, qualifiziert, demo scheduled, meeting booked, open deal",
    ),
  ],
  [
    "working",
    phrases(
      "working, contacted, in progress, attempted to contact, connected, nurturing, nurture, engaged, marketing qualified lead, mql, in bearbeitung, on hold, active",
    ),
  ],
  ["new", phrases("new, open, lead, subscriber, uncontacted, not contacted, fresh, neu, offen, unassigned")],
];

/** The lead status that a word of a file means; null where it means none of them. */
export function statusOf(value: string): LeadStatus | null {
  const word = plain(value)
    .replace(/^open (.+)$/, "$1")
    .replace(/^working .*$/, "working");
  return STATUS_WORDS.find(([, words]) => words.has(word))?.[0] ?? null;
}

/** Whether a value plainly says that nothing is decided yet. */
export const isOpenWord = (value: string): boolean => OPEN.has(plain(value));
