import { causeRef } from "@/lib/core/scoring/causes";
import { raiseAlerts } from "@/lib/modules/alerts/mutations";
import { ingestEvents } from "@/lib/modules/ingestion/events";
import { writeOutcomes } from "@/lib/modules/ingestion/lead-writing";
import { rescoreLeads } from "@/lib/modules/scoring/rescore";
import { namesOfUsers } from "@/lib/modules/users/data";
import { getWorkflow } from "@/lib/modules/workflow/data";
import type { Workflow } from "@/lib/modules/workflow/types";
import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { announce } from "@/lib/platform/live";
import { ownerAfter, refusalOf } from "./decisions";
import { type Effect, effectOf } from "./effects";
import { type LeadState, type LockedLead, lockLeads, writeState } from "./lead-state";
import type { ActDone, Actor, Deed, Refusal } from "./types";

/** What undoing a deed needs to know. */
export interface Before {
  readonly state: LeadState;
  /** Outcomes as they were, by kind; null: there was none. */
  readonly outcomes: Readonly<Record<string, StoredOutcome | null>>;
}

interface StoredOutcome {
  readonly value: "undecided" | "positive" | "negative";
  readonly decidedAt: string | null;
}

/**
 * Does one thing to one lead: claims it where nobody had it, writes the fact, the state and the audit entry, and scores
 * the lead, in the caller's transaction. The same id again answers the same and changes nothing.
 */
export async function actOnLead(
  tx: TenantTx,
  actor: Actor,
  { id, leadId, deed }: { readonly id: string; readonly leadId: string; readonly deed: Deed },
  now: Date,
): Promise<ActDone | Refusal> {
  const { tenantId } = actor;
  const lead = (await lockLeads(tx, tenantId, [leadId])).get(leadId);
  const done = await tx.activity.findFirst({ where: { tenantId, id } });
  if (done) {
    if (done.leadId !== leadId || done.actorId !== actor.userId || done.kind !== deed.kind)
      return { ok: false, code: "used" };
    return { ok: true, isRepeat: true, dueAt: dueOf(lead?.state) };
  }
  const refused = refusalOf(actor, lead, deed, now);
  if (refused || !lead) return refusal(tx, refused ?? "gone", lead);
  if (deed.kind === "assign" && !(await mayOwn(tx, tenantId, deed.toUserId)))
    return { ok: false, code: "no_such_person" };
  const workflow = await getWorkflow(tx, tenantId);
  const state = await carryOut(tx, actor, { id, lead, deed }, { now, workflow });
  await announce(tx, tenantId);
  return { ok: true, isRepeat: false, dueAt: dueOf(state) };
}

const dueOf = (state: LeadState | undefined) => (state?.dueAt ? Date.parse(state.dueAt) : null);

async function refusal(tx: TenantTx, code: Refusal["code"], lead: LockedLead | undefined): Promise<Refusal> {
  const owner = lead?.state.ownerId ?? null;
  if (code !== "taken" || owner === null) return { ok: false, code };
  return { ok: false, code, byName: (await namesOfUsers(tx, [owner])).get(owner) };
}

export async function mayOwn(tx: TenantTx, tenantId: string, userId: string | null): Promise<boolean> {
  if (userId === null) return true;
  const member = await tx.membership.findFirst({
    where: { tenantId, userId, deactivatedAt: null, role: { in: ["rep", "manager", "admin"] } },
    select: { userId: true },
  });
  return member !== null;
}

export interface Work {
  readonly id: string;
  readonly lead: LockedLead;
  readonly deed: Deed;
}

export async function carryOut(
  tx: TenantTx,
  actor: Actor,
  { id, lead, deed }: Work,
  {
    now,
    workflow,
    isOneOfMany = false,
  }: {
    readonly now: Date;
    readonly workflow: Workflow;
    /** Told of together with the others. */
    readonly isOneOfMany?: boolean;
  },
): Promise<LeadState> {
  const { tenantId, userId } = actor;
  const effect = effectOf(deed, lead.state, now, workflow);
  const ownerId = ownerAfter(actor, lead, deed);
  const outcomes = await outcomesBefore(tx, tenantId, lead.id, effect);
  const eventId = effect.event ? newId() : null;
  const { kind, ...details } = deed;
  const before: Before = { state: lead.state, outcomes };
  await tx.activity.create({
    data: {
      ...{ tenantId, id, leadId: lead.id, actorId: userId, kind, at: now, eventId },
      details: details as object,
      before: before as object,
    },
    select: { id: true },
  });
  const changes = { ...effect.state, ...(ownerId === lead.state.ownerId ? {} : { ownerId }) };
  if (Object.keys(changes).length > 0) await writeState(tx, tenantId, lead.id, changes);
  if (ownerId !== lead.state.ownerId)
    await handOver(tx, actor, { lead, ownerId, isClaim: deed.kind !== "assign", isOneOfMany }, now);
  await writeAudit(tx, {
    ...{ tenantId, actorId: userId, subjectType: "lead", subjectId: lead.id },
    action: AUDIT_ACTIONS[kind],
    details: { activity: id, ...details },
  });
  if (effect.event && eventId) {
    const record = {
      ...{ id: eventId, subject: { leadId: lead.id }, type: effect.event.type, occurredAt: now },
      properties: { ...effect.event.properties, by: userId },
    };
    await ingestEvents(tx, tenantId, [record], { now });
    await writeOutcomes(tx, tenantId, outcomeWrites(lead.id, effect, outcomes, now), now);
    const cause =
      effect.event.type === "call_logged"
        ? causeRef("activity", { type: "call_logged" })
        : causeRef("status_changed", { to: String(effect.event.properties.to) });
    await scoreOwnDeed(tx, tenantId, lead.id, cause, now);
  }
  return { ...lead.state, ...changes };
}

const AUDIT_ACTIONS: Readonly<Record<Deed["kind"], string>> = {
  claim: "lead.claimed",
  call: "lead.call_logged",
  email: "lead.email_written",
  note: "lead.note_added",
  snooze: "lead.snoozed",
  assign: "lead.assigned",
  disqualify: "lead.disqualified",
};

/** A millisecond later, so that what was just done counts. */
export async function scoreOwnDeed(
  tx: TenantTx,
  tenantId: string,
  leadId: string,
  cause: ReturnType<typeof causeRef>,
  now: Date,
): Promise<void> {
  const moment = new Date(now.getTime() + 1);
  await rescoreLeads(tx, tenantId, [leadId], { moment, cause, isOwnDeed: true });
}

async function handOver(
  tx: TenantTx,
  { tenantId, userId }: Actor,
  {
    lead,
    ownerId,
    isClaim,
    isOneOfMany,
  }: {
    readonly lead: LockedLead;
    readonly ownerId: string | null;
    readonly isClaim: boolean;
    readonly isOneOfMany: boolean;
  },
  now: Date,
): Promise<void> {
  await tx.assignment.create({
    data: {
      ...{ tenantId, id: newId(), leadId: lead.id, at: now, byUserId: userId },
      ...{ toUserId: ownerId, fromUserId: lead.state.ownerId },
      cause: isClaim ? "claimed" : ownerId === null ? "released" : "assigned",
    },
    select: { id: true },
  });
  if (ownerId !== null && ownerId !== userId && !isOneOfMany)
    await raiseAlerts(
      tx,
      tenantId,
      [{ userId: ownerId, leadId: lead.id, kind: "assigned", details: { by: userId } }],
      now,
    );
}

const MEETING_OUTCOME = "qualified_meeting";
const DEFAULT_OUTCOME = "won_deal";

/** The outcomes that the deed decides, as they are now. Disqualified is a no to whatever else the workspace predicts. */
async function outcomesBefore(
  tx: TenantTx,
  tenantId: string,
  leadId: string,
  { outcome }: Effect,
): Promise<Before["outcomes"]> {
  if (outcome === null) return {};
  const kinds =
    outcome === "meeting"
      ? [MEETING_OUTCOME]
      : (
          await tx.$queryRaw<{ kind: string }[]>`
            SELECT DISTINCT kind FROM outcomes WHERE tenant_id = ${tenantId}::uuid AND kind <> ${MEETING_OUTCOME}`
        ).map(({ kind }) => kind);
  const asked = kinds.length > 0 ? kinds : [DEFAULT_OUTCOME];
  const rows = await tx.outcome.findMany({ where: { tenantId, leadId, kind: { in: asked } } });
  const known = new Map(rows.map((row) => [row.kind, row]));
  return Object.fromEntries(
    asked.map((kind) => {
      const row = known.get(kind);
      const value = row?.value as StoredOutcome["value"] | undefined;
      return [kind, row && value ? { value, decidedAt: row.decidedAt?.toISOString() ?? null } : null];
    }),
  );
}

/** What was decided before stays decided. */
function outcomeWrites(leadId: string, { outcome }: Effect, before: Before["outcomes"], now: Date) {
  return Object.entries(before)
    .filter(([, known]) => known === null || known.value === "undecided")
    .map(([kind]) => ({
      ...{ leadId, kind, decidedAt: now },
      value: outcome === "meeting" ? ("positive" as const) : ("negative" as const),
    }));
}
