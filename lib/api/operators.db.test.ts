import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/platform/db/client";
import { forgetEnv } from "@/lib/platform/env";
import { startMetrics } from "@/lib/platform/metrics";
import { testDatabase } from "@/lib/testing/database";
import { HOT_NOW, hotWorkspace } from "@/lib/testing/hot-workspace";
import { createApi } from "./app";

const database = testDatabase({ poolSize: 4 });
const SECRET = "an-operations-secret-of-a-test";
const api = createApi();
let tenantId: string;
let owner: pg.Client;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: database.ownerUrl() });
  await owner.connect();
  tenantId = await hotWorkspace();
});
afterAll(() => owner.end());
afterEach(() => open(undefined));

function open(secret: string | undefined): void {
  if (secret === undefined) delete process.env.FIRSTCALL_OPERATIONS_SECRET;
  else process.env.FIRSTCALL_OPERATIONS_SECRET = secret;
  forgetEnv();
}
const ask = (path: string, method = "GET", bearer: string | null = SECRET) =>
  api.request(path, { method, headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` } });
const jobs = async () =>
  (await owner.query<{ name: string }>("SELECT name FROM pgboss.job ORDER BY name")).rows.map(
    ({ name }) => name,
  );

describe("operators", () => {
  it.each(["/api/metrics", "/api/cron/all"])("find %s closed until there is a secret", async (path) => {
    const response = await ask(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("FIRSTCALL_OPERATIONS_SECRET");
  });

  it.each(["/api/metrics", "/api/cron/all"])("are asked for the secret at %s", async (path) => {
    open(SECRET);
    for (const bearer of [null, "", `${SECRET}x`, SECRET.slice(0, -1)]) {
      const response = await ask(path, "GET", bearer);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ error: { code: "unauthorized" } });
    }
  });

  it("read how the process is, what it answered and what waits, and nobody's data", async () => {
    open(SECRET);
    await startMetrics();
    await owner.query("DELETE FROM pgboss.job");
    await ask("/api/v1/leads/0199c0de-0000-7000-8000-000000000001");
    await ask("/api/cron/workflow", "POST");
    const response = await ask("/api/metrics");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    const line = /^[a-z_0-9]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? (\d|[-+]Inf|NaN)/;
    for (const found of text.trim().split("\n"))
      if (found !== "" && !found.startsWith("#")) expect(found, found).toMatch(line);
    expect(text).toMatch(/^process_cpu_seconds_total \d/m);
    for (const check of ["database", "migrations", "queue"])
      expect(text).toContain(`firstcall_ready{check="${check}"} 1`);
    expect(text).toContain(
      'firstcall_http_request_duration_seconds_count{route="/api/v1/leads/:id",method="GET",status="401"} 1',
    );
    expect(text).toContain('firstcall_jobs{queue="scores.refresh",state="created"} 1');
    expect(text).toContain('firstcall_jobs{queue="crm.run",state="active"} 0');
    expect(text).toMatch(/^firstcall_jobs_oldest_seconds\{queue="scores.refresh"\} [\d.]+/m);
    expect(text).not.toContain(tenantId);
    expect(text).not.toContain("0199c0de");
  });

  it("have a scheduler look for what is due, by name or all of it", async () => {
    open(SECRET);
    const settings = { where: { tenantId }, data: { refreshedOn: HOT_NOW } };
    await withTenant(tenantId, (tx) => tx.workspaceSettings.update(settings));
    await owner.query("DELETE FROM pgboss.job");
    const one = await ask("/api/cron/workflow");
    expect([one.status, await one.json()]).toEqual([200, { jobs: ["workflow"], workspaces: 1 }]);
    // Nobody has refreshed since HOT_NOW.
    expect(await jobs()).toContain("scores.refresh");
    await owner.query("DELETE FROM pgboss.job");
    expect((await ask("/api/cron/crm")).status).toBe(200);
    expect(await jobs()).toEqual([]);
    const all = await ask("/api/cron/all", "POST");
    expect(await all.json()).toEqual({ jobs: ["workflow", "insights", "crm"], workspaces: 1 });
    expect(await jobs()).toContain("scores.refresh");
  });

  it("are told which jobs there are, and which methods", async () => {
    open(SECRET);
    const unknown = await ask("/api/cron/everything");
    expect(unknown.status).toBe(404);
    expect(await unknown.text()).toContain("all, workflow, insights, crm");
    expect((await ask("/api/cron/all", "DELETE")).status).toBe(405);
    expect((await ask("/api/metrics", "POST")).status).toBe(405);
  });
});
