import { globalDb } from "./client";

export type Check = "ok" | "failed";

export interface Readiness {
  readonly database: Check;
  readonly migrations: Check;
  readonly queue: Check;
  readonly [name: string]: Check;
}

/** Whether work can be done: asked by start scripts and load balancers. Never throws. */
export async function readiness(): Promise<Readiness> {
  const database = await answers("SELECT 1");
  const migrations = await answers("SELECT 1 FROM tenants LIMIT 1");
  const queue = await answers("SELECT 1 FROM pgboss.queue LIMIT 1");
  return { database, migrations, queue };
}

async function answers(query: string): Promise<Check> {
  try {
    await globalDb().$queryRawUnsafe(query);
    return "ok";
  } catch {
    return "failed";
  }
}
