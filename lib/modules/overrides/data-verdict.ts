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
  /** How old the lead was then. */
  readonly ageMs: number;
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
  age: number;
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
           (extract(epoch FROM o.started_at - coalesce(l.created_at, l.recorded_at)) * 1000)::float8 AS age,
           c.value, round(extract(epoch FROM c.decided_at) * 1000)::float8 AS decided
      FROM overrides o
      JOIN leads l ON l.tenant_id = o.tenant_id AND l.id = o.lead_id
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
    const { direction, category, decided_by: managerId, machine_score: score, stratum, age: ageMs } = row;
    judged.push({ direction, category, managerId, score, stratum, ageMs, label: label.label });
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
 * Leads that nobody ever overrode, each as it stood at the age at which another lead was overridden: open then, with
 * the machine's score in force at that moment. The age is drawn from `ages` by the lead's id, the same whenever it is
 * asked. Without that the comparison would be unfair: of two leads with the same score the older one has had its
 * chance, and leads that are lost stay open for longer than those that are won.
 *
 * @param ages of the overridden leads at their overrides, in ms
 */
export async function getUntouched(
  tx: TenantTx,
  { tenantId, timeZone, outcome, now }: VerdictScope,
  ages: readonly number[],
): Promise<UntouchedLead[]> {
  if (ages.length === 0) return [];
  const rows = await tx.$queryRaw<SeenRows[]>`
    WITH ages AS (SELECT ${[...ages].sort((a, b) => a - b)}::float8[] AS ms),
    untouched AS (
      SELECT l.id, row_number() OVER () - 1 AS nr, CASE WHEN l.is_open THEN 'infinity' ELSE l.closed_at END AS closes,
             coalesce(l.created_at, l.recorded_at) + a.ms[1 + ((hashtextextended(l.id::text, 0) & 2147483647) % cardinality(a.ms))::int]
               * interval '1 millisecond' AS at
        FROM leads l CROSS JOIN ages a
       WHERE l.tenant_id = ${tenantId}::uuid
         AND NOT EXISTS (SELECT 1 FROM overrides o
                          WHERE o.tenant_id = l.tenant_id AND o.lead_id = l.id AND o.started_at IS NOT NULL)),
    seen AS (
      SELECT DISTINCT ON (u.id) u.id, u.nr, u.at, h.total, h.score_version
        FROM untouched u
        JOIN score_history h ON h.tenant_id = ${tenantId}::uuid AND h.lead_id = u.id AND h.scored_on <= u.at
       WHERE u.at < u.closes AND u.at < ${now}::timestamptz
       ORDER BY u.id, h.scored_on DESC)
    SELECT to_char(s.at AT TIME ZONE ${timeZone}, 'YYYY-MM') || ' ' || s.score_version AS stratum,
           array_agg(s.nr::int) AS leads, array_agg(s.total) AS scores, array_agg(coalesce(c.value, 'none')) AS values,
           array_agg(coalesce(round(extract(epoch FROM c.decided_at) * 1000), -1)::float8) AS decided,
           array_agg((extract(epoch FROM s.at) * 1000)::float8) AS seen
      FROM seen s
      LEFT JOIN outcomes c ON c.tenant_id = ${tenantId}::uuid AND c.lead_id = s.id AND c.kind = ${outcome.outcome}
     GROUP BY stratum`;
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
