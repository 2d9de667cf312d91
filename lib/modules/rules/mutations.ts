import { diffRuleSets } from "@/lib/core/rules/diff";
import type { RuleSet } from "@/lib/core/rules/types";
import { validateRuleSet } from "@/lib/core/rules/validate";
import { causeRef } from "@/lib/core/scoring/causes";
import type { BandSet } from "@/lib/core/scoring/types";
import { tidyMarket } from "@/lib/core/signals/tidy-market";
import { runsOf } from "@/lib/modules/backtests/data";
import { dropDraft } from "@/lib/modules/drafts/mutations";
import { workspaceOutcome } from "@/lib/modules/outcomes/data";
import { activeScorer, currentRules, ruleSetOf } from "@/lib/modules/scoring/data";
import { publishRuleSet } from "@/lib/modules/scoring/rule-sets";
import type { TenantTx } from "@/lib/platform/db/client";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { problemWords } from "@/lib/present/rule-problem-words";
import { changeWords } from "@/lib/present/rules-diff-words";
import type { PublishRulesResult, PublishRulesWish } from "./types";

interface Scope {
  readonly tenantId: string;
  readonly userId: string;
  readonly now: Date;
}

/** Whether this very draft was replayed over the leads of the past, beside the version it is laid beside. */
async function wasBacktested(
  tx: TenantTx,
  tenantId: string,
  { baseId, content }: PublishRulesWish,
  bands: BandSet,
): Promise<boolean> {
  const { outcome, moment } = await workspaceOutcome(tx, tenantId);
  const draft = { kind: "rules", definition: { ...content, version: "Draft" }, bands } as const;
  return (await runsOf(tx, tenantId, { scorerId: baseId, draft, outcome, moment })).done !== null;
}

/** Changes written out in the audit log; the version itself holds them all. */
const MOST_AUDITED = 50;

/**
 * Publishes a draft of rules as a new version with the bands of the one it was begun from. Rules in use are followed by
 * it at once and every lead is scored again; while a model scores, it takes over only where that was asked for. Refused
 * where other rules were published, or another version was put in use, since the page was loaded.
 */
export async function publishRules(
  tx: TenantTx,
  { tenantId, userId, now }: Scope,
  wish: PublishRulesWish,
): Promise<PublishRulesResult> {
  // The settings row is the lock of who scores: under it nobody else publishes.
  await tx.$executeRaw`SELECT 1 FROM workspace_settings WHERE tenant_id = ${tenantId}::uuid FOR UPDATE`;
  const rules = await currentRules(tx);
  if (rules.id !== wish.baseId)
    return {
      ok: false,
      code: "overtaken",
      message: `Somebody published ${rules.version} meanwhile. Your draft is kept: load the page again to lay it beside ${rules.version}.`,
    };
  const active = await activeScorer(tx);
  if (active.id !== wish.activeId)
    return {
      ok: false,
      code: "overtaken",
      message: `Somebody put ${active.version} in use meanwhile. Your draft is kept: load the page again, then decide.`,
    };
  const base = ruleSetOf(rules)!;
  const ruleSet: RuleSet = {
    ...wish.content,
    rules: wish.content.rules.map((rule) => ({ ...rule, label: rule.label.trim() })),
    market: tidyMarket(wish.content.market),
    version: base.version,
    bands: base.bands,
  };
  const [problem] = validateRuleSet(ruleSet, rules.definitions);
  if (problem)
    return { ok: false, code: "invalid", message: `${problemWords(problem)} Nothing was published.` };
  const changes = diffRuleSets(base, ruleSet);
  if (changes.length === 0)
    return {
      ok: false,
      code: "unchanged",
      message: `This says what ${rules.version} says. Nothing was published.`,
    };
  const takesOver = active.kind === "rules" || wish.takesOver;
  const published = await publishRuleSet(tx, tenantId, ruleSet, {
    actorId: userId,
    note: wish.note,
    now,
    takesOver,
    details: {
      from: rules.version,
      backtested: await wasBacktested(tx, tenantId, wish, base.bands),
      changes: changes.slice(0, MOST_AUDITED).map((change) => changeWords(change)),
      changeCount: changes.length,
    },
  });
  // What the workspace says about its market is what its newest rules were published with.
  await tx.workspaceSettings.update({
    where: { tenantId },
    data: { market: ruleSet.market as object, updatedAt: now },
  });
  await dropDraft(tx, { tenantId, userId }, "rules");
  if (takesOver)
    await enqueue(tx, "scores.rescore_all", {
      tenantId,
      cause: causeRef("rules_published", { version: published.version }),
    });
  return { ok: true, id: published.id, version: published.version, takesOver };
}
