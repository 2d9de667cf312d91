import { cookies, headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import { findMember, type Member } from "./membership";
import { allows, type Permission, type Role } from "./roles";
import { safePath } from "./safe-path";
import { openSession, sessionCookieName } from "./session";

export type { Member } from "./membership";

/** Who is asking, read from the database once a request; null when nobody is signed in. */
export const currentMember = cache(async (): Promise<Member | null> => {
  const session = await openSession((await cookies()).get(sessionCookieName())?.value);
  return session ? findMember(session.claims) : null;
});

/**
 * For pages and loaders: the member, or the way to the sign-in page, or the page for those whose role is not among
 * the ones asked for (roles, or one permission of roles.ts). Asked wherever data is read, never in a layout alone:
 * Next renders a page without its layout when one navigates.
 */
export async function requireMember(allowed?: readonly Role[] | Permission): Promise<Member> {
  const member = await currentMember();
  if (!member) {
    const path = safePath((await headers()).get("x-firstcall-path"));
    redirect(path === "/" ? "/signin" : `/signin?callbackUrl=${encodeURIComponent(path)}`);
  }
  if (!allows(allowed, member.role)) forbidden();
  return member;
}

export type MemberForAction =
  | { readonly ok: true; readonly member: Member }
  | { readonly ok: false; readonly code: "signed_out" | "forbidden"; readonly message: string };

/** For server actions and route handlers: the same as values. */
export async function memberForAction(allowed?: readonly Role[] | Permission): Promise<MemberForAction> {
  const member = await currentMember();
  if (!member) {
    return {
      ok: false,
      code: "signed_out",
      message: "You are signed out. Sign in again; nothing was changed.",
    };
  }
  if (!allows(allowed, member.role)) {
    return { ok: false, code: "forbidden", message: "Your role does not allow this. Nothing was changed." };
  }
  return { ok: true, member };
}
