import { observedRateNear } from "@/lib/core/evaluation/reliability";
import type { OutcomeDefinition } from "@/lib/core/outcomes/types";
import type { TrainedModel } from "@/lib/core/training/input";
import type { TenantTx } from "@/lib/platform/db/client";
import type { ModelWords, StoredScore } from "@/lib/present/leads-score";

interface HeldOut {
  readonly outcome: OutcomeDefinition;
  readonly leads: TrainedModel["heldOut"];
}

/** What became of the test leads of a model never changes: kept for as many models as are ever shown at once. */
const MOST_KEPT = 8;
const kept = new Map<string, HeldOut>();

/** Leads like this one: the 200 nearest by score; of fewer than 2,000 a tenth, else half of all would count as alike. */
const MOST_ALIKE = 200;
const FEWEST_ALIKE = 50;
const nearestOf = (heldOut: number) => Math.min(MOST_ALIKE, Math.max(FEWEST_ALIKE, Math.round(heldOut / 10)));

/** Points by which the leads around may differ on average and still be called alike: at the ends they are all one has. */
const FARTHEST_ALIKE = 5;

/** What a stored score of a model is the likelihood of, and how leads like this one fared; null for rules. */
export async function modelWordsOf(
  tx: TenantTx,
  tenantId: string,
  { scorerId, probability, unrounded }: Pick<StoredScore, "scorerId" | "probability" | "unrounded">,
): Promise<ModelWords | null> {
  if (probability === null) return null;
  const heldOut = kept.get(scorerId) ?? (await read(tx, tenantId, scorerId));
  if (!heldOut) return null;
  const { outcome, leads } = heldOut;
  const count = leads.scores.length;
  const near = count < FEWEST_ALIKE ? null : observedRateNear(leads, unrounded, nearestOf(count));
  if (near === null) return { outcome, observed: null };
  const { rate, interval, rows, meanScore } = near;
  const distance = meanScore - unrounded;
  const end = Math.abs(distance) <= FARTHEST_ALIKE ? null : distance < 0 ? "highest" : "lowest";
  return { outcome, observed: { rate, interval, rows, end } };
}

async function read(tx: TenantTx, tenantId: string, scorerId: string): Promise<HeldOut | null> {
  const row = await tx.model.findFirst({
    where: { tenantId, id: scorerId },
    select: { heldOut: true, run: { select: { settings: true } } },
  });
  if (!row) return null;
  const settings = row.run.settings as unknown as { outcome: OutcomeDefinition };
  const found = { outcome: settings.outcome, leads: row.heldOut as unknown as HeldOut["leads"] };
  kept.set(scorerId, found);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return found;
}
