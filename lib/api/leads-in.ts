import { z } from "@hono/zod-openapi";
import { LEAD_STATUSES } from "@/lib/core/signals/lead-status";
import type { AttributeValue } from "@/lib/core/signals/types";
import { EMAIL_AS_GIVEN, isEmail, QUALITY_FLAGS } from "@/lib/modules/ingestion/quality";
import { LEAD_COLUMNS, type LeadRecord } from "@/lib/modules/ingestion/types";
import { upsertLeads } from "@/lib/modules/ingestion/upsert";
import { now as wallClock } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { ApiError, type Issue, invalid } from "./errors";
import { issuesOf, plainMessage } from "./issues";
import { type ApiKit, operation } from "./operation";
import { leadSchema } from "./score-request";
import type { ApiEnv } from "./types";

const MOST_LEADS = 1_000;
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_ATTRIBUTES = 200;

const instant = z.iso.datetime({ offset: true });

const sentLeadSchema = leadSchema
  .extend({
    external_id: z.string().trim().min(1).max(200).optional().openapi({
      description: "The lead's id in your system; it wins over the e-mail.",
      example: "00Q8d00000Xy",
    }),
    status: z.enum(LEAD_STATUSES).optional(),
    closed_at: instant.nullish(),
    team: z.string().max(100).optional(),
    territory: z.string().max(100).optional(),
  })
  .strict()
  .openapi("Lead", {
    description:
      "A field left out stays as it is; null empties it. `attributes` holds the workspace's own fields.",
  });
type SentLead = z.infer<typeof sentLeadSchema>;

const querySchema = z
  .object({
    source: z.enum(["enrichment"]).optional().openapi({
      description: "`enrichment` completes leads that are known: it fills what is empty, and makes no lead.",
    }),
  })
  .strict();

const answerSchema = z
  .object({
    lead_id: z.uuid(),
    result: z.enum(["created", "changed", "unchanged"]),
    quality_flags: z.array(z.enum(QUALITY_FLAGS)).openapi({ description: "What is missing or doubtful." }),
  })
  .openapi("KeptLead");

const itemSchema = z
  .object({
    index: z.number().int(),
    result: z.enum(["created", "changed", "unchanged", "rejected"]),
    lead_id: z.uuid().optional(),
    quality_flags: z.array(z.enum(QUALITY_FLAGS)).optional(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi("LeadResult");

const batchSchema = z
  .object({
    // Each item is validated by itself: one that is wrong is rejected and does not stop the others.
    leads: z
      .array(z.unknown().openapi({ allOf: [{ $ref: "#/components/schemas/Lead" }] } as never))
      .min(1)
      .max(MOST_LEADS),
  })
  .strict();

const batchAnswerSchema = z
  .object({
    created: z.number().int(),
    changed: z.number().int(),
    unchanged: z.number().int(),
    rejected: z.number().int(),
    results: z.array(itemSchema),
  })
  .openapi("LeadResults");

const ABOUT =
  "Found by `external_id`, else by `email`; made where it is not known. What is missing or doubtful is flagged and never refused. The lead is scored within the second.";
const UNKNOWN: Issue = { path: "", message: "is not known; enrichment only completes leads that are" };
const example = {
  ...{
    external_id: "00Q8d00000Xy",
    email: "nora.keane@corvane.example",
    first_name: "Nora",
    last_name: "Keane",
  },
  ...{
    company: "Corvane Logistics",
    job_title: "VP Operations",
    employees: 640,
    attributes: { warehouses: 4 },
  },
};

type Caller = ApiEnv["Variables"]["caller"];

/** POST /leads and /leads/batch: who might buy, as other systems know them. */
export function leadWritingRoutes(kit: ApiKit): void {
  operation(
    kit,
    {
      ...{ method: "post", path: "/api/v1/leads", id: "upsertLead", tag: "Leads", scope: "ingest" },
      ...{ summary: "Make, change or complete a lead", description: ABOUT },
      ...{ query: querySchema, body: sentLeadSchema, bodyExample: example },
      answers: { status: 200, description: "The lead is kept.", schema: answerSchema },
      errors: [404, 503],
    },
    async (context, { query, body }) => {
      const now = wallClock();
      const read = leadRecord(body, now);
      if ("issues" in read) throw invalid(read.issues);
      const [kept] = await keep(context.get("caller"), [read.record], query.source, now);
      if (!kept) throw new ApiError(404, "This lead is not known; enrichment only completes leads that are.");
      return context.json({ lead_id: kept.leadId, result: kept.change, quality_flags: [...kept.flags] });
    },
  );
  operation(
    kit,
    {
      ...{ method: "post", path: "/api/v1/leads/batch", id: "upsertLeads", tag: "Leads", scope: "ingest" },
      ...{ summary: "The same for up to 1,000 leads", description: `${ABOUT} Each item has its own result.` },
      ...{ query: querySchema, body: batchSchema, bodyExample: { leads: [example] }, mostBytes: MOST_BYTES },
      answers: { status: 200, description: "What became of each lead, in order.", schema: batchAnswerSchema },
      errors: [503],
    },
    async (context, { query, body }) => {
      const now = wallClock();
      const results: z.infer<typeof itemSchema>[] = [];
      const records: LeadRecord[] = [];
      const places: number[] = [];
      for (const [index, item] of body.leads.entries()) {
        const parsed = sentLeadSchema.safeParse(item, { error: plainMessage });
        const read = parsed.success ? leadRecord(parsed.data, now) : { issues: issuesOf(parsed.error) };
        if ("issues" in read) results[index] = { index, result: "rejected", issues: [...read.issues] };
        else {
          places.push(index);
          records.push(read.record);
        }
      }
      const kept = await keep(context.get("caller"), records, query.source, now);
      for (const [at, lead] of kept.entries()) {
        const index = places[at]!;
        results[index] = lead
          ? { index, result: lead.change, lead_id: lead.leadId, quality_flags: [...lead.flags] }
          : { index, result: "rejected", issues: [UNKNOWN] };
      }
      const count = (result: string) => results.filter((each) => each.result === result).length;
      return context.json({
        ...{ created: count("created"), changed: count("changed") },
        ...{ unchanged: count("unchanged"), rejected: count("rejected"), results },
      });
    },
  );
}

function keep(caller: Caller, records: readonly LeadRecord[], source: "enrichment" | undefined, now: Date) {
  const { tenantId, keyName } = caller;
  return withTenant(
    tenantId,
    (tx) =>
      upsertLeads(tx, tenantId, records, {
        ...{ now, isEnrichment: source === "enrichment" },
        source: source === "enrichment" ? "enrichment" : `${keyName} (API)`,
      }),
    { timeoutMs: 60_000 },
  );
}

const COLUMNS: ReadonlySet<string> = new Set([...LEAD_COLUMNS, EMAIL_AS_GIVEN]);

function leadRecord(
  lead: SentLead,
  now: Date,
): { readonly record: LeadRecord } | { readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const time = (path: "created_at" | "closed_at"): Date | undefined => {
    const text = lead[path];
    if (!text) return undefined;
    const at = new Date(text);
    // A minute for clocks that differ.
    if (at.getTime() > now.getTime() + 60_000) issues.push({ path, message: "must not lie ahead" });
    else if (at.getUTCFullYear() < 1990) issues.push({ path, message: "must not lie before 1990" });
    return at;
  };
  const [createdAt, closedAt] = [time("created_at"), time("closed_at")];
  const own = Object.entries(lead.attributes ?? {});
  if (own.length > MOST_ATTRIBUTES)
    issues.push({ path: "attributes", message: `must have at most ${MOST_ATTRIBUTES} entries` });
  for (const [key] of own) {
    if (COLUMNS.has(key))
      issues.push({ path: `attributes.${key}`, message: "is a field of the lead itself" });
    else if (!/^[a-z][a-z0-9_]{0,59}$/.test(key))
      issues.push({
        path: `attributes.${key.slice(0, 80)}`,
        message: "must be a name like own_field: small letters, digits and _, at most 60",
      });
  }
  if (issues.length > 0) return { issues };
  const fields: Record<string, AttributeValue> = Object.fromEntries(own);
  for (const column of LEAD_COLUMNS) if (lead[column] !== undefined) fields[column] = lead[column] ?? null;
  const email = lead.email?.trim() ?? "";
  // What is no address cannot be written to; it is kept beside the lead, for a person to correct.
  if (email !== "") {
    fields.email = isEmail(email) ? email : null;
    fields[EMAIL_AS_GIVEN] = isEmail(email) ? null : email;
  }
  return {
    record: {
      ...(lead.external_id ? { externalId: lead.external_id } : {}),
      fields,
      ...(createdAt ? { createdAt } : {}),
      ...(lead.status ? { status: lead.status } : {}),
      ...(closedAt ? { closedAt } : {}),
      ...(lead.team ? { team: lead.team } : {}),
      ...(lead.territory ? { territory: lead.territory } : {}),
    },
  };
}
