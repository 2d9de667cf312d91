import { effectiveOf, machineAgrees } from "@/lib/core/scoring/effective";
import type { BandSet } from "@/lib/core/scoring/types";
import { type Actor, requestOverride } from "@/lib/modules/overrides/mutations";
import type { OverrideWish } from "@/lib/modules/overrides/types";
import { applyEffective } from "@/lib/modules/scoring/apply-effective";
import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { MINUTE } from "./generators/calendar";
import {
  drawLooks,
  type Look,
  type OverridePlan,
  planOverrides,
  type SeenScore,
} from "./generators/overrides";
import type { GeneratedLead } from "./generators/pipeline";
import type { Random } from "./random";

interface SeedOverrides {
  readonly tenantId: string;
  readonly leads: readonly GeneratedLead[];
  /** Ids of the leads, in their order. */
  readonly leadIds: readonly string[];
  readonly managers: readonly Actor[];
  readonly reps: readonly Actor[];
  readonly random: Random;
  readonly now: Date;
}

/**
 * Writes the demo's year of overrides. The product's own mutations read a lead as it is now, and most of these leads
 * have long been closed: so what is over is written here, as those mutations would have left it (columns, machine
 * score as of the moment from the score history, audit entries at their times). What is in force now counts through
 * `applyEffective`, and the requests that wait are asked for through `requestOverride`.
 */
export async function seedOverrides(seed: SeedOverrides): Promise<void> {
  const { tenantId, leads, leadIds, managers, reps, random, now } = seed;
  const looks = drawLooks(random.branch("looks"), leads, now.getTime());
  await withTenant(
    tenantId,
    async (tx) => {
      const scorer = await scorerInUse(tx, tenantId);
      if (!scorer) return;
      const seen = await scoresAt(tx, tenantId, looks, leadIds);
      const context = { now: now.getTime(), bandSet: scorer.bands };
      const plans = planOverrides(random.branch("plans"), leads, looks, seen, context);
      const crossings = await crossingsOf(tx, tenantId, plans, leadIds, scorer.bands);
      const rows = plans.map((plan, index) => ({
        plan,
        id: newId(),
        leadId: leadIds[plan.lead]!,
        manager: managers[plan.manager % managers.length]!.userId,
        rep: plan.rep === null ? null : reps[plan.rep % reps.length]!.userId,
        crossing: crossings[index] ?? null,
      }));
      await tx.override.createMany({ data: rows.map((row) => overrideRow(tenantId, row, scorer.bands)) });
      await tx.auditEntry.createMany({ data: rows.flatMap((row) => auditRows(tenantId, row)) });
      const active = rows.filter(({ plan }) => plan.state === "active").map(({ leadId }) => leadId);
      await applyEffective(tx, tenantId, active, { now });
      await askForTwo(tx, seed, scorer.bands);
    },
    { timeoutMs: 60_000 },
  );
}

/** What the machine said at each look, as its history has it. */
async function scoresAt(
  tx: TenantTx,
  tenantId: string,
  looks: readonly Look[],
  leadIds: readonly string[],
): Promise<(SeenScore | null)[]> {
  const rows = await tx.$queryRaw<{ nr: number; total: number; band: string; version: string }[]>`
    WITH spans AS (
      SELECT lead_id, total, band, score_version, scored_on AS from_at,
             lead(scored_on, 1, 'infinity') OVER (PARTITION BY lead_id ORDER BY scored_on) AS to_at
        FROM score_history WHERE tenant_id = ${tenantId}::uuid)
    SELECT k.nr::int AS nr, s.total, s.band, s.score_version AS version
      FROM unnest(${looks.map(({ lead }) => leadIds[lead]!)}::uuid[],
                  ${looks.map(({ at }) => new Date(at))}::timestamptz[]) WITH ORDINALITY k(lead_id, at, nr)
      JOIN spans s ON s.lead_id = k.lead_id AND s.from_at <= k.at AND s.to_at > k.at`;
  const scores: (SeenScore | null)[] = looks.map(() => null);
  for (const { nr, total, band, version } of rows) scores[nr - 1] = { total, bandId: band, version };
  return scores;
}

interface Crossing {
  readonly at: Date;
  readonly total: number;
}

/** When the machine came to agree while the override stood. */
async function crossingsOf(
  tx: TenantTx,
  tenantId: string,
  plans: readonly OverridePlan[],
  leadIds: readonly string[],
  bandSet: BandSet,
): Promise<(Crossing | null)[]> {
  const rows = await tx.$queryRaw<{ leadId: string; at: Date; total: number; bandId: string }[]>`
    SELECT lead_id AS "leadId", scored_on AS at, total, band AS "bandId" FROM score_history
     WHERE tenant_id = ${tenantId}::uuid AND lead_id = ANY (${plans.map(({ lead }) => leadIds[lead]!)}::uuid[])
     ORDER BY lead_id, scored_on`;
  const histories = new Map<string, typeof rows>();
  for (const row of rows) histories.set(row.leadId, [...(histories.get(row.leadId) ?? []), row]);
  return plans.map((plan) => {
    if (plan.state === "declined" || plan.state === "withdrawn") return null;
    const until = plan.endedAt ?? Number.POSITIVE_INFINITY;
    const reached = histories
      .get(leadIds[plan.lead]!)
      ?.find(
        (row) =>
          row.at.getTime() > plan.decidedAt &&
          row.at.getTime() < until &&
          machineAgrees(bandSet, row, plan.value, plan.direction),
      );
    return reached ? { at: reached.at, total: reached.total } : null;
  });
}

interface PlannedRow {
  readonly plan: OverridePlan;
  readonly id: string;
  readonly leadId: string;
  readonly manager: string;
  readonly rep: string | null;
  readonly crossing: Crossing | null;
}

const dateOf = (at: number | null) => (at === null ? null : new Date(at));
const startedOf = ({ state }: OverridePlan) => state !== "declined" && state !== "withdrawn";

function overrideRow(
  tenantId: string,
  { plan, id, leadId, manager, rep, crossing }: PlannedRow,
  bandSet: BandSet,
) {
  const { state, value, seen, direction, category, reason, days, decidedAt } = plan;
  const effective = effectiveOf(bandSet, seen, value);
  const started = startedOf(plan);
  const over = state === "expired" || state === "reverted" || state === "withdrawn";
  return {
    ...{ tenantId, id, leadId, status: state, direction, category, reason, days, note: null },
    kind: value.kind,
    score: value.kind === "score" ? value.score : null,
    band: value.kind === "band" ? value.bandId : null,
    effectiveScore: effective.score,
    effectiveBand: effective.bandId,
    machineScore: seen.total,
    machineBand: seen.bandId,
    scoreVersion: seen.version,
    requestedBy: rep,
    requestedAt: dateOf(plan.requestedAt),
    decidedBy: state === "withdrawn" ? null : manager,
    decidedAt: state === "withdrawn" ? null : new Date(decidedAt),
    decisionNote: plan.decisionNote,
    startedAt: started ? new Date(decidedAt) : null,
    expiresAt: started ? new Date(plan.expiresAt) : null,
    endedAt: over ? dateOf(plan.endedAt) : null,
    endedBy: state === "reverted" ? manager : state === "withdrawn" ? rep : null,
    crossedAt: crossing?.at ?? null,
    crossedScore: crossing?.total ?? null,
    createdAt: new Date(plan.requestedAt ?? decidedAt),
  };
}

/** The entries that the mutations would have written, each at its time. */
function auditRows(tenantId: string, { plan, id, leadId, manager, rep, crossing }: PlannedRow) {
  const { seen, value, category, reason, days, decidedAt, endedAt } = plan;
  const set = value.kind === "score" ? value.score : value.bandId;
  const entry = (verb: string, actorId: string | null, at: number, details: object) => ({
    ...{ tenantId, id: newId(), actorId, action: `override.${verb}`, subjectType: "override", subjectId: id },
    details: { leadId, ...details },
    createdAt: new Date(at),
  });
  const from = seen.total;
  const expiresAt = new Date(plan.expiresAt).toISOString();
  const end = plan.endedAt ?? 0;
  return [
    ...(plan.requestedAt === null
      ? []
      : [entry("requested", rep, plan.requestedAt, { from, set, category, reason, days })]),
    ...(startedOf(plan)
      ? [
          rep === null
            ? entry("set", manager, decidedAt, { from, set, category, reason, expiresAt })
            : entry("approved", manager, decidedAt, { from, expiresAt }),
        ]
      : []),
    ...(crossing ? [entry("crossed", null, crossing.at.getTime(), { machine: crossing.total })] : []),
    ...(plan.state === "declined" ? [entry("declined", manager, end, { note: plan.decisionNote })] : []),
    ...(plan.state === "withdrawn" ? [entry("withdrawn", rep, end, {})] : []),
    ...(plan.state === "reverted" ? [entry("reverted", manager, end, { set })] : []),
    ...(plan.state === "expired"
      ? [
          entry("expired", null, end, {
            set,
            ...(endedAt !== null && endedAt < plan.expiresAt ? { because: "lead_closed" } : {}),
          }),
        ]
      : []),
  ];
}

/** Log-odds of a lead that a quarter like it buys. */
const MIDDLING = -1.1;

/**
 * Two reps wait for a manager: one lead to raise, one to lower. Of leads that will stay where they are also when a
 * model has learnt from the demo and scores in place of the rules, so that both can be approved.
 */
async function askForTwo(
  tx: TenantTx,
  { tenantId, leads, leadIds, reps, now }: SeedOverrides,
  bandSet: BandSet,
): Promise<void> {
  const [best, ...others] = [...bandSet.bands].sort((a, b) => b.rank - a.rank);
  const [high, low] = [reps.at(-1), reps[0]];
  if (!best || !high || !low) return;
  const rows = await tx.lead.findMany({
    where: { tenantId, isOpen: true, ownerId: { in: [high.userId, low.userId] }, overrides: { none: {} } },
    select: { id: true, ownerId: true, scoreBand: true },
  });
  const open = new Map(rows.map((row) => [row.id, row]));
  const promising = leads
    .map(({ promise }, index) => ({ promise, lead: open.get(leadIds[index]!) }))
    .flatMap(({ promise, lead }) => (lead ? [{ ...lead, promise }] : []))
    .sort((a, b) => b.promise - a.promise);
  const middle = new Set(others.slice(0, 2).map(({ id }) => id));
  const wishes = [
    {
      ...{ actor: high, minutes: 12, score: 45, category: "timing" as const },
      lead: promising.find(({ ownerId, scoreBand }) => ownerId === high.userId && scoreBand === best.id),
      reason: "Their warehouse move is postponed to March, he asked me to come back then.",
    },
    {
      ...{ actor: low, minutes: 48, score: 75, category: "offline_knowledge" as const },
      lead: promising
        .filter(({ ownerId, scoreBand }) => ownerId === low.userId && middle.has(scoreBand ?? ""))
        .sort((a, b) => Math.abs(a.promise - MIDDLING) - Math.abs(b.promise - MIDDLING))[0],
      reason: "He told me on the phone that the board has approved the budget.",
    },
  ];
  for (const { actor, minutes, score, category, lead, reason } of wishes) {
    if (!lead) continue;
    const wish: OverrideWish = {
      ...{ id: newId(), leadId: lead.id, value: { kind: "score", score }, category, reason },
      ...{ note: null, expiry: { kind: "days", days: 14 }, replaces: null },
    };
    const asked = await requestOverride(tx, actor, wish, new Date(now.getTime() - minutes * MINUTE));
    if (!asked.ok) throw new Error(`demo: a request was refused: ${asked.message}`);
  }
}
