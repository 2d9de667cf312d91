import { decode, encode } from "next-auth/jwt";
import { env } from "../env";

/** All that a session says. Name, role and whether one still belongs are read afresh wherever they matter. */
export interface SessionClaims {
  readonly userId: string;
  /** Must equal the user's: a changed password raises it and so ends every older session. */
  readonly sessionEpoch: number;
  /** The workspace one works in. */
  readonly tenantId: string;
}

/** Without "Keep me signed in": until the browser closes, at most this. */
export const SHORT_SESSION_SECONDS = 12 * 3600;
export const LONG_SESSION_SECONDS = 30 * 86_400;

/** Behind https (NEXTAUTH_URL says so) the cookie never travels in the clear. */
export function usesSecureCookies(): boolean {
  return env().NEXTAUTH_URL?.startsWith("https://") ?? false;
}

export function sessionCookieName(): string {
  return usesSecureCookies() ? "__Secure-next-auth.session-token" : "next-auth.session-token";
}

export function sessionCookieOptions() {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: usesSecureCookies() } as const;
}

/** The encrypted token of a session. */
export async function sealSession(claims: SessionClaims, maxAgeSeconds: number): Promise<string> {
  const { userId, sessionEpoch, tenantId } = claims;
  return encode({
    token: { userId, sessionEpoch, tenantId },
    secret: env().NEXTAUTH_SECRET,
    maxAge: maxAgeSeconds,
  });
}

export interface OpenedSession {
  readonly claims: SessionClaims;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** What a cookie says; null when it is absent, forged, expired or from another secret. */
export async function openSession(token: string | undefined): Promise<OpenedSession | null> {
  if (!token) return null;
  try {
    const read = await decode({ token, secret: env().NEXTAUTH_SECRET });
    const claims = claimsOf(read);
    if (!claims || typeof read?.exp !== "number" || typeof read.iat !== "number") return null;
    return {
      claims,
      issuedAt: new Date(Number(read.iat) * 1000),
      expiresAt: new Date(Number(read.exp) * 1000),
    };
  } catch {
    return null;
  }
}

export function claimsOf(token: unknown): SessionClaims | null {
  const { userId, sessionEpoch, tenantId } = (token ?? {}) as Record<string, unknown>;
  if (typeof userId !== "string" || typeof tenantId !== "string" || typeof sessionEpoch !== "number")
    return null;
  return { userId, sessionEpoch, tenantId };
}
