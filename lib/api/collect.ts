import { z } from "@hono/zod-openapi";
import type { Context, Hono } from "hono";
import { suspiciousAgent } from "@/lib/core/tracking/agents";
import { collect } from "@/lib/modules/tracker/collect";
import { keptTrackerSettings } from "@/lib/modules/tracker/kept-settings";
import { now as wallClock } from "@/lib/platform/clock";
import { admitWriteKey } from "./authenticated";
import { parseJson, readText } from "./body";
import { ApiError, errorSchema, invalid } from "./errors";
import { issuesOf, plainMessage } from "./issues";
import type { ApiKit } from "./operation";
import type { ApiEnv } from "./types";

const PATH = "/api/v1/collect";
const MOST_BYTES = 128 * 1024;
const MOST_EVENTS = 100;

const batchSchema = z
  .object({
    key: z.string().max(100).openapi({ description: "The site's public write key.", example: "fcw_…" }),
    visitor: z.string().trim().min(8).max(64).openapi({ description: "The browser's own random id." }),
    sent_at: z.number().openapi({ description: "The browser's clock, in milliseconds." }),
    bot: z.boolean().optional().openapi({ description: "A program drives the browser." }),
    events: z
      .array(
        z
          .looseObject({
            id: z.string().min(1).max(64),
            type: z.string().min(1).max(60),
            at: z.number().openapi({ description: "The browser's clock, in milliseconds." }),
          })
          .openapi("BrowserEvent"),
      )
      .min(1)
      .max(MOST_EVENTS),
  })
  .strict()
  .openapi("BrowserBatch");

const answerSchema = z
  .object({ stored: z.number().int(), duplicates: z.number().int(), rejected: z.number().int() })
  .openapi("BrowserBatchResult");

/** POST /collect: what the tracker (public/t.js) sends, from whatever site it stands on. */
export function collectRoutes({ routes, gate }: ApiKit): void {
  document(routes.openAPIRegistry);
  // Any origin, never with its cookies: what a page may do here is what the public key in it may do.
  (routes as Hono<ApiEnv>).use(PATH, async (context, next) => {
    context.header("access-control-allow-origin", "*");
    context.header("cross-origin-resource-policy", "cross-origin");
    await next();
  });
  routes.options(PATH, (context) =>
    context.body(null, 204, {
      "access-control-allow-methods": "POST",
      "access-control-allow-headers": "content-type",
      "access-control-max-age": "86400",
    }),
  );
  routes.post(PATH, async (context) => {
    // The tracker sends nothing then; should something else, it is not looked at.
    if (context.req.header("dnt") === "1" || context.req.header("sec-gpc") === "1")
      return context.body(null, 204);
    const parsed = batchSchema.safeParse(parseJson(await readText(context, MOST_BYTES)), {
      error: plainMessage,
    });
    if (!parsed.success) throw invalid(issuesOf(parsed.error));
    const { key, visitor, sent_at: sentAt, bot, events } = parsed.data;
    const { tenantId } = await admitWriteKey(context, gate, key);
    const settings = await keptTrackerSettings(tenantId, wallClock());
    if (!comesFrom(context, settings.sites))
      throw new ApiError(403, "This site is not among those that may send events to this workspace.");
    const suspicion = suspiciousAgent(context.req.header("user-agent") ?? null, bot === true);
    const result = await collect(
      tenantId,
      { visitor, sentAt, events },
      { settings, suspicion, clock: wallClock },
    );
    return context.json(result, 202);
  });
}

/** Whether a page of one of these hosts, or of a subdomain, sends. Without a list any may. */
function comesFrom(context: Context<ApiEnv>, sites: readonly string[]): boolean {
  if (sites.length === 0) return true;
  const origin = context.req.header("origin");
  if (!origin || !URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return sites.some((site) => host === site || host.endsWith(`.${site}`));
}

function document(registry: ApiKit["routes"]["openAPIRegistry"]): void {
  const answer = (description: string) => ({
    description,
    content: { "application/json": { schema: errorSchema } },
  });
  registry.registerPath({
    ...{ method: "post", path: PATH, operationId: "collect", tags: ["Tracker"], security: [] },
    summary: "What the website tracker sends",
    description:
      "For pages, with the public write key in the body and no other header, from any origin. Takes text/plain as sendBeacon sends it. With DNT: 1 or Sec-GPC: 1 nothing is kept.",
    request: { body: { required: true, content: { "application/json": { schema: batchSchema } } } },
    responses: {
      202: {
        description: "The events are stored; what no browser can know is left out and counted.",
        content: { "application/json": { schema: answerSchema } },
      },
      204: { description: "The browser does not want to be tracked: nothing is kept." },
      400: answer("The request is not valid; issues say what and where."),
      401: answer("No key, or one that does not work."),
      403: answer("A secret key, or a site that may not send."),
      413: answer("The body is too large."),
      415: answer("The body is packed."),
      429: answer("Above the key's limit a minute; Retry-After says when to try again."),
      503: answer("The service cannot answer now."),
    },
  });
}
