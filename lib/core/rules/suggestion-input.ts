import type { SignalTable } from "../encoding/table.ts";
import type { SignalDefinition } from "../signals/types.ts";
import type { RuleSet } from "./types.ts";

/** Points for a correlation of 1: a point for each hundredth. */
export const POINTS_PER_CORRELATION = 100;
/** Fewer leads with it, or without it, say nothing about a rule. */
export const FEWEST_LEADS = 30;

/** What suggestions for rules are made from. */
export interface SuggestionInput {
  readonly ruleSet: RuleSet;
  readonly definitions: readonly SignalDefinition[];
  /** One row a lead as of its moment, with every signal that rules read. */
  readonly table: SignalTable;
  readonly labels: Uint8Array;
  /** Signals that know the outcome, or may. */
  readonly leaveOut: ReadonlySet<string>;
}
