import { z } from "@hono/zod-openapi";
import type { Factor, ScoreResult, ScorerRef } from "@/lib/core/scoring/types";
import type { LiveScorer } from "@/lib/modules/scoring/live-scorer";
import { topReasons } from "@/lib/modules/scoring/score-lead";
import type { TimeContext } from "@/lib/present/format";
import { type WordableReason, wordReasons } from "@/lib/present/word-reason";

const points = z.number().openapi({ description: "Signed points of the score.", example: 12.4 });

export const reasonSchema = z
  .object({
    signal: z.string().openapi({ example: "pricing_views_7d" }),
    text: z
      .string()
      .openapi({ description: "A sentence to read aloud.", example: "Viewed pricing 3 times in 7 days" }),
    detail: z.string().nullable().openapi({
      description: "The line beneath, where there is more to say.",
      example: "13, 16 and 17 Nov",
    }),
    points,
  })
  .openapi("Reason");

export const factorSchema = z
  .object({
    key: z.string().openapi({ description: "The rule's key, or the signal's for models." }),
    signal: z.string(),
    category: z.enum(["fit", "intent", "engagement", "negative"]),
    points,
    value: z.union([z.number(), z.string(), z.boolean()]).nullable(),
  })
  .openapi("Factor");

export const scorerSchema = z
  .object({
    kind: z.enum(["rules", "logistic", "forest", "boosted"]),
    version: z.string().openapi({ example: "Model v3" }),
    hash: z.string().openapi({ description: "Of the whole scorer: the same hash is the same scores." }),
  })
  .openapi("Scorer");

export const scoreParts = {
  score: z.number().int().min(0).max(100).openapi({ example: 74 }),
  probability: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .openapi({ description: "Calibrated; null where rules score." }),
  band: z.object({
    id: z.string().openapi({ example: "hot" }),
    name: z.string().openapi({ example: "Hot" }),
  }),
  action: z.string().openapi({ example: "call within 2 hours" }),
  respond_within_minutes: z.number().int().nullable().openapi({ example: 120 }),
  reasons: z.array(reasonSchema).max(3).openapi({ description: "What raises the score most, best first." }),
  risks: z.array(reasonSchema).max(3).openapi({ description: "What drags it down most, worst first." }),
};

export const scoreAnswerSchema = z
  .object({
    ...scoreParts,
    fit_score: z.number().int().min(0).max(100),
    intent_score: z.number().int().min(0).max(100),
    factors: z
      .array(factorSchema)
      .openapi({ description: "All of them; with the starting point they add up to the score." }),
    starting_point: z.number().openapi({ description: "What the score is before any factor; 0 for rules." }),
    as_of: z.string().openapi({ format: "date-time" }),
    scorer: scorerSchema,
    request_id: z.string(),
  })
  .openapi("Score");

/** Reasons in the words of the screen, each with its points. */
export function wordedReasons(
  factors: readonly (WordableReason & { readonly signal: string; readonly points: number })[],
  context: TimeContext,
): z.infer<typeof reasonSchema>[] {
  const worded = wordReasons(factors, context);
  return factors.map(({ signal, points: own }, at) => ({
    signal,
    text: worded[at]!.title,
    detail: worded[at]!.evidence,
    points: tenThousandth(own),
  }));
}

export function bandAnswer({ bands }: LiveScorer, bandId: string) {
  const band = bands.get(bandId);
  return {
    band: { id: bandId, name: band?.name ?? bandId },
    action: band?.action ?? "",
    respond_within_minutes: band?.respondWithinMinutes ?? null,
  };
}

export const scorerAnswer = ({ kind, version, hash }: ScorerRef) => ({ kind, version, hash });

/** As points are stored. */
export const tenThousandth = (value: number): number => Math.round(value * 10_000) / 10_000;

interface Beginning {
  readonly signal: string;
  readonly dimension: Factor["dimension"];
  readonly text: string;
}

/** What a factor's text begins with, by key: nearly always the same for every lead. */
const beginnings = new Map<string, Beginning>();
const MOST_BEGINNINGS = 5_000;

function factorText({ key, signal, dimension, points: own, value }: Factor): string {
  let known = beginnings.get(key);
  if (known === undefined || known.signal !== signal || known.dimension !== dimension) {
    const names = `"key":${JSON.stringify(key)},"signal":${JSON.stringify(signal)},"category":"${dimension}"`;
    known = { signal, dimension, text: `{${names},"points":` };
    if (beginnings.size >= MOST_BEGINNINGS) beginnings.clear();
    beginnings.set(key, known);
  }
  const said = typeof value === "string" ? JSON.stringify(value) : String(value);
  return `${known.text}${tenThousandth(own)},"value":${said}}`;
}

/** The answer to one scoring, as the JSON of a `scoreAnswerSchema`: written as text, because it is long and often. */
export function scoreText(
  live: LiveScorer,
  result: ScoreResult,
  moment: number,
  timeZone: string,
  requestId: string,
): string {
  const context = { now: moment, timeZone };
  const top = topReasons(result);
  const fixed = fixedTexts(live);
  let factors = "";
  for (const factor of result.factors) factors += `${factors === "" ? "" : ","}${factorText(factor)}`;
  const reasons = JSON.stringify(wordedReasons(top.reasons, context));
  const risks = JSON.stringify(wordedReasons(top.risks, context));
  const scores = `"fit_score":${Math.round(result.fitScore)},"intent_score":${Math.round(result.intentScore)}`;
  const told = `"score":${result.total},"probability":${result.probability},${bandText(live, fixed, result.bandId)}`;
  const end = `"starting_point":${tenThousandth(result.startingPoint)},"as_of":"${new Date(moment).toISOString()}"`;
  return `{${told},"reasons":${reasons},"risks":${risks},${scores},"factors":[${factors}],${end},"scorer":${fixed.scorer},"request_id":"${requestId}"}`;
}

/** What is the same in every answer of a scorer. */
interface FixedTexts {
  readonly scorer: string;
  readonly bands: Map<string, string>;
}

const fixedByScorer = new WeakMap<LiveScorer, FixedTexts>();

function fixedTexts(live: LiveScorer): FixedTexts {
  let fixed = fixedByScorer.get(live);
  if (fixed === undefined) {
    fixed = { scorer: JSON.stringify(scorerAnswer(live.active.scorer.ref)), bands: new Map() };
    fixedByScorer.set(live, fixed);
  }
  return fixed;
}

function bandText(live: LiveScorer, { bands }: FixedTexts, bandId: string): string {
  let text = bands.get(bandId);
  if (text === undefined) {
    text = JSON.stringify(bandAnswer(live, bandId)).slice(1, -1);
    bands.set(bandId, text);
  }
  return text;
}
