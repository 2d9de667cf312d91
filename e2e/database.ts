import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

/** The database under the server the browser tests run against: for what only time brings about. */

function address(): string {
  const own = join(process.env.E2E_DATA ?? ".data", "postgres");
  const pointer = join(own, "elsewhere");
  const folder = existsSync(pointer) ? readFileSync(pointer, "utf8") : own;
  const { superuser } = JSON.parse(readFileSync(join(folder, "credentials.json"), "utf8")) as {
    superuser: string;
  };
  const port = readFileSync(join(folder, "port"), "utf8").trim();
  return `postgresql://postgres:${superuser}@127.0.0.1:${port}/firstcall`;
}

/** Runs one statement as the server's superuser; row-level security does not bind it. */
export async function sql(text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: address() });
  await client.connect();
  try {
    return await client.query(text, [...values]);
  } finally {
    await client.end();
  }
}
