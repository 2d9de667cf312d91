import { acceptSuggestions } from "@/lib/core/rules/suggest-points";
import { validateRuleSet } from "@/lib/core/rules/validate";
import { causeRef } from "@/lib/core/scoring/causes";
import { writeAudit } from "@/lib/platform/audit";
import { withTenant } from "@/lib/platform/db/client";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { suggestionsNote } from "@/lib/present/suggestion-words";
import { activeScorer } from "./data";
import { publishRuleSet } from "./rule-sets";
import { readingsOf, suggestionBasis } from "./suggest";
import type { AcceptedSuggestions, SuggestionRefusal, SuggestionWish } from "./types-suggest";

interface Scope {
  readonly tenantId: string;
  readonly actorId: string | null;
  readonly now: Date;
}

const CHANGED: SuggestionRefusal = {
  ok: false,
  code: "changed",
  message: "These suggestions have changed since the page was loaded. Look at them again, then decide.",
};
const OVERTAKEN: SuggestionRefusal = {
  ok: false,
  code: "overtaken",
  message: "Somebody published other rules meanwhile. Look at the suggestions for those, then decide.",
};

/**
 * Publishes the rules with the accepted suggestions as a new version. Points are taken from history again, never from
 * the wish: it must name what was suggested, to the point. Rules in use are followed by the new version at once, and
 * every lead is scored again; while a model scores, the version waits in the registry.
 */
export async function publishSuggested(
  { tenantId, actorId, now }: Scope,
  { rulesId, runId, accepted }: SuggestionWish,
): Promise<AcceptedSuggestions | SuggestionRefusal> {
  const basis = await withTenant(tenantId, (tx) => suggestionBasis(tx, tenantId));
  if (!basis || basis.run.id !== runId) return CHANGED;
  if (basis.rules.id !== rulesId) return OVERTAKEN;
  const { readings } = await readingsOf(tenantId, basis);
  const points = new Map(readings.map(({ rule, reachSuggested }) => [rule.key, reachSuggested]));
  const acceptance = acceptSuggestions(basis.ruleSet, readings, new Set(accepted.map(({ key }) => key)));
  if (!acceptance.ok || accepted.some((one) => points.get(one.key) !== one.points)) return CHANGED;
  const problems = validateRuleSet(acceptance.ruleSet, basis.rules.definitions);
  if (problems.length > 0)
    throw new Error(`suggested rules cannot be published: ${JSON.stringify(problems)}`);
  return withTenant(tenantId, async (tx) => {
    // The settings row is the lock of who scores; under it the rules must still be those that history was laid beside.
    await tx.$executeRaw`SELECT 1 FROM workspace_settings WHERE tenant_id = ${tenantId}::uuid FOR UPDATE`;
    if ((await suggestionBasis(tx, tenantId))?.rules.id !== rulesId) return OVERTAKEN;
    const takesOver = (await activeScorer(tx)).kind === "rules";
    const note = suggestionsNote(acceptance.accepted.length);
    const published = await publishRuleSet(tx, tenantId, acceptance.ruleSet, {
      actorId,
      note,
      now,
      takesOver,
    });
    await writeAudit(tx, {
      tenantId,
      actorId,
      action: "rules.suggestions_accepted",
      subjectType: "rule_set",
      subjectId: published.id,
      details: {
        version: published.version,
        from: basis.rules.version,
        run: runId,
        changes: acceptance.accepted.map(({ rule, reachNow, reachSuggested, correlation }) => ({
          rule: rule.key,
          from: reachNow,
          to: reachSuggested,
          correlation: correlation?.r ?? null,
        })),
      },
    });
    if (takesOver)
      await enqueue(tx, "scores.rescore_all", {
        tenantId,
        cause: causeRef("rules_published", { version: published.version }),
      });
    return { ok: true, id: published.id, version: published.version, takesOver };
  });
}
