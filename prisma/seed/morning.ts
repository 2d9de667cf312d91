import { causeRef } from "@/lib/core/scoring/causes";
import { getBandSet } from "@/lib/modules/leads/data-context";
import { actOnLead } from "@/lib/modules/queue/mutations";
import type { Deed } from "@/lib/modules/queue/types";
import { rescoreLeads } from "@/lib/modules/scoring/rescore";
import { isWorkingTime, promisedBy, startOfDay } from "@/lib/modules/workflow/clock";
import { getWorkflow } from "@/lib/modules/workflow/data";
import { callWithinMinutes } from "@/lib/modules/workflow/response";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";

/** The demo opens in the middle of a morning: some clocks run, some calls were made, some are to be made again. */

const HOUR = 3_600_000;
/** What a lead did within this time has a clock that runs from then. */
const FRESH_MS = 5 * HOUR;

/** Deeds of each rep, by hours before now; only those that fall into working time happen. */
const DEEDS: readonly (readonly [hoursAgo: number, deed: Deed])[] = [
  [20, call("voicemail")],
  [18, call("no_answer")],
  [3.4, call("connected", "Wants the figures for three sites by Friday")],
  [2.6, call("no_answer")],
  [1.9, call("meeting_booked", "Thursday 10:00, brings the head of IT")],
  [1.2, call("connected")],
  [0.6, call("no_answer")],
];

function call(outcome: Extract<Deed, { kind: "call" }>["outcome"], note: string | null = null): Deed {
  return { kind: "call", outcome, note, reason: null };
}

export async function writeMorning(tenantId: string, reps: readonly string[], now: Date): Promise<void> {
  await startClocks(tenantId, now);
  for (const [index, userId] of reps.entries()) await workOf(tenantId, userId, index, now);
}

/** Of leads that did something this morning and wait for a first call, the clock began with what they did. */
async function startClocks(tenantId: string, now: Date): Promise<void> {
  await withTenant(tenantId, async (tx) => {
    const workflow = await getWorkflow(tx, tenantId);
    const bandSet = await getBandSet(tx, tenantId);
    const since = new Date(now.getTime() - FRESH_MS);
    const leads = await tx.lead.findMany({
      where: { tenantId, dueKind: "respond", lastActivityAt: { gte: since } },
      select: { id: true, lastActivityAt: true, effectiveBand: true },
    });
    for (const { id, lastActivityAt, effectiveBand } of leads) {
      const minutes = callWithinMinutes(bandSet, effectiveBand);
      if (minutes === null || !lastActivityAt) continue;
      await tx.lead.update({
        where: { tenantId_id: { tenantId, id } },
        data: {
          bandSince: lastActivityAt,
          dueAt: new Date(promisedBy(lastActivityAt.getTime(), minutes, workflow)),
        },
        select: { id: true },
      });
    }
  });
}

async function workOf(tenantId: string, userId: string, index: number, now: Date): Promise<void> {
  const workflow = await withTenant(tenantId, (tx) => getWorkflow(tx, tenantId));
  const today = startOfDay(now.getTime(), workflow);
  const leads = await withTenant(tenantId, (tx) =>
    tx.lead.findMany({
      where: { tenantId, ownerId: userId, isOpen: true, effectiveScore: { lt: 92 } },
      orderBy: [{ effectiveScore: "desc" }, { id: "asc" }],
      take: DEEDS.length + index,
      select: { id: true, createdAt: true },
    }),
  );
  const own = leads.slice(index);
  for (const [turn, [hoursAgo, deed]] of DEEDS.entries()) {
    // No two people log a call in the same second.
    const at = now.getTime() - hoursAgo * HOUR - (index * 7 + turn) * 61_000;
    const lead = own[turn];
    if (!lead || !isWorkingTime(at, workflow) || (lead.createdAt && at <= lead.createdAt.getTime())) continue;
    // Yesterday's calls bring leads back today; what belongs to today happens today.
    if (hoursAgo < 12 && at < today) continue;
    await withTenant(tenantId, async (tx) => {
      const actor = { tenantId, userId, role: "rep" as const };
      await actOnLead(tx, actor, { id: newId(), leadId: lead.id, deed }, new Date(at));
      await rescoreLeads(tx, tenantId, [lead.id], {
        moment: now,
        cause: causeRef("refresh"),
        isOwnDeed: true,
      });
    });
  }
}
