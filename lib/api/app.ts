import { OpenAPIHono } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import { routePath } from "hono/route";
import { TooManyWaiting } from "@/lib/modules/ingestion/together";
import { type KeyGate, openKeyGate } from "@/lib/modules/keys/gate";
import { openScoreLedger, type ScoreLedger } from "@/lib/modules/predictions/ledger";
import { openPredictionLog } from "@/lib/modules/predictions/log";
import type { PredictionLog } from "@/lib/modules/predictions/types";
import { isDatabaseAway } from "@/lib/platform/db/away";
import { newRequestId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { httpMeasures } from "@/lib/platform/metrics";
import { addHeaders } from "./answer";
import { collectRoutes } from "./collect";
import { ApiError, errorBody } from "./errors";
import { eventRoutes } from "./events";
import { healthRoutes } from "./health";
import { keyRoutes } from "./key";
import { leadRoutes } from "./leads";
import { leadWritingRoutes } from "./leads-in";
import { addDocument } from "./openapi";
import type { ApiKit } from "./operation";
import { operatorRoutes } from "./operators";
import { outcomeRoutes } from "./outcomes";
import { scoreRoutes } from "./score";
import { scoreBatchRoutes } from "./score-batch";
import { sendgridRoutes } from "./sendgrid";
import type { ApiEnv } from "./types";
import { visitorRoutes } from "./visitors";

export interface ApiParts {
  /** Knows keys and counts requests; the process's own unless a test plays several processes. */
  readonly gate?: KeyGate;
  readonly ledger?: ScoreLedger;
  readonly logPrediction?: PredictionLog;
}

/** The machine API: one app, answered directly by the server and mounted in Next for `next dev` and serverless hosts. */
export function createApi({
  gate = openKeyGate(),
  ledger = openScoreLedger(),
  logPrediction = openPredictionLog(),
}: ApiParts = {}): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();
  app.use("*", async (context, next) => {
    context.set("requestId", newRequestId());
    const done = httpMeasures()?.begin();
    await next();
    addHeaders(context);
    done?.({ route: routePath(context, -1), method: context.req.method, status: context.res.status });
  });
  app.route("/", healthRoutes());
  app.route("/", operatorRoutes());
  // One file a resource.
  const kit: ApiKit = { routes: app, gate, ledger, logPrediction };
  keyRoutes(kit);
  scoreRoutes(kit);
  scoreBatchRoutes(kit);
  leadRoutes(kit);
  visitorRoutes(kit);
  eventRoutes(kit);
  collectRoutes(kit);
  leadWritingRoutes(kit);
  outcomeRoutes(kit);
  sendgridRoutes(kit);
  addDocument(app);

  app.notFound((context) => {
    const { path, method } = context.req;
    const allowed = methodsAt(app, path);
    const error =
      allowed.length > 0
        ? new ApiError(405, `This resource takes ${allowed.join(", ")} and not ${method.slice(0, 20)}.`, {
            headers: { allow: allowed.join(", ") },
          })
        : new ApiError(404, "There is no such resource.");
    return context.json(errorBody(error, context.get("requestId")), error.status, error.headers);
  });
  app.onError((thrown, context) => {
    const error = knownError(thrown);
    if (error.status === 500)
      log.error("request failed", thrown, {
        method: context.req.method,
        path: context.req.path,
        request_id: context.get("requestId"),
      });
    return context.json(errorBody(error, context.get("requestId")), error.status, error.headers);
  });
  return app;
}

/** What is refused on purpose, or a surprise, of which nothing is told outside. */
function knownError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (thrown instanceof HTTPException && thrown.status < 500)
    return new ApiError(400, "The request cannot be read.");
  if (thrown instanceof TooManyWaiting || isDatabaseAway(thrown))
    return new ApiError(503, "The database cannot answer now. Send the same again in a few seconds.", {
      headers: { "retry-after": "2" },
    });
  return new ApiError(500, "Something went wrong on our side. Name the request_id when you ask for help.");
}

/** The methods that a path takes; none where there is no such path. */
function methodsAt(app: OpenAPIHono<ApiEnv>, path: string): string[] {
  const methods = app.routes.flatMap((route) =>
    route.method !== "ALL" && patternOf(route.path).test(path) ? [route.method] : [],
  );
  return [...new Set(methods)].sort();
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/:\w+(\{[^}]*\})?/g, "[^/]+")}$`);

/** Paths that the API answers; everything else is Next's. */
export const isApiPath = (path: string): boolean =>
  /^\/api\/(v1|health|ready|metrics|cron)(\/|$|\?)/.test(path);
