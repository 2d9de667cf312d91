import { packVectors } from "@/lib/core/scoring/vector-columns";
import { signalsAsOf } from "@/lib/core/signals/as-of";
import { type CompiledSignals, compileSignals } from "@/lib/core/signals/compile";
import { DAY_MS } from "@/lib/core/signals/types";
import { backtestContext } from "@/lib/modules/backtests/data";
import { getDraft } from "@/lib/modules/drafts/data";
import { rescoreProgress } from "@/lib/modules/models/data";

import { activeScorer, catalogueSignals, currentRules, ruleSetOf } from "@/lib/modules/scoring/data";
import { loadHistories } from "@/lib/modules/scoring/histories";
import { type LeadSample, sampleLeads } from "@/lib/modules/scoring/sample";
import { memberForAction, requireMember } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { leadName } from "@/lib/present/leads-row";
import { getCountries, getIndustries, getNames } from "./data";
import { type RulesPageData, type RulesSample, sampleWishSchema } from "./types";

/** The rules in use, what this person was changing about them, and the signals there are. */
export async function loadRulesPage(): Promise<RulesPageData> {
  const { tenantId, userId } = await requireMember("scoring.manage");
  return withTenant(tenantId, async (tx) => {
    const active = await activeScorer(tx);
    const rules = await currentRules(tx);
    const { done, total } = await rescoreProgress(tx, tenantId);
    const offered = new Set((await catalogueSignals(tx)).map(({ key }) => key));
    for (const { signal } of ruleSetOf(rules)!.rules) offered.add(signal);
    return {
      base: { id: rules.id, version: rules.version },
      ruleSet: ruleSetOf(rules)!,
      // Retired signals stay where a rule reads them, and are offered nowhere else.
      definitions: rules.definitions.filter(({ key }) => offered.has(key)),
      draft: await getDraft(tx, tenantId, userId, "rules"),
      inUse: { id: active.id, version: active.version, kind: active.kind },
      nextVersion: `Rules v${(await tx.ruleSet.count()) + 1}`,
      leads: total,
      rescoring: done < total ? { version: active.version, done, total } : null,
      industries: await getIndustries(tx, tenantId),
      countries: await getCountries(tx, tenantId),
      context: await backtestContext(tx, tenantId, now()),
    };
  });
}

/** So many leads are measured and sent: enough for a distribution, little enough to score at every key. */
const MOST_SAMPLED = 2_000;

type SampleAnswer =
  | { readonly ok: true; readonly data: RulesSample }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** Leads measured now by every signal, by the market lists of the rules in use or those of a draft. */
export async function loadRulesSample(wish: unknown): Promise<SampleAnswer> {
  const asked = await memberForAction("scoring.manage");
  if (!asked.ok) return asked;
  const parsed = sampleWishSchema.safeParse(wish);
  if (!parsed.success) return { ok: false, code: "invalid", message: "These market lists cannot be read." };
  const { tenantId } = asked.member;
  const { market } = parsed.data;
  const asOf = parsed.data.moment;
  const isRecent = asOf !== null && asOf <= now().getTime() && asOf > now().getTime() - DAY_MS;
  const moment = isRecent ? new Date(asOf) : now();
  return withTenant(
    tenantId,
    async (tx): Promise<SampleAnswer> => {
      const rules = await currentRules(tx);
      const compiled = market ? compileSignals(rules.definitions, market) : rules.compiled;
      const sample = parsed.data.lead
        ? await oneLead(tx, parsed.data.lead, compiled, moment)
        : await sampleLeads(tx, tenantId, { compiled, now: moment, most: MOST_SAMPLED });
      const ids = sample.leads.map(({ leadId }) => leadId);
      const named = await getNames(tx, tenantId, ids);
      return {
        ok: true,
        data: {
          ids,
          names: ids.map((id) => {
            const row = named.get(id);
            return row ? leadName(row).name : "Lead without a name";
          }),
          companies: ids.map((id) => named.get(id)?.company?.trim() || null),
          vectors: packVectors(
            sample.leads.map(({ vector }) => vector),
            moment.getTime(),
          ),
          ...{ of: sample.of, areOpen: sample.areOpen },
        },
      };
    },
    { timeoutMs: 60_000 },
  );
}

async function oneLead(
  tx: TenantTx,
  id: string,
  compiled: CompiledSignals,
  moment: Date,
): Promise<LeadSample> {
  const histories = await loadHistories(tx, [id]);
  const leads = histories.map(({ leadId, history }) => ({
    leadId,
    vector: signalsAsOf(compiled, history, moment.getTime()).vector,
  }));
  return { leads, of: leads.length, areOpen: true };
}
