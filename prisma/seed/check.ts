import { withTenant } from "@/lib/platform/db/client";

interface Counts {
  leads: number;
  decided: number;
  won: number;
  late_events: number;
  flagged: number;
  unscored: number;
  bands: number;
}

/**
 * Reads the demo back and refuses one that would tell a false story.
 *
 * @throws Error naming what is wrong.
 */
export async function checkDemo(tenantId: string, now: Date): Promise<void> {
  const [counts] = await withTenant(
    tenantId,
    (tx) => tx.$queryRaw<Counts[]>`
      SELECT count(*)::int AS leads,
             count(*) FILTER (WHERE NOT l.is_open)::int AS decided,
             count(*) FILTER (WHERE l.status = 'won')::int AS won,
             count(*) FILTER (WHERE l.score_total IS NULL)::int AS unscored,
             count(DISTINCT l.effective_band)::int AS bands,
             (SELECT count(*)::int FROM events e JOIN leads c ON c.tenant_id = e.tenant_id AND c.id = e.lead_id
               WHERE e.occurred_at >= least(coalesce(c.closed_at, 'infinity'), ${now}::timestamptz) AND e.type <> 'attributes_set') AS late_events,
             (SELECT count(*)::int FROM event_flags) AS flagged
        FROM leads l`,
    { timeoutMs: 60_000 },
  );
  if (!counts) throw new Error("demo: nothing was written");
  const base = counts.won / Math.max(1, counts.decided);
  const problems = [
    base < 0.2 || base > 0.3 ? `base rate ${(100 * base).toFixed(1)} %` : null,
    counts.late_events > 0 ? `${counts.late_events} events at or after their lead's end` : null,
    counts.flagged === 0 ? "no bot and no scanner" : null,
    counts.unscored > 0 ? `${counts.unscored} leads without a score` : null,
    counts.bands < 3 ? `only ${counts.bands} bands in use` : null,
  ].filter((problem) => problem !== null);
  if (problems.length > 0) throw new Error(`The demo workspace came out wrong: ${problems.join(", ")}`);
}
