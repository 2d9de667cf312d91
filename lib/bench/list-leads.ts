import { causeRef } from "@/lib/core/scoring/causes";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { afterBulkLoad } from "@/lib/modules/ingestion/maintenance";
import { LEAD_STATUSES, type LeadRecord } from "@/lib/modules/ingestion/types";
import { rescoreAll } from "@/lib/modules/scoring/rescore";
import { createWorkspace, workspaceBySlugOrName } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { benchMember } from "./member";

export const BENCH_LEADS = 100_000;
const NAME = "Bench list";
const BATCH = 2_500;
const DAY_MS = 86_400_000;

export interface BenchWorkspace {
  readonly tenantId: string;
  readonly userId: string;
}

/** 100,000 leads, really scored; made once and kept with the bench's database. */
export async function benchWorkspace(say: (line: string) => void): Promise<BenchWorkspace> {
  const found = await workspaceBySlugOrName(NAME);
  const tenantId = found?.tenantId ?? (await createWorkspace({ name: NAME })).tenantId;
  const userId = await benchMember(tenantId, { email: "bench@bench.example", role: "manager" });
  const have = await withTenant(tenantId, (tx) => tx.lead.count());
  if (have < BENCH_LEADS) {
    say(`making ${BENCH_LEADS} leads, once`);
    const now = new Date();
    for (let from = have; from < BENCH_LEADS; from += BATCH) {
      const records = Array.from({ length: BATCH }, (_, index) => record(from + index, now, userId));
      await withTenant(
        tenantId,
        (tx) => ingestLeads(tx, tenantId, records, { knownFrom: "always", source: "bench", now }),
        {
          timeoutMs: 120_000,
        },
      );
    }
    await afterBulkLoad();
  }
  const unscored = await withTenant(tenantId, (tx) => tx.lead.count({ where: { scoreTotal: null } }));
  if (unscored > 0) {
    say("scoring them");
    await rescoreAll(tenantId, { moment: new Date(), cause: causeRef("imported") });
  }
  await afterBulkLoad();
  return { tenantId, userId };
}

const FIRST = ["Elena", "Ingrid", "Samuel", "Hanna", "Tobias", "Marcus", "Aisha", "Joana", "Dermot", "Noor"];
const LAST = [
  "Marchetti",
  "Solheim",
  "Oyelaran",
  "Kowalczyk",
  "Lindgren",
  "Feld",
  "Rahman",
  "Pires",
  "Keane",
];
const TITLES = [
  "CEO",
  "VP Operations",
  "Director of Logistics",
  "Warehouse Manager",
  "Buyer",
  "Student",
  null,
];
const SOURCES = ["Organic search", "Referral", "Webinar", "Partner", "Paid search", null];
const SIZES = [5, 40, 80, 250, 700, 3_000, null];

/** The n-th lead: the same for the same n, its fields spread by multipliers that share no factor with the lists. */
function record(n: number, now: Date, userId: string): LeadRecord {
  const mix = (salt: number) => (Math.imul(n + 1, 2_654_435_761) ^ Math.imul(salt, 40_503)) >>> 0;
  const pick = <T>(list: readonly T[], salt: number): T => list[(mix(salt) >>> 7) % list.length] as T;
  const visits = (mix(8) >>> 9) % 14;
  const status = pick(LEAD_STATUSES, 5);
  return {
    externalId: `B-${n}`,
    fields: {
      first_name: pick(FIRST, 1),
      last_name: `${pick(LAST, 2)} ${n % 977}`,
      email: `person${n}@company${n % 9_000}.example`,
      company: `Company ${n % 9_000}`,
      job_title: pick(TITLES, 3),
      employees: pick(SIZES, 4),
      source: pick(SOURCES, 6),
      site_visits_30d: visits,
      pricing_views_30d: visits > 8 ? visits - 8 : 0,
      demo_requests_90d: (mix(9) >>> 5) % 12 === 0 ? 1 : 0,
    },
    ...(n % 10 === 0
      ? {}
      : { createdAt: new Date(now.getTime() - ((mix(7) >>> 4) % (365 * 24)) * (DAY_MS / 24)) }),
    status,
    ...(n % 3 === 0 ? { ownerId: userId } : {}),
  };
}
