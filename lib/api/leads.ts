import { z } from "@hono/zod-openapi";
import { LEAD_STATUSES } from "@/lib/modules/ingestion/types";
import { type ApiLead, getApiLead, getApiLeads } from "@/lib/modules/leads/data-api";
import { getStoredScore } from "@/lib/modules/leads/data-lead";
import { type LiveScorer, liveScorer } from "@/lib/modules/scoring/live-scorer";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { wordReason } from "@/lib/present/word-reason";
import { ApiError } from "./errors";
import { type ApiKit, operation } from "./operation";
import {
  bandAnswer,
  factorSchema,
  scoreParts,
  scorerSchema,
  tenThousandth,
  wordedReasons,
} from "./score-answer";

const id = z.uuid().openapi({ description: "The lead's id." });
const instant = z.string().openapi({ format: "date-time" });
const text = z.string().nullable();
const whole = z.number().int().nullable();

const leadSchema = z
  .object({
    ...{
      id,
      external_id: text,
      email: text,
      first_name: text,
      last_name: text,
      company: text,
      job_title: text,
    },
    ...{
      phone: text,
      country: text,
      city: text,
      industry: text,
      employees: whole,
      website: text,
      source: text,
    },
    ...{ campaign: text, attributes: z.record(z.string(), z.unknown()), status: z.enum(LEAD_STATUSES) },
    ...{ owner_id: text, created_at: instant.nullable(), last_activity_at: instant.nullable() },
    quality_flags: z.array(z.string()).openapi({ description: "What is missing or malformed." }),
    score: whole.openapi({ description: "The machine's; null while it is not scored yet." }),
    ...{ band: text, probability: z.number().nullable(), scored_at: instant.nullable(), score_version: text },
    effective_score: whole.openapi({
      description: "A person's where an override is active, else the machine's.",
    }),
    effective_band: text,
    is_overridden: z.boolean(),
  })
  .openapi("StoredLead");

const leadListSchema = z
  .object({
    leads: z.array(leadSchema),
    next_cursor: text.openapi({ description: "For the page after this one; null at the end." }),
  })
  .openapi("LeadList");

export const leadScoreSchema = z
  .object({
    lead_id: z.string().nullable().openapi({ description: "Null for a visitor whom nobody knows." }),
    ...scoreParts,
    fit_score: whole,
    intent_score: whole,
    effective_score: z.number().int(),
    effective_band: text,
    is_overridden: z.boolean(),
    scorer: scorerSchema,
    scored_at: instant,
    request_id: z.string(),
  })
  .openapi("LeadScore");

const lineSchema = factorSchema
  .extend({ text: z.string().openapi({ example: "Viewed pricing 3 times in 7 days" }), detail: text })
  .openapi("LeadFactor");

const factorsSchema = z
  .object({
    lead_id: z.string(),
    ...{ score: z.number().int(), score_version: z.string(), scored_at: instant, request_id: z.string() },
    factors: z
      .array(lineSchema)
      .openapi({ description: 'Heaviest first; those under 0.05 points together as "rest".' }),
  })
  .openapi("LeadFactors");

const byId = z.object({ id });
/** PostgreSQL stores neither NUL nor half a pair: nothing is called so. */
export const isStorable = (value: string): boolean => value.isWellFormed() && !value.includes("\u0000");

const listQuery = z
  .object({
    band: z
      .string()
      .max(40)
      .refine(isStorable, { error: "is not a band's id" })
      .optional()
      .openapi({ description: "Id of the effective band.", example: "hot" }),
    status: z.enum(LEAD_STATUSES).optional(),
    updated_since: z.iso
      .datetime({ offset: true })
      .optional()
      .openapi({ description: "Recorded, scored or active since then." }),
    cursor: z.string().max(100).optional().openapi({ description: "next_cursor of the page before." }),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .strict();

const gone = () => new ApiError(404, "There is no lead with this id in this workspace.");
const iso = (at: Date | null) => at?.toISOString() ?? null;
/** Opaque to callers, so that another order can come one day. */
const cursorOf = (leadId: string) => Buffer.from(`1:${leadId}`).toString("base64url");

function readCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const [version, after] = Buffer.from(cursor, "base64url").toString("latin1").split(":");
  if (version === "1" && z.uuid().safeParse(after).success) return after;
  const message = "is not a cursor of this list; begin without one";
  throw new ApiError(400, `cursor: ${message}`, { issues: [{ path: "cursor", message }] });
}

function leadAnswer(lead: ApiLead) {
  const { top_reasons: _reasons, scorer_kind: _kind, score_hash: _hash, fit_score: _fit, ...rest } = lead;
  const {
    intent_score: _intent,
    score_total,
    score_band,
    score_updated_on,
    effective_score,
    ...fields
  } = rest;
  return {
    ...fields,
    created_at: iso(lead.created_at),
    last_activity_at: iso(lead.last_activity_at),
    score: score_total,
    band: score_band,
    scored_at: iso(score_updated_on),
    // Before the first score there is none to have an effect.
    effective_score: score_total === null && !lead.is_overridden ? null : effective_score,
  };
}

/** The score that is kept, worded as of now. */
export function leadScoreAnswer(live: LiveScorer, lead: ApiLead, timeZone: string, requestId: string) {
  if (lead.score_total === null || lead.score_band === null || !lead.score_updated_on)
    throw new ApiError(404, "This lead has no score yet. Ask again in a moment.", { code: "not_scored" });
  const context = { now: now().getTime(), timeZone };
  const { reasons = [], risks = [] } = lead.top_reasons;
  return {
    lead_id: lead.id,
    score: lead.score_total,
    probability: lead.probability,
    ...bandAnswer(live, lead.score_band),
    reasons: wordedReasons(reasons, context),
    risks: wordedReasons(risks, context),
    fit_score: lead.fit_score,
    intent_score: lead.intent_score,
    effective_score: lead.effective_score,
    effective_band: lead.effective_band,
    is_overridden: lead.is_overridden,
    scorer: {
      ...{ kind: lead.scorer_kind ?? ("rules" as const), version: lead.score_version ?? "" },
      hash: lead.score_hash ?? "",
    },
    scored_at: lead.score_updated_on.toISOString(),
    request_id: requestId,
  };
}

/** GET /leads, /leads/{id}, /leads/{id}/score and /leads/{id}/factors */
export function leadRoutes(kit: ApiKit): void {
  const get = { method: "get", tag: "Leads" } as const;
  operation(
    kit,
    {
      ...{ ...get, path: "/api/v1/leads", id: "listLeads", scope: "read" as const, query: listQuery },
      summary: "Leads, page by page",
      description: "In the order in which they were recorded, so that nothing is skipped while scores move.",
      answers: { status: 200, description: "A page of leads.", schema: leadListSchema },
    },
    async (context, { query: { band, status, updated_since, cursor, limit } }) => {
      const { tenantId } = context.get("caller");
      const query = { ...{ band, status, after: readCursor(cursor) }, limit: limit + 1 };
      const updatedSince = updated_since ? new Date(updated_since) : undefined;
      const found = await withTenant(tenantId, (tx) => getApiLeads(tx, tenantId, { ...query, updatedSince }));
      const leads = found.slice(0, limit);
      const last = leads.at(-1);
      return context.json({
        leads: leads.map(leadAnswer),
        next_cursor: found.length > limit && last ? cursorOf(last.id) : null,
      });
    },
  );
  operation(
    kit,
    {
      ...{ ...get, path: "/api/v1/leads/{id}", id: "getLead", scope: "read" as const, params: byId },
      summary: "One lead",
      answers: { status: 200, description: "The lead.", schema: leadSchema },
      errors: [404],
    },
    async (context, { params }) => {
      const { tenantId } = context.get("caller");
      const lead = await withTenant(tenantId, (tx) => getApiLead(tx, tenantId, params.id));
      if (!lead) throw gone();
      return context.json(leadAnswer(lead));
    },
  );
  operation(
    kit,
    {
      ...{
        ...get,
        path: "/api/v1/leads/{id}/score",
        id: "getLeadScore",
        scope: "score" as const,
        params: byId,
      },
      summary: "A lead's current score",
      description: "The score that is kept, with the top three reasons in the words of the screen.",
      answers: { status: 200, description: "The score.", schema: leadScoreSchema },
      errors: [404],
    },
    async (context, { params }) => {
      const { tenantId, timeZone } = context.get("caller");
      const live = await liveScorer(tenantId);
      const lead = await withTenant(tenantId, (tx) => getApiLead(tx, tenantId, params.id));
      if (!lead) throw gone();
      return context.json(leadScoreAnswer(live, lead, timeZone, context.get("requestId")));
    },
  );
  operation(
    kit,
    {
      ...{
        ...get,
        path: "/api/v1/leads/{id}/factors",
        id: "getLeadFactors",
        scope: "read" as const,
        params: byId,
      },
      summary: "What a lead's score is made of",
      answers: { status: 200, description: "Every factor of the current score.", schema: factorsSchema },
      errors: [404],
    },
    async (context, { params }) => {
      const { tenantId, timeZone } = context.get("caller");
      const { lead, stored } = await withTenant(tenantId, async (tx) => ({
        lead: await getApiLead(tx, tenantId, params.id),
        stored: await getStoredScore(tx, tenantId, params.id),
      }));
      if (!lead) throw gone();
      if (!stored)
        throw new ApiError(404, "This lead has no score yet. Ask again in a moment.", { code: "not_scored" });
      const words = { now: now().getTime(), timeZone };
      const factors = stored.factors.map((factor) => {
        const { key, dimension: category, points } = factor;
        const rounded = tenThousandth(points);
        if (factor.merged !== undefined)
          return {
            key,
            signal: key,
            category,
            points: rounded,
            value: null,
            text: "Other small factors",
            detail: null,
          };
        const { title, evidence } = wordReason(factor, words);
        return {
          key,
          signal: factor.signal,
          category,
          points: rounded,
          value: factor.value,
          text: title,
          detail: evidence,
        };
      });
      return context.json({
        ...{ lead_id: lead.id, score: stored.total, score_version: stored.version },
        scored_at: new Date(stored.scoredAt).toISOString(),
        request_id: context.get("requestId"),
        factors: factors.sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.key < b.key ? -1 : 1)),
      });
    },
  );
}
