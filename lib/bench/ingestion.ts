import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openMigrated } from "@/lib/cli/database";
import { afterBulkLoad } from "@/lib/modules/ingestion/maintenance";
import { createKey } from "@/lib/modules/keys/mutations";
import { disconnect, withTenant } from "@/lib/platform/db/client";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/embedded-postgres";
import { newId } from "@/lib/platform/ids";
import { type EventWorkspace, eventWorkspace } from "./event-workspace";
import { quantile } from "./quantile";

type Figure = (name: string, value: number, unit: string) => void;

const CONNECTIONS = 8;
const BATCH = 100;
const WARM_MS = 3_000;
const SUSTAINED_MS = 30_000;
const KILLED_MS = 30_000;
const DAY_MS = 86_400_000;

/**
 * POST /events over HTTP against the product as it is started, in batches of 100: the rate that it sustains, and what
 * is left of it when the web process is killed three times and PostgreSQL once while events come in.
 */
export async function bench(figure: Figure): Promise<void> {
  const root = join(import.meta.dirname, "..", "..");
  process.env.FIRSTCALL_DATA ??= join(root, ".data", "bench");
  const database = await openMigrated(root);
  let web: Web | undefined;
  try {
    const workspace = await eventWorkspace((line) => console.error(line));
    await afterBulkLoad();
    const key = await ingestKey(workspace.tenantId);
    const port = await freePort();
    web = await startWeb(root, port);
    const sender = new Sender(port, key);
    await sender.send(WARM_MS);
    await rate(figure, workspace, sender);
    web = await survive(figure, workspace, { root, port, web, sender });
  } finally {
    await web?.stop();
    await database.stop();
  }
}

async function rate(figure: Figure, workspace: EventWorkspace, sender: Sender): Promise<void> {
  sender.times.length = 0;
  const before = sender.acknowledged.size;
  const cpu = await cpuSeconds();
  const began = performance.now();
  await sender.send(SUSTAINED_MS);
  const seconds = (performance.now() - began) / 1_000;
  const events = sender.acknowledged.size - before;
  figure("ingestion_events_per_s", events / seconds, "1/s");
  // Of the two cores: less than all of them when something else runs on the machine.
  const used = await cpuSeconds();
  for (const [who, total] of used)
    figure(`ingestion_cores_${who}`, (total - (cpu.get(who) ?? 0)) / seconds, "cores");
  figure("ingestion_batch_p50_ms", quantile(sender.times, 0.5), "ms");
  figure("ingestion_batch_p99_ms", quantile(sender.times, 0.99), "ms");
  const waiting = performance.now();
  while ((await withTenant(workspace.tenantId, (tx) => tx.pendingScore.count())) > 0) await pause(100);
  figure("ingestion_all_scored_after_ms", performance.now() - waiting, "ms");
}

interface Ground {
  readonly root: string;
  readonly port: number;
  readonly web: Web;
  readonly sender: Sender;
}

async function survive(
  figure: Figure,
  { tenantId }: EventWorkspace,
  { root, port, web: first, sender }: Ground,
): Promise<Web> {
  let web = first;
  const sending = sender.send(KILLED_MS);
  for (const kill of ["web", "database", "web", "web"]) {
    await pause(KILLED_MS / 8);
    if (kill === "web") {
      await web.kill();
      web = await startWeb(root, port);
    } else {
      await killDatabase();
    }
  }
  await sending;
  figure("ingestion_requests_repeated", sender.repeated, "requests");
  // The connections of before the kill are broken.
  await disconnect();
  const [counted] = await withTenant(
    tenantId,
    (tx) => tx.$queryRaw<{ stored: number; different: number }[]>`
      SELECT count(*)::float8 AS stored, count(DISTINCT properties->>'n')::float8 AS different
        FROM events WHERE tenant_id = ${tenantId}::uuid AND properties ? 'n'`,
    { timeoutMs: 120_000 },
  );
  figure("ingestion_acknowledged", sender.acknowledged.size, "events");
  figure("ingestion_lost", sender.acknowledged.size - (counted?.different ?? 0), "events");
  figure("ingestion_doubled", (counted?.stored ?? 0) - (counted?.different ?? 0), "events");
  return web;
}

async function killDatabase(): Promise<void> {
  const folder = join(process.env.FIRSTCALL_DATA ?? "", "postgres");
  const { pid } = await startEmbeddedPostgres({ folder });
  process.kill(pid, "SIGKILL");
  await pause(500);
  await startEmbeddedPostgres({ folder });
}

/** Sends batches over a few connections; one that no answer came for is sent again as it was, until one comes. */
class Sender {
  readonly acknowledged = new Set<number>();
  readonly times: number[] = [];
  repeated = 0;
  private next = 0;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

  constructor(
    private readonly port: number,
    private readonly key: string,
  ) {}

  async send(ms: number): Promise<void> {
    const until = performance.now() + ms;
    const line = async () => {
      while (performance.now() < until) await this.sendBatch();
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, line));
  }

  private async sendBatch(): Promise<void> {
    const from = this.next;
    this.next += BATCH;
    const body = JSON.stringify({ events: Array.from({ length: BATCH }, (_, at) => eventOf(from + at)) });
    for (let tries = 0; ; tries += 1) {
      const began = performance.now();
      const answer = await this.post(body);
      if (answer) {
        this.times.push(performance.now() - began);
        if (answer.rejected > 0) throw new Error(`refused: ${JSON.stringify(answer).slice(0, 500)}`);
        for (let at = 0; at < BATCH; at += 1) this.acknowledged.add(from + at);
        return;
      }
      this.repeated += 1;
      if (tries > 600) throw new Error("no answer for a minute");
      await pause(100);
    }
  }

  private post(body: string): Promise<{ rejected: number } | null> {
    return new Promise((resolve, reject) => {
      const asking = request(
        {
          ...{
            port: this.port,
            host: "127.0.0.1",
            method: "POST",
            path: "/api/v1/events",
            agent: this.agent,
          },
          headers: {
            authorization: `Bearer ${this.key}`,
            "content-type": "application/json",
            "content-length": Buffer.byteLength(body),
          },
          timeout: 60_000,
        },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (part: string) => {
            text += part;
          });
          response.on("error", () => resolve(null));
          response.on("end", () => {
            if (response.statusCode === 202) resolve(JSON.parse(text) as { rejected: number });
            else if ((response.statusCode ?? 0) >= 500) resolve(null);
            else reject(new Error(`${response.statusCode}: ${text.slice(0, 500)}`));
          });
        },
      );
      asking.on("error", () => resolve(null));
      asking.on("timeout", () => asking.destroy());
      asking.end(body);
    });
  }
}

const KINDS = [
  ["page_view", { page: "pricing", path: "/pricing" }],
  ["page_view", { page: "product", path: "/product/routing" }],
  ["page_left", { path: "/product/routing", seconds: 40, scroll_pct: 70 }],
  ["email_opened", { campaign: "Autumn" }],
  ["content_downloaded", { asset: "Checklist.pdf" }],
] as const;

/** What some lead did at some time of the last twenty hours. */
function eventOf(number: number) {
  const [type, properties] = KINDS[number % KINDS.length]!;
  return {
    ...{ id: newId(), type, external_id: `E-${(number * 7919) % 10_000}` },
    occurred_at: new Date(Date.now() - ((number * 104_729) % (DAY_MS * 0.8))).toISOString(),
    properties: { ...properties, n: number },
  };
}

interface Web {
  kill(): Promise<void>;
  stop(): Promise<void>;
}

async function startWeb(root: string, port: number): Promise<Web> {
  const child = spawn(process.execPath, [join(root, "lib", "cli", "start.mjs")], {
    cwd: root,
    env: {
      ...process.env,
      ...{ PORT: String(port), HOST: "127.0.0.1", NODE_ENV: "production", LOG_FORMAT: "json" },
      ...{ FIRSTCALL_DEMO: "0", FIRSTCALL_ENV_FILE: "0" },
    },
    stdio: ["ignore", "ignore", process.env.BENCH_LOG ? "inherit" : "ignore"],
  });
  const ended = once(child, "exit");
  for (let tries = 0; !(await isReady(port)); tries += 1) {
    if (child.exitCode !== null) throw new Error(`the product ended with ${child.exitCode} while starting`);
    if (tries > 2_400) throw new Error("the product was not ready after four minutes");
    await pause(100);
  }
  const end = (signal: NodeJS.Signals) => async () => {
    if (isRunning(child)) child.kill(signal);
    await ended;
  };
  return { kill: end("SIGKILL"), stop: end("SIGINT") };
}

const isRunning = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null;

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/api/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

async function ingestKey(tenantId: string): Promise<string> {
  const wish = {
    kind: "secret",
    name: "Bench",
    scopes: ["ingest" as const],
    limitPerMinute: 1_000_000,
    expiresAt: null,
  } as const;
  const { made } = await withTenant(tenantId, (tx) =>
    createKey(tx, tenantId, { ...wish, scopes: [...wish.scopes] }, { actorId: null, now: new Date() }),
  );
  return made.text;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Seconds of processor that the sender, the product and the database have had so far; empty where Linux does not tell. */
async function cpuSeconds(): Promise<Map<string, number>> {
  const used = new Map<string, number>();
  if (process.platform !== "linux") return used;
  // Joins the one that runs, to learn its id.
  const { pid: postmaster } = await startEmbeddedPostgres({
    folder: join(process.env.FIRSTCALL_DATA ?? "", "postgres"),
  });
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      // Behind the command's name, which may hold anything: state, parent, ..., and twelve fields on the ticks.
      const fields = readFileSync(`/proc/${entry}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      const [pid, parent] = [Number(entry), Number(fields[1])];
      const ticks = Number(fields[11]) + Number(fields[12]);
      const who =
        pid === process.pid
          ? "sender"
          : parent === process.pid
            ? "product"
            : pid === postmaster || parent === postmaster
              ? "database"
              : null;
      if (who) used.set(who, (used.get(who) ?? 0) + ticks / 100);
    } catch {
      // It ended meanwhile.
    }
  }
  return used;
}
