import {
  type EffectiveScore,
  effectiveOf,
  type OverrideDirection,
  type OverrideValue,
} from "@/lib/core/scoring/effective";
import type { BandSet } from "@/lib/core/scoring/types";
import { type DueState, dueAfter } from "@/lib/modules/workflow/response";
import type { Workflow } from "@/lib/modules/workflow/types";
import type { TenantTx } from "@/lib/platform/db/client";
import type { TopReasons } from "./types";

/** The override in force. */
export interface ActiveOverride {
  readonly id: string;
  readonly value: OverrideValue;
  readonly direction: OverrideDirection;
  readonly setBy: string | null;
  readonly crossedAt: Date | null;
}

/** How a lead stands before it is scored. */
export interface Standing {
  readonly leadId: string;
  readonly ownerId: string | null;
  readonly isOpen: boolean;
  /** null: never scored. */
  readonly machine: { readonly total: number; readonly bandId: string } | null;
  readonly effective: EffectiveScore | null;
  readonly version: string | null;
  readonly topReasons: Partial<TopReasons>;
  readonly firstContactAt: Date | null;
  readonly due: DueState;
  /** Epoch ms. */
  readonly lastContactAt: number | null;
  readonly lastActivityAt: number | null;
  readonly override: ActiveOverride | null;
}

interface Row {
  id: string;
  owner_id: string | null;
  is_open: boolean;
  score_total: number | null;
  score_band: string | null;
  score_version: string | null;
  top_reasons: Partial<TopReasons>;
  first_contact_at: Date | null;
  effective_score: number;
  effective_band: string | null;
  band_since: Date | null;
  due_at: Date | null;
  due_kind: DueState["dueKind"];
  last_contact_at: Date | null;
  last_activity_at: Date | null;
  override_id: string | null;
  override_kind: "score" | "band";
  override_score: number | null;
  override_band: string | null;
  override_effective: number;
  direction: OverrideDirection;
  decided_by: string | null;
  crossed_at: Date | null;
}

/**
 * Reads how these leads stand and keeps others from scoring, assigning or overriding them until the transaction ends:
 * what is read afterwards, their events above all, is then no older than what somebody else wrote. `activity` is
 * what leads did last, where that is not written yet.
 */
export async function lockStandings(
  tx: TenantTx,
  tenantId: string,
  leadIds: readonly string[],
  activity?: ReadonlyMap<string, Date>,
): Promise<Map<string, Standing>> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT l.id, l.owner_id, l.is_open, l.score_total, l.score_band, l.score_version, l.top_reasons,
           l.first_contact_at, l.effective_score, l.effective_band, l.band_since, l.due_at, l.due_kind,
           l.last_contact_at, l.last_activity_at,
           o.id AS override_id, o.kind AS override_kind, o.score AS override_score, o.band AS override_band,
           o.effective_score AS override_effective, o.direction, o.decided_by, o.crossed_at
      FROM leads l
      LEFT JOIN overrides o ON o.tenant_id = l.tenant_id AND o.lead_id = l.id AND o.status = 'active'
     WHERE l.tenant_id = ${tenantId}::uuid AND l.id = ANY (${[...leadIds]}::uuid[])
     ORDER BY l.id
       FOR NO KEY UPDATE OF l`;
  return new Map(rows.map((row) => [row.id, standing(row, activity?.get(row.id))]));
}

function standing(row: Row, activityAt: Date | undefined): Standing {
  const known = row.last_activity_at?.getTime() ?? null;
  return {
    leadId: row.id,
    ownerId: row.owner_id,
    isOpen: row.is_open,
    machine:
      row.score_total === null || row.score_band === null
        ? null
        : { total: row.score_total, bandId: row.score_band },
    effective:
      row.effective_band === null ? null : { score: row.effective_score, bandId: row.effective_band },
    version: row.score_version,
    topReasons: row.top_reasons,
    firstContactAt: row.first_contact_at,
    due: {
      bandSince: row.band_since?.getTime() ?? null,
      dueAt: row.due_at?.getTime() ?? null,
      dueKind: row.due_kind,
    },
    lastContactAt: row.last_contact_at?.getTime() ?? null,
    lastActivityAt: activityAt ? Math.max(known ?? 0, activityAt.getTime()) : known,
    override: row.override_id === null ? null : activeOverride(row, row.override_id),
  };
}

function activeOverride(row: Row, id: string): ActiveOverride {
  const value: OverrideValue =
    row.override_kind === "score"
      ? { kind: "score", score: row.override_score ?? row.override_effective }
      : { kind: "band", bandId: row.override_band ?? "", score: row.override_effective };
  return { id, value, direction: row.direction, setBy: row.decided_by, crossedAt: row.crossed_at };
}

export interface NextStanding {
  readonly effective: EffectiveScore;
  readonly due: DueState;
}

/** What counts, and what is due, once the machine says this. */
export function nextStanding(
  before: Standing | undefined,
  machine: { readonly total: number; readonly bandId: string },
  {
    now,
    bandSet,
    workflow,
    live,
    keepsDue,
  }: {
    readonly now: Date;
    readonly bandSet: BandSet;
    readonly workflow: Workflow;
    readonly live: boolean;
    readonly keepsDue?: boolean | undefined;
  },
): NextStanding {
  const effective = effectiveOf(bandSet, machine, before?.override?.value ?? null);
  const due = dueAfter(
    {
      bandId: before?.effective?.bandId ?? null,
      ...(before?.due ?? { bandSince: null, dueAt: null, dueKind: null }),
      lastContactAt: before?.lastContactAt ?? null,
      lastActivityAt: before?.lastActivityAt ?? null,
    },
    effective.bandId,
    { now: now.getTime(), bandSet, calendar: workflow, isOpen: before?.isOpen ?? true, live, keepsDue },
  );
  return { effective, due };
}
