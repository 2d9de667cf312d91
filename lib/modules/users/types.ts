import { z } from "zod";
import { ROLES, type Role } from "@/lib/platform/auth/roles";

/** An expected refusal, in words for the person who asked. */
export interface Refusal {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
  /** Which field it is about, where it is about one. */
  readonly field?: string;
}

/** What a form's action hands back to the form; null before it was sent. */
export type FormState = { readonly ok: true } | Refusal | null;

export type Result<T extends object = object> = (T & { readonly ok: true }) | Refusal;

export function refuse(code: string, message: string, field?: string): Refusal {
  return { ok: false, code, message, ...(field ? { field } : {}) };
}

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "This e-mail is too long.")
  .pipe(z.email("Write the e-mail as name@company.com."));
const personName = z
  .string()
  .trim()
  .min(1, "Write a name.")
  .max(120, "Use at most 120 characters.")
  // Left-to-right overrides and the like make one name look like another.
  .refine((text) => !/[\p{Cc}\p{Cf}]/u.test(text), "This name holds characters that cannot be shown.");
const password = z.string().min(1, "Write a password.").max(1000, "Use at most 200 characters.");
const token = z.string().min(1).max(200);
const role = z.enum(ROLES, "Choose a role.");

export const signInInput = z.strictObject({
  email: z.string().trim().min(1, "Write your e-mail.").max(254),
  password: z.string().min(1, "Write your password.").max(1000),
  keep: z.boolean(),
  callbackUrl: z.string().max(2000).optional(),
});
export const forgotInput = z.strictObject({ email });
export const resetInput = z.strictObject({ token, password });
export const acceptInput = z.strictObject({ token, name: personName.optional(), password });
export const setupInput = z.strictObject({
  token,
  workspace: z.string().trim().min(1, "Name the workspace.").max(80, "Use at most 80 characters."),
  timeZone: z.string().refine(isTimeZone, "Choose a time zone."),
  name: personName,
  email,
  password,
});
export const inviteInput = z.strictObject({ email, role });
export const roleInput = z.strictObject({ userId: z.uuid(), role });
export const personInput = z.strictObject({ userId: z.uuid() });
export const invitationInput = z.strictObject({ invitationId: z.uuid() });
export const workspaceInput = z.strictObject({ tenantId: z.uuid() });

/** The first thing wrong with a form, and where. */
export function firstProblem(error: z.ZodError): Refusal {
  const issue = error.issues[0];
  return refuse(
    "invalid",
    issue?.message ?? "Something in this form is not right.",
    issue?.path[0]?.toString(),
  );
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export interface PersonRow {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly active: boolean;
  readonly lastSignInAt: Date | null;
  /** When they asked for a new password, if they have not signed in since. */
  readonly resetRequestedAt: Date | null;
}

export interface InvitationRow {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly expiresAt: Date;
  readonly expired: boolean;
  readonly invitedBy: string | null;
}

/** What somebody who opens an invitation link sees. */
export type InvitationView =
  | {
      readonly state: "open";
      readonly workspace: string;
      readonly email: string;
      readonly name: string | null;
      readonly role: Role;
      /** They sign in with the password they have. */
      readonly hasAccount: boolean;
    }
  | { readonly state: "unknown" | "expired" | "revoked" | "accepted" };
