import pg from "pg";
import PgBoss from "pg-boss";
import { runtimeConnection } from "../db/client";
import { log } from "../log";
import { BOSS_SCHEMA, type JobData, QUEUES, type QueueName, type QueueOptions } from "./queues";

export interface JobContext {
  /** Aborted when the process stops; a handler ends at its next safe point and is tried again elsewhere. */
  readonly signal: AbortSignal;
  readonly jobId: string;
}

export type JobHandler = (data: JobData, context: JobContext) => Promise<void>;
export type JobHandlers = Partial<Record<QueueName, JobHandler>>;

export interface JobRunner {
  stop(): Promise<void>;
}

const HEARTBEAT_MS = 5_000;
/** A job whose worker has been silent this long was killed with it. */
const SILENT_SECONDS = 20;

/** Works on every queue that has a handler, in this process. More processes on one database share the work. */
export async function startJobRunner(handlers: JobHandlers): Promise<JobRunner> {
  const stopping = new AbortController();
  const pool = new pg.Pool({ ...runtimeConnection(), max: 3 });
  pool.on("error", (error) => {
    // A connection that is being closed may hear of the server's own end first.
    if (!stopping.signal.aborted) log.error("job connection", error);
  });
  const boss = new PgBoss({
    schema: BOSS_SCHEMA,
    migrate: false,
    schedule: false,
    db: { executeSql: (text, values) => pool.query(text, values) },
  });
  boss.on("error", (error) => log.error("job queue", error));
  const active = new Set<string>();

  await recoverSilentJobs(pool);
  await boss.start();
  for (const [queue, handler] of Object.entries(handlers) as [QueueName, JobHandler][]) {
    if (!(queue in QUEUES)) throw new Error(`no such queue: ${queue}`);
    const batchSize = (QUEUES[queue] as QueueOptions).atOnce ?? 1;
    await boss.work<JobData>(queue, { pollingIntervalSeconds: 0.5, batchSize }, async (jobs) => {
      const run = (job: PgBoss.Job<JobData>) =>
        runJob(queue, handler, job.id, job.data, active, stopping.signal);
      if (jobs.length === 1) return run(jobs[0]!);
      // Side by side each ends for itself: what failed is put back here, what is left is completed as a whole.
      const ends = await Promise.allSettled(jobs.map(run));
      for (const [at, end] of ends.entries())
        if (end.status === "rejected") await boss.fail(queue, jobs[at]!.id, asData(end.reason));
    });
  }
  const heartbeat = setInterval(() => {
    void beat(pool, [...active])
      .then(() => recoverSilentJobs(pool))
      .catch((error: unknown) => log.error("job heartbeat", error));
  }, HEARTBEAT_MS);
  heartbeat.unref();

  return {
    stop: async () => {
      clearInterval(heartbeat);
      stopping.abort(new Error("the process is stopping"));
      await boss.stop({ graceful: true, wait: true, timeout: 10_000 });
      await pool.end();
    },
  };
}

const asData = (reason: unknown): object => ({
  message: reason instanceof Error ? reason.message : String(reason),
});

async function runJob(
  queue: QueueName,
  handler: JobHandler,
  jobId: string,
  data: JobData,
  active: Set<string>,
  signal: AbortSignal,
): Promise<void> {
  const started = performance.now();
  active.add(jobId);
  try {
    await handler(data, { signal, jobId });
    log.info("job done", {
      queue,
      jobId,
      tenantId: data.tenantId,
      ms: Math.round(performance.now() - started),
    });
  } catch (error) {
    if (signal.aborted) log.info("job put back", { queue, jobId, tenantId: data.tenantId });
    else log.error("job failed", error, { queue, jobId, tenantId: data.tenantId });
    throw error;
  } finally {
    active.delete(jobId);
  }
}

/** The queue measures a job's age from started_on: moving it says the worker is alive. */
async function beat(pool: pg.Pool, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await pool.query(
    `UPDATE ${BOSS_SCHEMA}.job SET started_on = now() WHERE id = ANY ($1::uuid[]) AND state = 'active'`,
    [ids],
  );
}

/** Jobs of killed workers go back into their queue, or end after their last try. */
async function recoverSilentJobs(pool: pg.Pool): Promise<void> {
  await pool.query(
    `UPDATE ${BOSS_SCHEMA}.job
        SET state = (CASE WHEN retry_count < retry_limit THEN 'retry' ELSE 'failed' END)::${BOSS_SCHEMA}.job_state,
            start_after = now(),
            completed_on = CASE WHEN retry_count < retry_limit THEN NULL ELSE now() END
      WHERE state = 'active' AND started_on < now() - interval '${SILENT_SECONDS} seconds'`,
  );
}
