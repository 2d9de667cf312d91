import PgBoss from "pg-boss";
import type { TenantTx } from "../db/client";
import { BOSS_SCHEMA, type JobData, type QueueName } from "./queues";

export interface EnqueueOptions {
  /** No job is added while one of the tenant with this key waits in the queue: it will see this change too. */
  readonly singletonKey?: string;
  readonly startAfterSeconds?: number;
}

let sender: PgBoss | undefined;

/**
 * Puts a job into a queue in the caller's transaction: it exists if and only if the change that asked for it does.
 *
 * @returns the job's id; null when one with the same singleton key waits already.
 */
export async function enqueue(
  tx: TenantTx,
  queue: QueueName,
  data: JobData,
  { singletonKey, startAfterSeconds }: EnqueueOptions = {},
): Promise<string | null> {
  const key = singletonKey === undefined ? undefined : `${data.tenantId}:${singletonKey}`;
  if (key !== undefined && (await waitsFor(tx, queue, key))) return null;
  return theSender().send(queue, data, {
    db: onThe(tx),
    ...(key === undefined ? {} : { singletonKey: key }),
    ...(startAfterSeconds === undefined ? {} : { startAfter: startAfterSeconds }),
  });
}

/** The same for many at once, in one statement and without keys. */
export async function enqueueMany(
  tx: TenantTx,
  queue: QueueName,
  jobs: readonly JobData[],
  { startAfterSeconds }: Pick<EnqueueOptions, "startAfterSeconds"> = {},
): Promise<void> {
  if (jobs.length === 0) return;
  const rows = jobs.map((data) => ({
    ...{ name: queue, data },
    ...(startAfterSeconds === undefined ? {} : { startAfter: `${startAfterSeconds} seconds` }),
  }));
  await theSender().insert(rows, { db: onThe(tx) });
}

/** Never started: it only knows how to write a job, on the connection it is given. */
function theSender(): PgBoss {
  sender ??= new PgBoss({
    schema: BOSS_SCHEMA,
    migrate: false,
    db: { executeSql: () => Promise.reject(new Error("enqueue needs a transaction")) },
  });
  return sender;
}

const onThe = (tx: TenantTx) => ({
  executeSql: async (text: string, values: unknown[]) => ({
    rows: await tx.$queryRawUnsafe<unknown[]>(text, ...values.map(sqlValue)),
  }),
});

/**
 * Whether a job with that key waits; if so it is held back until this transaction ends. One that a worker is just
 * taking does not count: it may have read the data before this change.
 */
async function waitsFor(tx: TenantTx, queue: QueueName, key: string): Promise<boolean> {
  const waiting = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM pgboss.job
     WHERE name = ${queue} AND singleton_key = ${key} AND state IN ('created', 'retry')
     LIMIT 1 FOR UPDATE SKIP LOCKED`;
  return waiting.length > 0;
}

const sqlValue = (value: unknown) =>
  value !== null && typeof value === "object" ? JSON.stringify(value) : (value ?? null);
