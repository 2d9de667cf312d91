import { OpenAPIHono } from "@hono/zod-openapi";
import { newId } from "@/lib/platform/ids";
import { healthRoutes } from "./health";
import type { ApiEnv } from "./types";

/** The machine API: one app, answered directly by the server and mounted in Next for `next dev` and serverless hosts. */
export function createApi(): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();
  app.use("*", async (context, next) => {
    context.set("requestId", newId());
    await next();
    context.header("x-request-id", context.get("requestId"));
  });
  app.route("/", healthRoutes());
  app.doc31("/api/v1/openapi.json", {
    openapi: "3.1.0",
    info: { title: "Firstcall API", version: "1", description: "Scores with reasons, for machines." },
  });
  app.notFound((context) =>
    context.json(
      {
        error: {
          code: "not_found",
          message: "There is no such resource.",
          request_id: context.get("requestId"),
        },
      },
      404,
    ),
  );
  app.onError((error, context) => {
    console.error(error);
    return context.json(
      {
        error: {
          code: "internal",
          message: "Something went wrong on our side.",
          request_id: context.get("requestId"),
        },
      },
      500,
    );
  });
  return app;
}

/** Paths that the API answers; everything else is Next's. */
export const isApiPath = (path: string): boolean => /^\/api\/(v1|health|ready)(\/|$|\?)/.test(path);
