import { randomStream } from "@/lib/core/random/random";
import { causeRef } from "@/lib/core/scoring/causes";
import { ingestEvents } from "@/lib/modules/ingestion/events";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import type { EventRecord, LeadRecord, LeadStatus } from "@/lib/modules/ingestion/types";
import { activeScorer } from "@/lib/modules/scoring/data";
import { replayScores } from "@/lib/modules/scoring/replay";
import { rescoreAll } from "@/lib/modules/scoring/rescore";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import type { Sql } from "./recount.testing";

const DAY = 86_400_000;
const HOUR = 3_600_000;

export interface RandomWorkspace {
  readonly now: Date;
  readonly timeZone: string;
  readonly leads: number;
  readonly seed: number;
}

/**
 * A workspace in which everything that insights tell apart happens at random: leads of thirty months with and without
 * source, team, calls and decisions; calls before, after and long after they were due, some taken back; decisions
 * before the moment, within the window, after it, undated, still to come.
 */
export async function randomWorkspace({ now, timeZone, leads, seed }: RandomWorkspace): Promise<string> {
  const { tenantId } = await createWorkspace({
    name: `Random ${seed}`,
    timeZone,
    workingHours: { days: [1, 2, 3, 4, 5, 6, 7], from: "07:00", to: "22:00" },
  });
  const { unit } = randomStream(seed, "insights");
  const pick = <T>(list: readonly T[]): T => list[Math.floor(unit() * list.length)]!;
  const records: LeadRecord[] = [];
  const events: EventRecord[] = [];
  for (let lead = 0; lead < leads; lead += 1) {
    const created = Math.floor(now.getTime() - unit() * 900 * DAY);
    const externalId = `R-${lead}`;
    const fate = pick(["won", "won", "lost", "lost", "lost", "open", "open", "nothing", "later"] as const);
    const decided = created + unit() ** 2 * 150 * DAY;
    const isDecided = (fate === "won" || fate === "lost") && decided < now.getTime();
    const status: LeadStatus = isDecided ? fate : pick(["new", "working", "qualified"]);
    records.push({
      externalId,
      createdAt: new Date(created),
      fields: {
        job_title: pick(["CEO", "VP Operations", "Buyer", null]),
        employees: pick([5, 60, 400, 3_000, null]),
        industry: pick(["Logistics", "Glass", null]),
        source: pick([
          "Webinar",
          "Partner",
          "Paid search",
          "Event",
          "Referral",
          "LinkedIn",
          "Cold list",
          null,
        ]),
        campaign: pick(["spring", "autumn", null]),
      },
      team: pick(["Partners", "Nordics"]),
      status,
      ...(isDecided ? { closedAt: new Date(decided) } : {}),
      ...outcomeOf(fate, isDecided, decided, unit),
    });
    const at = (days: number) => new Date(Math.floor(created + unit() * days * DAY));
    const add = (type: string, when: Date, properties: Record<string, unknown> = {}) => {
      if (when < now) events.push({ subject: { externalId }, type, occurredAt: when, properties });
    };
    if (unit() < 0.3) {
      const asked = at(10);
      add("demo_requested", asked);
      add("page_view", new Date(asked.getTime() + 60_000), { page: "pricing", path: "/pricing" });
      add("page_view", new Date(asked.getTime() + 120_000), { page: "pricing", path: "/pricing" });
      // Some are called at once, some tomorrow, some never.
      if (unit() < 0.6)
        add("call_logged", new Date(asked.getTime() + unit() ** 3 * 40 * HOUR), {
          outcome: "connected",
          minutes: 7,
        });
    }
    for (let visit = unit() * 5; visit > 1; visit -= 1)
      add("page_view", at(40), { page: "product", path: "/product" });
    for (let call = unit() * 3; call > 1; call -= 1)
      add("call_logged", at(60), { outcome: pick(["no_answer", "connected", "meeting_booked"]) });
    if (unit() < 0.1)
      events.push({
        ...{ subject: { externalId }, type: "call_logged", occurredAt: new Date(created + 1) },
        flag: { flag: "bot", reason: "logged by a machine" },
      });
    if (unit() < 0.2) add("status_changed", at(30), { from: "new", to: "qualified" });
  }
  const ids = await withTenant(
    tenantId,
    async (tx) => {
      const written = await ingestLeads(tx, tenantId, records, {
        knownFrom: "always",
        source: "random",
        now,
      });
      await ingestEvents(
        tx,
        tenantId,
        events.filter(({ occurredAt }) => occurredAt < now),
        { now },
      );
      return written.leads.map(({ leadId }) => leadId);
    },
    { timeoutMs: 60_000 },
  );
  await rescoreAll(tenantId, { moment: now, cause: causeRef("imported") });
  await withTenant(
    tenantId,
    async (tx) => {
      const scorer = await activeScorer(tx);
      await replayScores(tx, tenantId, ids, { until: now, scorer });
    },
    { timeoutMs: 60_000 },
  );
  return tenantId;
}

function outcomeOf(
  fate: "won" | "lost" | "open" | "nothing" | "later",
  isDecided: boolean,
  decided: number,
  unit: () => number,
): Pick<LeadRecord, "outcome"> {
  if (fate === "nothing") return {};
  if (!isDecided) return { outcome: { kind: "won_deal", value: "undecided" } };
  const value = fate === "won" ? "positive" : "negative";
  return {
    outcome: { kind: "won_deal", value, ...(unit() < 0.95 ? { decidedAt: new Date(decided) } : {}) },
  };
}

/** As if a model had scored the last 500 days, with promises as random as the rest. */
export async function promiseAtRandom(client: Sql, tenantId: string, now: Date): Promise<void> {
  const since = new Date(now.getTime() - 500 * DAY);
  await client.query(
    `UPDATE leads SET first_contact_version = 'Model v1',
                      first_contact_probability = abs(hashtext(id::text) % 1000) / 1000.0
      WHERE tenant_id = $1 AND first_contact_at >= $2`,
    [tenantId, since],
  );
  await client.query(
    `UPDATE score_history SET score_version = 'Model v1', probability = abs(hashtext(lead_id::text) % 1000) / 1000.0
      WHERE tenant_id = $1 AND scored_on >= $2`,
    [tenantId, since],
  );
}
