import type { EffectiveScore } from "@/lib/core/scoring/effective";
import type { BandSet } from "@/lib/core/scoring/types";
import { endOver } from "@/lib/modules/nurture/enrolments";
import { noteCrossings } from "@/lib/modules/overrides/crossing";
import type { ActiveOverride } from "@/lib/modules/scoring/standing";
import type { ScoreCause } from "@/lib/modules/scoring/types";
import type { TenantTx } from "@/lib/platform/db/client";
import { announce } from "@/lib/platform/live";
import { tellOfHotLeads } from "./hot";
import { routeLeads } from "./route-leads";
import { tellOutside } from "./tell-outside";
import type { Workflow } from "./types";

/** What a scoring, or an override that began or ended, did to one lead. Its row is locked. */
export interface ScoredLead {
  readonly leadId: string;
  readonly ownerId: string | null;
  readonly isOpen: boolean;
  readonly machine: {
    /** null: never scored. */
    readonly before: { readonly total: number; readonly bandId: string } | null;
    readonly after: { readonly total: number; readonly bandId: string };
  };
  readonly effective: { readonly before: EffectiveScore | null; readonly after: EffectiveScore };
  readonly override: ActiveOverride | null;
  /** Why it was scored; null where an override began or ended. */
  readonly cause: ScoreCause | null;
}

export interface AfterScoringContext {
  readonly now: Date;
  readonly bandSet: BandSet;
  readonly workflow: Workflow;
  /**
   * Something happened to the lead just now: it may be given to somebody and announced. False for what moves leads by
   * the thousand: an import, a published version, the daily refresh.
   */
  readonly live: boolean;
}

/** What follows from scores, in their transaction: so that a lead is never Hot without its clock, owner and alert. */
export async function afterScoring(
  tx: TenantTx,
  tenantId: string,
  scored: readonly ScoredLead[],
  context: AfterScoringContext,
): Promise<void> {
  await noteCrossings(tx, tenantId, scored, context);
  const moved = scored.filter(
    ({ isOpen, effective: { before, after } }) =>
      isOpen && (before?.score !== after.score || before.bandId !== after.bandId),
  );
  if (moved.length > 0) await announce(tx, tenantId);
  await endOver(
    tx,
    tenantId,
    scored.map(({ leadId }) => leadId),
    context,
  );
  const told = context.live ? await followRises(tx, tenantId, moved, context) : NOBODY;
  await tellOutside(tx, tenantId, scored, told, context);
}

const NOBODY: ReadonlySet<string> = new Set();

/**
 * Leads that rose into the best band get an owner and are told of, the best first.
 *
 * @returns those that people were told of
 */
async function followRises(
  tx: TenantTx,
  tenantId: string,
  moved: readonly ScoredLead[],
  context: AfterScoringContext,
): Promise<ReadonlySet<string>> {
  const best = context.bandSet.bands[0]?.id;
  const risen = moved
    .filter(({ effective: { before, after } }) => after.bandId === best && before?.bandId !== best)
    .sort((a, b) => b.effective.after.score - a.effective.after.score || (a.leadId < b.leadId ? -1 : 1));
  if (risen.length === 0) return NOBODY;
  const unowned = risen.filter(({ ownerId }) => ownerId === null).map(({ leadId }) => leadId);
  const routed = await routeLeads(tx, tenantId, unowned, context);
  const hot = risen.map(({ leadId, override }) => ({
    leadId,
    routed: routed.has(leadId),
    overridden: override !== null,
  }));
  return tellOfHotLeads(tx, tenantId, hot, context);
}
