"use server";
import { z } from "zod";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { dropDraft, keepDraft } from "./mutations";
import { DRAFT_SCHEMAS, type DropResult, type KeepResult } from "./types";

const keepSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("bands"), baseId: z.uuid(), content: DRAFT_SCHEMAS.bands }),
  z.strictObject({ kind: z.literal("rules"), baseId: z.uuid(), content: DRAFT_SCHEMAS.rules }),
]);
const dropSchema = z.strictObject({ kind: z.enum(["bands", "rules"]) });

/** Keeps a draft of the person who asks. Nothing is revalidated: the page that typed it has it. */
export async function keepDraftAction(wish: unknown): Promise<KeepResult> {
  const asked = await memberForAction("scoring.manage");
  if (!asked.ok) return asked;
  const parsed = keepSchema.safeParse(wish);
  if (!parsed.success)
    return {
      ok: false,
      code: "invalid",
      message: "This draft is too large or cannot be read, so it was not kept.",
    };
  const { tenantId, userId } = asked.member;
  const at = now();
  const isKept = await withTenant(tenantId, (tx) =>
    keepDraft(tx, { tenantId, userId, now: at }, parsed.data),
  );
  return isKept
    ? { ok: true, keptAt: at.getTime() }
    : {
        ok: false,
        code: "gone",
        message: "The version this draft was begun from is not here any more. Load the page again.",
      };
}

/** Throws the draft of the person who asks away. */
export async function dropDraftAction(wish: unknown): Promise<DropResult> {
  const asked = await memberForAction("scoring.manage");
  if (!asked.ok) return asked;
  const parsed = dropSchema.safeParse(wish);
  if (!parsed.success) return { ok: false, code: "invalid", message: "There is no such draft." };
  const { tenantId, userId } = asked.member;
  await withTenant(tenantId, (tx) => dropDraft(tx, { tenantId, userId }, parsed.data.kind));
  return { ok: true };
}
