import type { AuthOptions } from "next-auth";
import { encode } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { now } from "../clock";
import { env } from "../env";
import { log } from "../log";
import { authenticate } from "./authenticate";
import { safePath } from "./safe-path";
import {
  claimsOf,
  LONG_SESSION_SECONDS,
  type SessionClaims,
  SHORT_SESSION_SECONDS,
  usesSecureCookies,
} from "./session";

/**
 * next-auth's endpoints under /api/auth: sign-out, CSRF token, and signing in by its protocol. The sign-in form
 * itself goes through a server action with the same `authenticate`, so that it works before any script has loaded.
 */
export function authOptions(): AuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    useSecureCookies: usesSecureCookies(),
    session: { strategy: "jwt", maxAge: LONG_SESSION_SECONDS },
    pages: { signIn: "/signin", signOut: "/signin", error: "/signin" },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        async authorize(credentials, request) {
          const address = request.headers?.["x-firstcall-address"];
          const result = await authenticate(
            {
              email: credentials?.email ?? "",
              password: credentials?.password ?? "",
              address: typeof address === "string" ? address : null,
            },
            now(),
          );
          if (!result.ok) throw new Error(result.message);
          return { id: result.claims.userId, claims: result.claims };
        },
      }),
    ],
    jwt: {
      // Reading the session through /api/auth/session writes its cookie anew: it must not live longer for that.
      async encode({ token, secret }) {
        const left =
          typeof token?.exp === "number"
            ? token.exp - Math.floor(now().getTime() / 1000)
            : SHORT_SESSION_SECONDS;
        return encode({ ...(token ? { token } : {}), secret, maxAge: Math.max(1, left) });
      },
    },
    callbacks: {
      jwt: ({ token, user }) => {
        const claims = user ? (user as unknown as { claims: SessionClaims }).claims : claimsOf(token);
        return claims ? { ...claims, ...(token.exp ? { exp: token.exp } : {}) } : {};
      },
      // Nothing but when it ends: name and role are read from the database, not from here.
      session: ({ session }) => ({ expires: session.expires }),
      // A path, so that it works on every host this installation is reached by.
      redirect: ({ url, baseUrl }) => {
        const path = url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url;
        return /^\/signin([?#]|$)/.test(path) ? "/signin" : safePath(path);
      },
    },
    logger: {
      error: (code, metadata) =>
        log.error("next-auth", metadata instanceof Error ? metadata : JSON.stringify(metadata), { code }),
      // NEXTAUTH_URL is optional here: every address that leaves is a path.
      warn: (code) => (code === "NEXTAUTH_URL" ? undefined : log.warn("next-auth", { code })),
      debug: () => {},
    },
  };
}
