import { OUTCOME_PRESETS } from "@/lib/core/outcomes/presets";
import { causeRef } from "@/lib/core/scoring/causes";
import { identifyVisitors, ingestEvents } from "@/lib/modules/ingestion/events";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { afterBulkLoad, statisticsKeeper } from "@/lib/modules/ingestion/maintenance";
import type { Actor } from "@/lib/modules/overrides/mutations";
import { activeScorer } from "@/lib/modules/scoring/data";
import { adoptNewestChange, replayScores } from "@/lib/modules/scoring/replay";
import { rescoreAll } from "@/lib/modules/scoring/rescore";
import { requestTraining } from "@/lib/modules/training/mutations";
import { trainingSettingsSchema } from "@/lib/modules/training/types";
import { ensureUser } from "@/lib/modules/users/mutations";
import { demoWasDeleted, demoWorkspace } from "@/lib/modules/workspaces/data";
import { createWorkspace, removeWorkspace } from "@/lib/modules/workspaces/mutations";
import { writeAudit } from "@/lib/platform/audit";
import type { Role } from "@/lib/platform/auth/roles";
import { withTenant } from "@/lib/platform/db/client";
import { checkDemo } from "./check";
import { DEMO_SEED } from "./demo-seed";
import { generatePipeline, PIPELINE_SIZE, type Pipeline } from "./generators/pipeline";
import { DEMO_MARKET } from "./market";
import { writeMorning } from "./morning";
import { seedOverrides } from "./overrides";
import { DEMO_PASSWORD, DEMO_PEOPLE, DEMO_WORKSPACE } from "./people";
import { Random } from "./random";

const HOUR = 3_600_000;
const DEMO_ZONE = "Europe/Oslo";
/** The audit entry that says the demo is whole; without it an interrupted one is made anew. */
const DONE = "demo.seeded";

export interface SeedOptions {
  readonly now: Date;
  readonly log: (line: string) => void;
  /** Smaller for tests. */
  readonly leads?: number;
  readonly thisWeek?: number;
  /** Asks for the first model: a job that a worker does once the product is serving. */
  readonly train?: boolean;
}

/** What the demo learns from its own past: closed won within 90 days, looked at a day after creation. */
const DEMO_TRAINING = trainingSettingsSchema.parse({
  outcome: OUTCOME_PRESETS.won_deal,
  moment: { kind: "created_plus", hours: 24 },
  publishWhenProposed: true,
});

/**
 * Makes the demo workspace when there is none, through the same doors as anybody's data. One that was begun and never
 * finished is made anew; one that somebody deleted stays deleted.
 *
 * @returns its tenant; null where it was deleted
 */
export async function seedDemo({
  now,
  log,
  train = false,
  ...size
}: SeedOptions): Promise<{ tenantId: string | null; made: boolean }> {
  const existing = await demoWorkspace();
  if (existing) {
    const whole = await withTenant(existing.tenantId, (tx) =>
      tx.auditEntry.findFirst({ where: { action: DONE } }),
    );
    if (whole) return { tenantId: existing.tenantId, made: false };
    await removeWorkspace(existing.tenantId);
  } else if (await demoWasDeleted()) {
    return { tenantId: null, made: false };
  }
  const started = performance.now();
  const hour = new Date(Math.floor(now.getTime() / HOUR) * HOUR);
  const pipeline = generatePipeline({ seed: DEMO_SEED, now: hour.getTime(), ...size });
  log(`Demo workspace: ${pipeline.leads.length} leads, ${pipeline.events.length} events over 12 months`);
  const { tenantId } = await createWorkspace({
    name: DEMO_WORKSPACE,
    timeZone: DEMO_ZONE,
    isDemo: true,
    market: DEMO_MARKET,
    // Somebody may look at any hour: clocks that stand still until Monday show nothing.
    workingHours: { days: [1, 2, 3, 4, 5, 6, 7], from: "07:00", to: "22:00" },
  });
  const people: (Actor & { readonly role: Role })[] = [];
  for (const { name, email, role } of DEMO_PEOPLE) {
    const { userId } = await ensureUser({ name, email, role, password: DEMO_PASSWORD, tenantId });
    people.push({ tenantId, userId, name, role, timeZone: DEMO_ZONE });
  }
  const reps = people.filter(({ role }) => role === "rep");
  const repIds = reps.map(({ userId }) => userId);
  const leadIds = await writeLeads(tenantId, pipeline, repIds, hour);
  await writeEvents(tenantId, pipeline, leadIds, hour);
  log(`  written after ${seconds(started)} s`);
  await afterBulkLoad();
  await replay(tenantId, [...leadIds.values()], hour);
  await rescoreAll(tenantId, { moment: hour, cause: causeRef("refresh") });
  await withTenant(tenantId, (tx) => adoptNewestChange(tx, tenantId), { timeoutMs: 60_000 });
  await writeMorning(tenantId, repIds, hour);
  log(`  scored, with its history, after ${seconds(started)} s`);
  await seedOverrides({
    ...{ tenantId, reps, leads: pipeline.leads, now: hour, random: new Random(`${DEMO_SEED}/overrides`) },
    leadIds: pipeline.leads.map(({ records }) => leadIds.get(records[0]!.externalId!)!),
    managers: people.filter(({ role }) => role === "manager"),
  });
  const { leads = PIPELINE_SIZE.leads, thisWeek = PIPELINE_SIZE.thisWeek } = size;
  await checkDemo(tenantId, hour, { leads, thisWeek });
  await withTenant(tenantId, async (tx) => {
    // In one transaction: a demo that is whole has asked for its first model, once.
    if (train) await requestTraining(tx, tenantId, DEMO_TRAINING, { actorId: null, now });
    await writeAudit(tx, {
      tenantId,
      actorId: null,
      action: DONE,
      subjectType: "workspace",
      subjectId: tenantId,
      details: { seed: DEMO_SEED, now: hour.toISOString() },
    });
  });
  await afterBulkLoad();
  return { tenantId, made: true };
}

const seconds = (since: number) => ((performance.now() - since) / 1_000).toFixed(1);

function* batches<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

async function writeLeads(
  tenantId: string,
  pipeline: Pipeline,
  reps: readonly string[],
  now: Date,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const wrote = statisticsKeeper();
  for (const batch of batches(pipeline.leads, 2_000)) {
    const records = batch.flatMap(({ records, owner }) =>
      records.map((record, index) =>
        index === 0 && owner !== null ? { ...record, ownerId: reps[owner % reps.length]! } : record,
      ),
    );
    await withTenant(
      tenantId,
      async (tx) => {
        const { leads } = await ingestLeads(tx, tenantId, records, { knownFrom: now, source: "CRM", now });
        for (const [index, record] of records.entries()) ids.set(record.externalId!, leads[index]!.leadId);
      },
      { timeoutMs: 60_000 },
    );
    await wrote(records.length);
  }
  return ids;
}

async function writeEvents(
  tenantId: string,
  pipeline: Pipeline,
  leadIds: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const wrote = statisticsKeeper();
  for (const batch of batches(pipeline.events, 10_000)) {
    await withTenant(tenantId, (tx) => ingestEvents(tx, tenantId, batch, { now }), { timeoutMs: 60_000 });
    await wrote(batch.length);
  }
  const identified = pipeline.leads.map((lead) => ({
    visitorKey: lead.visitorKey,
    leadId: leadIds.get(lead.records[0]!.externalId!)!,
    identifiedAt: lead.identifiedAt,
  }));
  await withTenant(tenantId, (tx) => identifyVisitors(tx, tenantId, identified), { timeoutMs: 60_000 });
}

/** The history each lead would have had, two transactions at a time. */
async function replay(tenantId: string, leadIds: readonly string[], until: Date): Promise<void> {
  const scorer = await withTenant(tenantId, activeScorer);
  const queue = [...batches(leadIds, 250)];
  const work = async () => {
    for (let batch = queue.shift(); batch; batch = queue.shift()) {
      const ids = batch;
      await withTenant(tenantId, (tx) => replayScores(tx, tenantId, ids, { until, scorer }), {
        timeoutMs: 60_000,
      });
    }
  };
  await Promise.all([work(), work()]);
}
