"use server";
import { z } from "zod";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { leadName } from "@/lib/present/leads-row";
import { refusalText } from "@/lib/present/queue-words";
import { actOnLead } from "./mutations";
import { undoActivity } from "./mutations-undo";
import { type Actor, actSchema, type DeedInput, type Refusal } from "./types";

type Refused = { readonly ok: false; readonly code: string; readonly message: string };

const named = async (actor: Actor, leadId: string, refusal: Refusal): Promise<Refused> => {
  const lead = await withTenant(actor.tenantId, (tx) =>
    tx.lead.findFirst({
      where: { tenantId: actor.tenantId, id: leadId },
      select: { firstName: true, lastName: true, email: true, externalId: true },
    }),
  );
  const name = lead ? leadName(lead).name : "This lead";
  return { ok: false, code: refusal.code, message: refusalText(refusal, name) };
};

/** Does one thing to one lead. Nothing is revalidated: the order of an open queue holds still. */
export async function actAction(wish: {
  readonly id: string;
  readonly leadId: string;
  readonly deed: DeedInput;
}): Promise<{ readonly ok: true; readonly dueAt: number | null } | Refused> {
  const asked = await memberForAction("leads.work");
  if (!asked.ok) return asked;
  const parsed = actSchema.safeParse(wish);
  if (!parsed.success) {
    const message = parsed.error.issues[0]?.message ?? "This cannot be read. Load the page again.";
    return { ok: false, code: "invalid", message };
  }
  const { member: actor } = asked;
  const done = await withTenant(actor.tenantId, (tx) => actOnLead(tx, actor, parsed.data, now()));
  return done.ok ? { ok: true, dueAt: done.dueAt } : named(actor, parsed.data.leadId, done);
}

/** Takes back what this person did within the last minute. */
export async function undoAction(
  id: string,
): Promise<{ readonly ok: true; readonly leadId: string } | Refused> {
  const asked = await memberForAction("leads.work");
  if (!asked.ok) return asked;
  const parsed = z.uuid().safeParse(id);
  if (!parsed.success) return { ok: false, code: "gone", message: "There is nothing to undo." };
  const { member: actor } = asked;
  const done = await withTenant(actor.tenantId, (tx) => undoActivity(tx, actor, parsed.data, now()));
  if (done.ok) return { ok: true, leadId: done.leadId };
  return { ok: false, code: done.code, message: refusalText(done, "this lead") };
}
