import type { BandSet } from "@/lib/core/scoring/types";
import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { endOfDay, isWorkingTime, promisedBy } from "./clock";
import { callWithinMinutes } from "./response";
import { afterTurn, chooseOwner, type Person, type RoutableLead } from "./routing";
import type { Workflow } from "./types";

export interface RoutingContext {
  readonly now: Date;
  readonly bandSet: BandSet;
  readonly workflow: Workflow;
}

/** Whether leads are given to people at this moment. */
export function routesNow({ now, workflow }: Pick<RoutingContext, "now" | "workflow">): boolean {
  const { mode, workingHoursOnly } = workflow.routing;
  return mode !== "off" && (!workingHoursOnly || isWorkingTime(now.getTime(), workflow));
}

/**
 * Gives leads that nobody owns to people, in the order given, and writes down whose they became. The caller has locked
 * the leads; everybody who might get one is locked here, so that parallel jobs wait for each other's turn.
 *
 * @returns lead id → new owner; leads that stay in the pool are missing
 */
export async function routeLeads(
  tx: TenantTx,
  tenantId: string,
  leadIds: readonly string[],
  context: RoutingContext,
): Promise<Map<string, string>> {
  const owners = new Map<string, string>();
  if (leadIds.length === 0 || !routesNow(context)) return owners;
  const { now, workflow } = context;
  let people = await lockPeople(tx, tenantId, context);
  const before = people;
  const fallback = await activeFallback(tx, tenantId, workflow.routing.fallbackUserId);
  const leads = await unownedLeads(tx, tenantId, leadIds);
  for (const leadId of leadIds) {
    const lead = leads.get(leadId);
    if (!lead) continue;
    const chosen = chooseOwner(lead, people, workflow.routing);
    if (chosen !== null) people = afterTurn(people, chosen, now.getTime());
    const owner = chosen ?? fallback;
    if (owner !== null) owners.set(leadId, owner);
  }
  await writeTurns(tx, tenantId, before, people);
  await writeOwners(tx, tenantId, owners, now);
  return owners;
}

interface PersonRow {
  user_id: string;
  territories: string[];
  capacity: number | null;
  last_assigned_at: Date | null;
}

/** Reps who take leads, with what they have to do by the time a new hot lead would have to be called, or today. */
async function lockPeople(tx: TenantTx, tenantId: string, context: RoutingContext): Promise<Person[]> {
  // Locked first and counted then: what another job gave out while this one waited is seen.
  const rows = await tx.$queryRaw<PersonRow[]>`
    SELECT user_id, territories, capacity, last_assigned_at FROM memberships
     WHERE tenant_id = ${tenantId}::uuid AND role = 'rep' AND takes_leads AND deactivated_at IS NULL
     ORDER BY user_id FOR NO KEY UPDATE`;
  const ids = rows.map((row) => row.user_id);
  const loads = await loadsOf(tx, tenantId, ids, context);
  return rows.map((row) => ({
    userId: row.user_id,
    takesLeads: true,
    territories: row.territories.map((place) => place.trim().toLowerCase()),
    capacity: row.capacity,
    load: loads.get(row.user_id) ?? 0,
    lastAssignedAt: row.last_assigned_at?.getTime() ?? null,
  }));
}

/** What people have to do by the time a new hot lead would have to be called, or today; who has nothing is missing. */
export async function loadsOf(
  tx: TenantTx,
  tenantId: string,
  userIds: readonly string[],
  { now, bandSet, workflow }: RoutingContext,
): Promise<ReadonlyMap<string, number>> {
  const time = now.getTime();
  const minutes = callWithinMinutes(bandSet, bandSet.bands[0]?.id ?? null) ?? 0;
  const soon = new Date(Math.max(endOfDay(time, workflow), promisedBy(time, minutes, workflow)));
  const rows = await tx.$queryRaw<{ owner_id: string; load: number }[]>`
    SELECT owner_id, count(*)::int AS load FROM leads
     WHERE tenant_id = ${tenantId}::uuid AND owner_id = ANY (${[...userIds]}::uuid[])
       AND is_open AND due_at <= ${soon}::timestamptz AND (snoozed_until IS NULL OR snoozed_until <= ${now}::timestamptz)
     GROUP BY owner_id`;
  return new Map(rows.map((row) => [row.owner_id, row.load]));
}

/** Whoever was named to get the rest, room or not; null where nobody was, or they are gone. */
async function activeFallback(tx: TenantTx, tenantId: string, userId: string | null): Promise<string | null> {
  if (userId === null) return null;
  const member = await tx.membership.findFirst({
    where: { tenantId, userId, deactivatedAt: null },
    select: { userId: true },
  });
  return member?.userId ?? null;
}

async function unownedLeads(
  tx: TenantTx,
  tenantId: string,
  leadIds: readonly string[],
): Promise<Map<string, RoutableLead>> {
  const leads = await tx.lead.findMany({
    where: { tenantId, id: { in: [...leadIds] }, ownerId: null, isOpen: true },
    select: { id: true, territory: true, country: true },
  });
  return new Map(leads.map(({ id, ...lead }) => [id, lead]));
}

async function writeTurns(
  tx: TenantTx,
  tenantId: string,
  before: readonly Person[],
  after: readonly Person[],
): Promise<void> {
  for (const [index, { userId, lastAssignedAt }] of after.entries()) {
    if (lastAssignedAt === null || lastAssignedAt === before[index]?.lastAssignedAt) continue;
    await tx.membership.update({
      where: { tenantId_userId: { tenantId, userId } },
      data: { lastAssignedAt: new Date(lastAssignedAt) },
    });
  }
}

async function writeOwners(
  tx: TenantTx,
  tenantId: string,
  owners: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  if (owners.size === 0) return;
  const rows = [...owners].map(([id, owner]) => ({ id, owner }));
  await tx.$executeRaw`
    UPDATE leads l SET owner_id = r.owner
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, owner uuid)
     WHERE l.tenant_id = ${tenantId}::uuid AND l.id = r.id`;
  await tx.assignment.createMany({
    data: rows.map(({ id, owner }) => ({
      ...{ tenantId, id: newId(), leadId: id, toUserId: owner, fromUserId: null, byUserId: null },
      ...{ cause: "routed", at: now },
    })),
  });
  for (const { id, owner } of rows) {
    await writeAudit(tx, {
      ...{ tenantId, actorId: null, action: "lead.routed", subjectType: "lead", subjectId: id },
      details: { to: owner },
    });
  }
}
