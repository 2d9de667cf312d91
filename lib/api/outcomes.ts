import { z } from "@hono/zod-openapi";
import { AHEAD_MS } from "@/lib/modules/ingestion/bounds";
import { type OutcomeRecord, storeOutcomes } from "@/lib/modules/ingestion/outcomes";
import { now as wallClock } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import type { Issue } from "./errors";
import { issuesOf, plainMessage } from "./issues";
import { type ApiKit, operation } from "./operation";

const MOST_OUTCOMES = 1_000;
const MOST_BYTES = 1024 * 1024;

const outcomeSchema = z
  .object({
    lead_id: z.uuid().optional(),
    external_id: z.string().trim().min(1).max(200).optional(),
    email: z.string().trim().min(1).max(254).optional(),
    kind: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,59}$/, { error: "must be a name like won_deal: small letters, digits and _" })
      .default("won_deal")
      .openapi({ description: "What became of the lead; one value a lead and kind." }),
    value: z.enum(["undecided", "positive", "negative"]),
    decided_at: z.iso.datetime({ offset: true }).optional(),
    amount: z
      .number()
      .min(0)
      .max(1e12)
      .optional()
      .openapi({ description: "In whole units of the currency.", example: 18_500 }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, { error: "must be three capital letters, like EUR" })
      .optional(),
  })
  .strict()
  .openapi("Outcome", { description: "Exactly one of lead_id, external_id and email says whose it is." });

const answerSchema = z
  .object({
    stored: z.number().int(),
    rejected: z.number().int(),
    results: z.array(
      z.object({
        index: z.number().int(),
        status: z.enum(["stored", "rejected"]),
        lead_id: z.uuid().optional(),
        issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
      }),
    ),
  })
  .openapi("OutcomeResults");

const bodySchema = z
  .object({
    outcomes: z
      .array(z.unknown().openapi({ allOf: [{ $ref: "#/components/schemas/Outcome" }] } as never))
      .min(1)
      .max(MOST_OUTCOMES),
  })
  .strict();

/** POST /outcomes: what became of leads, which is what models learn from. */
export function outcomeRoutes(kit: ApiKit): void {
  kit.routes.openAPIRegistry.register("Outcome", outcomeSchema);
  operation(
    kit,
    {
      ...{ method: "post", path: "/api/v1/outcomes", id: "sendOutcomes", tag: "Leads", scope: "ingest" },
      summary: "Tell what became of up to 1,000 leads",
      description:
        "A later statement of the same kind replaces the earlier one. It changes no status: send that with the lead.",
      body: bodySchema,
      bodyExample: {
        outcomes: [
          {
            ...{ external_id: "00Q8d00000Xy", kind: "won_deal", value: "positive" },
            ...{ decided_at: "2026-11-20T15:00:00Z", amount: 18_500, currency: "EUR" },
          },
        ],
      },
      mostBytes: MOST_BYTES,
      answers: { status: 200, description: "What became of each, in order.", schema: answerSchema },
      errors: [503],
    },
    async (context, { body }) => {
      const { tenantId } = context.get("caller");
      const now = wallClock();
      const results: z.infer<typeof answerSchema>["results"] = [];
      const records: OutcomeRecord[] = [];
      const places: number[] = [];
      for (const [index, item] of body.outcomes.entries()) {
        const read = readOutcome(item, now);
        if ("issues" in read) results[index] = { index, status: "rejected", issues: [...read.issues] };
        else {
          places.push(index);
          records.push(read.record);
        }
      }
      const leadIds = await withTenant(tenantId, (tx) => storeOutcomes(tx, tenantId, records, now));
      for (const [at, leadId] of leadIds.entries()) {
        const index = places[at]!;
        results[index] = leadId
          ? { index, status: "stored", lead_id: leadId }
          : {
              index,
              status: "rejected",
              issues: [{ path: "", message: "is about a lead that is not known" }],
            };
      }
      const stored = results.filter(({ status }) => status === "stored").length;
      return context.json({ stored, rejected: results.length - stored, results });
    },
  );
}

function readOutcome(
  item: unknown,
  now: Date,
): { readonly record: OutcomeRecord } | { readonly issues: readonly Issue[] } {
  const parsed = outcomeSchema.safeParse(item, { error: plainMessage });
  if (!parsed.success) return { issues: issuesOf(parsed.error) };
  const {
    lead_id: leadId,
    external_id: externalId,
    email,
    kind,
    value,
    decided_at,
    amount,
    currency,
  } = parsed.data;
  const issues: Issue[] = [];
  const subjects: OutcomeRecord["subject"][] = [
    ...(leadId === undefined ? [] : [{ leadId }]),
    ...(externalId === undefined ? [] : [{ externalId }]),
    ...(email === undefined ? [] : [{ email }]),
  ];
  const [subject] = subjects;
  if (!subject || subjects.length > 1)
    issues.push({ path: "", message: "needs exactly one of lead_id, external_id and email" });
  const decidedAt = decided_at === undefined ? undefined : new Date(decided_at);
  if (decidedAt && decidedAt.getTime() > now.getTime() + AHEAD_MS)
    issues.push({ path: "decided_at", message: "must not lie ahead" });
  if (decidedAt && decidedAt.getUTCFullYear() < 1990)
    issues.push({ path: "decided_at", message: "must not lie before 1990" });
  if ((amount === undefined) !== (currency === undefined))
    issues.push({
      path: amount === undefined ? "amount" : "currency",
      message: "is required beside the other",
    });
  if (issues.length > 0 || !subject) return { issues };
  return {
    record: {
      ...{ subject, kind, value },
      ...(decidedAt ? { decidedAt } : {}),
      ...(amount === undefined ? {} : { amountMinor: Math.round(amount * 100) }),
      ...(currency === undefined ? {} : { currency }),
    },
  };
}
