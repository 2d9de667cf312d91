import type { ModelKind } from "@/lib/core/models/types";
import type { OutcomeDefinition } from "@/lib/core/outcomes/types";
import type { LeadHistory } from "@/lib/core/signals/types";
import type { Shape } from "@/lib/core/simulation/shapes";
import type { TimeContext } from "@/lib/present/format";
import type { ModelWords } from "@/lib/present/leads-score";
import type { QueryProblem, SimulatorState } from "./query";

/** A published version to choose. */
export interface ScorerChoice {
  readonly id: string;
  readonly version: string;
  readonly kind: "rules" | ModelKind;
  readonly isActive: boolean;
}

/** How test leads of a score fared, by tenths of a point: from each `from` on to the next. */
export interface ObservedTable {
  readonly outcome: OutcomeDefinition;
  readonly steps: readonly { readonly from: number; readonly observed: ModelWords["observed"] }[];
}

/** What the page needs beside a scorer itself, which the browser fetches once and keeps. */
export interface ScorerPack extends ScorerChoice {
  /** Where it is served; another content, another address. */
  readonly href: string;
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly observed: ObservedTable | null;
}

/** The lead one starts from, with what it did up to `moment`. */
export interface StartView {
  readonly kind: "blank" | "persona" | "lead";
  readonly id: string | null;
  readonly name: string;
  readonly detail: string | null;
  readonly history: LeadHistory;
  /** Epoch ms as of which it is measured: now, or when a closed lead closed. */
  readonly moment: number;
  readonly isClosed: boolean;
}

export type PageProblem = QueryProblem | "lead_gone" | "scorer_gone";

export interface SimulatorPage {
  readonly state: SimulatorState;
  readonly problems: readonly PageProblem[];
  readonly choices: readonly ScorerChoice[];
  /** The version that scores, and that of variant C, the one in use and the current rules: each once, the first is main. */
  readonly packs: readonly ScorerPack[];
  readonly start: StartView;
  /** Leads the distributions are drawn from; 0 in an empty workspace. */
  readonly sampled: number;
  readonly time: TimeContext;
}

/** The tenth of a point that a score is looked up by. */
export function observedAt({ steps }: ObservedTable, unrounded: number): ModelWords["observed"] {
  const tenth = Math.round(unrounded * 10);
  let found: ModelWords["observed"] = null;
  for (const { from, observed } of steps) {
    if (from > tenth) break;
    found = observed;
  }
  return found;
}
