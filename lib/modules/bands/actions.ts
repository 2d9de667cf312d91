"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { bandFor, validateBands } from "@/lib/core/scoring/bands";
import { replayedLeads, runsOf, withNames } from "@/lib/modules/backtests/data";
import type { NamedFlip } from "@/lib/modules/backtests/types";
import { DRAFT_SCHEMAS } from "@/lib/modules/drafts/types";
import { workspaceOutcome } from "@/lib/modules/outcomes/data";
import { scorerById } from "@/lib/modules/scoring/data";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { bandProblemWords } from "@/lib/present/band-words";
import { publishBands } from "./mutations";
import type { PublishResult } from "./types";

const publishSchema = z.strictObject({
  scorerId: z.uuid(),
  expectedActiveId: z.uuid(),
  content: DRAFT_SCHEMAS.bands,
  note: z
    .string()
    .trim()
    .min(3, "Say in a few words what changes, for whoever looks at the versions later.")
    .max(300, "Use at most 300 characters for the note."),
});

/** Publishes a version with these bands. Whether they were backtested is read from the runs, not from who asks. */
export async function publishBandsAction(wish: unknown): Promise<PublishResult> {
  const asked = await memberForAction("scoring.manage");
  if (!asked.ok) return asked;
  const parsed = publishSchema.safeParse(wish);
  if (!parsed.success)
    return { ok: false, code: "invalid", message: parsed.error.issues[0]?.message ?? "This cannot be read." };
  const { content, ...rest } = parsed.data;
  const [problem] = validateBands(content.bands);
  if (problem) return { ok: false, code: "invalid", message: bandProblemWords(problem, content.bands) };
  const { tenantId, userId } = asked.member;
  const result = await withTenant(tenantId, async (tx): Promise<PublishResult> => {
    const { outcome, moment } = await workspaceOutcome(tx, tenantId);
    const draft = { kind: "bands" as const, bands: content.bands };
    const runs = await runsOf(tx, tenantId, { scorerId: rest.scorerId, draft, outcome, moment });
    const published = await publishBands(
      tx,
      { tenantId, actorId: userId, now: now() },
      { ...rest, bands: content.bands, backtested: runs.done !== null },
    );
    if (!published.ok) return published;
    return { ok: true, version: published.version, isInUse: published.isInUse, leads: await tx.lead.count() };
  });
  if (result.ok) revalidatePath("/", "layout");
  return result;
}

const flipsSchema = z.strictObject({
  scorerId: z.uuid(),
  backtestId: z.uuid(),
  content: DRAFT_SCHEMAS.bands,
});
const MOST_NAMED = 60;

/** Who of the leads of the past would be in another band by these edges: the newest by name. Nothing is replayed. */
export async function flipsOfBandsAction(
  wish: unknown,
): Promise<
  | { readonly ok: true; readonly flips: readonly NamedFlip[]; readonly count: number }
  | { readonly ok: false; readonly code: string; readonly message: string }
> {
  const asked = await memberForAction("scoring.manage");
  if (!asked.ok) return asked;
  const parsed = flipsSchema.safeParse(wish);
  if (!parsed.success || validateBands(parsed.data.content.bands).length > 0)
    return { ok: false, code: "invalid", message: "These bands do not fit together." };
  const { scorerId, backtestId, content } = parsed.data;
  const { tenantId } = asked.member;
  return withTenant(tenantId, async (tx) => {
    const before = (await scorerById(tx, scorerId))?.bandSet;
    const leads = await replayedLeads(tx, tenantId, backtestId);
    if (!before || !leads) return { ok: false, code: "gone", message: "This backtest is not here any more." };
    let count = 0;
    const flips = leads.ids.flatMap((leadId, at) => {
      const total = leads.totals[at]!;
      const from = bandFor(before, total).id;
      const to = bandFor(content.bands, total).id;
      if (from === to) return [];
      count += 1;
      if (count > MOST_NAMED) return [];
      return [
        {
          ...{ leadId, fromBand: from, toBand: to, fromScore: total, toScore: total },
          ...{
            label: leads.labels[at] === 1 ? (1 as const) : (0 as const),
            decidedAt: leads.decidedAt[at] ?? null,
          },
        },
      ];
    });
    return { ok: true, flips: await withNames(tx, tenantId, flips), count };
  });
}
