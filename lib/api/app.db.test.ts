import pg from "pg";
import { describe, expect, it } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { createApi, isApiPath } from "./app";

const database = testDatabase();
const api = createApi();

describe("health and readiness", () => {
  it("says that the process answers", async () => {
    const response = await api.request("/api/health");
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ok: true, product: "firstcall" });
  });

  it("is ready when database, migrations and queue answer", async () => {
    const response = await api.request("/api/ready");
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      ok: true,
      checks: { database: "ok", migrations: "ok", queue: "ok" },
    });
  });

  it("is not ready, and says what is missing, without the queue's tables", async () => {
    const owner = new pg.Client({ connectionString: database.ownerUrl() });
    await owner.connect();
    await owner.query("ALTER SCHEMA pgboss RENAME TO pgboss_gone");
    const response = await api.request("/api/ready");
    await owner.query("ALTER SCHEMA pgboss_gone RENAME TO pgboss");
    await owner.end();
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ ok: false, checks: { database: "ok", queue: "failed" } });
  });
});

describe("the API's frame", () => {
  it("answers an unknown path in the shape of every error, with the request's id", async () => {
    const response = await api.request("/api/v1/nothing");
    expect(response.status).toBe(404);
    const { error } = (await response.json()) as { error: { code: string; request_id: string } };
    expect(error.code).toBe("not_found");
    expect(response.headers.get("x-request-id")).toBe(error.request_id);
  });

  it("documents itself", async () => {
    const response = await api.request("/api/v1/openapi.json");
    expect(await response.json()).toMatchObject({ openapi: "3.1.0" });
  });

  it("takes its own paths and leaves everything else to the pages", () => {
    for (const path of ["/api/v1", "/api/v1/score", "/api/health", "/api/ready?x=1"])
      expect(isApiPath(path), path).toBe(true);
    for (const path of ["/", "/leads", "/api/auth/session", "/api/v10", "/api/healthy"])
      expect(isApiPath(path), path).toBe(false);
  });
});
