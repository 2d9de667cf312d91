import { z } from "@hono/zod-openapi";
import type { AttributeValue, HistoryEvent, LeadHistory } from "@/lib/core/signals/types";
import { storableJson, storableValue } from "@/lib/modules/ingestion/clean";
import { EARLIEST_EVENT } from "@/lib/modules/ingestion/partitions";
import { LEAD_COLUMNS } from "@/lib/modules/ingestion/types";
import type { Issue } from "./errors";

const text = (most: number) => z.string().max(most);
const instant = z.iso.datetime({ offset: true, error: "must be a time like 2026-11-21T09:30:00Z" });

/** What is known of the lead. `attributes` holds the workspace's own fields by key. */
export const leadSchema = z
  .object({
    email: text(320).nullish().openapi({ example: "nora.keane@corvane.example" }),
    first_name: text(200).nullish(),
    last_name: text(200).nullish(),
    company: text(300).nullish().openapi({ example: "Corvane Logistics" }),
    job_title: text(300).nullish().openapi({ example: "VP Operations" }),
    phone: text(60).nullish(),
    country: text(100).nullish().openapi({ example: "GB" }),
    city: text(200).nullish(),
    industry: text(200).nullish().openapi({ example: "Logistics" }),
    employees: z
      .union([z.number(), text(60)])
      .nullish()
      .openapi({ example: 640 }),
    website: text(500).nullish(),
    source: text(200).nullish().openapi({ example: "Webinar" }),
    campaign: text(200).nullish(),
    created_at: instant.nullish(),
    attributes: z
      .record(z.string().max(100), z.union([z.string().max(2_000), z.number(), z.boolean()]).nullable())
      .optional(),
  })
  .strict()
  .openapi("ScoredLead");

const eventSchema = z
  .object({
    type: z
      .string()
      .min(1)
      .max(100)
      .refine((type) => type !== "attributes_set" && type !== "status_changed", {
        error: "is kept by Firstcall itself; send what the lead did",
      })
      .openapi({ example: "page_view" }),
    occurred_at: instant.openapi({ example: "2026-11-19T14:03:00Z" }),
    properties: z
      .record(z.string().max(100), z.unknown())
      .optional()
      .openapi({
        example: { page: "pricing", path: "/pricing" },
      }),
  })
  .strict()
  .openapi("ScoredEvent");

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const scoreRequestSchema = z
  .object({
    lead: leadSchema.optional(),
    // Its values are checked against the scorer in use, which the schema cannot know.
    signals: z
      .custom<Record<string, unknown>>(isObject, { error: "must be an object of signals by key" })
      .optional()
      .openapi({
        type: "object",
        additionalProperties: {
          anyOf: [{ type: "number" }, { type: "boolean" }, { type: "string" }, { type: "null" }],
        },
        description:
          "Signals by key, as the scorer in use defines them; null where one is not known, left out where nothing happened.",
        example: { pricing_views_7d: 3, decision_maker: true },
      }),
    events: z.array(eventSchema).max(1_000).optional(),
    as_of: instant.optional().openapi({ description: "As of when to score; now where it is left out." }),
  })
  .strict()
  .openapi("ScoreRequest");
export type ScoreRequest = z.infer<typeof scoreRequestSchema>;

/** What is asked of one request beyond its shape. */
export function problemsOf({ lead, signals, events, as_of }: ScoreRequest, now: Date): Issue[] {
  const issues: Issue[] = [];
  if (signals === undefined)
    for (const field of ["email", "company", "job_title"] as const)
      if (!lead?.[field]?.trim())
        issues.push({ path: `lead.${field}`, message: "is required unless signals are given" });
  const earliest = EARLIEST_EVENT.getTime();
  const soon = now.getTime() + 60_000;
  const timed = (path: string, at: string | null | undefined) => {
    if (at == null) return;
    const time = Date.parse(at);
    if (!(time >= earliest)) issues.push({ path, message: "must not lie before 1990" });
    else if (time > soon) issues.push({ path, message: "must not lie ahead" });
  };
  timed("as_of", as_of);
  timed("lead.created_at", lead?.created_at);
  for (const [index, { occurred_at }] of (events ?? []).entries())
    timed(`events[${index}].occurred_at`, occurred_at);
  return issues;
}

/** The request as a history: what is known of the lead counts at any moment, events as of their time. */
export function historyOf({ lead, events = [] }: ScoreRequest): LeadHistory {
  const changes: Record<string, AttributeValue> = {};
  for (const [key, value] of Object.entries(lead?.attributes ?? {})) {
    const known = storableValue(value);
    if (known !== null) changes[key] = known;
  }
  // A field of the product's own is never shadowed by one of the workspace's.
  for (const column of LEAD_COLUMNS) {
    const known = storableValue(lead?.[column]);
    if (known !== null) changes[column] = column === "email" ? String(known).toLowerCase() : known;
  }
  const told: HistoryEvent = {
    ...{ type: "attributes_set", occurredAt: 0 },
    properties: { changes, always_known: true },
  };
  return {
    createdAt: lead?.created_at ? Date.parse(lead.created_at) : null,
    visitors: [],
    events: [
      told,
      ...events.map(
        ({ type, occurred_at, properties }): HistoryEvent => ({
          type,
          occurredAt: Date.parse(occurred_at),
          properties: properties ? (storableJson(properties) as Record<string, unknown>) : {},
        }),
      ),
    ],
  };
}
