import { canonicalJson } from "@/lib/core/scoring/canonical-json";
import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { toldLeads } from "@/lib/modules/webhooks/snapshots";
import { CRM_BATCH, type CrmAccess } from "@/lib/platform/crm/types";
import { Prisma, type TenantTx } from "@/lib/platform/db/client";
import { sha256Hex } from "@/lib/platform/hash";
import { publicOrigin } from "@/lib/platform/public-origin";
import { unseal } from "@/lib/platform/sealing";
import { type CrmFieldValue, crmValues } from "@/lib/present/crm-values";
import type { TimeContext } from "@/lib/present/format";
import type { CrmKind, OurField, RunWhich } from "./types";

export interface Mapped {
  readonly ours: OurField;
  readonly theirs: string;
}

export interface StoredConnection {
  readonly kind: string;
  readonly baseUrl: string;
  readonly auth: string;
  readonly clientId: string | null;
  readonly secret: string;
  readonly secretLastFour: string;
  readonly object: string;
  readonly matchOurs: string;
  readonly matchTheirs: string;
  readonly mapping: unknown;
  readonly everyMinutes: number | null;
}

/** Whose a sealed secret is: it opens in this row and in no other. */
export const ownerOf = (tenantId: string, kind: string): string => `${tenantId}:${kind}`;

export const getConnection = (
  tx: TenantTx,
  tenantId: string,
  kind: string,
): Promise<StoredConnection | null> => tx.crmConnection.findFirst({ where: { tenantId, kind } });

export const mappingOf = ({ mapping }: StoredConnection): readonly Mapped[] => mapping as readonly Mapped[];

/** @throws SealBrokenError */
export function accessOf(tenantId: string, row: StoredConnection): CrmAccess {
  const secret = unseal(row.secret, "crm", ownerOf(tenantId, row.kind));
  return {
    ...{ kind: row.kind as CrmKind, baseUrl: row.baseUrl, object: row.object, matchField: row.matchTheirs },
    credentials:
      row.auth === "client"
        ? { kind: "client", clientId: row.clientId ?? "", clientSecret: secret }
        : { kind: "token", token: secret },
  };
}

/** What names a connection as it stands: two people who began with the same version saw the same. */
export function versionOf(row: StoredConnection | null): string {
  if (!row) return "none";
  const { baseUrl, auth, clientId, secret, object, matchOurs, matchTheirs, mapping, everyMinutes } = row;
  const all = { baseUrl, auth, clientId, secret, object, matchOurs, matchTheirs, mapping, everyMinutes };
  return sha256Hex(canonicalJson(all)).slice(0, 24);
}

/** Leads that a run is about, beyond those it has dealt with. */
export function wantedSql(tenantId: string, kind: string, which: RunWhich): Prisma.Sql {
  const from = Prisma.sql`
    FROM leads l LEFT JOIN crm_leads c ON c.tenant_id = l.tenant_id AND c.kind = ${kind} AND c.lead_id = l.id
   WHERE l.tenant_id = ${tenantId}::uuid AND l.score_total IS NOT NULL`;
  if (which === "all") return from;
  if (which === "failed") return Prisma.sql`${from} AND c.error IS NOT NULL`;
  return Prisma.sql`${from}
     AND (c.lead_id IS NULL OR l.score_updated_on > c.at
          OR EXISTS (SELECT 1 FROM overrides o
                      WHERE o.tenant_id = l.tenant_id AND o.lead_id = l.id
                        AND (o.started_at > c.at OR o.ended_at > c.at)))`;
}

export interface WantedLead {
  readonly leadId: string;
  /** What it is looked for by; null: it has none. */
  readonly key: string | null;
  readonly values: Readonly<Record<string, CrmFieldValue>>;
  readonly hash: string;
  /** What was written last. */
  readonly written: string | null;
}

/** Leads by id, each with what any other system is told of it. */
export async function leadsTold(tx: TenantTx, tenantId: string, ids: readonly string[], time: TimeContext) {
  const leads = await toldLeads(tx, tenantId, ids);
  const bands = new Map((await scorerInUse(tx, tenantId))?.bands.bands.map((band) => [band.id, band]));
  const origin = publicOrigin();
  return new Map(
    [...leads].map(([id, lead]) => {
      const band = bands.get(lead.effectiveBand ?? "");
      return [id, { lead, values: crmValues(lead, { ...time, origin, band }) }] as const;
    }),
  );
}

/** The next leads of a run, by id, with what would be written. */
export async function nextLeads(
  tx: TenantTx,
  tenantId: string,
  connection: StoredConnection,
  {
    which,
    after,
    now,
    most = CRM_BATCH,
  }: { readonly which: RunWhich; readonly after: string | null; readonly now: Date; readonly most?: number },
): Promise<WantedLead[]> {
  const rows = await tx.$queryRaw<{ id: string; written: string | null }[]>`
    SELECT l.id, CASE WHEN c.error IS NULL THEN c.hash END AS written
    ${wantedSql(tenantId, connection.kind, which)}
      AND l.id > ${after ?? "00000000-0000-0000-0000-000000000000"}::uuid
    ORDER BY l.id LIMIT ${most}`;
  const [tenant] = await tx.$queryRaw<{ zone: string }[]>`
    SELECT time_zone AS zone FROM tenants WHERE id = ${tenantId}::uuid`;
  const time = { now: now.getTime(), timeZone: tenant?.zone ?? "Etc/UTC" };
  const ids = rows.map(({ id }) => id);
  const leads = await leadsTold(tx, tenantId, ids, time);
  const mapping = mappingOf(connection);
  return rows.flatMap(({ id, written }) => {
    const found = leads.get(id);
    if (!found) return [];
    const { lead, values: all } = found;
    const key = (connection.matchOurs === "email" ? lead.email : lead.externalId)?.trim() || null;
    const values = Object.fromEntries(mapping.map(({ ours, theirs }) => [theirs, all[ours] ?? null]));
    // A score is computed anew every day; that alone is no news.
    const said = mapping
      .filter(({ ours }) => ours !== "scored_at")
      .map(({ theirs }) => [theirs, values[theirs]]);
    return [
      {
        ...{ leadId: id, key, values, written },
        hash: sha256Hex(canonicalJson([connection.object, connection.matchTheirs, key, said])),
      },
    ];
  });
}

export async function countWanted(
  tx: TenantTx,
  tenantId: string,
  kind: string,
  which: RunWhich,
): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count ${wantedSql(tenantId, kind, which)}`;
  return rows[0]?.count ?? 0;
}
