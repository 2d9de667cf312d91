import { raiseAlerts } from "@/lib/modules/alerts/mutations";
import { applyEffective } from "@/lib/modules/scoring/apply-effective";
import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import { findOverride, type LeadToOverride, lockLead, type OverrideRow } from "./data";
import { decideExpiry, decideValue } from "./decisions";
import { alertValue, endOverride, loggedValue } from "./ending";
import { type Actor, conflictWith, endIfDue } from "./mutations";
import { tellOfOverrideStart } from "./tell";
import { type OverrideOutcome, type OverrideRefusal, refused } from "./types";

/** A request on its way: approved, declined, withdrawn. */

const GONE = refused("not_found", "This request is not here any more. Nothing was changed.");

/**
 * Puts a request in force, counted from now, in place of the override that stood when the page was loaded. Nobody
 * approves what they asked for themselves.
 */
export async function approveRequest(
  tx: TenantTx,
  actor: Actor,
  { id, replaces }: { readonly id: string; readonly replaces: string | null },
  now: Date,
): Promise<OverrideOutcome> {
  const { tenantId, timeZone } = actor;
  const found = await lockRequest(tx, tenantId, id);
  if (!found.ok) return found;
  const { row, lead } = found;
  if (row.status !== "requested")
    return row.status === "active" && row.decidedById === actor.userId
      ? { ok: true, id, status: row.status }
      : decidedAlready(row);
  if (row.requestedById === actor.userId)
    return refused("own_request", "You asked for this yourself. Somebody else decides it.");
  const scorer = await scorerInUse(tx, tenantId);
  if (!scorer) return refused("never_scored", "Nothing scores the leads of this workspace yet.");
  const ended = await endIfDue(tx, tenantId, row.leadId, now);
  const standing = await findOverride(tx, tenantId, { leadId: row.leadId, status: "active" });
  const conflict = conflictWith(standing, replaces, ended, { bandSet: scorer.bands, now, timeZone });
  if (conflict) return conflict;
  const value =
    row.kind === "score"
      ? ({ kind: "score", score: row.score ?? 0 } as const)
      : ({ kind: "band", band: row.band ?? "" } as const);
  const decided = decideValue(lead, value, scorer.bands);
  if (!decided.ok) return refused(decided.code, approvalWords(decided));
  const until = decideExpiry({ kind: "days", days: row.days }, { now: now.getTime(), timeZone });
  if (!until.ok) return until;
  const expiresAt = row.expiresAt ?? until.expiresAt;
  if (expiresAt <= now.getTime())
    return refused("past", "The day until which it was asked for is over. Decline it, or set an override.");
  if (standing) await endOverride(tx, standing, "replaced", { tenantId, now, actor });
  await tx.override.updateMany({
    where: { tenantId, id, status: "requested" },
    data: {
      ...{ status: "active", decidedBy: actor.userId, decidedAt: now, startedAt: now },
      expiresAt: new Date(expiresAt),
      effectiveScore: decided.effective.score,
      effectiveBand: decided.effective.bandId,
      machineScore: decided.machine.total,
      machineBand: decided.machine.bandId,
      scoreVersion: lead.version,
      direction: decided.direction,
    },
  });
  await audit(tx, actor, row, "override.approved", {
    ...{ from: decided.machine.total, expiresAt: new Date(expiresAt).toISOString() },
    ...(standing ? { replaces: standing.id } : {}),
  });
  await tellDecision(tx, actor, row, "approved", null, now);
  await applyEffective(tx, tenantId, [row.leadId], { now });
  await tellOfOverrideStart(tx, tenantId, id, now);
  return { ok: true, id, status: "active" };
}

export async function declineRequest(
  tx: TenantTx,
  actor: Actor,
  { id, note }: { readonly id: string; readonly note: string | null },
  now: Date,
): Promise<OverrideOutcome> {
  const { tenantId } = actor;
  const found = await lockRequest(tx, tenantId, id);
  if (!found.ok) return found;
  const { row } = found;
  if (row.status !== "requested")
    return row.status === "declined" && row.decidedById === actor.userId
      ? { ok: true, id, status: row.status }
      : decidedAlready(row);
  if (row.requestedById === actor.userId)
    return refused("own_request", "You asked for this yourself. Withdraw it instead.");
  await tx.override.updateMany({
    where: { tenantId, id, status: "requested" },
    data: { status: "declined", decidedBy: actor.userId, decidedAt: now, decisionNote: note },
  });
  await audit(tx, actor, row, "override.declined", { note });
  await tellDecision(tx, actor, row, "declined", note, now);
  return { ok: true, id, status: "declined" };
}

/** Only who asked takes it back. */
export async function withdrawRequest(
  tx: TenantTx,
  actor: Actor,
  { id }: { readonly id: string },
  now: Date,
): Promise<OverrideOutcome> {
  const { tenantId } = actor;
  const found = await lockRequest(tx, tenantId, id);
  if (!found.ok) return found;
  const { row } = found;
  if (row.requestedById !== actor.userId)
    return refused("not_yours", "Only who asked can withdraw a request.");
  if (row.status === "withdrawn") return { ok: true, id, status: row.status };
  if (row.status !== "requested") return decidedAlready(row);
  await tx.override.updateMany({
    where: { tenantId, id, status: "requested" },
    data: { status: "withdrawn", endedAt: now, endedBy: actor.userId },
  });
  await audit(tx, actor, row, "override.withdrawn", {});
  return { ok: true, id, status: "withdrawn" };
}

/** The override and its lead, the lead locked first, so that all who change overrides of a lead stand in one line. */
export async function lockRequest(
  tx: TenantTx,
  tenantId: string,
  id: string,
): Promise<
  { readonly ok: true; readonly row: OverrideRow; readonly lead: LeadToOverride } | OverrideRefusal
> {
  const seen = await tx.override.findFirst({ where: { tenantId, id }, select: { leadId: true } });
  const lead = seen && (await lockLead(tx, tenantId, seen.leadId));
  const row = lead && (await findOverride(tx, tenantId, { id }));
  return lead && row ? { ok: true, row, lead } : GONE;
}

function decidedAlready(row: OverrideRow): OverrideRefusal {
  const done =
    row.status === "withdrawn"
      ? `${row.requestedBy} has withdrawn this request`
      : `${row.decidedBy} has ${row.status === "declined" ? "declined" : "approved"} this request`;
  return refused("decided", `${done} already. Nothing was changed.`);
}

/** What is wrong with a value is no field of the form here: the request can only be declined. */
function approvalWords({ code, message }: OverrideRefusal): string {
  switch (code) {
    case "same":
      return "The machine says the same by now. Decline the request; nothing was changed.";
    case "no_band":
      return "The band that was asked for is not in use any more. Decline the request, or set an override.";
    case "closed":
      return "This lead is closed by now. Decline the request; nothing was changed.";
    default:
      return message;
  }
}

function audit(
  tx: TenantTx,
  actor: Actor,
  row: OverrideRow,
  action: `override.${string}`,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { tenantId, userId: actorId } = actor;
  return writeAudit(tx, {
    ...{ tenantId, actorId, action, subjectType: "override", subjectId: row.id },
    details: { leadId: row.leadId, set: loggedValue(row), ...details },
  });
}

async function tellDecision(
  tx: TenantTx,
  actor: Actor,
  row: OverrideRow,
  how: "approved" | "declined",
  note: string | null,
  now: Date,
): Promise<void> {
  if (row.requestedById === null) return;
  const bandSet = (await scorerInUse(tx, actor.tenantId))?.bands ?? null;
  await raiseAlerts(
    tx,
    actor.tenantId,
    [
      {
        ...{ userId: row.requestedById, leadId: row.leadId, kind: "override_decided" },
        details: { override: row.id, how, by: actor.name, note, ...alertValue(row, bandSet) },
      },
    ],
    now,
  );
}
