"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { createKey, revokeKey, rotateKey } from "./mutations";
import { shownKey } from "./secret";
import { type KeyToldOnce, newKeySchema, type Refused, rotationSchema } from "./types";

const PAGE = "/settings/keys";

const GONE: Refused = {
  ok: false,
  code: "gone",
  message: "This key does not work any more. Load the page again.",
};

const invalid = (error: z.ZodError): Refused => ({
  ok: false,
  code: "invalid",
  message: error.issues[0]?.message ?? "This cannot be read. Load the page again.",
});

/** Makes a key; the answer holds the secret, which is told this once. */
export async function createKeyAction(wish: unknown): Promise<KeyToldOnce> {
  const asked = await memberForAction("keys.manage");
  if (!asked.ok) return asked;
  const parsed = newKeySchema.safeParse(wish);
  if (!parsed.success) return invalid(parsed.error);
  const moment = now();
  if (parsed.data.kind === "secret" && parsed.data.expiresAt && parsed.data.expiresAt <= moment)
    return { ok: false, code: "invalid", message: "The last day has to lie ahead." };
  const { tenantId, userId } = asked.member;
  const { keyId, made } = await withTenant(tenantId, (tx) =>
    createKey(tx, tenantId, parsed.data, { actorId: userId, now: moment }),
  );
  revalidatePath(PAGE);
  return { ok: true, keyId, secret: made.text, shown: shownKey(made.prefix, made.lastFour) };
}

/** Gives a key a new secret; the old one works on for the chosen hours. */
export async function rotateKeyAction(wish: unknown): Promise<KeyToldOnce> {
  const asked = await memberForAction("keys.manage");
  if (!asked.ok) return asked;
  const parsed = rotationSchema.safeParse(wish);
  if (!parsed.success) return invalid(parsed.error);
  const { tenantId, userId } = asked.member;
  const made = await withTenant(tenantId, (tx) =>
    rotateKey(tx, tenantId, parsed.data, { actorId: userId, now: now() }),
  );
  if (!made) return GONE;
  revalidatePath(PAGE);
  return {
    ok: true,
    keyId: parsed.data.keyId,
    secret: made.text,
    shown: shownKey(made.prefix, made.lastFour),
  };
}

/** Ends a key, from the next request on. */
export async function revokeKeyAction(keyId: unknown): Promise<{ readonly ok: true } | Refused> {
  const asked = await memberForAction("keys.manage");
  if (!asked.ok) return asked;
  const id = z.uuid().safeParse(keyId);
  if (!id.success) return GONE;
  const { tenantId, userId } = asked.member;
  const done = await withTenant(tenantId, (tx) =>
    revokeKey(tx, tenantId, id.data, { actorId: userId, now: now() }),
  );
  if (!done) return GONE;
  revalidatePath(PAGE);
  return { ok: true };
}
