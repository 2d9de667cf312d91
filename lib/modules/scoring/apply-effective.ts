import { afterScoring } from "@/lib/modules/workflow/after-scoring";
import { getWorkflow } from "@/lib/modules/workflow/data";
import type { TenantTx } from "@/lib/platform/db/client";
import { scorerInUse } from "./in-use";
import { lockStandings, nextStanding } from "./standing";
import { writeEffective } from "./writing";

/**
 * Makes an override that began or ended count: effective score and band, response clock, and what follows from them.
 * The machine's own score is not touched. Leads that were never scored are passed over.
 */
export async function applyEffective(
  tx: TenantTx,
  tenantId: string,
  leadIds: readonly string[],
  { now }: { readonly now: Date },
): Promise<void> {
  const scorer = await scorerInUse(tx, tenantId);
  if (!scorer) return;
  const workflow = await getWorkflow(tx, tenantId);
  const context = { now, bandSet: scorer.bands, workflow, live: true };
  const standings = await lockStandings(tx, tenantId, leadIds);
  const moves = [...standings.values()].flatMap((standing) => {
    const { leadId, machine } = standing;
    return machine ? [{ leadId, standing, machine, next: nextStanding(standing, machine, context) }] : [];
  });
  await writeEffective(tx, tenantId, moves);
  await afterScoring(
    tx,
    tenantId,
    moves.map(({ leadId, standing, machine, next }) => ({
      leadId,
      ownerId: standing.ownerId,
      isOpen: standing.isOpen,
      override: standing.override,
      cause: null,
      machine: { before: machine, after: machine },
      effective: { before: standing.effective, after: next.effective },
    })),
    context,
  );
}
