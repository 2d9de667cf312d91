import { globalDb } from "../db/client";
import { BOSS_SCHEMA, QUEUES } from "./queues";

export interface QueueCounts {
  readonly queue: string;
  readonly states: Readonly<Record<"created" | "retry" | "active", number>>;
  /** How long the oldest job that could be worked on has waited; 0 where none waits. */
  readonly oldestSeconds: number;
}

interface Row {
  readonly name: string;
  readonly created: number;
  readonly retry: number;
  readonly active: number;
  readonly oldest: number;
}

/** What waits and what is being worked on, of every queue; none where the database does not answer. */
export async function jobCounts(): Promise<readonly QueueCounts[]> {
  const rows = await globalDb()
    .$queryRawUnsafe<Row[]>(
      `SELECT name, count(*) FILTER (WHERE state = 'created')::int AS created,
              count(*) FILTER (WHERE state = 'retry')::int AS retry,
              count(*) FILTER (WHERE state = 'active')::int AS active,
              coalesce(extract(epoch FROM max(now() - start_after)
                FILTER (WHERE state < 'active' AND start_after < now())), 0)::float8 AS oldest
         FROM ${BOSS_SCHEMA}.job WHERE state < 'completed' GROUP BY name`,
    )
    .catch(() => null);
  if (rows === null) return [];
  const byName = new Map(rows.map((row) => [row.name, row]));
  return Object.keys(QUEUES).map((queue) => {
    const { created = 0, retry = 0, active = 0, oldest = 0 } = byName.get(queue) ?? {};
    return { queue, states: { created, retry, active }, oldestSeconds: oldest };
  });
}
