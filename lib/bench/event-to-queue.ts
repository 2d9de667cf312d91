import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openMigrated } from "@/lib/cli/database";
import { causeRef } from "@/lib/core/scoring/causes";
import { ingestEvents } from "@/lib/modules/ingestion/events";
import { afterBulkLoad } from "@/lib/modules/ingestion/maintenance";
import type { EventRecord } from "@/lib/modules/ingestion/types";
import { requestScores } from "@/lib/modules/scoring/pending";
import { withTenant } from "@/lib/platform/db/client";
import { listenFor } from "@/lib/platform/live";
import { type EventWorkspace, eventWorkspace } from "./event-workspace";
import { quantile } from "./quantile";

type Figure = (name: string, value: number, unit: string) => void;

const IDLE_PROBES = 60;
const SUSTAINED_MS = 60_000;
/** 250 events four times a second, for as many leads: a thousand events a second. */
const BATCH = 250;
const BATCH_EVERY_MS = 250;
const PROBE_EVERY_MS = 1_000;
const LOOK_AGAIN_MS = 100;

/**
 * From the commit of what a lead did to all that follows being there to be seen: score, band, owner and alert. A worker
 * of its own process does the work, as beside a web process.
 */
export async function bench(figure: Figure): Promise<void> {
  const root = join(import.meta.dirname, "..", "..");
  process.env.FIRSTCALL_DATA ??= join(root, ".data", "bench");
  const database = await openMigrated(root);
  try {
    const workspace = await eventWorkspace((line) => console.error(line));
    await afterBulkLoad();
    const worker = await startWorkerProcess(root);
    try {
      await probe(workspace);
      await benchIdle(figure, workspace);
      await benchSustained(figure, workspace);
    } finally {
      await worker.stop();
    }
  } finally {
    await database.stop();
  }
}

async function benchIdle(figure: Figure, workspace: EventWorkspace): Promise<void> {
  const times: number[] = [];
  for (let count = 0; count < IDLE_PROBES; count += 1) {
    times.push(await probe(workspace));
    // At any moment of the worker's polling.
    await pause(37 * (count % 14));
  }
  figure("event_to_queue_idle_p50_ms", quantile(times, 0.5), "ms");
  figure("event_to_queue_idle_p95_ms", quantile(times, 0.95), "ms");
  figure("event_to_queue_idle_max_ms", Math.max(...times), "ms");
}

async function benchSustained(figure: Figure, workspace: EventWorkspace): Promise<void> {
  const until = performance.now() + SUSTAINED_MS;
  let events = 0;
  const ingest = async () => {
    for (let round = 0; performance.now() < until; round += 1) {
      const began = performance.now();
      events += await ingestBatch(workspace, round);
      await pause(Math.max(0, BATCH_EVERY_MS - (performance.now() - began)));
    }
  };
  const probes: Promise<number>[] = [];
  const probeAll = async () => {
    while (performance.now() < until) {
      probes.push(probe(workspace));
      await pause(PROBE_EVERY_MS);
    }
  };
  await Promise.all([ingest(), probeAll()]);
  const backlog = await withTenant(workspace.tenantId, (tx) => tx.pendingScore.count());
  const times = await Promise.all(probes);
  figure("event_to_queue_sustained_events_per_s", events / (SUSTAINED_MS / 1_000), "1/s");
  figure("event_to_queue_sustained_probes", times.length, "leads");
  figure("event_to_queue_sustained_p50_ms", quantile(times, 0.5), "ms");
  figure("event_to_queue_sustained_p95_ms", quantile(times, 0.95), "ms");
  figure("event_to_queue_sustained_max_ms", Math.max(...times), "ms");
  figure("event_to_queue_sustained_backlog", backlog, "leads");
}

/** What visitors do all day: page views of many leads, each scored again. */
async function ingestBatch({ tenantId, crowd }: EventWorkspace, round: number): Promise<number> {
  const now = new Date();
  const leads = Array.from({ length: BATCH }, (_, index) => crowd[(round * BATCH + index) % crowd.length]!);
  const records = leads.map(
    (leadId, index): EventRecord => ({
      ...{ subject: { leadId }, type: "page_view", occurredAt: new Date(now.getTime() - index) },
      properties: { page: "product", path: `/product/${index % 7}` },
    }),
  );
  await withTenant(tenantId, async (tx) => {
    await ingestEvents(tx, tenantId, records, { now });
    const cause = causeRef("activity", { type: "page_view" });
    await requestScores(
      tx,
      tenantId,
      leads.map((leadId) => ({ leadId, cause })),
      now,
    );
  });
  return records.length;
}

const HOT_EVENTS = [
  "demo_requested",
  "trial_started",
  "email_replied",
  "email_replied",
  "page_view",
  "page_view",
  "page_view",
];

/**
 * A lead does what makes it Hot.
 *
 * @returns milliseconds from the commit until score, band, owner and alert are all there
 */
async function probe({ tenantId, fresh }: EventWorkspace): Promise<number> {
  const leadId = fresh.pop();
  if (!leadId) throw new Error("no lead is left to try with");
  const now = new Date();
  const records = HOT_EVENTS.map(
    (type, index): EventRecord => ({
      ...{ subject: { leadId }, type, occurredAt: new Date(now.getTime() - 1_000 * (index + 1)) },
      properties: type === "page_view" ? { page: "pricing", path: "/pricing" } : {},
    }),
  );
  let look = () => {};
  const stopListening = listenFor(tenantId, () => look());
  try {
    await withTenant(tenantId, async (tx) => {
      await ingestEvents(tx, tenantId, records, { now });
      await requestScores(
        tx,
        tenantId,
        [{ leadId, cause: causeRef("activity", { type: "demo_requested" }) }],
        now,
      );
    });
    const committed = performance.now();
    while (!(await isInQueue(tenantId, leadId))) {
      await new Promise<void>((resolve) => {
        look = resolve;
        setTimeout(resolve, LOOK_AGAIN_MS);
      });
    }
    return performance.now() - committed;
  } finally {
    stopListening();
  }
}

async function isInQueue(tenantId: string, leadId: string): Promise<boolean> {
  const rows = await withTenant(
    tenantId,
    (tx) => tx.$queryRaw<{ ready: boolean }[]>`
      SELECT l.effective_band = 'hot' AND l.score_total >= 70 AND l.due_at IS NOT NULL AND l.owner_id IS NOT NULL
             AND EXISTS (SELECT 1 FROM alerts a WHERE a.tenant_id = l.tenant_id AND a.lead_id = l.id AND a.user_id = l.owner_id)
             AND EXISTS (SELECT 1 FROM assignments s WHERE s.tenant_id = l.tenant_id AND s.lead_id = l.id) AS ready
        FROM leads l WHERE l.tenant_id = ${tenantId}::uuid AND l.id = ${leadId}::uuid`,
  );
  return rows[0]?.ready === true;
}

async function startWorkerProcess(root: string): Promise<{ stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [join(root, "lib", "cli", "firstcall.mjs"), "worker"], {
    cwd: root,
    env: { ...process.env, LOG_FORMAT: "json" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(child, "exit");
  await new Promise<void>((resolve, reject) => {
    child.stderr.on("data", (text: Buffer) => {
      if (text.toString().includes("Working")) resolve();
      else process.stderr.write(text);
    });
    child.once("exit", (code) => reject(new Error(`the worker ended with ${code}`)));
  });
  return {
    stop: async () => {
      child.kill("SIGINT");
      await ended;
    },
  };
}
