import type { AttributeValue } from "@/lib/core/signals/types";
import type { TenantTx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { storableText, storableValue } from "./clean";
import { findLeads, type KnownLead } from "./lead-matching";
import {
  type BookkeepingEvent,
  type LeadWrite,
  type OutcomeWrite,
  writeBookkeepingEvents,
  writeLeads,
  writeOutcomes,
} from "./lead-writing";
import { ensurePartitions } from "./partitions";
import { qualityFlags } from "./quality";
import {
  type IngestLeadsOptions,
  type IngestLeadsResult,
  LEAD_COLUMNS,
  type LeadChange,
  type LeadRecord,
} from "./types";

const COLUMNS: ReadonlySet<string> = new Set(LEAD_COLUMNS);
const MAX_BATCH = 5_000;

/**
 * Writes a batch of leads inside the caller's tenant transaction: finds each by external id, else by e-mail; creates
 * or changes it; records every changed value as an `attributes_set` event; keeps outcomes. A record that says nothing
 * new writes nothing, so the same source twice changes nothing. Within a batch, later records of one lead see the
 * earlier ones.
 *
 * @throws RangeError for more than 5,000 records.
 */
export async function ingestLeads(
  tx: TenantTx,
  tenantId: string,
  records: readonly LeadRecord[],
  options: IngestLeadsOptions,
): Promise<IngestLeadsResult> {
  if (records.length > MAX_BATCH)
    throw new RangeError(`at most ${MAX_BATCH} leads a batch, got ${records.length}`);
  if (records.length === 0) return { leads: [] };
  const known = await findLeads(tx, records);
  const drafts = new Map<string, Draft>();
  const leads = records.map((record) => {
    const found = known.match(record);
    const draft = draftOf(drafts, found, record);
    const change = apply(draft, record);
    if (change !== "unchanged") known.remember(draft.lead);
    return { leadId: draft.lead.id, change };
  });

  const changed = [...drafts.values()].filter((draft) => draft.isNew || draft.touched);
  const bookkeeping = changed.flatMap(bookkeepingEvents(options));
  await ensurePartitionsFor(tx, bookkeeping, options.now);
  await writeLeads(tx, tenantId, changed.map(leadWrite), options.now);
  await writeBookkeepingEvents(tx, tenantId, bookkeeping, options.now);
  await writeOutcomes(tx, tenantId, changed.flatMap(outcomeWrite), options.now);
  return { leads };
}

/** The fields that one record changed, and since when they are known if the record says so. */
interface Statement {
  readonly changes: Readonly<Record<string, AttributeValue>>;
  readonly knownAt: Date | null;
  /** The lead's very first values. */
  readonly first: boolean;
}

/** A lead as it will stand after the batch. */
interface Draft {
  readonly lead: KnownLead;
  readonly isNew: boolean;
  touched: boolean;
  statusBefore: string;
  readonly statements: Statement[];
  outcome: LeadRecord["outcome"];
}

function draftOf(drafts: Map<string, Draft>, found: KnownLead | null, record: LeadRecord): Draft {
  const lead = found ?? blankLead(record);
  const existing = drafts.get(lead.id);
  if (existing) return existing;
  const draft: Draft = {
    lead,
    isNew: !found,
    touched: false,
    statusBefore: lead.status,
    statements: [],
    outcome: undefined,
  };
  drafts.set(lead.id, draft);
  return draft;
}

function blankLead(record: LeadRecord): KnownLead {
  return {
    id: newId(),
    externalId: record.externalId ? storableText(record.externalId) : null,
    fields: {},
    status: "new",
    createdAt: null,
    closedAt: null,
    sequence: null,
    ownerId: null,
    team: null,
    territory: null,
    outcomes: {},
  };
}

/** Folds one record into the draft and says whether it said anything new. */
function apply(draft: Draft, record: LeadRecord): LeadChange {
  const { lead } = draft;
  const firstTime = draft.isNew && !draft.touched;
  const changes: Record<string, AttributeValue> = {};
  let changed = false;
  for (const [rawKey, rawValue] of Object.entries(record.fields)) {
    const key = storableText(rawKey);
    const value = normalised(key, storableValue(rawValue));
    if ((lead.fields[key] ?? null) === value) continue;
    lead.fields[key] = value;
    changes[key] = value;
    changed = true;
  }
  if (changed) draft.statements.push({ changes, knownAt: record.knownAt ?? null, first: firstTime });
  const facts: Partial<LeadFacts> = {
    ...(record.externalId && !lead.externalId ? { externalId: storableText(record.externalId) } : {}),
    ...(record.status ? { status: record.status } : {}),
    ...(record.createdAt ? { createdAt: record.createdAt.getTime() } : {}),
    ...(record.closedAt ? { closedAt: record.closedAt.getTime() } : {}),
    ...(record.sequence !== undefined ? { sequence: record.sequence } : {}),
    ...(record.ownerId ? { ownerId: record.ownerId } : {}),
    ...(record.team ? { team: record.team } : {}),
    ...(record.territory ? { territory: record.territory } : {}),
  };
  for (const [key, value] of Object.entries(facts) as [keyof LeadFacts, never][]) {
    if (lead[key] === value) continue;
    lead[key] = value;
    changed = true;
  }
  if (record.outcome && outcomeSaysMore(lead, record.outcome)) {
    draft.outcome = record.outcome;
    lead.outcomes[record.outcome.kind] = outcomeKey(record.outcome);
    changed = true;
  }
  if (!changed && !firstTime) return "unchanged";
  draft.touched = true;
  return firstTime ? "created" : "changed";
}

/** What a record may state of a lead beside its fields. */
type LeadFacts = Omit<KnownLead, "id" | "fields" | "outcomes">;

function normalised(key: string, value: AttributeValue): AttributeValue {
  if (value === null) return null;
  if (key === "email") return String(value).toLowerCase();
  if (key === "employees") {
    const count = typeof value === "number" ? value : Number(value);
    // Ranges such as "200-499" are kept as text among the attributes; the column holds numbers only.
    return Number.isFinite(count) ? Math.max(0, Math.min(2_000_000_000, Math.round(count))) : value;
  }
  return COLUMNS.has(key) ? String(value) : value;
}

const outcomeKey = (outcome: NonNullable<LeadRecord["outcome"]>) =>
  [outcome.value, outcome.decidedAt?.getTime() ?? "", outcome.amountMinor ?? "", outcome.currency ?? ""].join(
    "|",
  );

const outcomeSaysMore = (lead: KnownLead, outcome: NonNullable<LeadRecord["outcome"]>) =>
  lead.outcomes[outcome.kind] !== outcomeKey(outcome);

function leadWrite(draft: Draft): LeadWrite {
  const { lead } = draft;
  const own = Object.entries(lead.fields).filter(
    ([key, value]) =>
      value !== null && (!COLUMNS.has(key) || (key === "employees" && typeof value !== "number")),
  );
  return {
    lead,
    isNew: draft.isNew,
    attributes: Object.fromEntries(own),
    qualityFlags: qualityFlags(lead.fields),
  };
}

function bookkeepingEvents({ knownFrom, source, now }: IngestLeadsOptions) {
  return ({ lead, isNew, statements, statusBefore }: Draft): BookkeepingEvent[] => {
    const events = statements.map(({ changes, knownAt, first }): BookkeepingEvent => {
      // A value that arrives later, even without a date, was not known before: only a lead's first values can be.
      const alwaysKnown = knownFrom === "always" && knownAt === null && isNew && first;
      return {
        leadId: lead.id,
        type: "attributes_set",
        properties: { changes, source, ...(alwaysKnown ? { always_known: true } : {}) },
        at: knownAt ?? (knownFrom instanceof Date ? knownFrom : now),
      };
    });
    if (isNew || statusBefore === lead.status) return events;
    const properties = { from: statusBefore, to: lead.status, source };
    return [...events, { leadId: lead.id, type: "status_changed", properties, at: now }];
  };
}

async function ensurePartitionsFor(
  tx: TenantTx,
  events: readonly BookkeepingEvent[],
  now: Date,
): Promise<void> {
  const times = events.map((event) => event.at.getTime());
  const from = times.reduce((least, time) => Math.min(least, time), now.getTime());
  const to = times.reduce((most, time) => Math.max(most, time), now.getTime());
  await ensurePartitions(tx, new Date(from), new Date(to));
}

function outcomeWrite(draft: Draft): OutcomeWrite[] {
  return draft.outcome ? [{ leadId: draft.lead.id, ...draft.outcome }] : [];
}
