"use server";
import { revalidatePath } from "next/cache";
import type { z } from "zod";
import { type Member, memberForAction } from "@/lib/platform/auth/member";
import { can, type Permission } from "@/lib/platform/auth/roles";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { getOverrideForm } from "./form";
import { type Actor, requestOverride, setOverride } from "./mutations";
import { approveRequest, declineRequest, withdrawRequest } from "./mutations-decide";
import { extendOverride, revertOverride } from "./mutations-end";
import {
  approveSchema,
  declineSchema,
  extendSchema,
  firstProblem,
  idSchema,
  leadSchema,
  wishSchema,
} from "./schemas";
import type { OverrideOutcome, OverrideRefusal } from "./types";
import type { OverrideForm } from "./types-form";

/** What the dialog begins with: to set for those who may, to request for reps. */
export async function overrideFormAction(
  input: unknown,
): Promise<{ readonly ok: true; readonly form: OverrideForm } | OverrideRefusal> {
  const asked = await memberForAction("overrides.read");
  if (!asked.ok) return asked;
  const { member } = asked;
  const mode = can(member.role, "overrides.set") ? "set" : "request";
  if (mode === "request" && !can(member.role, "overrides.request"))
    return { ok: false, code: "forbidden", message: "Your role does not allow this. Nothing was changed." };
  const parsed = leadSchema.safeParse(input);
  if (!parsed.success) return firstProblem(parsed.error);
  const { leadId } = parsed.data;
  return withTenant(member.tenantId, (tx) => getOverrideForm(tx, member, { leadId, mode }, now()));
}

export async function setOverrideAction(input: unknown): Promise<OverrideOutcome> {
  return act("overrides.set", wishSchema, input, setOverride);
}

export async function requestOverrideAction(input: unknown): Promise<OverrideOutcome> {
  return act("overrides.request", wishSchema, input, requestOverride);
}

export async function approveRequestAction(input: unknown): Promise<OverrideOutcome> {
  return act("overrides.set", approveSchema, input, approveRequest);
}

export async function declineRequestAction(input: unknown): Promise<OverrideOutcome> {
  return act("overrides.set", declineSchema, input, declineRequest);
}

/** Who asked may take it back, whatever their role is now. */
export async function withdrawRequestAction(input: unknown): Promise<OverrideOutcome> {
  return act("overrides.read", idSchema, input, withdrawRequest);
}

export async function revertOverrideAction(input: unknown): Promise<OverrideOutcome> {
  return act("overrides.set", idSchema, input, revertOverride);
}

export async function extendOverrideAction(input: unknown): Promise<OverrideOutcome> {
  return act("overrides.set", extendSchema, input, extendOverride);
}

/** One shape for all: a fresh right, a strict form, one transaction, the pages that show it told. */
async function act<Schema extends z.ZodType>(
  permission: Permission,
  schema: Schema,
  input: unknown,
  work: (tx: TenantTx, actor: Actor, wish: z.infer<Schema>, at: Date) => Promise<OverrideOutcome>,
): Promise<OverrideOutcome> {
  const asked = await memberForAction(permission);
  if (!asked.ok) return asked;
  const parsed = schema.safeParse(input);
  if (!parsed.success) return firstProblem(parsed.error);
  const actor: Member = asked.member;
  const outcome = await withTenant(actor.tenantId, (tx) => work(tx, actor, parsed.data, now()));
  // A refusal too: an override whose time was over may have ended on the way.
  revalidatePath("/leads", "layout");
  revalidatePath("/queue", "layout");
  revalidatePath("/overrides", "layout");
  return outcome;
}
