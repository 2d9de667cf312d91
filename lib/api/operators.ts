import { createHash, timingSafeEqual } from "node:crypto";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { DUE_NAMES, type DueName, lookForDue } from "@/lib/modules/due/look";
import { now as wallClock } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { metricsText } from "@/lib/platform/metrics";
import { ApiError } from "./errors";
import type { ApiEnv } from "./types";

/** A scheduler that calls at least so often misses nothing; more often does no harm. */
const LOOK_BACK_MS = 3_600_000;
const EVERYTHING = "all";

/**
 * For whoever runs the product, with FIRSTCALL_OPERATIONS_SECRET as bearer: /api/metrics in the text format of Prometheus,
 * and /api/cron/{job} for a scheduler outside, where no process looks by itself for what time makes due.
 */
export function operatorRoutes(): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  routes.use("/api/metrics", forOperators);
  routes.use("/api/cron/*", forOperators);
  routes.get("/api/metrics", async (context) => {
    const { text, type } = await metricsText();
    return context.body(text, 200, { "content-type": type, "cache-control": "no-store" });
  });
  // Some schedulers can only GET.
  routes.on(["GET", "POST"], "/api/cron/:job", cron);
  return routes;
}

async function cron(context: Context<ApiEnv>): Promise<Response> {
  const job = context.req.param("job") ?? "";
  const names = job === EVERYTHING ? DUE_NAMES : DUE_NAMES.filter((name) => name === job);
  if (names.length === 0)
    throw new ApiError(404, `There is no such job. There are ${[EVERYTHING, ...DUE_NAMES].join(", ")}.`);
  return context.json(await looked(names), 200, { "cache-control": "no-store" });
}

async function looked(names: readonly DueName[]) {
  const now = wallClock();
  const { workspaces, failed } = await lookForDue(
    { since: new Date(now.getTime() - LOOK_BACK_MS), now },
    names,
  );
  if (failed > 0)
    throw new ApiError(
      503,
      `${failed} of ${workspaces} workspaces could not be looked at; the log says why.`,
    );
  return { jobs: names, workspaces };
}

const closed = () =>
  new ApiError(
    404,
    "This is closed: set FIRSTCALL_OPERATIONS_SECRET where the server is started to open it.",
  );

const forOperators: MiddlewareHandler<ApiEnv> = async (context, next) => {
  const secret = env().FIRSTCALL_OPERATIONS_SECRET;
  if (secret === undefined) throw closed();
  const [, sent = ""] = /^Bearer\s+(\S+)\s*$/i.exec(context.req.header("authorization") ?? "") ?? [];
  if (!timingSafeEqual(digest(sent), digest(secret)))
    throw new ApiError(401, "Send the operations secret: Authorization: Bearer …", {
      headers: { "www-authenticate": "Bearer" },
    });
  await next();
};

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
