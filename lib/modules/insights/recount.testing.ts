/** A connection that sees every row: the superuser's. */
export interface Sql {
  // biome-ignore lint/suspicious/noExplicitAny: rows are whatever was asked for
  query(text: string, values?: unknown[]): Promise<{ rows: any[] }>;
}

/**
 * The figures of insights counted again by another route: SQL over leads, outcomes, events and score history, as a
 * database administrator would, without the counted rows or anything of the page's own code. For workspaces that
 * predict a deal won within 90 days, work every day from 07:00 to 22:00, and promise two hours for band `hot`.
 */
export interface RecountRequest {
  readonly tenantId: string;
  readonly now: Date;
  readonly timeZone: string;
  /** "2026-05" */
  readonly from: string;
  readonly to: string;
  readonly team?: string | null;
  readonly source?: string | null;
  readonly industry?: string | null;
}

export async function recount(client: Sql, request: RecountRequest) {
  const { tenantId, now, timeZone, from, to, team = null, source = null, industry = null } = request;
  const rows = async (text: string) => (await client.query(text)).rows;
  await client.query("DROP TABLE IF EXISTS facts");
  await client.query("SELECT set_config('recount.zone', $1, false), set_config('recount.now', $2, false)", [
    timeZone,
    now.toISOString(),
  ]);
  await client.query(
    `CREATE TEMP TABLE facts AS
     WITH known AS (
       SELECT l.id, l.owner_id, l.team, l.source, l.campaign, l.status, l.created_at, l.closed_at,
              l.first_contact_at, l.first_contact_score, l.first_contact_band, l.first_contact_version,
              l.first_contact_probability, o.value,
              -- Where the work on leads is logged, an undated decision came with the last thing that happened.
              CASE WHEN o.value <> 'undecided' THEN coalesce(o.decided_at,
                (SELECT max(e.occurred_at) FROM events e WHERE e.tenant_id = $1 AND e.lead_id = l.id
                    AND e.type NOT IN ('attributes_set', 'status_changed'))) END AS decided
         FROM leads l LEFT JOIN outcomes o ON o.tenant_id = l.tenant_id AND o.lead_id = l.id AND o.kind = 'won_deal'
        WHERE l.tenant_id = $1 AND ($3::text IS NULL OR l.team = $3) AND ($4::text IS NULL OR l.source = $4)
          AND ($5::text IS NULL OR l.industry = $5)),
     timed AS (
       SELECT k.*, k.first_contact_at <= $2 AND (k.decided IS NULL OR k.first_contact_at <= k.decided) IS TRUE AS spoken
         FROM known k),
     placed AS (
       SELECT t.*, CASE WHEN t.spoken THEN t.first_contact_at ELSE t.created_at + interval '1 day' END AS at FROM timed t)
     SELECT p.id, p.owner_id, p.team, p.source, p.campaign, p.status, p.created_at, p.closed_at, p.decided, p.at,
            CASE WHEN p.spoken THEN p.first_contact_at END AS contacted,
            CASE WHEN p.spoken THEN p.first_contact_band ELSE h.band END AS band,
            CASE WHEN p.spoken THEN p.first_contact_score ELSE h.total END AS score,
            CASE WHEN p.spoken THEN p.first_contact_version ELSE h.score_version END AS version,
            CASE WHEN p.spoken THEN p.first_contact_probability ELSE h.probability END AS promise,
            to_char(p.at AT TIME ZONE current_setting('recount.zone'), 'YYYY-MM') AS month,
            CASE WHEN p.at > $2 OR p.created_at + interval '90 days' > $2 THEN NULL
                 WHEN p.value = 'undecided' OR p.decided > $2 OR p.decided < p.at THEN NULL
                 WHEN p.value = 'positive' AND (p.decided IS NULL OR p.decided < p.created_at + interval '90 days') THEN 1
                 ELSE 0 END AS label,
            (SELECT min(s.scored_on) FROM score_history s
              WHERE s.tenant_id = $1 AND s.lead_id = p.id AND s.band = 'hot') AS hot
       FROM placed p
       LEFT JOIN LATERAL (SELECT s.band, s.total, s.score_version, s.probability FROM score_history s
                           WHERE s.tenant_id = $1 AND s.lead_id = p.id AND s.scored_on <= p.at
                           ORDER BY s.scored_on DESC LIMIT 1) h ON true`,
    [tenantId, now, team, source, industry],
  );
  await client.query(`DROP TABLE IF EXISTS judged`);
  await client.query(
    `CREATE TEMP TABLE judged AS SELECT * FROM facts WHERE label IS NOT NULL AND month BETWEEN '${from}' AND '${to}'`,
  );
  await client.query(`DROP TABLE IF EXISTS steps`);
  await client.query(
    `CREATE TEMP TABLE steps AS
     SELECT f.*, (SELECT min(e.occurred_at) FROM events e
                   WHERE e.tenant_id = '${tenantId}' AND e.lead_id = f.id
                     AND NOT EXISTS (SELECT 1 FROM event_flags g WHERE g.tenant_id = e.tenant_id AND g.event_id = e.id)
                     AND (e.type = 'status_changed' AND e.properties->>'to' = 'qualified'
                          OR e.type = 'call_logged' AND e.properties->>'outcome' = 'meeting_booked')) AS qualified
       FROM judged f`,
  );
  return {
    tiers: await rows(
      `SELECT band, count(*)::int AS rows, sum(label)::int AS positives,
              count(*)::float8 / sum(count(*)) OVER () AS share,
              sum(label)::float8 / nullif(sum(sum(label)) OVER (), 0) AS captured,
              avg(label) / nullif(sum(sum(label)) OVER () / sum(count(*)) OVER (), 0) AS lift,
              (avg(label) + 1.9599639845400545 ^ 2 / (2 * count(*)) - 1.9599639845400545 *
                sqrt((avg(label) * (1 - avg(label)) + 1.9599639845400545 ^ 2 / (4 * count(*))) / count(*)))
                / (1 + 1.9599639845400545 ^ 2 / count(*)) AS low
         FROM judged GROUP BY band ORDER BY band`,
    ),
    months: await rows(
      `SELECT month, band, count(*)::int AS rows, sum(label)::int AS positives
         FROM facts WHERE label IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`,
    ),
    gain: await rows(
      // Each version's leads have their places among themselves.
      `WITH v AS (SELECT coalesce(version, '') AS version, score, count(*)::float8 AS n, sum(label)::float8 AS hits
                    FROM judged GROUP BY 1, 2),
            p AS (SELECT n, hits, (sum(n) OVER (PARTITION BY version ORDER BY score DESC) - n / 2)
                                  / sum(n) OVER (PARTITION BY version) AS place FROM v),
            g AS (SELECT sum(n) AS n, sum(hits) AS hits, sum(sum(n)) OVER (ORDER BY place) - sum(n) AS above
                    FROM p GROUP BY place),
            a AS (SELECT sum(n) AS n, sum(hits) AS hits FROM g)
       SELECT step / 50.0 AS share,
              (SELECT sum(g.hits * least(1, greatest(0, (a.n * step / 50.0 - g.above) / g.n))) FROM g) / nullif(a.hits, 0) AS captured
         FROM a, generate_series(0, 50) step ORDER BY step`,
    ),
    funnel: await rows(
      `SELECT coalesce(band, 'all') AS band, count(*)::int AS created, count(contacted)::int AS contacted,
              count(*) FILTER (WHERE qualified IS NOT NULL OR status = 'qualified' OR label = 1)::int AS qualified,
              sum(label)::int AS won, count(*) FILTER (WHERE label = 1 AND contacted IS NULL)::int AS alone,
              percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM contacted - created_at)) / 3600 AS hours_contacted,
              percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM qualified - created_at)) / 3600 AS hours_qualified,
              percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM decided - created_at)) FILTER (WHERE label = 1) / 3600 AS hours_won
         FROM steps GROUP BY ROLLUP (band) ORDER BY 1`,
    ),
    sources: await rows(
      `SELECT coalesce(source, '-') AS source, count(*)::int AS rows, sum(label)::int AS positives,
              avg(score)::float8 AS score, count(*) FILTER (WHERE band = 'hot')::int AS hot
         FROM judged GROUP BY 1 ORDER BY 1`,
    ),
    inflow: await rows(
      `SELECT to_char(created_at AT TIME ZONE current_setting('recount.zone'), 'YYYY-MM') AS month, count(*)::int AS rows
         FROM facts GROUP BY 1 ORDER BY 1`,
    ),
    speed: await rows(SPEED(tenantId, from, to)),
    workload: await rows(
      `SELECT coalesce(l.owner_id::text, '-') AS owner, count(*)::int AS open,
              count(*) FILTER (WHERE l.effective_band = 'hot')::int AS hot,
              count(*) FILTER (WHERE l.due_at < current_setting('recount.now')::timestamptz)::int AS late
         FROM leads l WHERE l.tenant_id = '${tenantId}' AND l.status IN ('new', 'working', 'qualified')
          AND l.id IN (SELECT id FROM facts) GROUP BY 1 ORDER BY 1`,
    ),
    truth: await rows(
      `SELECT month, count(*)::int AS rows, sum(label)::int AS positives, avg(promise) AS promised
         FROM facts WHERE label IS NOT NULL AND promise IS NOT NULL GROUP BY 1 ORDER BY 1`,
    ),
  };
}

const SPEED = (tenantId: string, from: string, to: string) => `
  WITH hot AS (
    SELECT f.*, f.hot AT TIME ZONE current_setting('recount.zone') AS local FROM facts f
     WHERE to_char(f.hot AT TIME ZONE current_setting('recount.zone'), 'YYYY-MM') BETWEEN '${from}' AND '${to}'),
  begun AS (
    SELECT h.*, CASE WHEN h.local::time < '07:00' THEN h.local::date + time '07:00'
                     WHEN h.local::time >= '22:00' THEN h.local::date + 1 + time '07:00' ELSE h.local END AS start FROM hot h),
  owed AS (
    SELECT b.*, CASE WHEN b.start + interval '2 hours' <= b.start::date + time '22:00' THEN b.start + interval '2 hours'
                     ELSE b.start::date + 1 + time '07:00' + (b.start + interval '2 hours' - (b.start::date + time '22:00'))
                END AT TIME ZONE current_setting('recount.zone') AS due FROM begun b),
  answered AS (
    SELECT o.*, (SELECT min(e.occurred_at) FROM events e
                  WHERE e.tenant_id = '${tenantId}' AND e.lead_id = o.id AND e.type = 'call_logged'
                    AND e.occurred_at >= o.hot AND (o.closed_at IS NULL OR e.occurred_at <= o.closed_at)
                    AND NOT EXISTS (SELECT 1 FROM event_flags g WHERE g.tenant_id = e.tenant_id AND g.event_id = e.id)) AS call
      FROM owed o),
  sorted AS (
    SELECT a.*, CASE WHEN a.call <= a.due THEN 'in_time' WHEN a.call IS NOT NULL THEN 'late'
                     WHEN a.due < current_setting('recount.now')::timestamptz AND (a.closed_at IS NULL OR a.closed_at > a.due)
                     THEN 'unanswered' ELSE 'open' END AS response,
           (SELECT sum(extract(epoch FROM least(c.at, d + interval '22 hours') - greatest(a.local, d + interval '7 hours'))) / 60
              FROM (SELECT a.call AT TIME ZONE current_setting('recount.zone') AS at) c,
                   generate_series(a.local::date::timestamp, c.at::date::timestamp, interval '1 day') d
             WHERE least(c.at, d + interval '22 hours') > greatest(a.local, d + interval '7 hours')) AS minutes
      FROM answered a)
  SELECT coalesce(owner_id::text, '-') AS owner, response,
         CASE WHEN call IS NULL THEN NULL WHEN minutes <= 30 THEN 0 WHEN minutes <= 120 THEN 1
              WHEN minutes <= 480 THEN 2 WHEN minutes <= 1440 THEN 3 ELSE 4 END AS bucket,
         count(*)::int AS rows, count(label)::int AS judged, coalesce(sum(label), 0)::int AS positives
    FROM sorted GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
