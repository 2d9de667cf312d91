"use server";
import { revalidatePath } from "next/cache";
import { problemsOf, type SaveResult } from "@/lib/modules/workflow/types-settings";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { changedMeanwhile } from "@/lib/present/workflow-words";
import { saveTrackerSettings } from "./mutations";
import { isVerificationKey } from "./sendgrid";
import { trackerInput } from "./types";

/** Saves which sites may send, what their paths are about, and how SendGrid's webhook is known. */
export async function saveTrackerAction(input: unknown): Promise<SaveResult> {
  const asked = await memberForAction("keys.manage");
  if (!asked.ok) return asked;
  const { member } = asked;
  const parsed = trackerInput.safeParse(input);
  if (!parsed.success) return problemsOf(parsed.error);
  const { version, ...wish } = parsed.data;
  const sendgridKey = wish.sendgridKey?.trim() || null;
  if (sendgridKey !== null && !isVerificationKey(sendgridKey))
    return {
      ok: false,
      code: "invalid",
      message: "One thing has to change before this can be saved.",
      fields: {
        sendgridKey: "This is no verification key. Copy it whole from SendGrid: it begins with MFkw.",
      },
    };
  const saved = await withTenant(member.tenantId, (tx) =>
    saveTrackerSettings(tx, member, version, { ...wish, sendgridKey }),
  );
  if (!saved.isSaved)
    return {
      ok: false,
      code: "changed",
      message: changedMeanwhile(null, { now: now().getTime(), timeZone: member.timeZone }),
      version: saved.version,
    };
  revalidatePath("/settings/tracker");
  return { ok: true, version: saved.version, effect: null };
}
