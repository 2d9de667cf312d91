import { distributionOf, type SignalDistribution, starterRules } from "@/lib/core/rules/starter-rules";
import { signalsAsOf } from "@/lib/core/signals/as-of";
import type { SignalValue } from "@/lib/core/signals/types";
import { activeScorer } from "@/lib/modules/scoring/data";
import { loadHistories } from "@/lib/modules/scoring/histories";
import { publishRuleSet } from "@/lib/modules/scoring/rule-sets";
import { scoringMoment } from "@/lib/modules/scoring/score-lead";
import type { TenantTx } from "@/lib/platform/db/client";

const SAMPLE_LEADS = 2_000;
const CHUNK = 500;

/**
 * Looks at the signals of some of the imported leads and publishes rules for those that the data has, the rule set
 * does not read, and whose direction is known beforehand. Publishes nothing where there is nothing to add.
 *
 * @returns the rules that were added
 */
export async function publishStarterRules(
  tx: TenantTx,
  tenantId: string,
  {
    leadIds,
    fileName,
    actorId,
    now,
  }: { leadIds: readonly string[]; fileName: string; actorId: string | null; now: Date },
): Promise<{ key: string; label: string }[]> {
  const scorer = await activeScorer(tx);
  const stride = Math.max(1, Math.floor(leadIds.length / SAMPLE_LEADS));
  const sample = leadIds.filter((_, index) => index % stride === 0).slice(0, SAMPLE_LEADS);
  const values = new Map<string, SignalValue[]>();
  for (let from = 0; from < sample.length; from += CHUNK) {
    for (const loaded of await loadHistories(tx, sample.slice(from, from + CHUNK))) {
      const { vector } = signalsAsOf(scorer.compiled, loaded.history, scoringMoment(loaded, now.getTime()));
      for (const [key, value] of Object.entries(vector.values)) {
        const list = values.get(key);
        if (list) list.push(value);
        else values.set(key, [value]);
      }
    }
  }
  const distributions: Record<string, SignalDistribution> = {};
  for (const [key, list] of values) distributions[key] = distributionOf(list);
  const rules = starterRules(scorer.definitions, distributions, scorer.ruleSet);
  if (rules.length === 0) return [];
  await publishRuleSet(
    tx,
    tenantId,
    { ...scorer.ruleSet, rules: [...scorer.ruleSet.rules, ...rules] },
    { actorId, note: `Starter rules for ${fileName}`.slice(0, 300), now },
  );
  return rules.map(({ key, label }) => ({ key, label }));
}
