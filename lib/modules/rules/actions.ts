"use server";
import { revalidatePath } from "next/cache";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { publishRules } from "./mutations";
import { type PublishRulesResult, publishRulesSchema } from "./types";

/** Publishes a draft of rules as a new version. */
export async function publishRulesAction(wish: unknown): Promise<PublishRulesResult> {
  const asked = await memberForAction("scoring.manage");
  if (!asked.ok) return asked;
  const parsed = publishRulesSchema.safeParse(wish);
  if (!parsed.success) {
    const about = parsed.error.issues.find(({ path }) => path[0] === "note");
    return {
      ok: false,
      code: "invalid",
      message: about?.message ?? "This draft cannot be read. Nothing was published.",
    };
  }
  const { tenantId, userId } = asked.member;
  const outcome = await withTenant(tenantId, (tx) =>
    publishRules(tx, { tenantId, userId, now: now() }, parsed.data),
  );
  if (outcome.ok) {
    revalidatePath("/settings", "layout");
    revalidatePath("/models", "layout");
    revalidatePath("/leads", "layout");
  }
  return outcome;
}
