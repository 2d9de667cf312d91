import { z } from "zod";
import type { RuleSet } from "@/lib/core/rules/types";
import type { VectorColumns } from "@/lib/core/scoring/vector-columns";
import type { SignalDefinition } from "@/lib/core/signals/types";
import type { BacktestContext } from "@/lib/modules/backtests/types";
import { DRAFT_SCHEMAS, type Draft, marketSchema } from "@/lib/modules/drafts/types";
import type { RescoringData } from "@/lib/modules/models/types-screen";

/** A word that leads have, for suggestions: lower-cased, as most leads write it, and how many do. */
export interface KnownWord {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

/** Everything the rules page begins with. */
export interface RulesPageData {
  /** The rules in use, or those published last while a model scores: what a draft is laid beside. */
  readonly base: { readonly id: string; readonly version: string };
  readonly ruleSet: RuleSet;
  /** Every signal that a rule may read, the workspace's own among them. */
  readonly definitions: readonly SignalDefinition[];
  readonly draft: Draft<"rules"> | null;
  /** What scores the leads. */
  readonly inUse: { readonly id: string; readonly version: string; readonly kind: "rules" | "model" };
  /** "Rules v13" */
  readonly nextVersion: string;
  /** How many leads are scored again when rules take over. */
  readonly leads: number;
  /** How far scoring again is; null while every lead is scored by the version in use. */
  readonly rescoring: RescoringData | null;
  readonly industries: readonly KnownWord[];
  readonly countries: readonly KnownWord[];
  /** What figures of a backtest are worded with. */
  readonly context: BacktestContext;
}

/** Leads measured now, for previews; columns of the same order. */
export interface RulesSample {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly companies: readonly (string | null)[];
  readonly vectors: VectorColumns;
  /** How many there are to draw from. */
  readonly of: number;
  /** False where no lead is open, so that closed ones were drawn. */
  readonly areOpen: boolean;
}

/**
 * By which market lists the sample is measured, null for those of the version in use; and as of when, null for now:
 * two samples are laid beside each other only where they are of the same moment.
 */
export const sampleWishSchema = z.strictObject({
  market: marketSchema.nullable(),
  moment: z.int().nullable(),
  /** This lead alone, drawn or not. */
  lead: z.uuid().nullable(),
});

export const publishRulesSchema = z.strictObject({
  /** The version the draft is laid beside, which must still be the one. */
  baseId: z.uuid(),
  /** What scored the leads when the page was loaded. */
  activeId: z.uuid(),
  content: DRAFT_SCHEMAS.rules,
  note: z
    .string()
    .trim()
    .min(1, "Write in a few words what was changed.")
    .max(300, "The note is at most 300 characters."),
  /** Asked only while a model scores: whether the rules take over from it. */
  takesOver: z.boolean(),
});
export type PublishRulesWish = z.infer<typeof publishRulesSchema>;

export type PublishRulesResult =
  | {
      readonly ok: true;
      readonly id: string;
      readonly version: string;
      /** False while a model goes on scoring. */
      readonly takesOver: boolean;
    }
  | { readonly ok: false; readonly code: string; readonly message: string };
