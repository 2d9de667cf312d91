import { scoreRules } from "@/lib/core/rules/score-rules";
import { distributionOf, type SignalDistribution, starterRules } from "@/lib/core/rules/starter-rules";
import type { RuleSet } from "@/lib/core/rules/types";
import { bandsByShare, RULES_DEFAULT_BANDS } from "@/lib/core/scoring/bands";
import { canonicalJson } from "@/lib/core/scoring/canonical-json";
import type { BandSet } from "@/lib/core/scoring/types";
import { signalsAsOf } from "@/lib/core/signals/as-of";
import type { SignalValue, SignalVector } from "@/lib/core/signals/types";
import { type ActiveScorer, activeScorer, ruleSetOf } from "@/lib/modules/scoring/data";
import { loadHistories } from "@/lib/modules/scoring/histories";
import { publishRuleSet } from "@/lib/modules/scoring/rule-sets";
import { scoringMoment } from "@/lib/modules/scoring/score-lead";
import type { TenantTx } from "@/lib/platform/db/client";
import { STARTER_NOTE } from "./data";

const SAMPLE_LEADS = 2_000;
const CHUNK = 500;

/** Fewer scored leads than this say nothing about a distribution. */
const FEWEST_FOR_BANDS = 200;
/** Bands that leave nearly everybody in the lowest rank nobody. */
const CROWDED_SHARE = 0.97;

export interface StarterRules {
  readonly rules: readonly { readonly key: string; readonly label: string }[];
  /** The new edges, best band first, where the bands were fitted to the file; null where they stay. */
  readonly fittedBands: readonly { readonly name: string; readonly from: number }[] | null;
}

interface StarterOptions {
  readonly leadIds: readonly string[];
  readonly fileName: string;
  readonly actorId: string | null;
  readonly now: Date;
}

/**
 * Looks at the signals of some of the imported leads and publishes rules for those that the data has, the rule set
 * does not read, and whose direction is known beforehand. A file of aggregates earns few points: where the default
 * bands would leave nearly every lead in the lowest, the new version's edges follow the share of the pipeline instead.
 * Publishes nothing where there is nothing to add.
 */
export async function publishStarterRules(
  tx: TenantTx,
  tenantId: string,
  { leadIds, fileName, actorId, now }: StarterOptions,
): Promise<StarterRules> {
  const scorer = await activeScorer(tx);
  const current = ruleSetOf(scorer);
  // A model in use has learnt its weights: rules for a new file would put it aside unasked.
  if (current === null) return { rules: [], fittedBands: null };
  const vectors = await sampleVectors(tx, scorer, leadIds, now);
  const rules = starterRules(scorer.definitions, distributionsOf(vectors), current);
  if (rules.length === 0) return { rules: [], fittedBands: null };
  const ruleSet = { ...current, rules: [...current.rules, ...rules] };
  const bands = fittedBands(ruleSet, vectors);
  await publishRuleSet(
    tx,
    tenantId,
    { ...ruleSet, ...(bands ? { bands } : {}) },
    { actorId, note: `${STARTER_NOTE} ${fileName}`.slice(0, 300), now },
  );
  return {
    rules: rules.map(({ key, label }) => ({ key, label })),
    fittedBands: bands === null ? null : bands.bands.map(({ name, from }) => ({ name, from })),
  };
}

/** Bands by share of the pipeline, where the defaults still stand and would hold nearly everybody in the lowest. */
function fittedBands(ruleSet: RuleSet, vectors: readonly SignalVector[]): BandSet | null {
  if (
    vectors.length < FEWEST_FOR_BANDS ||
    canonicalJson(ruleSet.bands) !== canonicalJson(RULES_DEFAULT_BANDS)
  )
    return null;
  const scores = vectors.map((vector) => scoreRules(ruleSet, vector).total);
  const secondLowest = ruleSet.bands.bands.at(-2)?.from ?? 0;
  const crowded = scores.filter((score) => score < secondLowest).length / scores.length;
  return crowded >= CROWDED_SHARE && new Set(scores).size >= 4 ? bandsByShare(scores) : null;
}

/** Evenly spread over the leads, so that an ordered file is not judged by its beginning. */
async function sampleVectors(
  tx: TenantTx,
  scorer: ActiveScorer,
  leadIds: readonly string[],
  now: Date,
): Promise<SignalVector[]> {
  const stride = Math.max(1, Math.floor(leadIds.length / SAMPLE_LEADS));
  const sample = leadIds.filter((_, index) => index % stride === 0).slice(0, SAMPLE_LEADS);
  const vectors: SignalVector[] = [];
  for (let from = 0; from < sample.length; from += CHUNK) {
    for (const loaded of await loadHistories(tx, sample.slice(from, from + CHUNK))) {
      vectors.push(signalsAsOf(scorer.compiled, loaded.history, scoringMoment(loaded, now.getTime())).vector);
    }
  }
  return vectors;
}

function distributionsOf(vectors: readonly SignalVector[]): Record<string, SignalDistribution> {
  const values: Record<string, SignalValue[]> = {};
  for (const vector of vectors) {
    for (const [key, value] of Object.entries(vector.values)) {
      values[key] ??= [];
      values[key].push(value);
    }
  }
  return Object.fromEntries(Object.entries(values).map(([key, list]) => [key, distributionOf(list)]));
}
