import type { RuleSet } from "@/lib/core/rules/types";
import type { BandSet } from "@/lib/core/scoring/types";
import { type CompiledSignals, compileSignals } from "@/lib/core/signals/compile";
import { CONDITION_SIGNALS } from "@/lib/core/signals/condition-signals";
import { DEFAULT_SIGNALS } from "@/lib/core/signals/default-signals";
import type { MarketSettings, SignalDefinition } from "@/lib/core/signals/types";
import type { TenantTx } from "@/lib/platform/db/client";

/** Everything a score is made with; immutable for as long as its version stands. */
export interface ActiveScorer {
  readonly id: string;
  readonly kind: "rules";
  readonly version: string;
  readonly hash: string;
  readonly ruleSet: RuleSet;
  readonly bandSet: BandSet;
  readonly market: MarketSettings;
  /** The defaults, the conditions of rules, and the tenant's own signals. */
  readonly definitions: readonly SignalDefinition[];
  readonly compiled: CompiledSignals;
}

/** The tenant's own signals that are in use. */
export async function ownSignals(tx: TenantTx): Promise<SignalDefinition[]> {
  const rows = await tx.signalDefinition.findMany({ where: { active: true }, orderBy: { key: "asc" } });
  return rows.map((row) => row.definition as unknown as SignalDefinition);
}

/** A published scorer version; null when there is none with this id. */
export async function scorerById(tx: TenantTx, id: string): Promise<ActiveScorer | null> {
  const row = await tx.ruleSet.findFirst({
    where: { id, publishedAt: { not: null } },
    include: { bandSet: true },
  });
  if (!row) return null;
  const bandSet = row.bandSet.bands as unknown as BandSet;
  const ruleSet = { ...(row.definition as unknown as Omit<RuleSet, "bands">), bands: bandSet } as RuleSet;
  const definitions = [...DEFAULT_SIGNALS, ...CONDITION_SIGNALS, ...(await ownSignals(tx))];
  const { market } = ruleSet;
  return {
    id: row.id,
    kind: "rules",
    version: row.version,
    hash: row.hash,
    ruleSet,
    bandSet,
    market,
    definitions,
    compiled: compileSignals(definitions, market),
  };
}

/**
 * The scorer in use: one setting of the workspace.
 *
 * @throws Error when the workspace has none, which `createWorkspace` never leaves behind.
 */
export async function activeScorer(tx: TenantTx): Promise<ActiveScorer> {
  const settings = await tx.workspaceSettings.findFirst();
  const scorer = settings?.activeScorerId ? await scorerById(tx, settings.activeScorerId) : null;
  if (!scorer) throw new Error("this workspace has no published scorer");
  return scorer;
}
