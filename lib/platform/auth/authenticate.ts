import { globalDb } from "../db/client";
import { attemptSucceeded, lockedMessage, requestAttempt } from "./lockout";
import { membershipsOf } from "./membership";
import { PASSWORD_MAX } from "./password-rules";
import { hashPassword, verifyPassword } from "./passwords";
import type { SessionClaims } from "./session";

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Where the request came from, for the count of failures; null where that is not known. */
  readonly address: string | null;
}

export type PasswordCheck =
  | { readonly ok: true; readonly userId: string; readonly sessionEpoch: number }
  | { readonly ok: false; readonly code: "wrong" | "locked"; readonly message: string };

export type SignIn =
  | { readonly ok: true; readonly claims: SessionClaims }
  | { readonly ok: false; readonly code: "wrong" | "locked" | "no_workspace"; readonly message: string };

const WRONG = "The e-mail or the password is not right.";

/** Lower case, without blanks around: how e-mails are kept. */
export function normaliseEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** Checks a password under the lockout; tells nothing about whether the account exists, in words or in time. */
export async function checkPassword(credentials: Credentials, now: Date): Promise<PasswordCheck> {
  const email = normaliseEmail(credentials.email);
  const ticket = await requestAttempt({ email, address: credentials.address }, now);
  if (!ticket.ok) return { ok: false, code: "locked", message: lockedMessage(ticket.until, now) };

  const user = await globalDb().user.findUnique({
    where: { email },
    select: { id: true, passwordHash: true, sessionEpoch: true },
  });
  const tooLong = credentials.password.length > PASSWORD_MAX * 4;
  const check = await verifyPassword(tooLong ? "" : credentials.password, user?.passwordHash ?? null);
  if (!user || tooLong || !check.matches) return { ok: false, code: "wrong", message: WRONG };

  await attemptSucceeded(ticket, now);
  if (check.outdated && user.passwordHash) {
    // Guarded by the old hash: a reset that happened meanwhile stays.
    await globalDb().user.updateMany({
      where: { id: user.id, passwordHash: user.passwordHash },
      data: { passwordHash: await hashPassword(credentials.password) },
    });
  }
  return { ok: true, userId: user.id, sessionEpoch: user.sessionEpoch };
}

/** Signs somebody in to the first workspace, by name, in which they are active. */
export async function authenticate(credentials: Credentials, now: Date): Promise<SignIn> {
  const check = await checkPassword(credentials, now);
  if (!check.ok) return check;
  const workspace = (await membershipsOf(check.userId)).find((membership) => membership.active);
  if (!workspace) {
    return {
      ok: false,
      code: "no_workspace",
      message: "Your account is not active in any workspace. Ask an admin to activate it again.",
    };
  }
  await globalDb().user.update({
    where: { id: check.userId },
    data: { lastSignInAt: now },
    select: { id: true },
  });
  return {
    ok: true,
    claims: { userId: check.userId, sessionEpoch: check.sessionEpoch, tenantId: workspace.tenantId },
  };
}
