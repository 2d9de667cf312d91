"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { getWorkflow } from "@/lib/modules/workflow/data";
import { writeAudit } from "@/lib/platform/audit";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { lockEnrolled } from "./data-list";
import { mayRemove } from "./decisions";
import { removeEnrolment } from "./enrolments";

type Removed =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly message: string };

const GONE: Removed = {
  ok: false,
  code: "gone",
  message: "This lead has left nurture already. Load the list again.",
};

const input = z.strictObject({ id: z.uuid() });

/** Takes a lead off the list by hand; the mail tool is told. */
export async function removeFromNurtureAction(wish: unknown): Promise<Removed> {
  const asked = await memberForAction("leads.work");
  if (!asked.ok) return asked;
  const parsed = input.safeParse(wish);
  if (!parsed.success) return GONE;
  const { member } = asked;
  const { tenantId, userId } = member;
  const { id } = parsed.data;
  const result = await withTenant(tenantId, async (tx): Promise<Removed> => {
    const lead = await lockEnrolled(tx, tenantId, id);
    if (!lead) return GONE;
    if (!mayRemove(member, lead))
      return {
        ok: false,
        code: "taken",
        message: "This lead is a colleague's. Ask them, or a manager, to take it off the list.",
      };
    const bandSet = (await scorerInUse(tx, tenantId))?.bands ?? { bands: [] };
    const context = { now: now(), bandSet, workflow: await getWorkflow(tx, tenantId) };
    if ((await removeEnrolment(tx, tenantId, id, context)) === null) return GONE;
    await writeAudit(tx, {
      ...{ tenantId, actorId: userId, action: "nurture.removed", subjectType: "lead" },
      ...{ subjectId: lead.leadId, details: { enrolment: id } },
    });
    return { ok: true };
  });
  if (result.ok) revalidatePath("/leads/nurture");
  return result;
}
