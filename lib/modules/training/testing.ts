import { OUTCOME_PRESETS } from "@/lib/core/outcomes/presets";
import { randomStream } from "@/lib/core/random/random";
import { ingestEvents } from "@/lib/modules/ingestion/events";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import type { EventRecord, LeadRecord } from "@/lib/modules/ingestion/types";
import { withTenant } from "@/lib/platform/db/client";
import { type TrainingSettings, trainingSettingsSchema } from "./types";

/** A workspace with a past, for tests: leads of a year, some of whom opened a mail on their first day and bought. */

export const TEST_NOW = new Date("2026-11-17T08:00:00Z");
const DAY = 86_400_000;

export const WON_AFTER_A_DAY: TrainingSettings = trainingSettingsSchema.parse({
  outcome: OUTCOME_PRESETS.won_deal,
  moment: { kind: "created_plus", hours: 24 },
});

/** @param count leads, a few hours apart, the newest created four months before `TEST_NOW` */
export async function writeHistory(tenantId: string, count: number, seed = 1): Promise<string[]> {
  const random = randomStream(seed, "training-history");
  const records: LeadRecord[] = [];
  const events: EventRecord[] = [];
  for (let index = 0; index < count; index += 1) {
    const externalId = `T-${index}`;
    const createdAt = new Date(TEST_NOW.getTime() - 120 * DAY - (count - index) * 6 * 3_600_000);
    const asked = random.unit() < 0.3;
    const decides = random.unit() < 0.4;
    const opened = random.unit() < 0.3;
    // What the rules weigh most says least here: a model has something to find.
    const wins = random.unit() < 0.06 + (opened ? 0.6 : 0) + (asked ? 0.06 : 0) + (decides ? 0.04 : 0);
    const decidedAt = new Date(createdAt.getTime() + (5 + random.below(40)) * DAY);
    records.push({
      externalId,
      createdAt,
      knownAt: createdAt,
      fields: { email: `${externalId}@firm.example`, job_title: decides ? "VP Operations" : "Analyst" },
      status: wins ? "won" : "lost",
      closedAt: decidedAt,
      outcome: { kind: "won_deal", value: wins ? "positive" : "negative", decidedAt },
    });
    const at = (hours: number) => new Date(createdAt.getTime() + hours * 3_600_000);
    const subject = { externalId };
    events.push({
      subject,
      type: "page_view",
      occurredAt: at(1),
      properties: { page: "product", path: "/product" },
    });
    if (asked) events.push({ subject, type: "demo_requested", occurredAt: at(2) });
    if (opened) events.push({ subject, type: "email_opened", occurredAt: at(6 + random.below(12)) });
  }
  return withTenant(
    tenantId,
    async (tx) => {
      const { leads } = await ingestLeads(tx, tenantId, records, {
        knownFrom: TEST_NOW,
        source: "test",
        now: TEST_NOW,
      });
      await ingestEvents(tx, tenantId, events, { now: TEST_NOW });
      return leads.map(({ leadId }) => leadId);
    },
    { timeoutMs: 60_000 },
  );
}
