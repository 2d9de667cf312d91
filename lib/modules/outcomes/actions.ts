"use server";
import { revalidatePath } from "next/cache";
import { problemsOf, type SaveResult } from "@/lib/modules/workflow/types-settings";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { changedMeanwhile } from "@/lib/present/workflow-words";
import { followedOutcome } from "./data";
import { normalised, saveOutcome } from "./mutations";
import { previewOutcome } from "./preview";
import { outcomeInput, type PreviewResult, previewInput } from "./types";

/** What a choice would mean on the leads there are; changes nothing. */
export async function previewOutcomeAction(input: unknown): Promise<PreviewResult> {
  const asked = await memberForAction("scoring.manage");
  if (!asked.ok) return asked;
  const parsed = previewInput.safeParse(input);
  if (!parsed.success)
    return { ok: false, code: "invalid", message: parsed.error.issues[0]?.message ?? "This cannot be read." };
  const { tenantId } = asked.member;
  const preview = await withTenant(
    tenantId,
    async (tx) =>
      previewOutcome(
        tx,
        tenantId,
        parsed.data ? normalised(parsed.data) : await followedOutcome(tx, tenantId),
        now(),
      ),
    { timeoutMs: 30_000 },
  );
  return { ok: true, preview };
}

/** Sets what the workspace predicts. Nothing is scored again: models keep what they were taught. */
export async function saveOutcomeAction(input: unknown): Promise<SaveResult> {
  const asked = await memberForAction("scoring.manage");
  if (!asked.ok) return asked;
  const { member } = asked;
  const parsed = outcomeInput.safeParse(input);
  if (!parsed.success) return problemsOf(parsed.error);
  const saved = await withTenant(member.tenantId, (tx) => saveOutcome(tx, member, parsed.data));
  switch (saved.kind) {
    case "refused":
      return { ok: false, code: "refused", message: saved.message };
    case "changed":
      return {
        ok: false,
        code: "changed",
        message: changedMeanwhile(saved.by, { now: now().getTime(), timeZone: member.timeZone }),
        version: saved.version,
      };
    case "saved":
      if (saved.changed) revalidatePath("/", "layout");
      return { ok: true, version: saved.version, effect: null };
  }
}
