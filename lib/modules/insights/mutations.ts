import type { OutcomeDefinition } from "@/lib/core/outcomes/types";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { announce } from "@/lib/platform/live";
import { type CountBasis, readChoices, readTotals } from "./data-basis";
import type { InsightRow } from "./insight-row";

/** Writes what differs from what is there: a count of a quiet workspace writes nothing. */
export async function writeInsightRows(
  tx: TenantTx,
  tenantId: string,
  rows: readonly InsightRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO insight_leads AS i
           (tenant_id, lead_id, basis, counted_at, counted_month, created_month, score, band, promise, version, label, dropped, created_at,
            contacted_at, qualified_at, is_qualified, decided_at, hot_at, answered_at, answer_minutes, response,
            calls, timed_calls, talk_minutes, source, campaign, team, owner_id, industry, country, territory, size)
    SELECT ${tenantId}::uuid, r.*
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(
           lead_id uuid, basis text, counted_at timestamptz(3), counted_month smallint, created_month smallint, score smallint, band text, promise float8,
           version varchar(50), label smallint, dropped text, created_at timestamptz(3), contacted_at timestamptz(3),
           qualified_at timestamptz(3), is_qualified boolean, decided_at timestamptz(3), hot_at timestamptz(3),
           answered_at timestamptz(3), answer_minutes int, response text, calls int, timed_calls int,
           talk_minutes float8, source text, campaign text, team text, owner_id uuid, industry text, country text,
           territory text, size text)
    ON CONFLICT (tenant_id, lead_id) DO UPDATE SET
           basis = excluded.basis, counted_at = excluded.counted_at, counted_month = excluded.counted_month,
           created_month = excluded.created_month, score = excluded.score, band = excluded.band,
           promise = excluded.promise, version = excluded.version, label = excluded.label, dropped = excluded.dropped,
           created_at = excluded.created_at, contacted_at = excluded.contacted_at, qualified_at = excluded.qualified_at,
           is_qualified = excluded.is_qualified, decided_at = excluded.decided_at, hot_at = excluded.hot_at,
           answered_at = excluded.answered_at, answer_minutes = excluded.answer_minutes, response = excluded.response,
           calls = excluded.calls, timed_calls = excluded.timed_calls, talk_minutes = excluded.talk_minutes,
           source = excluded.source, campaign = excluded.campaign, team = excluded.team, owner_id = excluded.owner_id,
           industry = excluded.industry, country = excluded.country, territory = excluded.territory, size = excluded.size
     WHERE to_jsonb(i) IS DISTINCT FROM to_jsonb(excluded)`;
}

/** A worker begins; another that was killed is taken over. */
export async function beginCount(tenantId: string, subject: string, now: Date): Promise<void> {
  const begun = { status: "running", subject, progress: { done: 0, total: 0 }, startedAt: now };
  await withTenant(tenantId, (tx) =>
    tx.insightCount.upsert({
      where: { tenantId },
      create: { tenantId, ...begun },
      update: begun,
      select: { tenantId: true },
    }),
  );
}

export async function saveCountProgress(
  tenantId: string,
  progress: { readonly done: number; readonly total: number },
): Promise<void> {
  await withTenant(tenantId, (tx) => tx.insightCount.updateMany({ where: { tenantId }, data: { progress } }));
}

/** The count is whole as of `now`; open pages hear of it. What the page would ask each time is asked once, here. */
export async function finishCount(
  tenantId: string,
  { outcome, now }: { readonly outcome: OutcomeDefinition; readonly now: Date },
): Promise<void> {
  await withTenant(
    tenantId,
    async (tx) => {
      const basis: CountBasis = {
        outcome,
        totals: await readTotals(tx, tenantId),
        choices: await readChoices(tx, tenantId),
      };
      const data = { status: "done", countedAt: now, basis: basis as object };
      await tx.insightCount.updateMany({ where: { tenantId }, data });
      await announce(tx, tenantId);
    },
    { timeoutMs: 60_000 },
  );
}

/** What is there from before stays readable. */
export async function failCount(tenantId: string): Promise<void> {
  await withTenant(tenantId, async (tx) => {
    await tx.insightCount.updateMany({ where: { tenantId }, data: { status: "failed" } });
    await announce(tx, tenantId);
  });
}
