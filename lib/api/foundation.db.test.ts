import { z } from "@hono/zod-openapi";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openKeyGate } from "@/lib/modules/keys/gate";
import { createKey, revokeKey, rotateKey } from "@/lib/modules/keys/mutations";
import { SCOPES, type Scope } from "@/lib/modules/keys/types";
import { withTenant } from "@/lib/platform/db/client";
import { openQuickDatabase, type QuickDatabase } from "@/lib/platform/db/quick";
import { log } from "@/lib/platform/log";
import { testDatabase } from "@/lib/testing/database";
import { testTenant } from "@/lib/testing/people";
import { createApi } from "./app";
import { operation } from "./operation";

testDatabase();

const START = new Date("2026-11-21T10:00:07Z");
let clock = START;
const databases: QuickDatabase[] = [];
/** An app as another process has it: its own connections, its own memory. */
function anotherProcess() {
  const database = openQuickDatabase();
  databases.push(database);
  const gate = openKeyGate(
    () => database,
    () => clock,
  );
  const app = createApi({ gate });
  const body = z.object({
    lead: z.object({ email: z.email() }).strict(),
    tags: z.array(z.string().max(5)).optional(),
  });
  operation(
    { routes: app, gate },
    {
      ...{
        method: "post",
        path: "/api/v1/echo/{id}",
        id: "echo",
        tag: "Test",
        summary: "Echo",
        scope: "write",
      },
      params: z.object({ id: z.uuid() }),
      query: z.object({ limit: z.coerce.number().int().max(5).optional() }).strict(),
      body: body.strict(),
      mostBytes: 2_000,
      answers: { status: 200, description: "What was sent." },
    },
    (context, input) => context.json(input),
  );
  operation(
    { routes: app, gate },
    {
      ...{ method: "get", path: "/api/v1/broken", id: "broken", tag: "Test", summary: "Broken", scope: null },
      answers: { status: 200, description: "Never." },
    },
    () => {
      throw new Error("password=hunter2 at /srv/secret.ts");
    },
  );
  return app;
}
let app: ReturnType<typeof anotherProcess>;
let tenantId: string;

const by = () => ({ actorId: null, now: clock });
async function keyWith(scopes: Scope[], limitPerMinute = 100_000, tenant = tenantId) {
  const wish = { kind: "secret" as const, name: "Test", scopes, limitPerMinute, expiresAt: null };
  const { keyId, made } = await withTenant(tenant, (tx) => createKey(tx, tenant, wish, by()));
  return { keyId, secret: made.text, headers: { authorization: `Bearer ${made.text}` } };
}

beforeAll(async () => {
  app = anotherProcess();
  tenantId = await testTenant();
});
afterAll(() => Promise.all(databases.map((database) => database.close())));

const ID = "0190c2a0-0000-7000-8000-000000000001";
async function echo(init: RequestInit & { path?: string; type?: string | null } = {}) {
  const { headers } = await keyWith(["write"]);
  const { type = "application/json" } = init;
  return app.request(init.path ?? `/api/v1/echo/${ID}`, {
    method: "POST",
    body: JSON.stringify({ lead: { email: "ann@firm.example" } }),
    ...init,
    headers: { ...headers, ...(type ? { "content-type": type } : {}), ...(init.headers as object) },
  });
}
const errorOf = async (response: Response) =>
  (
    (await response.json()) as {
      error: { code: string; message: string; issues: unknown[]; request_id: string };
    }
  ).error;

describe("who is let in", () => {
  it("lets a key in that carries the scope, and no other", async () => {
    for (const scope of SCOPES) {
      const { headers } = await keyWith([scope]);
      const response = await app.request(`/api/v1/echo/${ID}`, {
        method: "POST",
        body: JSON.stringify({ lead: { email: "ann@firm.example" } }),
        headers: { ...headers, "content-type": "application/json" },
      });
      expect(response.status, scope).toBe(scope === "write" ? 200 : 403);
      if (scope !== "write") expect(await errorOf(response)).toMatchObject({ code: "missing_scope" });
    }
  });

  it.each([
    ["nothing", undefined],
    ["another scheme", "Basic YTpi"],
    ["no key", "Bearer "],
    ["what cannot be a key", "Bearer fc_1234"],
    ["a made-up key", `Bearer fc_${"a".repeat(40)}`],
    ["an injection", "Bearer ' OR 1=1 --"],
  ])("answers 401 to %s", async (_, authorization) => {
    const response = await app.request("/api/v1/key", { headers: authorization ? { authorization } : {} });
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toContain("Bearer");
    const error = await errorOf(response);
    expect(error).toMatchObject({ code: "unauthorized", issues: [] });
    expect(response.headers.get("x-request-id")).toBe(error.request_id);
  });

  it("tells a key what it may do", async () => {
    const { headers } = await keyWith(["score", "read"], 50);
    const response = await app.request("/api/v1/key", { headers });
    expect(await response.json()).toEqual({ name: "Test", scopes: ["score", "read"], limit_per_minute: 50 });
    expect(response.headers.get("ratelimit-policy")).toBe('"minute";q=50;w=60');
  });

  it("refuses the tracker's public key", async () => {
    const wish = { kind: "write_key" as const, name: "Site", limitPerMinute: 100 };
    const { made } = await withTenant(tenantId, (tx) => createKey(tx, tenantId, wish, by()));
    const response = await app.request("/api/v1/key", { headers: { authorization: `Bearer ${made.text}` } });
    expect(response.status).toBe(403);
  });

  it("refuses a revoked key with its next request, in every process", async () => {
    const other = anotherProcess();
    const { keyId, headers } = await keyWith(["read"]);
    for (const each of [app, other])
      expect((await each.request("/api/v1/key", { headers })).status).toBe(200);
    await withTenant(tenantId, (tx) => revokeKey(tx, tenantId, keyId, by()));
    for (const each of [app, other])
      expect((await each.request("/api/v1/key", { headers })).status).toBe(401);
  });

  it("lets the old secret in for the overlap and not a moment longer; without one it ends at once", async () => {
    const { keyId, headers } = await keyWith(["read"]);
    const rotate = (overlapHours: number) =>
      withTenant(tenantId, (tx) => rotateKey(tx, tenantId, { keyId, overlapHours }, by()));
    const status = async (secret: string) =>
      (await app.request("/api/v1/key", { headers: { authorization: `Bearer ${secret}` } })).status;
    const first = headers.authorization.slice(7);
    const second = (await rotate(24))?.text ?? "";
    expect([await status(first), await status(second)]).toEqual([200, 200]);
    clock = new Date(START.getTime() + 24 * 3_600_000 - 1);
    expect(await status(first)).toBe(200);
    clock = new Date(START.getTime() + 24 * 3_600_000);
    expect([await status(first), await status(second)]).toEqual([401, 200]);
    const third = (await rotate(0))?.text ?? "";
    expect([await status(second), await status(third)]).toEqual([401, 200]);
    clock = START;
  });
});

describe("the limit of a key", () => {
  it("lets exactly as many of 200 concurrent requests over two processes pass", async () => {
    const processes = [anotherProcess(), anotherProcess()];
    const { headers } = await keyWith(["read"], 73);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, at) => processes[at % 2]!.request("/api/v1/key", { headers })),
    );
    const passed = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 429);
    expect([passed.length, refused.length]).toEqual([73, 127]);
    expect(refused[0]?.headers.get("retry-after")).toBe("53");
    expect(refused[0]?.headers.get("ratelimit")).toBe('"minute";r=0;t=53');
    expect(await errorOf(refused[0]!)).toMatchObject({ code: "rate_limited" });
    const counted = await withTenant(tenantId, (tx) => tx.apiKeyMinute.findMany({ where: { asked: 200 } }));
    expect(counted).toMatchObject([{ asked: 200, refused: 127 }]);
    clock = new Date("2026-11-21T10:01:00Z");
    expect((await processes[0]!.request("/api/v1/key", { headers })).status).toBe(200);
    clock = START;
  });

  it("is one a key, and no key spends another's", async () => {
    const [one, two] = [await keyWith(["read"], 1), await keyWith(["read"], 1)];
    const statuses = await Promise.all(
      [one, two, one, two].map(async ({ headers }) => (await app.request("/api/v1/key", { headers })).status),
    );
    expect(statuses.sort()).toEqual([200, 200, 429, 429]);
  });
});

describe("what is refused", () => {
  it("names every problem by its path, in plain words", async () => {
    const response = await echo({
      path: "/api/v1/echo/7?limit=9&colour=red",
      body: JSON.stringify({ lead: { email: "ann", age: 4 }, tags: ["ok", "too long"], extra: 1 }),
    });
    expect(response.status).toBe(400);
    const { issues, code } = await errorOf(response);
    expect(code).toBe("invalid_request");
    expect(issues).toEqual([
      { path: "id", message: "must be a UUID" },
      { path: "limit", message: "must be at most 5" },
      { path: "colour", message: "is not a field of this request" },
      { path: "lead.email", message: "must be an e-mail address" },
      { path: "lead.age", message: "is not a field of this request" },
      { path: "tags[1]", message: "must have at most 5 characters" },
      { path: "extra", message: "is not a field of this request" },
    ]);
    expect(await errorOf(await echo({ body: "{}" }))).toMatchObject({
      message: "lead: is required",
      issues: [{ path: "lead", message: "is required" }],
    });
  });

  it.each([
    ["no JSON", { body: "{" }, 400, "malformed_json"],
    ["an empty body", { body: "" }, 400, "malformed_json"],
    ["JSON that is no object", { body: "[1]" }, 400, "invalid_request"],
    ["another content type", { type: "text/plain" }, 415, "unsupported_media_type"],
    ["no content type", { type: null }, 415, "unsupported_media_type"],
    ["a packed body", { headers: { "content-encoding": "gzip" } }, 415, "unsupported_media_type"],
    ["a large body", { body: JSON.stringify({ x: "y".repeat(2_000) }) }, 413, "too_large"],
    ["a large body that says so", { headers: { "content-length": "999999" } }, 413, "too_large"],
    ["deep nesting", { body: `${"[".repeat(900)}${"]".repeat(900)}` }, 400, "invalid_request"],
    [
      "its own prototype",
      { body: '{"lead":{"email":"a@b.example"},"__proto__":{"x":1}}' },
      400,
      "invalid_request",
    ],
  ] as const)("answers %s", async (_, init, status, code) => {
    const response = await echo(init);
    expect(response.status).toBe(status);
    const error = await errorOf(response);
    expect(error.code).toBe(code);
    expect(Object.keys(error)).toEqual(["code", "message", "issues", "request_id"]);
  });

  it("answers 405 with the methods there are, and 404 where there is nothing", async () => {
    const wrong = await app.request(`/api/v1/echo/${ID}`, { method: "DELETE" });
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "POST"]);
    expect((await app.request("/api/v1/echo")).status).toBe(404);
  });

  it("logs a surprise and tells nothing of it", async () => {
    const logged = vi.spyOn(log, "error").mockImplementation(() => {});
    const response = await app.request("/api/v1/broken");
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toMatch(/hunter2|secret|Error:/);
    expect(logged).toHaveBeenCalledOnce();
    logged.mockRestore();
  });
});
