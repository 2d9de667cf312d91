import { z } from "@hono/zod-openapi";
import { isStatedEventType } from "@/lib/core/tracking/stated-types";
import { pageOf } from "@/lib/core/tracking/web-events";
import { eventTime } from "@/lib/modules/ingestion/bounds";
import { uuidOfText } from "@/lib/modules/ingestion/events";
import { receiveTogether } from "@/lib/modules/ingestion/together";
import type { EventRecord } from "@/lib/modules/ingestion/types";
import { keptTrackerSettings } from "@/lib/modules/tracker/kept-settings";
import type { TrackerSettings } from "@/lib/modules/tracker/types";
import { now as wallClock } from "@/lib/platform/clock";
import { issuesOf, plainMessage } from "./issues";
import { type ApiKit, operation } from "./operation";

const MOST_EVENTS = 1_000;
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_PROPERTIES = 50;
const PROPERTY_DEPTH = 4;
const PROPERTY_BYTES = 8 * 1024;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const text = (most: number) => z.string().trim().min(1, { error: "must not be empty" }).max(most);

const eventSchema = z
  .object({
    id: text(200)
      .optional()
      .openapi({ description: "Yours: the same id again is the same event, whatever else it says." }),
    type: z
      .string()
      .regex(/^[a-z][a-z0-9_.-]{0,59}$/, {
        error: "must be a name like page_view: small letters, digits, _ . or -, at most 60",
      })
      .openapi({ example: "demo_requested" }),
    occurred_at: z.iso
      .datetime({ offset: true })
      .optional()
      .openapi({ description: "When it happened; without it, now.", example: "2026-11-21T09:30:00Z" }),
    lead_id: z.uuid().optional().openapi({ description: "Ours." }),
    external_id: text(200).optional().openapi({ description: "The lead's id in your system." }),
    email: text(254).optional(),
    visitor_id: text(64).optional().openapi({ description: "A browser's anonymous id." }),
    properties: z
      .record(z.string().max(100), z.unknown())
      .optional()
      .openapi({ example: { page: "pricing", path: "/pricing" } }),
  })
  .strict()
  .openapi("Event", {
    description: "Exactly one of lead_id, external_id, email and visitor_id says whose it is.",
  });

const resultSchema = z
  .object({
    index: z.number().int(),
    id: z.string().nullable().openapi({ description: "As you sent it, or the one we made." }),
    status: z.enum(["stored", "duplicate", "rejected"]),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi("EventResult");

const answerSchema = z
  .object({
    stored: z.number().int(),
    duplicates: z.number().int(),
    rejected: z.number().int(),
    results: z.array(resultSchema),
  })
  .openapi("EventResults");

type SentEvent = z.infer<typeof eventSchema>;
type Issues = readonly { readonly path: string; readonly message: string }[];

const bodySchema = z
  .object({
    // Each item is validated by itself: one that is wrong is rejected and does not stop the others.
    events: z
      .array(z.unknown().openapi({ allOf: [{ $ref: "#/components/schemas/Event" }] } as never))
      .min(1)
      .max(MOST_EVENTS),
  })
  .strict();

/** POST /events: what happened, as it happens. */
export function eventRoutes(kit: ApiKit): void {
  kit.routes.openAPIRegistry.register("Event", eventSchema);
  operation(
    kit,
    {
      ...{ method: "post", path: "/api/v1/events", id: "sendEvents", tag: "Events", scope: "ingest" },
      summary: "Send up to 1,000 events",
      description:
        "Events are stored when the answer comes, whatever happens to the server afterwards; their leads are scored within the second. Each item has its own result. Send an `id` of your own with each: then the same request can be repeated without harm when no answer came.",
      body: bodySchema,
      bodyExample: {
        events: [
          {
            id: "crm-88121",
            type: "demo_requested",
            occurred_at: "2026-11-21T09:30:00Z",
            email: "ada@fjordline.example",
            properties: { message: "Can you show us the warehouse view?" },
          },
        ],
      },
      mostBytes: MOST_BYTES,
      answers: { status: 202, description: "What became of each event, in order.", schema: answerSchema },
      errors: [503],
    },
    async (context, { body }) => {
      const { tenantId } = context.get("caller");
      return context.json(await takeEvents(tenantId, body.events), 202);
    },
  );
}

/** Stores what is valid of up to 1,000 events, and says of each what became of it: for the API and for pipes. */
export async function takeEvents(
  tenantId: string,
  events: readonly unknown[],
): Promise<z.infer<typeof answerSchema>> {
  const now = wallClock();
  const settings = await keptTrackerSettings(tenantId, now);
  const results: z.infer<typeof resultSchema>[] = [];
  const records: EventRecord[] = [];
  const places: number[] = [];
  for (const [index, item] of events.entries()) {
    const read = readEvent(item, settings, now);
    const id = sentId(item);
    if ("issues" in read) results[index] = { index, id, status: "rejected", issues: [...read.issues] };
    else {
      places.push(index);
      records.push(read.record);
      results[index] = { index, id, status: "stored" };
    }
  }
  const stored = await receiveTogether(tenantId, records, wallClock);
  for (const [at, event] of stored.entries()) {
    const result = results[places[at]!]!;
    if (event.outcome === "unknown_lead") {
      result.status = "rejected";
      result.issues = [{ path: subjectPath(records[at]!), message: "is not known; send the lead first" }];
    } else {
      result.status = event.outcome;
      result.id ??= event.id;
    }
  }
  const count = (status: string) => results.filter((result) => result.status === status).length;
  return { stored: count("stored"), duplicates: count("duplicate"), rejected: count("rejected"), results };
}

const subjectPath = ({ subject }: EventRecord): string =>
  "email" in subject ? "email" : "externalId" in subject ? "external_id" : "lead_id";

function sentId(item: unknown): string | null {
  const id = (item as { id?: unknown } | null)?.id;
  return typeof id === "string" ? id.slice(0, 200) : null;
}

function readEvent(
  item: unknown,
  settings: TrackerSettings,
  now: Date,
): { readonly record: EventRecord } | { readonly issues: Issues } {
  const parsed = eventSchema.safeParse(item, { error: plainMessage });
  if (!parsed.success) return { issues: issuesOf(parsed.error) };
  const event = parsed.data;
  const issues: { path: string; message: string }[] = [];
  const time = eventTime(
    event.occurred_at === undefined ? now.getTime() : Date.parse(event.occurred_at),
    now,
  );
  if ("problem" in time) issues.push({ path: "occurred_at", message: time.problem });
  const subject = subjectOf(event);
  if (!subject)
    issues.push({ path: "", message: "needs exactly one of lead_id, external_id, email and visitor_id" });
  if (!isStatedEventType(event.type))
    issues.push({ path: "type", message: "is written by the product itself: change leads with POST /leads" });
  const properties = event.properties ?? {};
  const large = tooLarge(properties);
  if (large) issues.push({ path: "properties", message: large });
  if (issues.length > 0 || !subject || "problem" in time) return { issues };
  const { id, type } = event;
  return {
    record: {
      ...{ subject, type, occurredAt: time.at },
      properties: type === "page_view" ? withPage(properties, settings) : properties,
      // Ids of ours and of others never meet, unless somebody sends a UUID twice.
      ...(id === undefined ? {} : { id: UUID.test(id) ? id.toLowerCase() : uuidOfText(id) }),
    },
  };
}

function subjectOf(event: SentEvent): EventRecord["subject"] | null {
  const { lead_id: leadId, external_id: externalId, email, visitor_id: visitorKey } = event;
  const given: EventRecord["subject"][] = [
    ...(leadId === undefined ? [] : [{ leadId }]),
    ...(externalId === undefined ? [] : [{ externalId }]),
    ...(email === undefined ? [] : [{ email }]),
    ...(visitorKey === undefined ? [] : [{ visitorKey }]),
  ];
  return given.length === 1 ? given[0]! : null;
}

/** A page's kind is the workspace's word, where the sender has none. */
function withPage(properties: Readonly<Record<string, unknown>>, { pages }: TrackerSettings) {
  return properties.page === undefined && typeof properties.path === "string"
    ? { ...properties, page: pageOf(properties.path, pages) }
    : properties;
}

function tooLarge(properties: Readonly<Record<string, unknown>>): string | null {
  const names = Object.keys(properties);
  if (names.length > MOST_PROPERTIES) return `must have at most ${MOST_PROPERTIES} entries`;
  if (names.length === 0) return null;
  if (isDeeper(properties, PROPERTY_DEPTH)) return `must not be nested deeper than ${PROPERTY_DEPTH} levels`;
  return JSON.stringify(properties).length > PROPERTY_BYTES ? "must be at most 8 kB of JSON" : null;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
