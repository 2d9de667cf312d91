import pg from "pg";
import { env } from "../env";

/** One connection as the owner of the tables, outside any transaction: for VACUUM and ANALYZE. */
export async function asOwner<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL, options: "-c TimeZone=UTC" });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * One transaction as the owner of the tables: for maintenance that the runtime role has no right to (removing a
 * workspace). Row-level security is forced on the owner too, so a tenant is set like anywhere else.
 */
export function withOwner<T>(tenantId: string, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  return asOwner(async (client) => {
    await client.query("BEGIN");
    await client.query("SELECT set_config('app.tenant_id', $1, true)", [tenantId]);
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  });
}
