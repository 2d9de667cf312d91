import PgBoss from "pg-boss";
import type { TenantTx } from "../db/client";
import { BOSS_SCHEMA, type JobData, type QueueName } from "./queues";

export interface EnqueueOptions {
  /** Of several waiting jobs with one key in a queue, only the first is kept. */
  readonly singletonKey?: string;
  readonly startAfterSeconds?: number;
}

let sender: PgBoss | undefined;

/**
 * Puts a job into a queue in the caller's transaction: it exists if and only if the change that asked for it does.
 *
 * @returns the job's id; null when one with the same singleton key is waiting already.
 */
export async function enqueue(
  tx: TenantTx,
  queue: QueueName,
  data: JobData,
  { singletonKey, startAfterSeconds }: EnqueueOptions = {},
): Promise<string | null> {
  // Never started: it only knows how to write a job, on the connection it is given.
  sender ??= new PgBoss({
    schema: BOSS_SCHEMA,
    migrate: false,
    db: { executeSql: () => Promise.reject(new Error("enqueue needs a transaction")) },
  });
  return sender.send(queue, data, {
    db: {
      executeSql: async (text, values) => ({
        rows: await tx.$queryRawUnsafe<unknown[]>(text, ...values.map(sqlValue)),
      }),
    },
    ...(singletonKey === undefined ? {} : { singletonKey, singletonSeconds: 1 }),
    ...(startAfterSeconds === undefined ? {} : { startAfter: startAfterSeconds }),
  });
}

const sqlValue = (value: unknown) =>
  value !== null && typeof value === "object" ? JSON.stringify(value) : value;
