import type { Context, MiddlewareHandler } from "hono";
import type { Caller, KeyGate, Spending } from "@/lib/modules/keys/gate";
import type { Scope } from "@/lib/modules/keys/types";
import { headerOf } from "./answer";
import { ApiError } from "./errors";
import type { ApiEnv } from "./types";

const BEARER = /^Bearer +(\S+) *$/i;

const unauthorized = (message: string) =>
  new ApiError(401, message, { headers: { "www-authenticate": 'Bearer realm="firstcall"' } });

const NO_KEY = "Send a key of this workspace: Authorization: Bearer fc_…";
const UNKNOWN = "This key is not known, or does not work any more.";

/**
 * Lets a request in with a key that carries the scope ("any": whatever it carries), within the key's limit, and puts the caller into its context.
 * 401 without a key that works, 403 without the scope, 429 above the limit. `counted` says whether the request is
 * counted here, or by whoever writes its answer down (`admit`); one that goes wrong before is counted by `operation`.
 */
export function authenticated(
  gate: KeyGate,
  scope: Scope | "any",
  counted: "first" | "with_answer" = "first",
): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const header = headerOf(context, "authorization");
    const key = header === undefined ? undefined : BEARER.exec(header)?.[1];
    if (!key) throw unauthorized(NO_KEY);
    const caller = await gate.find(key);
    if (!caller) throw unauthorized(UNKNOWN);
    if (caller.kind !== "secret")
      throw new ApiError(
        403,
        "This is the website tracker's public key; it may only send to /api/v1/collect.",
      );
    if (scope !== "any" && !caller.scopes.has(scope))
      throw new ApiError(403, `This key may not do that: it lacks the scope "${scope}".`, {
        code: "missing_scope",
      });
    context.set("caller", caller);
    // Who is above the limit is not worked for.
    if (counted === "first" || gate.isExhausted(caller)) await spendOne(context, gate, caller);
    await next();
  };
}

/** The same for the tracker's public key, wherever it was sent. */
export async function admitWriteKey(
  context: Context<ApiEnv>,
  gate: KeyGate,
  key: string | undefined,
): Promise<Caller> {
  const caller = key ? await gate.find(key) : null;
  if (!key || !caller) throw unauthorized(key ? UNKNOWN : "Send the site's write key.");
  if (caller.kind !== "write_key")
    throw new ApiError(403, "Never put a secret key into a page; use the site's write key (fcw_…).");
  await spendOne(context, gate, caller);
  context.set("caller", caller);
  return caller;
}

/** Counts this request, unless it was. @throws ApiError 429, 401 */
export async function spendOne(context: Context<ApiEnv>, gate: KeyGate, caller: Caller): Promise<void> {
  if (context.get("isCounted")) return;
  admit(context, await gate.spend(caller));
}

/** What the limit says of this request, which was counted. @throws ApiError 429, 401 */
export function admit(context: Context<ApiEnv>, spending: Spending): void {
  context.set("isCounted", true);
  if (!spending.ok) throw refusal(spending);
  context.set("limitPolicy", `"minute";q=${spending.limit};w=60`);
}

function refusal(spending: Extract<Spending, { ok: false }>): ApiError {
  if (spending.reason === "gone") return unauthorized(UNKNOWN);
  const { limit, resetSeconds } = spending;
  return new ApiError(
    429,
    `This key may make ${limit} requests a minute. Try again in ${resetSeconds} ${resetSeconds === 1 ? "second" : "seconds"}.`,
    {
      headers: {
        "retry-after": String(resetSeconds),
        "RateLimit-Policy": `"minute";q=${limit};w=60`,
        RateLimit: `"minute";r=0;t=${resetSeconds}`,
      },
    },
  );
}
