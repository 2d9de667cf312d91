import { wordsOf } from "../signals/protected.ts";

/** What a column's name says about when it is written. */
export type AfterTheFactKind =
  /** Known once the outcome is: "Lost reason", "Result". */
  | "decided"
  /** Judged by sales, or by a scorer before this one: "Quality", "Stage", "Score". */
  | "judged"
  /** Written down while working the lead: "Notes", "Tags". */
  | "written"
  /** Overwritten until the end: "Last activity", "Next step". */
  | "overwritten";

export interface AfterTheFactName {
  readonly kind: AfterTheFactKind;
  /** The telling words, lower case. */
  readonly words: string;
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** English, with the commonest German, French, Spanish and Portuguese words. */
const BY_WORD: readonly (readonly [AfterTheFactKind, ReadonlySet<string>])[] = [
  [
    "decided",
    words(`outcome outcomes result results won lost win loss closed converted disposition churn churned handover handoff
    onboarding ergebnis gewonnen verloren resultado resultat ganado perdido gagne perdu`),
  ],
  [
    "judged",
    words(`status stage quality qualification qualified disqualified unqualified grade rating score scoring probability
    likelihood forecast index profile lifecycle rank bewertung qualitat wahrscheinlichkeit phase statut etape etapa
    calificacion probabilidad probabilidade probabilite`),
  ],
  [
    "written",
    words(`tag tags note notes remark remarks comment comments notiz notizen bemerkung bemerkungen kommentar remarque
    remarques commentaire nota notas comentario comentarios observacion observaciones observacao observacoes`),
  ],
];

const ENDED = words(
  "lost loss close closed closing won win rejection rejected disqualification disqualified",
);
const LATEST = words("last latest recent letzte letzter letztes derniere dernier ultima ultimo");
const DONE = words(
  `activity activities action contact contacted touch touched call called modified updated update change changed event
  engagement interaction disposition aktivitat kontakt anderung activite actividad atividade contacto contato`,
);
const NEXT = words("next nachste nachster prochaine prochain proxima proximo");
const TO_DO = words("step steps action activity call task schritt aufgabe etape accion acao paso passo");

/** What excuses a word: known from the start, or about something else. */
const EXCUSES: Readonly<Record<string, ReadonlySet<string>>> = {
  status: words("employment job work occupation legal tax vat residency student housing ownership"),
  stage: words("funding growth company investment startup business"),
  phase: words("funding growth company"),
  score: words("credit"),
  rating: words("credit energy"),
  rank: words("job academic military"),
  grade: words("pay salary school job year"),
  profile: words("linkedin twitter facebook xing social url link picture photo"),
  index: words("postal zip page price row"),
  quality: words("air water"),
  result: words("search"),
  results: words("search"),
  tag: words("price utm html hash"),
  tags: words("price utm html hash"),
  loss: words("weight hair"),
};

/**
 * Whether a column's name speaks of what is written when the outcome is known, or nearly so; null where it does not.
 * A reason to ask, never to convict.
 */
export function afterTheFactName(name: string): AfterTheFactName | null {
  const found = wordsOf(name);
  const has = (set: ReadonlySet<string>) => found.find((word) => set.has(word));
  const last = has(LATEST);
  const done = has(DONE);
  if (last && done) return { kind: "overwritten", words: `${last} ${done}` };
  const next = has(NEXT);
  const todo = has(TO_DO);
  if (next && todo) return { kind: "overwritten", words: `${next} ${todo}` };
  if (/\bfollow ?up\b/.test(found.join(" "))) return { kind: "overwritten", words: "follow up" };
  const ended = has(ENDED);
  if (ended && found.includes("reason")) return { kind: "decided", words: `${ended} reason` };
  for (const [kind, set] of BY_WORD) {
    const word = found.find((one) => set.has(one) && !found.some((other) => EXCUSES[one]?.has(other)));
    if (word) return { kind, words: word };
  }
  return null;
}
