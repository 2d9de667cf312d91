import type { AttributeValue } from "@/lib/core/signals/types";
import type { TenantTx } from "@/lib/platform/db/client";
import { type LeadRow, typedFields } from "./lead-row";
import type { LeadRecord } from "./types";

/** A lead while a batch is folded into it. Times are epoch milliseconds. */
export interface KnownLead {
  readonly id: string;
  externalId: string | null;
  readonly fields: Record<string, AttributeValue>;
  status: string;
  createdAt: number | null;
  closedAt: number | null;
  sequence: number | null;
  ownerId: string | null;
  team: string | null;
  territory: string | null;
  /** By kind: value, date and amount as one comparable text. */
  readonly outcomes: Record<string, string>;
}

export interface LeadIndex {
  /** By external id; else, for a record without one or for a lead without one, by e-mail. */
  match(record: LeadRecord): KnownLead | null;
  remember(lead: KnownLead): void;
}

const emailOf = (record: LeadRecord) => {
  const { email } = record.fields;
  return typeof email === "string" && email.trim() !== "" ? email.trim().toLowerCase() : null;
};

/** Reads every lead that the records may mean, in two index look-ups. */
export async function findLeads(tx: TenantTx, records: readonly LeadRecord[]): Promise<LeadIndex> {
  const externalIds = [...new Set(records.flatMap((record) => record.externalId ?? []))];
  const emails = [...new Set(records.flatMap((record) => emailOf(record) ?? []))];
  const rows = await tx.$queryRaw<LeadRow[]>`
    SELECT l.id, l.external_id, l.email, l.first_name, l.last_name, l.company, l.job_title, l.phone, l.country, l.city,
           l.industry, l.employees, l.website, l.source, l.campaign, l.attributes, l.status, l.owner_id, l.team,
           l.territory, l.created_at, l.closed_at, l.sequence,
           (SELECT jsonb_object_agg(o.kind, jsonb_build_array(o.value, o.decided_at, o.amount_minor, o.currency))
              FROM outcomes o WHERE o.tenant_id = l.tenant_id AND o.lead_id = l.id) AS outcomes
      FROM leads l
     WHERE l.external_id = ANY (${externalIds}::text[]) OR l.email = ANY (${emails}::text[])
     ORDER BY l.recorded_at, l.id`;

  const byExternalId = new Map<string, KnownLead>();
  const byEmail = new Map<string, KnownLead>();
  const remember = (lead: KnownLead) => {
    if (lead.externalId) byExternalId.set(lead.externalId, lead);
    const email = lead.fields.email;
    if (typeof email === "string" && !byEmail.has(email)) byEmail.set(email, lead);
  };
  for (const row of rows) remember(knownLead(row));

  return {
    match(record) {
      const own = record.externalId ? byExternalId.get(record.externalId) : undefined;
      if (own) return own;
      const email = emailOf(record);
      const sameMail = email ? byEmail.get(email) : undefined;
      // Two leads of one source may share an address; only a lead without a foreign id can be this one.
      return sameMail && (!record.externalId || !sameMail.externalId) ? sameMail : null;
    },
    remember,
  };
}

function knownLead(row: LeadRow): KnownLead {
  return {
    id: row.id,
    externalId: row.external_id,
    fields: { ...row.attributes, ...typedFields(row) },
    status: row.status,
    createdAt: row.created_at?.getTime() ?? null,
    closedAt: row.closed_at?.getTime() ?? null,
    sequence: row.sequence === null ? null : Number(row.sequence),
    ownerId: row.owner_id,
    team: row.team,
    territory: row.territory,
    outcomes: Object.fromEntries(
      Object.entries(row.outcomes ?? {}).map(([kind, [value, decidedAt, amount, currency]]) => [
        kind,
        [value, decidedAt ? new Date(decidedAt).getTime() : "", amount ?? "", currency ?? ""].join("|"),
      ]),
    ),
  };
}
