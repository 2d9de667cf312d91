import { causeRef } from "@/lib/core/scoring/causes";
import type { AttributeValue } from "@/lib/core/signals/types";
import type { Suspicion } from "@/lib/core/tracking/types";
import { isWebEventType, webEvent } from "@/lib/core/tracking/web-events";
import { eventTime } from "@/lib/modules/ingestion/bounds";
import { identifyVisitors, uuidOfText } from "@/lib/modules/ingestion/events";
import { isEmail } from "@/lib/modules/ingestion/quality";
import { receiveEvents } from "@/lib/modules/ingestion/receive";
import { receiveTogether } from "@/lib/modules/ingestion/together";
import type { EventRecord } from "@/lib/modules/ingestion/types";
import { upsertLeads } from "@/lib/modules/ingestion/upsert";
import { requestScores } from "@/lib/modules/scoring/pending";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { announce } from "@/lib/platform/live";
import { flagWords } from "@/lib/present/flag-words";
import type { TrackerSettings } from "./types";

/** What one browser sends at a time. Times are epoch milliseconds of its own clock. */
export interface Collected {
  readonly visitor: string;
  readonly sentAt: number;
  readonly events: readonly {
    readonly id: string;
    readonly type: string;
    readonly at: number;
    readonly [property: string]: unknown;
  }[];
}

export interface CollectOptions {
  readonly settings: TrackerSettings;
  /** Who really sends, where it is no person. */
  readonly suspicion: Suspicion | null;
  readonly clock: () => Date;
}

export interface CollectResult {
  readonly stored: number;
  readonly duplicates: number;
  readonly rejected: number;
}

/** A browser that was offline keeps its events for so long. */
const OLDEST_DAYS = 7;
/** The browser may tell these of who identified itself; never over what is known already. */
const IDENTITY_FIELDS = ["first_name", "last_name", "company", "job_title", "phone", "country"] as const;
const LONGEST_FIELD = 200;

interface Identity {
  readonly email: string;
  readonly fields: Readonly<Record<string, AttributeValue>>;
  readonly at: Date;
}

/**
 * Stores what a browser saw, for its visitor; who identifies becomes a lead, or is found to be one, and the visits of
 * before count for it from then on. A browser's wrong clock is put right by when it says it sent. What is no event of
 * a browser is left out and counted; a robot's are kept, flagged, and make nobody a lead.
 */
export async function collect(
  tenantId: string,
  { visitor, sentAt, events }: Collected,
  { settings, suspicion, clock }: CollectOptions,
): Promise<CollectResult> {
  const now = clock();
  const ahead = Number.isFinite(sentAt) ? sentAt - now.getTime() : 0;
  const records: EventRecord[] = [];
  let identity: Identity | null = null;
  for (const { id, type, at, ...raw } of events) {
    const time = eventTime(at - ahead, now, OLDEST_DAYS);
    if ("problem" in time) continue;
    const base = {
      // Ids of one browser are no business of another's.
      ...{ id: uuidOfText(`${visitor}\n${id}`), subject: { visitorKey: visitor }, occurredAt: time.at },
      ...(suspicion ? { flag: { flag: suspicion.flag, reason: flagWords(suspicion.reason) } } : {}),
    };
    if (type === "identify") {
      const told = identityOf(raw, time.at);
      if (!told) continue;
      records.push({ ...base, type: "identified", properties: {} });
      if (!suspicion) identity = told;
    } else if (isWebEventType(type)) records.push({ ...base, ...webEvent(type, raw, settings.pages) });
  }
  const stored = identity
    ? await storeAndIdentify(tenantId, visitor, records, identity, now)
    : await receiveTogether(tenantId, records, clock);
  announceSoon(tenantId, now);
  const count = (outcome: string) => stored.filter((entry) => entry.outcome === outcome).length;
  return {
    stored: count("stored"),
    duplicates: count("duplicate"),
    rejected: events.length - records.length,
  };
}

function identityOf(raw: Readonly<Record<string, unknown>>, at: Date): Identity | null {
  const email = typeof raw.email === "string" ? raw.email.trim().toLowerCase() : "";
  if (!isEmail(email)) return null;
  const told =
    typeof raw.fields === "object" && raw.fields !== null ? (raw.fields as Record<string, unknown>) : {};
  const fields = IDENTITY_FIELDS.flatMap((name) => {
    const value = told[name];
    return typeof value === "string" && value.trim() !== ""
      ? [[name, value.trim().slice(0, LONGEST_FIELD)] as const]
      : [];
  });
  return { email, fields: Object.fromEntries(fields), at };
}

async function storeAndIdentify(
  tenantId: string,
  visitor: string,
  records: readonly EventRecord[],
  { email, fields, at }: Identity,
  now: Date,
) {
  return withTenant(tenantId, async (tx) => {
    const { events } = await receiveEvents(tx, tenantId, records, { now });
    const known = await tx.lead.findFirst({
      where: { tenantId, email },
      orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
      select: { id: true },
    });
    const leadId = known?.id ?? (await newLead(tx, tenantId, visitor, { email, fields }, now));
    await identifyVisitors(tx, tenantId, [{ visitorKey: visitor, leadId, identifiedAt: at }]);
    await requestScores(
      tx,
      tenantId,
      [
        {
          leadId,
          cause: causeRef(known ? "activity" : "lead_created", known ? { type: "identified", count: 1 } : {}),
        },
      ],
      now,
    );
    return events;
  });
}

async function newLead(
  tx: TenantTx,
  tenantId: string,
  visitor: string,
  { email, fields }: Pick<Identity, "email" | "fields">,
  now: Date,
): Promise<string> {
  const [first] = await tx.$queryRaw<{ source: string | null; campaign: string | null }[]>`
    SELECT e.properties->>'utm_source' AS source, e.properties->>'utm_campaign' AS campaign
      FROM visitors v JOIN events e ON e.tenant_id = v.tenant_id AND e.visitor_id = v.id
     WHERE v.tenant_id = ${tenantId}::uuid AND v.visitor_key = ${visitor} AND e.type = 'visit'
     ORDER BY e.occurred_at LIMIT 1`;
  const [lead] = await upsertLeads(
    tx,
    tenantId,
    [
      {
        createdAt: now,
        fields: {
          ...{ ...fields, email, source: first?.source ?? "Website" },
          ...(first?.campaign ? { campaign: first.campaign } : {}),
        },
      },
    ],
    { source: "website", now },
  );
  return lead!.leadId;
}

/** When each tenant's open pages were last told, or will be: a busy site must not have them ask all the time. */
const told = new Map<string, number>();
const TELL_EVERY_MS = 1_000;
const MOST_TOLD = 10_000;

/** Nobody waits for it, and nothing is lost with it: whoever looks at the page later sees the events. */
function announceSoon(tenantId: string, now: Date): void {
  const last = told.get(tenantId) ?? 0;
  if (last > now.getTime()) return;
  if (told.size >= MOST_TOLD) told.clear();
  const wait = Math.max(0, last + TELL_EVERY_MS - now.getTime());
  told.set(tenantId, now.getTime() + wait);
  setTimeout(() => {
    withTenant(tenantId, (tx) => announce(tx, tenantId)).catch(() => told.delete(tenantId));
  }, wait).unref();
}
