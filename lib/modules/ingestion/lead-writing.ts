import type { AttributeValue } from "@/lib/core/signals/types";
import type { TenantTx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import type { KnownLead } from "./lead-matching";
import { LEAD_COLUMNS, type LeadRecord } from "./types";

export interface LeadWrite {
  readonly lead: KnownLead;
  readonly isNew: boolean;
  /** Own fields and imported aggregates. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly qualityFlags: readonly string[];
}

export type OutcomeWrite = { readonly leadId: string } & NonNullable<LeadRecord["outcome"]>;

const isoOrNull = (time: number | null) => (time === null ? null : new Date(time).toISOString());

/** One statement for the new leads and one for the changed, whatever their number. */
export async function writeLeads(
  tx: TenantTx,
  tenantId: string,
  writes: readonly LeadWrite[],
  now: Date,
): Promise<void> {
  const created = writes.filter((write) => write.isNew).map(leadJson);
  const changed = writes.filter((write) => !write.isNew).map(leadJson);
  if (created.length > 0) {
    await tx.$executeRaw`
      INSERT INTO leads (tenant_id, id, external_id, email, first_name, last_name, company, job_title, phone, country,
                         city, industry, employees, website, source, campaign, attributes, status, owner_id, team,
                         territory, created_at, closed_at, sequence, quality_flags, recorded_at)
      SELECT ${tenantId}::uuid, r.id, r.external_id, r.email, r.first_name, r.last_name, r.company, r.job_title, r.phone,
             r.country, r.city, r.industry, r.employees, r.website, r.source, r.campaign, r.attributes, r.status,
             r.owner_id, r.team, r.territory, r.created_at, r.closed_at, r.sequence, r.quality_flags, ${now}::timestamptz
        FROM jsonb_to_recordset(${JSON.stringify(created)}::jsonb) AS r(
             id uuid, external_id text, email text, first_name text, last_name text, company text, job_title text,
             phone text, country text, city text, industry text, employees int, website text, source text,
             campaign text, attributes jsonb, status text, owner_id uuid, team text, territory text,
             created_at timestamptz, closed_at timestamptz, sequence bigint, quality_flags text[])`;
  }
  if (changed.length > 0) {
    await tx.$executeRaw`
      UPDATE leads l
         SET external_id = r.external_id, email = r.email, first_name = r.first_name, last_name = r.last_name,
             company = r.company, job_title = r.job_title, phone = r.phone, country = r.country, city = r.city,
             industry = r.industry, employees = r.employees, website = r.website, source = r.source,
             campaign = r.campaign, attributes = r.attributes, status = r.status, owner_id = r.owner_id, team = r.team,
             territory = r.territory, created_at = r.created_at, closed_at = r.closed_at, sequence = r.sequence,
             quality_flags = r.quality_flags
        FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS r(
             id uuid, external_id text, email text, first_name text, last_name text, company text, job_title text,
             phone text, country text, city text, industry text, employees int, website text, source text,
             campaign text, attributes jsonb, status text, owner_id uuid, team text, territory text,
             created_at timestamptz, closed_at timestamptz, sequence bigint, quality_flags text[])
       WHERE l.tenant_id = ${tenantId}::uuid AND l.id = r.id`;
  }
}

function leadJson({ lead, attributes, qualityFlags }: LeadWrite): Record<string, unknown> {
  const columns = Object.fromEntries(LEAD_COLUMNS.map((column) => [column, lead.fields[column] ?? null]));
  return {
    ...columns,
    employees: typeof lead.fields.employees === "number" ? lead.fields.employees : null,
    id: lead.id,
    external_id: lead.externalId,
    attributes,
    status: lead.status,
    owner_id: lead.ownerId,
    team: lead.team,
    territory: lead.territory,
    created_at: isoOrNull(lead.createdAt),
    closed_at: isoOrNull(lead.closedAt),
    sequence: lead.sequence,
    quality_flags: qualityFlags,
  };
}

/** attributes_set or status_changed. */
export interface BookkeepingEvent {
  readonly leadId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

export async function writeBookkeepingEvents(
  tx: TenantTx,
  tenantId: string,
  events: readonly BookkeepingEvent[],
  now: Date,
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({
    id: newId(),
    lead_id: event.leadId,
    type: event.type,
    occurred_at: event.at.toISOString(),
    properties: event.properties,
  }));
  await tx.$executeRaw`
    INSERT INTO events (tenant_id, occurred_at, id, lead_id, type, received_at, properties)
    SELECT ${tenantId}::uuid, r.occurred_at, r.id, r.lead_id, r.type, ${now}::timestamptz, r.properties
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           AS r(id uuid, lead_id uuid, type text, occurred_at timestamptz, properties jsonb)`;
}

/** One outcome a lead and kind; a later statement replaces an earlier one. */
export async function writeOutcomes(
  tx: TenantTx,
  tenantId: string,
  outcomes: readonly OutcomeWrite[],
  now: Date,
): Promise<void> {
  if (outcomes.length === 0) return;
  const rows = outcomes.map((outcome) => ({
    id: newId(),
    lead_id: outcome.leadId,
    kind: outcome.kind,
    value: outcome.value,
    decided_at: outcome.decidedAt?.toISOString() ?? null,
    amount_minor: outcome.amountMinor ?? null,
    currency: outcome.currency ?? null,
  }));
  await tx.$executeRaw`
    INSERT INTO outcomes (tenant_id, id, lead_id, kind, value, decided_at, amount_minor, currency, recorded_at)
    SELECT ${tenantId}::uuid, r.id, r.lead_id, r.kind, r.value, r.decided_at, r.amount_minor, r.currency, ${now}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           AS r(id uuid, lead_id uuid, kind text, value text, decided_at timestamptz, amount_minor bigint, currency text)
    ON CONFLICT (tenant_id, lead_id, kind) DO UPDATE
       SET value = excluded.value, decided_at = excluded.decided_at, amount_minor = excluded.amount_minor,
           currency = excluded.currency, recorded_at = excluded.recorded_at`;
}
