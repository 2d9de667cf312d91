"use server";
import { z } from "zod";
import { validateRuleSet } from "@/lib/core/rules/validate";
import { validateBands } from "@/lib/core/scoring/bands";
import { DRAFT_SCHEMAS } from "@/lib/modules/drafts/types";
import { workspaceOutcome } from "@/lib/modules/outcomes/data";
import { ruleSetOf, ruleSignals, scorerById } from "@/lib/modules/scoring/data";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { runsOf } from "./data";
import { cancelBacktest, queueBacktest } from "./mutations";
import { sideOf } from "./sides";
import type { BacktestDraft, StartResult } from "./types";

const wishSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("bands"), scorerId: z.uuid(), content: DRAFT_SCHEMAS.bands }),
  z.strictObject({ kind: z.literal("rules"), scorerId: z.uuid(), content: DRAFT_SCHEMAS.rules }),
  z.strictObject({ kind: z.literal("scorer"), scorerId: z.uuid(), candidateId: z.uuid() }),
]);
type Wish = z.infer<typeof wishSchema>;

const refused = (code: string, message: string) => ({ ok: false, code, message }) as const;
const UNREADABLE = refused("invalid", "This draft cannot be read. Load the page again.");
const GONE = refused("gone", "One of the versions is not here any more. Load the page again.");
const WRONG = refused(
  "invalid",
  "The draft has something that cannot be. Mend what is marked, then start again.",
);

/** The same draft asked for again within this time is the run that was made. */
const FRESH_MS = 15 * 60_000;

/**
 * Lays a draft beside a published version over what became of the leads. The answer comes from a job; asked twice for
 * the same, there is one run.
 */
export async function startBacktestAction(wish: unknown): Promise<StartResult> {
  const asked = await memberForAction("scoring.manage");
  if (!asked.ok) return asked;
  const parsed = wishSchema.safeParse(wish);
  if (!parsed.success) return UNREADABLE;
  const { tenantId, userId } = asked.member;
  const at = now();
  return withTenant(tenantId, async (tx): Promise<StartResult> => {
    const draft = await draftOf(tx, tenantId, parsed.data);
    if ("code" in draft) return draft;
    const { outcome, moment } = await workspaceOutcome(tx, tenantId);
    const request = { scorerId: parsed.data.scorerId, draft, outcome, moment };
    const { done, underWay } = await runsOf(tx, tenantId, request);
    const known = underWay ?? (done && at.getTime() - done.asOf < FRESH_MS ? done : null);
    const backtestId =
      known?.id ?? (await queueBacktest(tx, tenantId, request, { actorId: userId, now: at }));
    return { ok: true, backtestId };
  });
}

async function draftOf(
  tx: TenantTx,
  tenantId: string,
  wish: Wish,
): Promise<BacktestDraft | Extract<StartResult, { ok: false }>> {
  if (wish.kind === "scorer") {
    const both = [await sideOf(tx, tenantId, wish.scorerId), await sideOf(tx, tenantId, wish.candidateId)];
    return both.includes(null) ? GONE : { kind: "scorer", scorerId: wish.candidateId };
  }
  const base = await scorerById(tx, wish.scorerId);
  if (!base) return GONE;
  if (wish.kind === "bands") {
    const { bands } = wish.content;
    return validateBands(bands).length > 0 ? WRONG : { kind: "bands", bands };
  }
  if (ruleSetOf(base) === null) return UNREADABLE;
  const definition = { ...wish.content, version: "Draft" };
  const problems = validateRuleSet({ ...definition, bands: base.bandSet }, await ruleSignals(tx));
  return problems.length > 0 ? WRONG : { kind: "rules", definition, bands: base.bandSet };
}

/** Ends a run that nobody waits for any more. */
export async function cancelBacktestAction(
  id: unknown,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly code: string; readonly message: string }> {
  const asked = await memberForAction("scoring.manage");
  if (!asked.ok) return asked;
  const parsed = z.uuid().safeParse(id);
  if (!parsed.success) return GONE;
  const { tenantId } = asked.member;
  const cancelled = await cancelBacktest({ tenantId, backtestId: parsed.data }, now());
  return cancelled ? { ok: true } : refused("over", "This backtest is over already.");
}
