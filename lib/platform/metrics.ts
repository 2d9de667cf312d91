import type { Registry } from "prom-client";
import { readiness } from "./db/readiness";
import { jobCounts } from "./jobs/counts";

/** Seconds; a scoring takes one or two milliseconds, a file a minute. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];

interface Answered {
  /** As it is documented, never as it was asked: there are few of them. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
}

export interface HttpMeasures {
  /** Starts the clock of a request. */
  begin(): (answered: Answered) => void;
}

interface Metrics {
  readonly registry: Registry;
  readonly http: HttpMeasures;
}

// Next's bundle may hold this module twice in one process; what is counted is shared.
const slot = Symbol.for("firstcall.metrics");
const shared = globalThis as unknown as Record<symbol, Metrics | undefined>;

/** Begins to count, for whoever may read the counts; without it nothing is measured, and the library is not loaded. */
export async function startMetrics(): Promise<void> {
  await metrics();
}

/** null where nobody counts. */
export const httpMeasures = (): HttpMeasures | null => shared[slot]?.http ?? null;

/** This process's figures in the text format of Prometheus. */
export async function metricsText(): Promise<{ readonly text: string; readonly type: string }> {
  const { registry } = await metrics();
  return { text: await registry.metrics(), type: registry.contentType };
}

async function metrics(): Promise<Metrics> {
  const opened = shared[slot] ?? (await openMetrics());
  // Whoever was first while both loaded.
  shared[slot] ??= opened;
  return shared[slot];
}

async function openMetrics(): Promise<Metrics> {
  const { collectDefaultMetrics, Gauge, Histogram, Registry } = await import("prom-client");
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    ...{ name: "firstcall_http_request_duration_seconds", help: "Answers of the API, by route." },
    ...{ labelNames: ["route", "method", "status"], buckets: BUCKETS, registers },
  });
  new Gauge({
    ...{ name: "firstcall_ready", help: "1 where the database, its migrations and the queue answer." },
    ...{ labelNames: ["check"], registers },
    async collect() {
      for (const [check, state] of Object.entries(await readiness()))
        this.set({ check }, state === "ok" ? 1 : 0);
    },
  });
  const counts = asked(jobCounts);
  new Gauge({
    ...{ name: "firstcall_jobs", help: "Jobs that wait (created, retry) or are worked on (active)." },
    ...{ labelNames: ["queue", "state"], registers },
    async collect() {
      this.reset();
      for (const { queue, states } of await counts())
        for (const [state, count] of Object.entries(states)) this.set({ queue, state }, count);
    },
  });
  new Gauge({
    ...{ name: "firstcall_jobs_oldest_seconds", help: "How long the oldest job that is due has waited." },
    ...{ labelNames: ["queue"], registers },
    async collect() {
      this.reset();
      for (const { queue, oldestSeconds } of await counts()) this.set({ queue }, oldestSeconds);
    },
  });
  return {
    registry,
    http: {
      begin() {
        const started = performance.now();
        return ({ route, method, status }) =>
          seconds.observe({ route, method, status }, (performance.now() - started) / 1_000);
      },
    },
  };
}

/** Who asks while an answer is under way has that one: two gauges of one reading ask once. */
function asked<T>(read: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | null = null;
  return () => {
    underWay ??= read().finally(() => {
      underWay = null;
    });
    return underWay;
  };
}
