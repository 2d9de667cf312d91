import { z } from "zod";
import type { RuleSet } from "@/lib/core/rules/types";
import type { BandSet } from "@/lib/core/scoring/types";

/**
 * What somebody is changing and has not published. A draft may mean nonsense, because it is kept while it is typed:
 * its shape and size are strict, its meaning is for validateBands and validateRuleSet to judge. A figure that is no
 * figure yet is NaN, which JSON writes as null and the schema reads back.
 */
export type DraftKind = "bands" | "rules";

export interface BandsDraft {
  readonly bands: BandSet;
}

/** A rule set without what publishing gives it: its version, and the bands of the version it was begun from. */
export type RulesDraft = Omit<RuleSet, "version" | "bands">;

export interface DraftContents {
  readonly bands: BandsDraft;
  readonly rules: RulesDraft;
}

/** A draft as it was kept. */
export interface Draft<Kind extends DraftKind> {
  readonly kind: Kind;
  readonly content: DraftContents[Kind];
  /** The scorer version it was begun from, rules or model. */
  readonly baseId: string;
  /** "Rules v12" */
  readonly baseVersion: string;
  /** Epoch ms. */
  readonly keptAt: number;
}

export type KeepResult =
  | { readonly ok: true; readonly keptAt: number }
  | { readonly ok: false; readonly code: string; readonly message: string };

export type DropResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly message: string };

const figure = z.union([z.number(), z.nan(), z.null().transform(() => Number.NaN)]);
const orNone = z.union([z.number(), z.nan(), z.null()]);
const text = (most: number) => z.string().max(most);
const dimension = z.enum(["fit", "intent", "engagement", "negative"]);

const band = z.strictObject({
  id: text(60),
  name: text(60),
  from: figure,
  rank: figure,
  action: text(200),
  respondWithinMinutes: orNone,
  tone: text(40),
});

const bandsContent = z.strictObject({ bands: z.strictObject({ bands: z.array(band).max(12) }) });

const words = (most: number) => z.array(text(200)).max(most);

const condition = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("is_true") }),
  z.strictObject({ op: z.literal("is_false") }),
  z.strictObject({ op: z.literal("at_least"), value: figure }),
  z.strictObject({ op: z.literal("at_most"), value: figure }),
  z.strictObject({ op: z.literal("one_of"), values: words(200) }),
]);

const decay = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({
    kind: z.literal("steps"),
    steps: z.array(z.strictObject({ toDay: orNone, share: figure })).max(12),
  }),
  z.strictObject({ kind: z.literal("half_life"), days: figure }),
]);

const ruleBase = {
  key: text(100),
  label: text(200),
  dimension,
  signal: text(100),
  enabled: z.boolean(),
  cap: orNone,
  decay,
  own: z
    .strictObject({
      kind: z.enum(["attribute", "event_count", "event_ever", "event_recency"]),
      name: text(200),
    })
    .exactOptional(),
};

const rule = z.discriminatedUnion("per", [
  z.strictObject({ ...ruleBase, per: z.literal("flat"), condition, points: figure }),
  z.strictObject({ ...ruleBase, per: z.literal("each"), points: figure }),
  z.strictObject({
    ...ruleBase,
    per: z.literal("levels"),
    levels: z.array(z.strictObject({ condition, points: figure })).max(50),
  }),
]);

/** The market lists as a workspace states them: lower-cased words. */
export const marketSchema = z.strictObject({
  industries: z.strictObject({ target: words(500), adjacent: words(500), poor: words(500) }),
  territories: words(500),
  competitorDomains: words(2_000),
  freeMailDomains: words(2_000),
  studentMailDomains: words(2_000),
});

/** A few more rules than can be published: somebody past the limit is told so and loses nothing. */
const rulesContent = z.strictObject({
  name: text(100),
  caps: z.strictObject({ fit: orNone, intent: orNone, engagement: orNone, negative: orNone }),
  rules: z.array(rule).max(300),
  market: marketSchema,
});

/** Reads what a browser or the database says a draft is. */
export const DRAFT_SCHEMAS: { readonly [Kind in DraftKind]: z.ZodType<DraftContents[Kind]> } = {
  bands: bandsContent,
  rules: rulesContent,
};

/** Whether two drafts say the same, whatever the order their members were written in. NaN equals NaN. */
export function isSameDraft(a: unknown, b: unknown): boolean {
  return a === b || orderedText(a) === orderedText(b);
}

function orderedText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)))
      : part,
  );
}
