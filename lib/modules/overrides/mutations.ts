import type { BandSet } from "@/lib/core/scoring/types";
import { raiseAlerts } from "@/lib/modules/alerts/mutations";
import { applyEffective } from "@/lib/modules/scoring/apply-effective";
import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import { formatDayTime } from "@/lib/present/format";
import { overrideName } from "@/lib/present/override-words";
import { findOverride, getDeciders, type LeadToOverride, lockLead, type OverrideRow } from "./data";
import { type DecidedExpiry, type DecidedValue, decideExpiry, decideValue } from "./decisions";
import { alertValue, endOverride, loggedValue } from "./ending";
import { tellOfOverrideStart } from "./tell";
import { type OverrideOutcome, type OverrideRefusal, type OverrideWish, refused } from "./types";

/** Who does it: a member whose right was proven by the action. */
export interface Actor {
  readonly tenantId: string;
  readonly userId: string;
  readonly name: string;
  readonly timeZone: string;
}

export const GONE = refused("not_found", "This lead is not here any more. Nothing was changed.");

/** Sets score or band, in place of the override that stood when the form was opened. */
export async function setOverride(
  tx: TenantTx,
  actor: Actor,
  wish: OverrideWish,
  now: Date,
): Promise<OverrideOutcome> {
  const proven = await prove(tx, actor, wish, "decidedById", now);
  if (!proven.ok) return proven;
  if (proven.sent) return { ok: true, id: wish.id, status: "active" };
  const { lead, standing, decided, until } = proven;
  const by = { tenantId: actor.tenantId, now, actor };
  if (standing) await endOverride(tx, standing, "replaced", by);
  await insert(tx, actor, wish, proven, {
    status: "active",
    decidedBy: actor.userId,
    decidedAt: now,
    startedAt: now,
    expiresAt: new Date(until.expiresAt),
    createdAt: now,
  });
  await writeAudit(tx, {
    tenantId: actor.tenantId,
    actorId: actor.userId,
    action: "override.set",
    subjectType: "override",
    subjectId: wish.id,
    details: {
      ...{
        leadId: lead.id,
        from: decided.machine.total,
        set: loggedValue(columnsOf(wish)),
        category: wish.category,
      },
      ...{ reason: wish.reason, expiresAt: new Date(until.expiresAt).toISOString() },
      ...(standing ? { replaces: standing.id } : {}),
    },
  });
  await applyEffective(tx, actor.tenantId, [lead.id], { now });
  await tellOfOverrideStart(tx, actor.tenantId, wish.id, now);
  return { ok: true, id: wish.id, status: "active" };
}

/** Asks those who may set overrides; the score stays as it is until one of them decides. */
export async function requestOverride(
  tx: TenantTx,
  actor: Actor,
  wish: OverrideWish,
  now: Date,
): Promise<OverrideOutcome> {
  const proven = await prove(tx, actor, wish, "requestedById", now);
  if (!proven.ok) return proven;
  if (proven.sent) return { ok: true, id: wish.id, status: "requested" };
  const { tenantId } = actor;
  const waiting = await findOverride(tx, tenantId, { leadId: wish.leadId, status: "requested" });
  if (waiting) return askedAlready(waiting, actor.userId, proven.bandSet);
  await insert(tx, actor, wish, proven, {
    status: "requested",
    requestedBy: actor.userId,
    requestedAt: now,
    // Days count from the approval; a day that was named stays that day.
    expiresAt: wish.expiry.kind === "date" ? new Date(proven.until.expiresAt) : null,
    createdAt: now,
  });
  await writeAudit(tx, {
    tenantId,
    actorId: actor.userId,
    action: "override.requested",
    subjectType: "override",
    subjectId: wish.id,
    details: {
      ...{ leadId: wish.leadId, from: proven.decided.machine.total, set: loggedValue(columnsOf(wish)) },
      ...{ category: wish.category, reason: wish.reason, days: proven.until.days },
    },
  });
  const deciders = await getDeciders(tx, tenantId);
  await raiseAlerts(
    tx,
    tenantId,
    deciders.map(({ id: userId }) => ({
      userId,
      leadId: wish.leadId,
      kind: "override_requested" as const,
      details: { override: wish.id, by: actor.name, ...alertValue(columnsOf(wish), proven.bandSet) },
    })),
    now,
  );
  return { ok: true, id: wish.id, status: "requested" };
}

/** One request a lead at a time. */
export function askedAlready(waiting: OverrideRow, userId: string, bandSet: BandSet): OverrideRefusal {
  const name = overrideName(waiting, bandSet);
  return refused(
    "asked_already",
    waiting.requestedById === userId
      ? `You have asked for ${name} already. Withdraw that first.`
      : `${waiting.requestedBy} has asked for ${name} already. A manager decides that first.`,
  );
}

interface Proven {
  readonly ok: true;
  /** The same form, sent before. */
  readonly sent: null;
  readonly lead: LeadToOverride;
  readonly bandSet: BandSet;
  /** The override in force. */
  readonly standing: OverrideRow | null;
  readonly decided: DecidedValue;
  readonly until: DecidedExpiry;
}

/** Locks the lead and finds out whether this can be set on it, and whether it was already. */
async function prove(
  tx: TenantTx,
  actor: Actor,
  wish: OverrideWish,
  whose: "decidedById" | "requestedById",
  now: Date,
): Promise<Proven | { readonly ok: true; readonly sent: OverrideRow } | OverrideRefusal> {
  const { tenantId, timeZone } = actor;
  const lead = await lockLead(tx, tenantId, wish.leadId);
  if (!lead) return GONE;
  const sent = await findOverride(tx, tenantId, { id: wish.id });
  if (sent) {
    const same = sent.leadId === wish.leadId && sent[whose] === actor.userId && isSame(sent, wish);
    return same ? { ok: true, sent } : refused("used", "This form was used before. Open it again.");
  }
  const scorer = await scorerInUse(tx, tenantId);
  if (!scorer) return refused("never_scored", "Nothing scores the leads of this workspace yet.");
  const ended = await endIfDue(tx, tenantId, lead.id, now);
  const standing = await findOverride(tx, tenantId, { leadId: lead.id, status: "active" });
  const conflict = conflictWith(standing, wish.replaces, ended, { bandSet: scorer.bands, now, timeZone });
  if (conflict) return conflict;
  const decided = decideValue(lead, wish.value, scorer.bands);
  if (!decided.ok) return decided;
  const until = decideExpiry(wish.expiry, { now: now.getTime(), timeZone });
  if (!until.ok) return until;
  return { ok: true, sent: null, lead, bandSet: scorer.bands, standing, decided, until };
}

/** An override whose time is over ends before anything else is done with the lead, should the job not have been by. */
export async function endIfDue(
  tx: TenantTx,
  tenantId: string,
  leadId: string,
  now: Date,
): Promise<string | null> {
  const row = await findOverride(tx, tenantId, { leadId, status: "active" });
  if (!row?.expiresAt || row.expiresAt > now.getTime()) return null;
  await endOverride(tx, row, "expired", { tenantId, now, actor: null });
  await applyEffective(tx, tenantId, [leadId], { now });
  return row.id;
}

/** Of two who decide at once one wins: the other is told whose override stands. */
export function conflictWith(
  standing: OverrideRow | null,
  replaces: string | null,
  ended: string | null,
  context: { readonly bandSet: BandSet; readonly now: Date; readonly timeZone: string },
): OverrideRefusal | null {
  if ((standing?.id ?? null) === replaces || (standing === null && replaces === ended)) return null;
  if (!standing)
    return refused(
      "ended",
      "The override you wanted to change has ended meanwhile. Close this and look at the lead again.",
    );
  const when = formatDayTime(standing.startedAt ?? 0, {
    now: context.now.getTime(),
    timeZone: context.timeZone,
  });
  return refused(
    "stands",
    `${standing.decidedBy}’s override to ${overrideName(standing, context.bandSet)} stands since ${when}. Close this and look at it before you change it.`,
  );
}

const columnsOf = ({ value }: Pick<OverrideWish, "value">) =>
  value.kind === "score"
    ? { kind: value.kind, score: value.score, band: null }
    : { kind: value.kind, score: null, band: value.band };

const isSame = (row: OverrideRow, wish: OverrideWish): boolean =>
  row.kind === wish.value.kind &&
  loggedValue(row) === loggedValue(columnsOf(wish)) &&
  row.category === wish.category &&
  row.reason === wish.reason &&
  row.note === wish.note;

async function insert(
  tx: TenantTx,
  { tenantId }: Actor,
  wish: OverrideWish,
  { lead, decided, until }: Proven,
  state: {
    readonly status: "active" | "requested";
    readonly createdAt: Date;
    readonly expiresAt: Date | null;
    readonly requestedBy?: string;
    readonly requestedAt?: Date;
    readonly decidedBy?: string;
    readonly decidedAt?: Date;
    readonly startedAt?: Date;
  },
): Promise<void> {
  const { id, leadId, category, reason, note } = wish;
  await tx.override.create({
    data: {
      ...{ tenantId, id, leadId, category, reason, note, ...columnsOf(wish), ...state },
      days: until.days,
      effectiveScore: decided.effective.score,
      effectiveBand: decided.effective.bandId,
      machineScore: decided.machine.total,
      machineBand: decided.machine.bandId,
      scoreVersion: lead.version,
      direction: decided.direction,
    },
  });
}
