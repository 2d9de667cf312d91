"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { runsOf } from "@/lib/modules/backtests/data";
import { workspaceOutcome } from "@/lib/modules/outcomes/data";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { goBackTo, type InUse, publishModel, type Refusal } from "./mutations";

const publishSchema = z.strictObject({
  modelId: z.uuid(),
  expectedActiveId: z.uuid(),
  note: z.string().trim().max(300, "The note is at most 300 characters."),
});

const rollBackSchema = z.strictObject({ scorerId: z.uuid(), expectedActiveId: z.uuid() });

const invalid = (error: z.ZodError): Refusal => ({
  ok: false,
  code: "invalid",
  message:
    error.issues[0]?.code === "too_big"
      ? error.issues[0].message
      : "This cannot be read. Load the page again; nothing was changed.",
});

/** Puts a trained model in use, unless somebody else put another version in use since the page was loaded. */
export async function publishModelAction(wish: unknown): Promise<InUse | Refusal> {
  const asked = await memberForAction("models.publish");
  if (!asked.ok) return asked;
  const parsed = publishSchema.safeParse(wish);
  if (!parsed.success) return invalid(parsed.error);
  const { tenantId, userId } = asked.member;
  const { modelId, expectedActiveId } = parsed.data;
  const outcome = await withTenant(tenantId, async (tx) => {
    const { outcome: predicted, moment } = await workspaceOutcome(tx, tenantId);
    const draft = { kind: "scorer" as const, scorerId: modelId };
    const runs = await runsOf(tx, tenantId, {
      scorerId: expectedActiveId,
      draft,
      outcome: predicted,
      moment,
    });
    const wish = { ...parsed.data, backtested: runs.done !== null };
    return publishModel(tx, { tenantId, actorId: userId, now: now() }, wish);
  });
  if (outcome.ok) forget();
  return outcome;
}

/** Puts an earlier version back in use, under the same condition. */
export async function rollBackAction(wish: unknown): Promise<InUse | Refusal> {
  const asked = await memberForAction("models.publish");
  if (!asked.ok) return asked;
  const parsed = rollBackSchema.safeParse(wish);
  if (!parsed.success) return invalid(parsed.error);
  const { tenantId, userId } = asked.member;
  const outcome = await withTenant(tenantId, (tx) =>
    goBackTo(tx, { tenantId, actorId: userId, now: now() }, parsed.data),
  );
  if (outcome.ok) forget();
  return outcome;
}

/** Every page that shows a score shows another version's soon. */
function forget(): void {
  revalidatePath("/models", "layout");
  revalidatePath("/leads", "layout");
}
