import { withTenant } from "@/lib/platform/db/client";

/** What the database says of the demo; times are compared there, so that nothing is lost in between. */
export interface DemoFigures {
  readonly leads: number;
  readonly decided: number;
  readonly won: number;
  readonly open_this_week: number;
  readonly decided_too_early: number;
  readonly late_events: number;
  readonly silent_leads: number;
  readonly bots: number;
  readonly scanned: number;
  readonly unflagged_crawlers: number;
  readonly unscored: number;
  readonly without_history: number;
  /** Open leads by band, best first. */
  readonly open_by_band: Readonly<Record<string, number>>;
  readonly overrides: number;
  readonly active_overrides: number;
  readonly waiting_requests: number;
  /** Whose machine score is not the one of the history at their start. */
  readonly misquoted_overrides: number;
  /** Begun or ended after their lead's end, or beside another of the same lead. */
  readonly impossible_overrides: number;
  /** Active ones whose lead counts as something else. */
  readonly idle_overrides: number;
  /** Of leads that are decided. */
  readonly won_raised: number;
  readonly decided_raised: number;
  readonly won_lowered: number;
  readonly decided_lowered: number;
}

/** What was asked for, so that a small demo of a test can be checked too. */
export interface DemoExpectation {
  readonly leads: number;
  readonly thisWeek: number;
}

export async function readDemo(tenantId: string, now: Date): Promise<DemoFigures> {
  const [figures] = await withTenant(
    tenantId,
    (tx) => tx.$queryRaw<DemoFigures[]>`
      WITH facts AS (
        SELECT coalesce(e.lead_id, v.lead_id) AS lead_id, min(e.occurred_at) AS first_at,
               max(e.occurred_at) FILTER (WHERE e.type <> 'attributes_set') AS last_at
          FROM events e LEFT JOIN visitors v ON v.tenant_id = e.tenant_id AND v.id = e.visitor_id
         GROUP BY 1),
      flags AS (
        SELECT count(*) FILTER (WHERE flag = 'bot')::int AS bots, count(*) FILTER (WHERE flag = 'scanner')::int AS scanned
          FROM event_flags)
      SELECT count(*)::int AS leads,
             count(*) FILTER (WHERE NOT l.is_open)::int AS decided,
             count(*) FILTER (WHERE l.status = 'won')::int AS won,
             count(*) FILTER (WHERE l.is_open AND l.created_at >= ${now}::timestamptz - interval '7 days')::int AS open_this_week,
             count(*) FILTER (WHERE l.closed_at <= f.first_at)::int AS decided_too_early,
             count(*) FILTER (WHERE f.last_at >= least(l.closed_at, ${now}::timestamptz))::int AS late_events,
             count(*) FILTER (WHERE f.last_at IS NULL)::int AS silent_leads,
             count(*) FILTER (WHERE l.score_total IS NULL)::int AS unscored,
             count(*) FILTER (WHERE NOT EXISTS (
               SELECT 1 FROM score_history h WHERE h.tenant_id = l.tenant_id AND h.lead_id = l.id))::int AS without_history,
             (SELECT bots FROM flags) AS bots, (SELECT scanned FROM flags) AS scanned,
             (SELECT count(*)::int FROM (
                SELECT e.visitor_id FROM events e JOIN visitors v ON v.tenant_id = e.tenant_id AND v.id = e.visitor_id
                 WHERE v.lead_id IS NULL AND NOT EXISTS (
                       SELECT 1 FROM event_flags g WHERE g.tenant_id = e.tenant_id AND g.event_id = e.id)
                 GROUP BY 1 HAVING count(*) > 50) crawler) AS unflagged_crawlers,
             (SELECT coalesce(jsonb_object_agg(band, leads), '{}') FROM (
                SELECT o.effective_band AS band, count(*)::int AS leads FROM leads o
                 WHERE o.is_open AND o.effective_band IS NOT NULL GROUP BY 1) bands) AS open_by_band
        FROM leads l LEFT JOIN facts f ON f.lead_id = l.id`,
    { timeoutMs: 60_000 },
  );
  const [overrides] = await withTenant(
    tenantId,
    (tx) => tx.$queryRaw<Partial<DemoFigures>[]>`
      SELECT count(*)::int AS overrides,
             count(*) FILTER (WHERE o.status = 'active')::int AS active_overrides,
             count(*) FILTER (WHERE o.status = 'requested')::int AS waiting_requests,
             count(*) FILTER (WHERE o.started_at IS NOT NULL AND o.machine_score IS DISTINCT FROM (
               SELECT h.total FROM score_history h
                WHERE h.tenant_id = o.tenant_id AND h.lead_id = o.lead_id AND h.scored_on <= o.started_at
                ORDER BY h.scored_on DESC LIMIT 1))::int AS misquoted_overrides,
             count(*) FILTER (WHERE o.started_at >= l.closed_at OR o.started_at < l.created_at OR o.ended_at > l.closed_at
               OR o.ended_at > ${now}::timestamptz OR EXISTS (
                 SELECT 1 FROM overrides b
                  WHERE b.tenant_id = o.tenant_id AND b.lead_id = o.lead_id AND b.id <> o.id
                    AND b.started_at <= o.started_at AND coalesce(b.ended_at, 'infinity') > o.started_at))::int
               AS impossible_overrides,
             count(*) FILTER (WHERE o.status = 'active' AND (NOT l.is_open
               OR (o.kind = 'score' AND l.effective_score <> o.score)
               OR (o.kind = 'band' AND l.effective_band <> o.band)))::int AS idle_overrides,
             count(*) FILTER (WHERE o.direction = 'raised' AND l.status = 'won')::int AS won_raised,
             count(*) FILTER (WHERE o.direction = 'raised' AND NOT l.is_open)::int AS decided_raised,
             count(*) FILTER (WHERE o.direction = 'lowered' AND l.status = 'won')::int AS won_lowered,
             count(*) FILTER (WHERE o.direction = 'lowered' AND NOT l.is_open)::int AS decided_lowered
        FROM overrides o JOIN leads l ON l.tenant_id = o.tenant_id AND l.id = o.lead_id
       WHERE o.tenant_id = ${tenantId}::uuid`,
    { timeoutMs: 60_000 },
  );
  if (!figures || !overrides) throw new Error("demo: the figures could not be read");
  return { ...figures, ...overrides };
}

/** What would tell a false story, in words; empty where the demo is as a real pipeline would be. */
export function demoProblems(figures: DemoFigures, expected: DemoExpectation): string[] {
  const problems: string[] = [];
  const refuse = (wrong: boolean, problem: string) => {
    if (wrong) problems.push(problem);
  };
  const wanted = expected.leads + expected.thisWeek;
  const base = figures.won / Math.max(1, figures.decided);
  refuse(
    Math.abs(figures.leads - wanted) > 0.05 * wanted,
    `${figures.leads} leads instead of about ${wanted}`,
  );
  refuse(base < 0.22 || base > 0.28, `a base rate of ${(100 * base).toFixed(1)} %`);
  refuse(
    figures.open_this_week < 0.75 * expected.thisWeek || figures.open_this_week > 1.3 * expected.thisWeek,
    `${figures.open_this_week} open leads of this week instead of about ${expected.thisWeek}`,
  );
  refuse(
    figures.decided_too_early > 0,
    `${figures.decided_too_early} leads decided before their first event`,
  );
  refuse(figures.late_events > 0, `${figures.late_events} leads with events at or after their end`);
  refuse(figures.silent_leads > 0, `${figures.silent_leads} leads without any event`);
  refuse(figures.bots === 0, "no bot");
  refuse(figures.scanned === 0, "no link scanner");
  refuse(figures.unflagged_crawlers > 0, `${figures.unflagged_crawlers} crawlers without a flag`);
  refuse(figures.unscored > 0, `${figures.unscored} leads without a score`);
  refuse(figures.without_history > 0, `${figures.without_history} leads without score history`);
  for (const [band, share] of LEAST_SHARES) {
    const open = Object.values(figures.open_by_band).reduce((sum, count) => sum + count, 0);
    const count = figures.open_by_band[band] ?? 0;
    refuse(count < share * open, `only ${count} of ${open} open leads ${band}`);
  }
  const share = figures.overrides / Math.max(1, wanted);
  refuse(share < 0.02 || share > 0.06, `${figures.overrides} overrides among ${wanted} leads`);
  refuse(
    figures.misquoted_overrides > 0,
    `${figures.misquoted_overrides} overrides of a score that the machine did not give`,
  );
  refuse(
    figures.impossible_overrides > 0,
    `${figures.impossible_overrides} overrides outside the open life of their lead`,
  );
  refuse(figures.idle_overrides > 0, `${figures.idle_overrides} active overrides that do not count`);
  if (wanted < ENOUGH_TO_JUDGE) return problems;
  refuse(figures.active_overrides < 3, `only ${figures.active_overrides} active overrides`);
  refuse(figures.waiting_requests !== 2, `${figures.waiting_requests} requests waiting instead of 2`);
  const raised = figures.won_raised / Math.max(1, figures.decided_raised);
  const lowered = figures.won_lowered / Math.max(1, figures.decided_lowered);
  refuse(
    raised <= lowered,
    `raised leads won in ${(100 * raised).toFixed(0)} %, lowered ones in ${(100 * lowered).toFixed(0)} %`,
  );
  return problems;
}

/** Smaller demos, of tests, need not show everything. */
const ENOUGH_TO_JUDGE = 3_000;

/** Every band is seen, the best one seldom. */
const LEAST_SHARES = [
  ["hot", 0.015],
  ["warm", 0.1],
  ["nurture", 0.15],
  ["suppress", 0.1],
] as const;

/**
 * Reads the demo back and refuses one that would tell a false story.
 *
 * @throws Error naming everything that is wrong.
 */
export async function checkDemo(
  tenantId: string,
  now: Date,
  expected: DemoExpectation,
): Promise<DemoFigures> {
  const figures = await readDemo(tenantId, now);
  const problems = demoProblems(figures, expected);
  if (problems.length > 0) throw new Error(`The demo workspace came out wrong: ${problems.join(", ")}`);
  return figures;
}
