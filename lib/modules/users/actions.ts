"use server";
import { redirect } from "next/navigation";
import { after } from "next/server";
import { authenticate } from "@/lib/platform/auth/authenticate";
import { safePath } from "@/lib/platform/auth/safe-path";
import { requestAddress, startSession } from "@/lib/platform/auth/session-cookie";
import { now } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { acceptInvitation } from "./invitations";
import { requestReset, resetPassword } from "./password-resets";
import { completeSetup } from "./setup";
import {
  acceptInput,
  type FormState,
  firstProblem,
  forgotInput,
  refuse,
  resetInput,
  setupInput,
  signInInput,
} from "./types";

/** The forms of those who are not signed in. Each says what is wrong, or goes on to the next page. */

const textOf = (form: FormData, name: string): string => String(form.get(name) ?? "");

export async function signInAction(_state: FormState, form: FormData): Promise<FormState> {
  const parsed = signInInput.safeParse({
    email: textOf(form, "email"),
    password: textOf(form, "password"),
    keep: form.get("keep") === "on",
    callbackUrl: textOf(form, "callbackUrl"),
  });
  if (!parsed.success) return firstProblem(parsed.error);
  const { email, password, keep, callbackUrl } = parsed.data;
  const result = await authenticate({ email, password, address: await requestAddress() }, now());
  if (!result.ok) return refuse(result.code, result.message, "password");
  await startSession(result.claims, { keep });
  redirect(safePath(callbackUrl));
}

export async function forgotAction(_state: FormState, form: FormData): Promise<FormState> {
  const parsed = forgotInput.safeParse({ email: textOf(form, "email") });
  if (!parsed.success) return firstProblem(parsed.error);
  // After the answer: the time it takes must not tell whether the account exists.
  after(async () => {
    try {
      await requestReset(parsed.data.email, now());
    } catch (error) {
      log.error("password request not noted", error);
    }
  });
  return { ok: true };
}

export async function resetPasswordAction(_state: FormState, form: FormData): Promise<FormState> {
  const parsed = resetInput.safeParse({ token: textOf(form, "token"), password: textOf(form, "password") });
  if (!parsed.success) return firstProblem(parsed.error);
  const result = await resetPassword(parsed.data, now());
  if (!result.ok) return result;
  redirect("/signin?notice=password-changed");
}

export async function acceptInvitationAction(_state: FormState, form: FormData): Promise<FormState> {
  const parsed = acceptInput.safeParse({
    token: textOf(form, "token"),
    ...(form.has("name") ? { name: textOf(form, "name") } : {}),
    password: textOf(form, "password"),
  });
  if (!parsed.success) return firstProblem(parsed.error);
  const result = await acceptInvitation({ ...parsed.data, address: await requestAddress() }, now());
  if (!result.ok) return result;
  await startSession(result.claims, { keep: false });
  redirect("/");
}

export async function setupAction(_state: FormState, form: FormData): Promise<FormState> {
  const fields = ["token", "workspace", "timeZone", "name", "email", "password"] as const;
  const parsed = setupInput.safeParse(Object.fromEntries(fields.map((name) => [name, textOf(form, name)])));
  if (!parsed.success) return firstProblem(parsed.error);
  const result = await completeSetup(parsed.data, now());
  if (!result.ok) return result;
  await startSession(result.claims, { keep: false });
  redirect("/start");
}
