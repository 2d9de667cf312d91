import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import type { ApiEnv } from "./types";

/**
 * The server's own message where the API is answered by it, which spares building Web headers from it, thousands of
 * times a second; undefined in Next and in tests.
 */
export const incomingOf = (context: Context<ApiEnv>): IncomingMessage | undefined =>
  (context.env as { incoming?: IncomingMessage } | undefined)?.incoming;

/** A header of the request, by its lower-case name. */
export function headerOf(context: Context<ApiEnv>, name: string): string | undefined {
  const incoming = incomingOf(context);
  if (!incoming) return context.req.header(name);
  const value = incoming.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** What every answer tells of its request, added where the answer was not made with it. */
export function addHeaders(context: Context<ApiEnv>): void {
  if (context.get("isHeaded")) return;
  const limit = context.get("limitPolicy");
  context.header("x-request-id", context.get("requestId"));
  if (limit !== undefined) context.header("ratelimit-policy", limit);
}

/** An answer whose JSON is text already, made with its headers: nothing has to be copied to add one. */
export function answerText(context: Context<ApiEnv>, json: string, status = 200): Response {
  const limit = context.get("limitPolicy");
  context.set("isHeaded", true);
  return new Response(json, {
    status,
    headers: {
      "content-type": "application/json",
      "x-request-id": context.get("requestId"),
      ...(limit === undefined ? {} : { "ratelimit-policy": limit }),
    },
  });
}
