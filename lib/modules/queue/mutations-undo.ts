import { causeRef } from "@/lib/core/scoring/causes";
import { writeOutcomes } from "@/lib/modules/ingestion/lead-writing";
import { namesOfUsers } from "@/lib/modules/users/data";
import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { announce } from "@/lib/platform/live";
import { type LockedLead, lockLeads, writeState } from "./lead-state";
import { type Before, scoreOwnDeed } from "./mutations";
import type { Actor, Refusal } from "./types";

/** Undo is for slips: longer than the ten seconds that the screen offers it, so that a slow network does not eat it. */
const UNDO_MS = 60_000;

/**
 * Takes a deed back: the lead stands as before, its event stays and is flagged, and the score is made again. Refused
 * once somebody has done something else to the lead.
 */
export async function undoActivity(
  tx: TenantTx,
  actor: Actor,
  id: string,
  now: Date,
): Promise<{ readonly ok: true; readonly leadId: string; readonly isRepeat: boolean } | Refusal> {
  const { tenantId } = actor;
  const activity = await tx.activity.findFirst({ where: { tenantId, id } });
  if (!activity || activity.actorId !== actor.userId) return { ok: false, code: "gone" };
  const { leadId } = activity;
  const lead = (await lockLeads(tx, tenantId, [leadId])).get(leadId);
  if (!lead) return { ok: false, code: "gone" };
  const current = await tx.activity.findFirst({ where: { tenantId, id }, select: { undoneAt: true } });
  if (current?.undoneAt) return { ok: true, leadId, isRepeat: true };
  if (now.getTime() - activity.at.getTime() > UNDO_MS) return { ok: false, code: "too_late" };
  const since = await tx.activity.findFirst({
    where: { tenantId, leadId, undoneAt: null, at: { gte: activity.at }, id: { not: id } },
    select: { actorId: true },
  });
  if (since)
    return {
      ok: false,
      code: "worked_since",
      byName: (await namesOfUsers(tx, [since.actorId])).get(since.actorId),
    };
  await takeBack(
    tx,
    actor,
    { id, leadId, eventId: activity.eventId, lead, at: activity.at },
    activity.before,
    now,
  );
  await announce(tx, tenantId);
  return { ok: true, leadId, isRepeat: false };
}

async function takeBack(
  tx: TenantTx,
  { tenantId, userId }: Actor,
  deed: {
    readonly id: string;
    readonly leadId: string;
    readonly eventId: string | null;
    readonly lead: LockedLead;
    readonly at: Date;
  },
  stored: unknown,
  now: Date,
): Promise<void> {
  const { id, leadId, lead } = deed;
  const before = stored as Before;
  await tx.activity.update({
    where: { tenantId_id: { tenantId, id } },
    data: { undoneAt: now },
    select: { id: true },
  });
  await writeState(tx, tenantId, leadId, before.state);
  if (before.state.ownerId !== lead.state.ownerId)
    await tx.assignment.create({
      data: {
        ...{ tenantId, id: newId(), leadId, at: now, byUserId: userId, cause: "undone" },
        ...{ toUserId: before.state.ownerId, fromUserId: lead.state.ownerId },
      },
      select: { id: true },
    });
  await restoreOutcomes(tx, tenantId, leadId, before.outcomes, now);
  await writeAudit(tx, {
    ...{ tenantId, actorId: userId, subjectType: "lead", subjectId: leadId },
    ...{ action: "lead.deed_undone", details: { activity: id } },
  });
  if (!deed.eventId) return;
  await tx.eventFlag.create({
    data: {
      ...{ tenantId, eventId: deed.eventId, occurredAt: deed.at, createdAt: now },
      ...{ flag: "undone", reason: "Taken back by who logged it" },
    },
    select: { eventId: true },
  });
  await scoreOwnDeed(tx, tenantId, leadId, causeRef("manual"), now);
  // Scoring keeps a first contact once it is known; this one never was.
  const { firstContactAt, firstContactScore, firstContactBand } = before.state;
  // Deeds of an earlier release stored neither: what was not there is not there again.
  const { firstContactProbability = null, firstContactVersion = null } = before.state;
  await writeState(tx, tenantId, leadId, {
    ...{ firstContactAt, firstContactScore, firstContactBand },
    ...{ firstContactProbability, firstContactVersion },
  });
}

async function restoreOutcomes(
  tx: TenantTx,
  tenantId: string,
  leadId: string,
  before: Before["outcomes"],
  now: Date,
): Promise<void> {
  const gone = Object.keys(before).filter((kind) => before[kind] === null);
  if (gone.length > 0) await tx.outcome.deleteMany({ where: { tenantId, leadId, kind: { in: gone } } });
  const kept = Object.entries(before).flatMap(([kind, known]) =>
    known?.value === "undecided" ? [{ leadId, kind, value: known.value }] : [],
  );
  await writeOutcomes(tx, tenantId, kept, now);
}

/** Takes many back; those that cannot be are named. */
export async function undoActivities(
  tx: TenantTx,
  actor: Actor,
  ids: readonly string[],
  now: Date,
): Promise<{ readonly undone: number; readonly refused: number }> {
  let undone = 0;
  for (const id of ids) if ((await undoActivity(tx, actor, id, now)).ok) undone += 1;
  return { undone, refused: ids.length - undone };
}
