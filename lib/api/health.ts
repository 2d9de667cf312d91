import { Hono } from "hono";
import { readiness } from "@/lib/platform/db/readiness";
import type { ApiEnv } from "./types";

/** /api/health: the process answers. /api/ready: database, migrations and queue do, too. */
export function healthRoutes(): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  routes.get("/api/health", (context) => context.json({ ok: true, product: "firstcall" }));
  routes.get("/api/ready", async (context) => {
    const checks = await readiness();
    const ok = Object.values(checks).every((check) => check === "ok");
    return context.json({ ok, checks }, ok ? 200 : 503);
  });
  return routes;
}
