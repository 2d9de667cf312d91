import { randomStream } from "@/lib/core/random/random";
import { causeRef } from "@/lib/core/scoring/causes";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { afterBulkLoad } from "@/lib/modules/ingestion/maintenance";
import { ensurePartitions } from "@/lib/modules/ingestion/partitions";
import type { LeadRecord } from "@/lib/modules/ingestion/types";
import { rescoreAll } from "@/lib/modules/scoring/rescore";
import { createWorkspace, workspaceBySlugOrName } from "@/lib/modules/workspaces/mutations";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";

const DAY_MS = 86_400_000;
const BATCH = 2_500;
const TITLES = ["CEO", "VP Operations", "Director of Logistics", "Warehouse Manager", "Buyer", "Student"];
const SIZES = [5, 40, 80, 250, 700, 3_000];

export interface Past {
  readonly leads: number;
  readonly scored?: boolean;
  /** Days over which they came. */
  readonly days?: number;
  /** Events a lead. */
  readonly events?: number;
}

const USUAL_DAYS = 610;
const USUAL_EVENTS = 30;

/** A workspace with a past: leads of two years, 30 events each, whose outcome is known. Made once and kept. */
export async function pastWorkspace(
  { leads, scored = false, days = USUAL_DAYS, events = USUAL_EVENTS }: Past,
  say: (line: string) => void,
): Promise<string> {
  const name = `Bench past ${leads}${days === USUAL_DAYS ? "" : ` over ${days} days, ${events} events each`}`;
  const found = await workspaceBySlugOrName(name);
  const tenantId = found?.tenantId ?? (await createWorkspace({ name })).tenantId;
  const have = await withTenant(tenantId, (tx) => tx.lead.count());
  if (have < leads) {
    say(`making ${leads} leads with ${leads * events} events, once`);
    const now = new Date();
    const random = randomStream(7, name);
    for (let from = have; from < leads; from += BATCH) {
      const records = Array.from({ length: Math.min(BATCH, leads - from) }, (_, index) =>
        record(from + index, { leads, days }, now, random.unit),
      );
      await withTenant(
        tenantId,
        async (tx) => {
          const written = await ingestLeads(tx, tenantId, records, { knownFrom: now, source: "bench", now });
          await writeEvents(
            tx,
            tenantId,
            written.leads.map(({ leadId }) => leadId),
            events,
          );
        },
        { timeoutMs: 300_000 },
      );
    }
    await afterBulkLoad();
  }
  const unscored = await withTenant(tenantId, (tx) => tx.lead.count({ where: { scoreTotal: null } }));
  if (scored && unscored > 0) {
    say("scoring them");
    await rescoreAll(tenantId, { moment: new Date(), cause: causeRef("imported") });
    await afterBulkLoad();
  }
  return tenantId;
}

function record(
  n: number,
  { leads, days }: { leads: number; days: number },
  now: Date,
  unit: () => number,
): LeadRecord {
  const createdAt = new Date(now.getTime() - (120 + (days * (leads - n)) / leads) * DAY_MS);
  const chief = unit() < 0.3;
  const size = SIZES[Math.floor(unit() * SIZES.length)]!;
  const wins = unit() < 0.05 + (chief ? 0.15 : 0) + (size > 200 ? 0.08 : 0);
  const decidedAt = new Date(createdAt.getTime() + (5 + unit() * 70) * DAY_MS);
  return {
    externalId: `P-${n}`,
    createdAt,
    knownAt: createdAt,
    fields: {
      first_name: "Person",
      last_name: String(n),
      email: `person${n}@company${n % 9_000}.example`,
      company: `Company ${n % 9_000}`,
      job_title: chief ? "CEO" : TITLES[1 + Math.floor(unit() * (TITLES.length - 1))]!,
      employees: size,
      source: unit() < 0.5 ? "Organic search" : "Webinar",
    },
    status: n % 10 === 0 ? "working" : wins ? "won" : "lost",
    ...(n % 10 === 0 ? {} : { closedAt: decidedAt }),
    outcome: { kind: "won_deal", value: wins ? "positive" : "negative", decidedAt },
  };
}

/** So many facts a lead, between 20 days before and 25 days after it came to be: written as rows, for ingestion is not measured. */
async function writeEvents(
  tx: TenantTx,
  tenantId: string,
  leadIds: readonly string[],
  events: number,
): Promise<void> {
  const [span] = await tx.$queryRaw<{ from: Date; to: Date }[]>`
    SELECT min(created_at) - interval '21 days' AS from, max(created_at) + interval '26 days' AS to
      FROM leads WHERE tenant_id = ${tenantId}::uuid AND id = ANY (${[...leadIds]}::uuid[])`;
  if (!span) return;
  await ensurePartitions(tx, span.from, span.to);
  await tx.$executeRaw`
    INSERT INTO events (tenant_id, id, occurred_at, lead_id, type, properties)
    SELECT l.tenant_id, gen_random_uuid(),
           l.created_at + ((hashtextextended(l.id::text, g) & 65535)::float8 / 65535 * 45 - 20) * interval '1 day',
           l.id, (ARRAY['page_view', 'visit', 'page_left', 'email_opened', 'page_view', 'email_delivered',
                        'email_clicked', 'page_view', 'content_downloaded', 'call_logged'])[1 + g % 10],
           CASE g % 10 WHEN 0 THEN '{"page": "pricing", "path": "/pricing"}'
                       WHEN 2 THEN '{"path": "/product", "seconds": 45, "scroll_pct": 60}'
                       WHEN 4 THEN '{"page": "product", "path": "/product"}'
                       WHEN 7 THEN '{"page": "docs", "path": "/docs"}'
                       WHEN 8 THEN '{"asset": "Guide"}'
                       WHEN 9 THEN '{"outcome": "no_answer"}'
                       ELSE '{}' END::jsonb
      FROM leads l, generate_series(1, ${events}::int) g
     WHERE l.tenant_id = ${tenantId}::uuid AND l.id = ANY (${[...leadIds]}::uuid[])`;
}
