import type { ComparedLead, UntouchedLead } from "@/lib/core/evaluation/matched-comparison";
import { type Label, labelAt, type RecordedOutcome } from "@/lib/core/outcomes/label";
import type { OutcomeDefinition } from "@/lib/core/outcomes/types";
import type { OverrideDirection } from "@/lib/core/scoring/effective";
import type { LeadHistory } from "@/lib/core/signals/types";
import type { TenantTx } from "@/lib/platform/db/client";
import type { OverrideCategory } from "./types";

/** The window begins at the moment itself, so nothing of the history is asked. */
const NO_HISTORY: LeadHistory = { createdAt: null, events: [], visitors: [] };

/** What became of a lead after this moment, as training would label it. Times are epoch ms. */
export function labelAfter(
  definition: OutcomeDefinition,
  moment: number,
  outcome: RecordedOutcome | null,
  now: number,
): Label {
  return labelAt({
    definition: { ...definition, anchor: "prediction_moment" },
    ...{ moment, outcome, now, history: NO_HISTORY },
  });
}

export interface VerdictScope {
  readonly tenantId: string;
  readonly timeZone: string;
  readonly outcome: OutcomeDefinition;
  readonly now: Date;
}

export interface JudgedOverride extends ComparedLead {
  readonly direction: OverrideDirection;
  readonly category: OverrideCategory;
  readonly managerId: string | null;
}

export interface OverriddenLeads {
  readonly judged: readonly JudgedOverride[];
  /** Whose window has not elapsed. */
  readonly immature: number;
  /** Whose window is over and nobody decided. */
  readonly undecided: number;
}

interface OverriddenRow {
  direction: OverrideDirection;
  category: OverrideCategory;
  decided_by: string | null;
  machine_score: number;
  stratum: string;
  started: number;
  value: RecordedOutcome["value"] | null;
  decided: number | null;
}

/** Every lead that was ever overridden, once, by its first override: what came later was set on a lead already touched. */
export async function getOverridden(
  tx: TenantTx,
  { tenantId, timeZone, outcome, now }: VerdictScope,
): Promise<OverriddenLeads> {
  const rows = await tx.$queryRaw<OverriddenRow[]>`
    SELECT DISTINCT ON (o.lead_id) o.direction, o.category, o.decided_by, o.machine_score,
           to_char(o.started_at AT TIME ZONE ${timeZone}, 'YYYY-MM') || ' ' || coalesce(o.score_version, '') AS stratum,
           (extract(epoch FROM o.started_at) * 1000)::float8 AS started,
           c.value, round(extract(epoch FROM c.decided_at) * 1000)::float8 AS decided
      FROM overrides o
      LEFT JOIN outcomes c ON c.tenant_id = o.tenant_id AND c.lead_id = o.lead_id AND c.kind = ${outcome.outcome}
     WHERE o.tenant_id = ${tenantId}::uuid AND o.started_at IS NOT NULL
     ORDER BY o.lead_id, o.started_at, o.id`;
  const judged: JudgedOverride[] = [];
  const dropped = { immature: 0, undecided: 0 };
  for (const row of rows) {
    const recorded = row.value === null ? null : { value: row.value, decidedAt: row.decided };
    const label = labelAfter(outcome, row.started, recorded, now.getTime());
    if ("dropped" in label) {
      dropped[label.dropped === "immature" ? "immature" : "undecided"] += 1;
      continue;
    }
    const { direction, category, decided_by: managerId, machine_score: score, stratum } = row;
    judged.push({ direction, category, managerId, score, stratum, label: label.label });
  }
  return { judged, ...dropped };
}

interface SeenRows {
  stratum: string;
  /** Aligned arrays, one entry a lead seen. */
  leads: number[];
  scores: number[];
  seen: number[];
  values: (RecordedOutcome["value"] | "none")[];
  /** Epoch ms; -1: not dated. */
  decided: number[];
}

/**
 * Leads that nobody ever overrode, as they stood on one day of each of these months: open then, with the machine's
 * score in force at that moment. The day is drawn from the lead's id, the same whenever it is asked: managers look at
 * leads on any day of their life, so those they are compared with must not all be new ones.
 *
 * @param months first days, "2026-05-01"
 */
export async function getUntouched(
  tx: TenantTx,
  { tenantId, timeZone, outcome, now }: VerdictScope,
  months: readonly string[],
): Promise<UntouchedLead[]> {
  if (months.length === 0) return [];
  const rows = await tx.$queryRaw<SeenRows[]>`
    WITH months AS (
      SELECT to_char(m, 'YYYY-MM') AS month, m AT TIME ZONE ${timeZone} AS from_at,
             (m + interval '1 month') AT TIME ZONE ${timeZone} AS to_at
        FROM unnest(${[...months]}::timestamp[]) m),
    untouched AS (
      SELECT l.id, row_number() OVER () - 1 AS nr, CASE WHEN l.is_open THEN 'infinity' ELSE l.closed_at END AS closes,
             coalesce(c.value, 'none') AS value, coalesce(round(extract(epoch FROM c.decided_at) * 1000), -1)::float8 AS decided
        FROM leads l
        LEFT JOIN outcomes c ON c.tenant_id = l.tenant_id AND c.lead_id = l.id AND c.kind = ${outcome.outcome}
       WHERE l.tenant_id = ${tenantId}::uuid
         AND NOT EXISTS (SELECT 1 FROM overrides o
                          WHERE o.tenant_id = l.tenant_id AND o.lead_id = l.id AND o.started_at IS NOT NULL)),
    spans AS (
      SELECT h.lead_id, h.total, h.score_version, h.scored_on AS from_at,
             lead(h.scored_on, 1, 'infinity') OVER (PARTITION BY h.lead_id ORDER BY h.scored_on) AS to_at
        FROM score_history h
       WHERE h.tenant_id = ${tenantId}::uuid AND h.scored_on < (SELECT max(to_at) FROM months)),
    seen AS (
      SELECT m.month || ' ' || s.score_version AS stratum, u.nr, s.total, u.value, u.decided, d.at
        FROM spans s
        JOIN untouched u ON u.id = s.lead_id
        JOIN months m ON s.from_at < m.to_at AND least(s.to_at, u.closes) > m.from_at
       CROSS JOIN LATERAL (SELECT m.from_at + (m.to_at - m.from_at)
              * ((hashtextextended(s.lead_id::text || m.month, 0) & 1048575) / 1048576.0) AS at) d
       WHERE d.at >= s.from_at AND d.at < s.to_at AND d.at < u.closes)
    SELECT stratum, array_agg(nr::int) AS leads, array_agg(total) AS scores, array_agg(value) AS values,
           array_agg(decided) AS decided, array_agg((extract(epoch FROM at) * 1000)::float8) AS seen
      FROM seen GROUP BY stratum`;
  return rows.flatMap(({ stratum, leads, scores, values, decided, seen }) =>
    leads.flatMap((lead, row) => {
      const value = values[row]!;
      const recorded =
        value === "none" ? null : { value, decidedAt: decided[row]! < 0 ? null : decided[row]! };
      const label = labelAfter(outcome, seen[row]!, recorded, now.getTime());
      return "dropped" in label ? [] : [{ stratum, lead, score: scores[row]!, label: label.label }];
    }),
  );
}
