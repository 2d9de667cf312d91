"use server";
import { revalidatePath } from "next/cache";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { publishSuggested } from "./accept-suggestions";
import { type AcceptedSuggestions, type SuggestionRefusal, suggestionWishSchema } from "./types-suggest";

/** Publishes the rules with the suggestions that a person accepted. */
export async function publishSuggestedAction(
  wish: unknown,
): Promise<AcceptedSuggestions | SuggestionRefusal> {
  const asked = await memberForAction("models.publish");
  if (!asked.ok) return asked;
  const parsed = suggestionWishSchema.safeParse(wish);
  if (!parsed.success) {
    const isEmpty = parsed.error.issues[0]?.code === "too_small";
    const message = isEmpty
      ? "Accept at least one suggestion."
      : "This cannot be read. Load the page again; nothing was changed.";
    return { ok: false, code: "invalid", message };
  }
  const { tenantId, userId } = asked.member;
  const outcome = await publishSuggested({ tenantId, actorId: userId, now: now() }, parsed.data);
  if (outcome.ok) {
    revalidatePath("/models", "layout");
    revalidatePath("/leads", "layout");
  }
  return outcome;
}
