import type { BandSet } from "@/lib/core/scoring/types";
import { LIST_COLUMNS } from "@/lib/modules/leads/data";
import type { LeadListRow } from "@/lib/modules/leads/types";
import { namesOfUsers } from "@/lib/modules/users/data";
import { endOfDay, startOfDay } from "@/lib/modules/workflow/clock";
import { callWithinMinutes } from "@/lib/modules/workflow/response";
import type { Workflow } from "@/lib/modules/workflow/types";
import { Prisma, type TenantTx } from "@/lib/platform/db/client";
import type { DeedFacts } from "@/lib/present/deed-timeline";
import type { QueueQuery } from "./query";
import type { QueueMark } from "./types-screen";

/** Whose queue, and when. */
export interface QueueScope {
  readonly tenantId: string;
  readonly userId: string;
  readonly now: Date;
  readonly workflow: Workflow;
  readonly bandSet: BandSet;
}

export interface QueueRow extends LeadListRow {
  readonly dueAt: Date;
  readonly dueKind: "respond" | "follow_up";
  readonly bandSince: Date | null;
}

type QueueFilter = Pick<QueueQuery, "show" | "bands">;
const EVERYTHING: QueueFilter = { show: "all", bands: [] };

/** A section shows so many; its count tells of more. */
export const MOST_IN_SECTION = 100;

/** Open leads of this person and of nobody that are due: promises always, follow-ups from their day on. */
function dueFilter(
  { tenantId, userId, now, workflow }: QueueScope,
  { show, bands }: QueueFilter = EVERYTHING,
): Prisma.Sql {
  const today = new Date(endOfDay(now.getTime(), workflow));
  const owner = {
    all: Prisma.sql`(l.owner_id = ${userId}::uuid OR l.owner_id IS NULL)`,
    mine: Prisma.sql`l.owner_id = ${userId}::uuid`,
    pool: Prisma.sql`l.owner_id IS NULL`,
  }[show];
  const band =
    bands.length > 0 ? Prisma.sql`l.effective_band = ANY (${[...bands]}::text[])` : Prisma.sql`true`;
  return Prisma.sql`
    l.tenant_id = ${tenantId}::uuid AND l.is_open AND l.due_at IS NOT NULL
    AND ${owner} AND ${band}
    AND (l.snoozed_until IS NULL OR l.snoozed_until <= ${now}::timestamptz)
    AND (l.due_kind = 'respond' OR l.due_at < ${today}::timestamptz)`;
}

/** Follow-ups are a section of their own, whatever their band. */
const SECTION = Prisma.sql`CASE WHEN l.due_kind = 'follow_up' THEN '' ELSE coalesce(l.effective_band, '') END`;

/** The first hundred of each section, what is due soonest first; the better lead where two are due at once. */
export async function getQueueRows(
  tx: TenantTx,
  scope: QueueScope,
  filter?: QueueFilter,
): Promise<QueueRow[]> {
  return tx.$queryRaw<QueueRow[]>`
    WITH placed AS (
      SELECT l.id, row_number() OVER (PARTITION BY ${SECTION}
                                          ORDER BY l.due_at, l.effective_score DESC, l.score_unrounded DESC, l.score_margin DESC, l.id) AS place
        FROM leads l WHERE ${dueFilter(scope, filter)})
    SELECT ${LIST_COLUMNS}, l.due_at AS "dueAt", l.due_kind AS "dueKind", l.band_since AS "bandSince"
      FROM placed p JOIN leads l ON l.tenant_id = ${scope.tenantId}::uuid AND l.id = p.id
     WHERE p.place <= ${MOST_IN_SECTION}
     ORDER BY p.place`;
}

export interface QueueCounts {
  /** By band id; follow-ups under "". */
  readonly bySection: ReadonlyMap<string, number>;
  /** Due before the day ends. */
  readonly today: number;
  readonly overdue: number;
  /** When the next is due that is not due today. */
  readonly nextDay: Date | null;
}

export async function getQueueCounts(
  tx: TenantTx,
  scope: QueueScope,
  filter?: QueueFilter,
): Promise<QueueCounts> {
  const today = new Date(endOfDay(scope.now.getTime(), scope.workflow));
  const rows = await tx.$queryRaw<
    { section: string; count: number; today: number; overdue: number; next: Date | null }[]
  >`
    SELECT ${SECTION} AS section, count(*)::int AS count,
           count(*) FILTER (WHERE l.due_at < ${today}::timestamptz)::int AS today,
           count(*) FILTER (WHERE l.due_at < ${scope.now}::timestamptz)::int AS overdue,
           min(l.due_at) FILTER (WHERE l.due_at >= ${today}::timestamptz) AS next
      FROM leads l WHERE ${dueFilter(scope, filter)} GROUP BY 1`;
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  const next = rows.flatMap((row) => (row.next ? [row.next.getTime()] : []));
  return {
    bySection: new Map(rows.map(({ section, count }) => [section, count])),
    today: sum((row) => row.today),
    overdue: sum((row) => row.overdue),
    nextDay: next.length > 0 ? new Date(Math.min(...next)) : null,
  };
}

export async function getQueueMarks(
  tx: TenantTx,
  scope: QueueScope,
  filter?: QueueFilter,
): Promise<QueueMark[]> {
  return tx.$queryRaw<QueueMark[]>`
    SELECT l.id, l.effective_band AS band, l.due_kind AS kind,
           round(extract(epoch FROM l.due_at) * 1000)::float8 AS "dueAt"
      FROM leads l WHERE ${dueFilter(scope, filter)}
     ORDER BY l.due_at, l.effective_score DESC, l.id LIMIT 1000`;
}

export interface DayCounts {
  readonly called: number;
  readonly connected: number;
  readonly meetings: number;
}

/** This person's calls since midnight. */
export async function getDayCounts(tx: TenantTx, scope: QueueScope): Promise<DayCounts> {
  const since = new Date(startOfDay(scope.now.getTime(), scope.workflow));
  const rows = await tx.$queryRaw<DayCounts[]>`
    SELECT count(*)::int AS called,
           count(*) FILTER (WHERE details->>'outcome' = 'connected')::int AS connected,
           count(*) FILTER (WHERE details->>'outcome' = 'meeting_booked')::int AS meetings
      FROM activities
     WHERE tenant_id = ${scope.tenantId}::uuid AND actor_id = ${scope.userId}::uuid AND kind = 'call'
       AND undone_at IS NULL AND at >= ${since}::timestamptz`;
  return rows[0] ?? { called: 0, connected: 0, meetings: 0 };
}

/** Bands whose leads are called, best first. */
export function calledBands({ bands }: BandSet): BandSet["bands"] {
  return bands.filter(({ id }) => callWithinMinutes({ bands }, id) !== null);
}

export interface NoteRow {
  readonly id: string;
  readonly text: string;
  readonly at: Date;
  readonly actorId: string;
}

/** Notes and what was noted with calls, newest first. */
export async function getNotes(
  tx: TenantTx,
  tenantId: string,
  leadId: string,
  most: number,
): Promise<NoteRow[]> {
  return tx.$queryRaw<NoteRow[]>`
    SELECT id, coalesce(details->>'text', details->>'note') AS text, at, actor_id AS "actorId"
      FROM activities
     WHERE tenant_id = ${tenantId}::uuid AND lead_id = ${leadId}::uuid AND undone_at IS NULL
       AND coalesce(details->>'text', details->>'note') IS NOT NULL
     ORDER BY at DESC, id DESC LIMIT ${most}`;
}

export interface Look {
  readonly at: Date;
  readonly score: number | null;
  readonly band: string | null;
  readonly previousAt: Date | null;
  readonly previousScore: number | null;
  readonly previousBand: string | null;
}

export async function getLook(
  tx: TenantTx,
  tenantId: string,
  userId: string,
  leadId: string,
): Promise<Look | null> {
  return tx.leadLook.findFirst({
    where: { tenantId, userId, leadId },
    select: {
      ...{ at: true, score: true, band: true },
      ...{ previousAt: true, previousScore: true, previousBand: true },
    },
  });
}

/** Points by factor of the score that stood at a moment; null where that was another version's, or not written. */
export async function getFactorsAt(
  tx: TenantTx,
  tenantId: string,
  leadId: string,
  at: Date,
  version: string,
): Promise<ReadonlyMap<string, number> | null> {
  const entry = await tx.scoreHistory.findFirst({
    where: { tenantId, leadId, scoredOn: { lte: at } },
    orderBy: { scoredOn: "desc" },
    select: { scoredOn: true, scoreVersion: true },
  });
  if (entry?.scoreVersion !== version) return null;
  const rows = await tx.leadScoreFactor.findMany({
    where: { tenantId, leadId, createdOn: entry.scoredOn },
    select: { factorKey: true, points: true },
  });
  // A replayed history has scores without their factors: nothing to compare with.
  return rows.length === 0 ? null : new Map(rows.map((row) => [row.factorKey, row.points.toNumber()]));
}

const MOST_DEEDS = 100;

/** What the team did about a lead and no event tells, newest first. */
export async function getDeeds(tx: TenantTx, tenantId: string, leadId: string): Promise<DeedFacts[]> {
  const rows = await tx.activity.findMany({
    where: { tenantId, leadId, undoneAt: null, kind: { in: ["note", "email", "claim", "assign", "snooze"] } },
    orderBy: { at: "desc" },
    take: MOST_DEEDS,
    select: { id: true, kind: true, details: true, at: true, actorId: true },
  });
  const toOf = (details: unknown) => {
    const to = (details as { toUserId?: unknown }).toUserId;
    return typeof to === "string" ? to : null;
  };
  const names = await namesOfUsers(
    tx,
    rows.flatMap((row) => [row.actorId, toOf(row.details)]),
  );
  return rows.map(({ id, kind, details, at, actorId }) => ({
    ...{ id, kind, at: at.getTime() },
    details: details as Record<string, unknown>,
    by: names.get(actorId) ?? null,
    to: names.get(toOf(details) ?? "") ?? null,
  }));
}
