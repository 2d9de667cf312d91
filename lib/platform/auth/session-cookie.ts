import { cookies, headers } from "next/headers";
import {
  LONG_SESSION_SECONDS,
  type OpenedSession,
  openSession,
  type SessionClaims,
  SHORT_SESSION_SECONDS,
  sealSession,
  sessionCookieName,
  sessionCookieOptions,
} from "./session";

/** Signs in: for server actions and route handlers, where a cookie can be set. */
export async function startSession(claims: SessionClaims, { keep }: { keep: boolean }): Promise<void> {
  await setSession(claims, keep ? LONG_SESSION_SECONDS : SHORT_SESSION_SECONDS, keep);
}

/** What the session cookie of this request says; whether it still holds is findMember's answer. */
export async function currentSession(): Promise<OpenedSession | null> {
  return openSession((await cookies()).get(sessionCookieName())?.value);
}

/** The same session in another workspace or epoch; it ends when it would have ended. */
export async function continueSession(claims: SessionClaims, now: Date): Promise<void> {
  const old = await currentSession();
  const left = old ? Math.floor((old.expiresAt.getTime() - now.getTime()) / 1000) : SHORT_SESSION_SECONDS;
  const lifetime = old ? (old.expiresAt.getTime() - old.issuedAt.getTime()) / 1000 : 0;
  await setSession(claims, Math.max(1, left), lifetime > SHORT_SESSION_SECONDS);
}

async function setSession(claims: SessionClaims, maxAge: number, keep: boolean): Promise<void> {
  (await cookies()).set(sessionCookieName(), await sealSession(claims, maxAge), {
    ...sessionCookieOptions(),
    // Without maxAge the browser forgets it when it closes.
    ...(keep ? { maxAge } : {}),
  });
}

/** Where the request came from, as our server wrote it down (lib/platform/server/request-facts.ts). */
export async function requestAddress(): Promise<string | null> {
  return (await headers()).get("x-firstcall-address");
}
