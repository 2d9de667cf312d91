import type { RecordedOutcome } from "@/lib/core/outcomes/label";
import type { OutcomeDefinition } from "@/lib/core/outcomes/types";
import type { OverrideDirection } from "@/lib/core/scoring/effective";
import { namesOfUsers } from "@/lib/modules/users/data";
import { Prisma, type TenantTx } from "@/lib/platform/db/client";
import type { LedgerFacts } from "@/lib/present/ledger-row";
import { labelAfter } from "./data-verdict";
import type { LedgerCursor } from "./query-ledger";
import { type LedgerQuery, STATE_STATUSES } from "./query-ledger-url";
import type { OverrideCategory, OverrideStatus } from "./types";
import type { LedgerCounts } from "./types-ledger";

export interface LedgerScope {
  readonly tenantId: string;
  readonly outcome: OutcomeDefinition;
  readonly now: Date;
}

export type LedgerRow = LedgerFacts & {
  readonly status: OverrideStatus;
  readonly direction: OverrideDirection;
  readonly category: OverrideCategory;
};

type RawRow = Omit<LedgerRow, "requestedBy" | "decidedBy" | "endedBy" | "label"> & {
  readonly requestedById: string | null;
  readonly decidedById: string | null;
  readonly endedById: string | null;
  readonly outcomeValue: RecordedOutcome["value"] | null;
};

const ms = (column: Prisma.Sql) => Prisma.sql`(extract(epoch FROM ${column}) * 1000)::float8`;
const col = (name: string) => Prisma.raw(name);

/** When an entry counts from: an override from its start, a request from when it was asked. */
const LISTED_AT = Prisma.sql`coalesce(o.started_at, o.created_at)`;

function conditions({ tenantId }: LedgerScope, query: LedgerQuery): Prisma.Sql {
  const statuses = query.states.flatMap((state) => STATE_STATUSES[state]);
  return Prisma.join(
    [
      Prisma.sql`o.tenant_id = ${tenantId}::uuid`,
      ...(statuses.length > 0 ? [Prisma.sql`o.status = ANY (${statuses})`] : []),
      ...(query.directions.length > 0 ? [Prisma.sql`o.direction = ANY (${[...query.directions]})`] : []),
      ...(query.managers.length > 0 ? [Prisma.sql`o.decided_by = ANY (${[...query.managers]}::uuid[])`] : []),
      ...(query.categories.length > 0 ? [Prisma.sql`o.category = ANY (${[...query.categories]})`] : []),
    ],
    " AND ",
  );
}

/** Entries after the cursor, newest first, and where the next page begins; null where there is none. */
export async function getLedger(
  tx: TenantTx,
  scope: LedgerScope,
  query: LedgerQuery,
  { after, most }: { readonly after: LedgerCursor | null; readonly most: number },
): Promise<{ readonly rows: readonly LedgerRow[]; readonly next: LedgerCursor | null }> {
  const raw = await readRows(
    tx,
    scope,
    after === null
      ? conditions(scope, query)
      : Prisma.sql`${conditions(scope, query)}
          AND (${LISTED_AT}, o.id) < (${new Date(after.at)}::timestamptz, ${after.id}::uuid)`,
    most + 1,
  );
  const rows = await named(tx, scope, raw.slice(0, most));
  const last = raw.length > most ? rows.at(-1) : undefined;
  return { rows, next: last ? { at: last.listedAt, id: last.id } : null };
}

/** Requests that nobody has decided, the oldest first. */
export async function getRequests(tx: TenantTx, scope: LedgerScope): Promise<readonly LedgerRow[]> {
  const raw = await readRows(
    tx,
    scope,
    Prisma.sql`o.tenant_id = ${scope.tenantId}::uuid AND o.status = 'requested'`,
    MOST_REQUESTS,
  );
  return named(tx, scope, raw.reverse());
}

const MOST_REQUESTS = 200;

async function readRows(
  tx: TenantTx,
  { tenantId, outcome }: LedgerScope,
  where: Prisma.Sql,
  most: number,
): Promise<RawRow[]> {
  return tx.$queryRaw<RawRow[]>`
    SELECT o.id, o.status, o.kind, o.score, o.band, o.effective_score AS "effectiveScore",
           o.effective_band AS "effectiveBand", o.machine_score AS "machineScore", o.machine_band AS "machineBand",
           o.score_version AS "scoreVersion", o.direction, o.category, o.reason, o.note, o.days, o.decision_note AS "decisionNote",
           o.requested_by AS "requestedById", o.decided_by AS "decidedById", o.ended_by AS "endedById",
           ${ms(col("o.requested_at"))} AS "requestedAt", ${ms(col("o.decided_at"))} AS "decidedAt",
           ${ms(col("o.started_at"))} AS "startedAt", ${ms(col("o.expires_at"))} AS "expiresAt",
           ${ms(col("o.ended_at"))} AS "endedAt", ${ms(col("o.crossed_at"))} AS "crossedAt",
           o.crossed_score AS "crossedScore", round(${ms(LISTED_AT)})::float8 AS "listedAt",
           l.id AS "leadId", l.first_name AS "firstName", l.last_name AS "lastName", l.email,
           l.external_id AS "externalId", l.company, l.status AS "leadStatus", l.is_open AS "isOpen",
           ${ms(col("l.closed_at"))} AS "closedAt", l.score_total AS "machineNow", l.score_band AS "machineBandNow",
           l.effective_score AS "effectiveNow", l.effective_band AS "effectiveBandNow",
           l.due_kind = 'respond' AND coalesce(l.last_contact_at < o.started_at, true) AS "waitsForCall",
           c.value AS "outcomeValue", round(${ms(col("c.decided_at"))})::float8 AS "outcomeAt", met.at AS "metAt",
           stands.id AS "standsId", stands.effective_score AS "standsScore"
      FROM (SELECT o.* FROM overrides o WHERE ${where} ORDER BY ${LISTED_AT} DESC, o.id DESC LIMIT ${most}) o
      JOIN leads l ON l.tenant_id = o.tenant_id AND l.id = o.lead_id
      LEFT JOIN outcomes c ON c.tenant_id = o.tenant_id AND c.lead_id = o.lead_id AND c.kind = ${outcome.outcome}
      LEFT JOIN overrides stands ON stands.tenant_id = o.tenant_id AND stands.lead_id = o.lead_id
                                AND stands.status = 'active' AND o.status = 'requested'
      LEFT JOIN LATERAL (
        SELECT ${ms(col("max(e.occurred_at)"))} AS at FROM events e
         WHERE l.is_open AND e.tenant_id = o.tenant_id AND e.lead_id = o.lead_id AND e.occurred_at >= o.started_at
           AND e.type = 'call_logged' AND e.properties->>'outcome' = 'meeting_booked'
           AND NOT EXISTS (SELECT 1 FROM event_flags f
                            WHERE f.tenant_id = e.tenant_id AND f.event_id = e.id AND f.flag = 'undone')) met ON true
     WHERE o.tenant_id = ${tenantId}::uuid
     ORDER BY ${LISTED_AT} DESC, o.id DESC`;
}

async function named(
  tx: TenantTx,
  { outcome, now }: LedgerScope,
  rows: readonly RawRow[],
): Promise<LedgerRow[]> {
  const names = await namesOfUsers(
    tx,
    rows.flatMap((row) => [row.requestedById, row.decidedById, row.endedById]),
  );
  const name = (id: string | null) => (id === null ? null : (names.get(id) ?? "Former member"));
  return rows.map((row) => ({
    ...row,
    requestedBy: name(row.requestedById),
    decidedBy: name(row.decidedById),
    endedBy: name(row.endedById),
    label: decidedLabel(row, outcome, now.getTime()),
  }));
}

/** What its lead will count as once the window is over; null while that is open. */
function decidedLabel(row: RawRow, outcome: OutcomeDefinition, now: number): 0 | 1 | null {
  if (row.startedAt === null || row.outcomeValue === null || row.outcomeValue === "undecided") return null;
  if (row.outcomeAt !== null && row.outcomeAt > now) return null;
  const windowEnds = outcome.windowDays === null ? now : row.startedAt + outcome.windowDays * 86_400_000;
  const label = labelAfter(
    outcome,
    row.startedAt,
    { value: row.outcomeValue, decidedAt: row.outcomeAt },
    Math.max(now, windowEnds),
  );
  return "label" in label ? label.label : null;
}

export async function countLedger(
  tx: TenantTx,
  scope: LedgerScope,
  query: LedgerQuery,
): Promise<LedgerCounts> {
  const [counts] = await tx.$queryRaw<LedgerCounts[]>`
    SELECT count(*)::int AS "all", count(*) FILTER (WHERE o.status = 'active')::int AS active,
           count(*) FILTER (WHERE ${conditions(scope, query)})::int AS matching
      FROM overrides o WHERE o.tenant_id = ${scope.tenantId}::uuid`;
  return counts ?? { all: 0, active: 0, matching: 0 };
}

/** Everybody who ever set or decided one, by name. */
export async function getManagers(
  tx: TenantTx,
  tenantId: string,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT decided_by AS id FROM overrides
     WHERE tenant_id = ${tenantId}::uuid AND decided_by IS NOT NULL`;
  const names = await namesOfUsers(
    tx,
    rows.map(({ id }) => id),
  );
  return rows
    .map(({ id }) => ({ id, name: names.get(id) ?? "Former member" }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** Requests of others that this person may decide. */
export async function countWaiting(tx: TenantTx, tenantId: string, userId: string): Promise<number> {
  return tx.override.count({
    where: { tenantId, status: "requested", NOT: { requestedBy: userId } },
  });
}
