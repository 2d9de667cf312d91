import type { OverrideDirection } from "@/lib/core/scoring/effective";
import { PERMISSIONS } from "@/lib/platform/auth/roles";
import type { TenantTx } from "@/lib/platform/db/client";
import type { OverrideFacts } from "@/lib/present/override-words";
import type { Machine } from "./decisions";
import type { OverrideCategory, OverrideStatus } from "./types";

/** An override with the names of those who had to do with it. */
export interface OverrideRow extends OverrideFacts {
  readonly leadId: string;
  readonly status: OverrideStatus;
  readonly category: OverrideCategory;
  readonly direction: OverrideDirection;
  readonly requestedById: string | null;
  readonly decidedById: string | null;
  readonly endedById: string | null;
}

interface Where {
  readonly id?: string;
  readonly leadId?: string;
  readonly status?: OverrideStatus;
}

const MOST = 100;

/** Newest first. */
export async function findOverrides(tx: TenantTx, tenantId: string, where: Where): Promise<OverrideRow[]> {
  const rows = await tx.override.findMany({
    where: { tenantId, ...where },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST,
  });
  const ids = rows
    .flatMap((row) => [row.requestedBy, row.decidedBy, row.endedBy])
    .filter((id) => id !== null);
  const names = await namesOf(tx, tenantId, ids);
  const name = (id: string | null) => (id === null ? null : (names.get(id) ?? "Former member"));
  const at = (date: Date | null) => date?.getTime() ?? null;
  return rows.map((row) => ({
    id: row.id,
    leadId: row.leadId,
    status: row.status as OverrideStatus,
    kind: row.kind as OverrideRow["kind"],
    score: row.score,
    band: row.band,
    effectiveScore: row.effectiveScore,
    effectiveBand: row.effectiveBand,
    machineScore: row.machineScore,
    machineBand: row.machineBand,
    direction: row.direction as OverrideDirection,
    category: row.category as OverrideCategory,
    reason: row.reason,
    note: row.note,
    days: row.days,
    requestedById: row.requestedBy,
    requestedBy: name(row.requestedBy),
    requestedAt: at(row.requestedAt),
    decidedById: row.decidedBy,
    decidedBy: name(row.decidedBy),
    decidedAt: at(row.decidedAt),
    decisionNote: row.decisionNote,
    startedAt: at(row.startedAt),
    expiresAt: at(row.expiresAt),
    endedAt: at(row.endedAt),
    endedById: row.endedBy,
    endedBy: name(row.endedBy),
    crossedAt: at(row.crossedAt),
    crossedScore: row.crossedScore,
  }));
}

export async function findOverride(
  tx: TenantTx,
  tenantId: string,
  where: Where,
): Promise<OverrideRow | null> {
  return (await findOverrides(tx, tenantId, where))[0] ?? null;
}

async function namesOf(tx: TenantTx, tenantId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT u.id, u.name FROM memberships m JOIN users u ON u.id = m.user_id
     WHERE m.tenant_id = ${tenantId}::uuid AND u.id = ANY (${[...new Set(ids)]}::uuid[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What of a lead an override turns on. */
export interface LeadToOverride {
  readonly id: string;
  readonly ownerId: string | null;
  readonly isOpen: boolean;
  readonly machine: Machine | null;
  readonly version: string | null;
}

/**
 * The lead, kept from other scorings and overrides until the transaction ends: of two managers at once, one goes
 * first, and what is read afterwards is what the other left. Null where this tenant has no such lead.
 */
export async function lockLead(
  tx: TenantTx,
  tenantId: string,
  leadId: string,
): Promise<LeadToOverride | null> {
  const rows = await tx.$queryRaw<
    {
      owner_id: string | null;
      is_open: boolean;
      score_total: number | null;
      score_band: string | null;
      score_version: string | null;
    }[]
  >`SELECT owner_id, is_open, score_total, score_band, score_version FROM leads
     WHERE tenant_id = ${tenantId}::uuid AND id = ${leadId}::uuid FOR NO KEY UPDATE`;
  const row = rows[0];
  if (!row) return null;
  const { score_total: total, score_band: bandId } = row;
  return {
    id: leadId,
    ownerId: row.owner_id,
    isOpen: row.is_open,
    machine: total === null || bandId === null ? null : { total, bandId },
    version: row.score_version,
  };
}

/** Whom a request is put to: those who may set overrides, by name. */
export async function getDeciders(
  tx: TenantTx,
  tenantId: string,
): Promise<{ readonly id: string; readonly name: string }[]> {
  return tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT u.id, u.name FROM memberships m JOIN users u ON u.id = m.user_id
     WHERE m.tenant_id = ${tenantId}::uuid AND m.deactivated_at IS NULL
       AND m.role = ANY (${[...PERMISSIONS["overrides.set"]]})
     ORDER BY array_position(${[...PERMISSIONS["overrides.set"]]}::text[], m.role), u.name, u.id`;
}

export interface AnswerHabit {
  readonly count: number;
  readonly approved: number;
  readonly averageMinutes: number;
}

/** How the last twelve requests were answered; null where fewer than three were. */
export async function getAnswerHabit(tx: TenantTx, tenantId: string): Promise<AnswerHabit | null> {
  const rows = await tx.$queryRaw<{ count: number; approved: number; minutes: number | null }[]>`
    SELECT count(*)::int AS count, count(*) FILTER (WHERE status <> 'declined')::int AS approved,
           avg(extract(epoch FROM decided_at - requested_at) / 60)::float8 AS minutes
      FROM (SELECT status, decided_at, requested_at FROM overrides
             WHERE tenant_id = ${tenantId}::uuid AND requested_at IS NOT NULL AND decided_at IS NOT NULL
             ORDER BY decided_at DESC LIMIT 12) decided`;
  const row = rows[0];
  if (!row || row.count < 3 || row.minutes === null) return null;
  return { count: row.count, approved: row.approved, averageMinutes: row.minutes };
}
