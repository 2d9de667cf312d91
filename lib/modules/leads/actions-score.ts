"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { causeRef } from "@/lib/core/scoring/causes";
import { rescoreLeads } from "@/lib/modules/scoring/rescore";
import { type Verification, verifyScore } from "@/lib/modules/scoring/verify";
import { writeAudit } from "@/lib/platform/audit";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";

type Refused = { readonly ok: false; readonly code: string; readonly message: string };
const NOT_HERE: Refused = { ok: false, code: "not_found", message: "This lead is not here any more." };

const leadId = z.uuid();

/** Scores the stored signals again with the stored version: the same bits, or not. */
export async function verifyScoreAction(
  id: unknown,
): Promise<{ readonly ok: true; readonly verification: Verification } | Refused> {
  const asked = await memberForAction("leads.read");
  if (!asked.ok) return asked;
  const parsed = leadId.safeParse(id);
  if (!parsed.success) return NOT_HERE;
  const verification = await withTenant(asked.member.tenantId, (tx) => verifyScore(tx, parsed.data));
  return { ok: true, verification };
}

/** Scores one lead from its events, now. */
export async function recomputeScoreAction(
  id: unknown,
): Promise<{ readonly ok: true; readonly before: number | null; readonly after: number } | Refused> {
  const asked = await memberForAction("score.recompute");
  if (!asked.ok) return asked;
  const parsed = leadId.safeParse(id);
  if (!parsed.success) return NOT_HERE;
  const { tenantId, userId } = asked.member;
  const outcome = await withTenant(tenantId, async (tx) => {
    const read = () =>
      tx.lead.findFirst({ where: { tenantId, id: parsed.data }, select: { scoreTotal: true } });
    const before = await read();
    if (!before) return null;
    await rescoreLeads(tx, tenantId, [parsed.data], { moment: now(), cause: causeRef("manual") });
    const after = (await read())?.scoreTotal ?? 0;
    await writeAudit(tx, {
      tenantId,
      actorId: userId,
      action: "lead.score_recomputed",
      subjectType: "lead",
      subjectId: parsed.data,
      details: { before: before.scoreTotal, after },
    });
    return { before: before.scoreTotal, after };
  });
  if (!outcome) return NOT_HERE;
  revalidatePath(`/leads/${parsed.data}`);
  return { ok: true, ...outcome };
}
