import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { withTenant } from "../db/client";
import { newId } from "../ids";
import { enqueue, enqueueMany } from "./enqueue";
import type { JobData } from "./queues";
import { type JobHandlers, type JobRunner, startJobRunner } from "./runner";

const database = testDatabase();
const tenantId = newId();
let owner: pg.Client;
let runner: JobRunner | undefined;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: database.ownerUrl() });
  await owner.connect();
});
afterAll(() => owner.end());
beforeEach(() => owner.query("DELETE FROM pgboss.job"));
afterEach(async () => {
  await runner?.stop();
  runner = undefined;
});

const add = (leadIds: string[], options?: Parameters<typeof enqueue>[3]) =>
  withTenant(tenantId, (tx) => enqueue(tx, "scores.rescore", { tenantId, leadIds }, options));

async function states(): Promise<Record<string, number>> {
  const { rows } = await owner.query("SELECT state::text, count(*)::int AS n FROM pgboss.job GROUP BY 1");
  return Object.fromEntries(rows.map((row: { state: string; n: number }) => [row.state, row.n]));
}

/** Works on the queue until `count` jobs have come; gives what they carried. */
async function firstJobs(count: number, handler?: JobHandlers["scores.rescore"]): Promise<JobData[]> {
  const seen: JobData[] = [];
  await new Promise<void>((resolve, reject) => {
    startJobRunner({
      "scores.rescore": async (data, context) => {
        seen.push(data);
        await handler?.(data, context);
        if (seen.length === count) resolve();
      },
    }).then((started) => {
      runner = started;
    }, reject);
  });
  return seen;
}

describe("a job", () => {
  it("exists if and only if the transaction that asked for it committed", async () => {
    const undone = withTenant(tenantId, async (tx) => {
      await enqueue(tx, "scores.rescore", { tenantId, leadIds: ["never"] });
      throw new Error("changed my mind");
    });
    await expect(undone).rejects.toThrow("changed my mind");
    expect(await states()).toEqual({});
    expect(await add(["a"])).toMatch(/^[0-9a-f-]{36}$/);
    expect(await states()).toEqual({ created: 1 });
  });

  it("reaches its handler with its tenant and its data, and is done then", async () => {
    await add(["a", "b"]);
    expect(await firstJobs(1)).toEqual([{ tenantId, leadIds: ["a", "b"] }]);
    await runner?.stop();
    runner = undefined;
    expect(await states()).toEqual({ completed: 1 });
  });

  it("can be put off", async () => {
    await add(["later"], { startAfterSeconds: 3_600 });
    const { rows } = await owner.query(
      "SELECT extract(epoch FROM start_after - created_on)::int AS wait FROM pgboss.job",
    );
    expect(rows).toEqual([{ wait: 3_600 }]);
  });

  it("with a key is not added twice while the first waits, and is added again once that one runs", async () => {
    expect(await add(["a"], { singletonKey: "all" })).not.toBeNull();
    expect(await add(["b"], { singletonKey: "all" })).toBeNull();
    expect(await add(["c"], { singletonKey: "other" })).not.toBeNull();
    await owner.query("UPDATE pgboss.job SET state = 'active', started_on = now()");
    expect(await add(["d"], { singletonKey: "all" })).not.toBeNull();
  });

  it("of another tenant is no reason to leave one out", async () => {
    const stranger = newId();
    expect(await add(["a"], { singletonKey: "all" })).not.toBeNull();
    const theirs = withTenant(stranger, (tx) =>
      enqueue(tx, "scores.rescore", { tenantId: stranger, leadIds: [] }, { singletonKey: "all" }),
    );
    expect(await theirs).not.toBeNull();
  });

  it("that stands in for a later change does not begin before that change is there to be seen", async () => {
    await add(["a"], { singletonKey: "all" });
    const takeable = "SELECT 1 FROM pgboss.job WHERE state < 'active' FOR UPDATE SKIP LOCKED";
    await withTenant(tenantId, async (tx) => {
      expect(await enqueue(tx, "scores.rescore", { tenantId }, { singletonKey: "all" })).toBeNull();
      expect((await owner.query(takeable)).rowCount).toBe(0);
    });
    expect((await owner.query(takeable)).rowCount).toBe(1);
  });
});

describe("many jobs", () => {
  it("are written in one statement, with what their queue says and the wait they are given", async () => {
    await withTenant(tenantId, async (tx) => {
      await enqueueMany(tx, "deliveries.send", [
        { tenantId, n: 1 },
        { tenantId, n: 2 },
      ]);
      await enqueueMany(tx, "deliveries.send", [{ tenantId, n: 3 }], { startAfterSeconds: 90 });
      await enqueueMany(tx, "deliveries.send", []);
    });
    const { rows } = await owner.query(`
      SELECT (data->>'n')::int AS n, retry_limit, retry_backoff,
             round(extract(epoch FROM start_after - created_on))::int AS wait
        FROM pgboss.job WHERE name = 'deliveries.send' ORDER BY 1`);
    const said = { retry_limit: 7, retry_backoff: true };
    expect(rows).toEqual([
      { n: 1, ...said, wait: 0 },
      { n: 2, ...said, wait: 0 },
      { n: 3, ...said, wait: 90 },
    ]);
  });

  it("of a queue that takes several are worked on side by side, and each ends for itself", async () => {
    await withTenant(tenantId, (tx) =>
      enqueueMany(
        tx,
        "deliveries.send",
        [1, 2, 3, 4].map((n) => ({ tenantId, n })),
      ),
    );
    let together = 0;
    let release = () => {};
    const all = new Promise<void>((resolve) => {
      release = resolve;
    });
    runner = await startJobRunner({
      "deliveries.send": async ({ n }) => {
        together += 1;
        if (together === 4) release();
        await all;
        if (n === 2) throw new Error("the second fails");
      },
    });
    await expect.poll(states, { timeout: 10_000 }).toEqual({ completed: 3, retry: 1 });
    const { rows } = await owner.query(
      "SELECT data->>'n' AS n, output->>'message' AS why FROM pgboss.job WHERE state = 'retry'",
    );
    expect(rows).toEqual([{ n: "2", why: "the second fails" }]);
  });
});

describe("after a kill -9 of its worker", () => {
  it("a job that has been silent for long goes to another", async () => {
    await add(["a"]);
    await owner.query("UPDATE pgboss.job SET state = 'active', started_on = now() - interval '1 minute'");
    expect(await firstJobs(1)).toEqual([{ tenantId, leadIds: ["a"] }]);
  });

  it("a job whose worker was alive a moment ago is left to it", async () => {
    await add(["a"]);
    await owner.query("UPDATE pgboss.job SET state = 'active', started_on = now() - interval '10 seconds'");
    await add(["b"]);
    expect(await firstJobs(1)).toEqual([{ tenantId, leadIds: ["b"] }]);
  });

  it("a job that has used up its tries ends as failed", async () => {
    await add(["a"]);
    await owner.query(
      "UPDATE pgboss.job SET state = 'active', retry_count = retry_limit, started_on = now() - interval '1 minute'",
    );
    await add(["b"]);
    expect(await firstJobs(1)).toEqual([{ tenantId, leadIds: ["b"] }]);
    expect(await states()).toMatchObject({ failed: 1 });
  });
});

describe("a worker", () => {
  it("that stops tells its jobs, and what they leave undone waits for another try", async () => {
    await add(["a"]);
    let begun = () => {};
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    runner = await startJobRunner({
      "scores.rescore": (_data, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          begun();
        }),
    });
    await hasBegun;
    await runner.stop();
    runner = undefined;
    expect(await states()).toEqual({ retry: 1 });
  });

  it("owns no table of the queue and can make no new one", async () => {
    const runtime = new pg.Client({ connectionString: database.appUrl() });
    await runtime.connect();
    await expect(runtime.query("CREATE TABLE pgboss.mine ()")).rejects.toThrow(/permission denied/);
    await expect(runtime.query("SELECT pgboss.create_queue('mine', '{}')")).rejects.toThrow(
      /permission denied|must be owner/,
    );
    await runtime.end();
  });
});
