"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { outcomesOnOffer } from "@/lib/modules/outcomes/data";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { getRun } from "./data";
import { cancelRun, createRun, queueCheck, queueTraining } from "./mutations";
import { trainingSettingsSchema } from "./types";

type Refused = { readonly ok: false; readonly code: string; readonly message: string };

const GONE: Refused = {
  ok: false,
  code: "gone",
  message: "This run is not waiting any more. Load the page again.",
};

const invalid = (error: z.ZodError): Refused => ({
  ok: false,
  code: "invalid",
  message: error.issues[0]?.message ?? "This cannot be read. Load the page again.",
});

const wishSchema = trainingSettingsSchema.pick({ outcome: true, moment: true }).strict();

/** Begins a run: its leads are measured and its columns looked at; nothing is learnt before somebody says so. */
export async function startRunAction(
  wish: unknown,
): Promise<{ readonly ok: true; readonly runId: string } | Refused> {
  const asked = await memberForAction("models.train");
  if (!asked.ok) return asked;
  const parsed = wishSchema.safeParse(wish);
  if (!parsed.success) return invalid(parsed.error);
  const { tenantId, userId } = asked.member;
  const settings = trainingSettingsSchema.parse(parsed.data);
  const outcome = await withTenant(tenantId, async (tx) => {
    const known = await outcomesOnOffer(tx, tenantId);
    if (!known.some(({ outcome: kind }) => kind === settings.outcome.outcome)) return null;
    const scope = await createRun(tx, tenantId, settings, { actorId: userId, now: now() });
    await queueCheck(tx, scope);
    return scope;
  });
  if (!outcome)
    return { ok: false, code: "no_outcome", message: "No lead of this workspace has that outcome any more." };
  revalidatePath("/models");
  return { ok: true, runId: outcome.runId };
}

const decisionSchema = trainingSettingsSchema
  .pick({ leaveOut: true, keepLeaks: true, keepSuspects: true })
  .strict();

/** Starts training by what the person decided about the findings. */
export async function trainRunAction(
  runId: unknown,
  decision: unknown,
): Promise<{ readonly ok: true } | Refused> {
  const asked = await memberForAction("models.train");
  if (!asked.ok) return asked;
  const id = z.uuid().safeParse(runId);
  if (!id.success) return GONE;
  const parsed = decisionSchema.safeParse(decision);
  if (!parsed.success) return invalid(parsed.error);
  const { tenantId, userId } = asked.member;
  const started = await withTenant(tenantId, async (tx) => {
    const run = await getRun(tx, tenantId, id.data);
    if (run?.status !== "checked" || !run.check) return false;
    const known = new Set(run.check.findings.map(({ key }) => key));
    const settings = {
      ...run.settings,
      leaveOut: parsed.data.leaveOut.filter((key) => known.has(key)),
      keepLeaks: parsed.data.keepLeaks.filter(({ key }) => known.has(key)),
      keepSuspects: parsed.data.keepSuspects.filter((key) => known.has(key)),
    };
    return queueTraining(tx, { tenantId, runId: id.data }, settings, userId);
  });
  if (!started) return GONE;
  revalidatePath(`/models/runs/${id.data}`);
  return { ok: true };
}

/** Ends a run that nobody wants any more, wherever it is. */
export async function cancelRunAction(runId: unknown): Promise<{ readonly ok: true } | Refused> {
  const asked = await memberForAction("models.train");
  if (!asked.ok) return asked;
  const id = z.uuid().safeParse(runId);
  if (!id.success) return GONE;
  const { tenantId, userId } = asked.member;
  const cancelled = await withTenant(tenantId, (tx) =>
    cancelRun(tx, { tenantId, runId: id.data }, { actorId: userId, now: now() }),
  );
  if (!cancelled) return GONE;
  revalidatePath(`/models/runs/${id.data}`);
  return { ok: true };
}
