"use server";
import { revalidatePath } from "next/cache";
import type { z } from "zod";
import { type Member, memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { announce } from "@/lib/platform/live";
import { changedMeanwhile, reclockedText } from "@/lib/present/workflow-words";
import { type SaveOutcome, saveAlerts, saveHours, saveNurture, saveQueue, saveRouting } from "./mutations";
import { reclock } from "./reclock";
import {
  alertsInput,
  hoursInput,
  nurtureInput,
  problemsOf,
  queueInput,
  routingInput,
  type SaveResult,
} from "./types-settings";

export async function saveHoursAction(input: unknown): Promise<SaveResult> {
  return save(hoursInput, input, async (tx, member, wish) => {
    const outcome = await saveHours(tx, member, wish);
    if (outcome.kind !== "saved" || !outcome.changed) return { outcome };
    const moved = await reclock(tx, member.tenantId);
    await announce(tx, member.tenantId);
    return { outcome, effect: reclockedText(moved) };
  });
}

export async function saveRoutingAction(input: unknown): Promise<SaveResult> {
  return save(routingInput, input, async (tx, member, wish) => {
    const outcome = await saveRouting(tx, member, wish);
    // Who waits in the pool is given out by the new rules, where they give out anything at this hour.
    if (outcome.kind === "saved" && outcome.changed && wish.mode !== "off")
      await enqueue(tx, "leads.route", { tenantId: member.tenantId }, { singletonKey: "route" });
    return { outcome };
  });
}

export async function saveAlertsAction(input: unknown): Promise<SaveResult> {
  return save(alertsInput, input, async (tx, member, wish) => ({
    outcome: await saveAlerts(tx, member, wish),
  }));
}

export async function saveNurtureAction(input: unknown): Promise<SaveResult> {
  return save(nurtureInput, input, async (tx, member, wish) => ({
    outcome: await saveNurture(tx, member, wish),
  }));
}

export async function saveQueueAction(input: unknown): Promise<SaveResult> {
  return save(queueInput, input, async (tx, member, wish) => ({
    outcome: await saveQueue(tx, member, wish),
  }));
}

/** What all pages have in common: who may, what can be read, one transaction, what the person is told. */
async function save<Wish>(
  schema: z.ZodType<Wish>,
  input: unknown,
  write: (
    tx: TenantTx,
    member: Member,
    wish: Wish,
  ) => Promise<{ readonly outcome: SaveOutcome; readonly effect?: string | null }>,
): Promise<SaveResult> {
  const asked = await memberForAction("workflow.manage");
  if (!asked.ok) return asked;
  const { member } = asked;
  const parsed = schema.safeParse(input);
  if (!parsed.success) return problemsOf(parsed.error);
  const { outcome, effect = null } = await withTenant(member.tenantId, (tx) =>
    write(tx, member, parsed.data),
  );
  switch (outcome.kind) {
    case "refused":
      return { ok: false, code: "refused", message: outcome.message };
    case "changed":
      return {
        ok: false,
        code: "changed",
        message: changedMeanwhile(outcome.by, { now: now().getTime(), timeZone: member.timeZone }),
        version: outcome.version,
      };
    case "saved":
      if (outcome.changed) revalidatePath("/", "layout");
      return { ok: true, version: outcome.version, effect };
  }
}
