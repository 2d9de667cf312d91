"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { type Verification, verifyScore } from "@/lib/modules/scoring/verify";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { type Recomputed, recomputeScore } from "./mutations";

type Refused = { readonly ok: false; readonly code: string; readonly message: string };
const NOT_HERE: Refused = { ok: false, code: "not_found", message: "This lead is not here any more." };

const leadId = z.uuid();

/** Epoch ms of one line of the lead's score history; the newest where it is left out. */
const scoredOn = z.int().min(0).max(8.64e15).optional();

/** Scores the stored signals of one past score again with the stored version: the same bits, or not. */
export async function verifyScoreAction(
  id: unknown,
  at?: unknown,
): Promise<{ readonly ok: true; readonly verification: Verification } | Refused> {
  const asked = await memberForAction("leads.read");
  if (!asked.ok) return asked;
  const parsed = leadId.safeParse(id);
  if (!parsed.success) return NOT_HERE;
  const moment = scoredOn.safeParse(at);
  if (!moment.success) return NOT_HERE;
  const when = moment.data === undefined ? undefined : new Date(moment.data);
  const verification = await withTenant(asked.member.tenantId, (tx) => verifyScore(tx, parsed.data, when));
  return { ok: true, verification };
}

/** Scores one lead from its events, now. */
export async function recomputeScoreAction(
  id: unknown,
): Promise<({ readonly ok: true } & Recomputed) | Refused> {
  const asked = await memberForAction("score.recompute");
  if (!asked.ok) return asked;
  const parsed = leadId.safeParse(id);
  if (!parsed.success) return NOT_HERE;
  const outcome = await recomputeScore(asked.member, parsed.data, now());
  if (!outcome) return NOT_HERE;
  revalidatePath(`/leads/${parsed.data}`);
  return { ok: true, ...outcome };
}
