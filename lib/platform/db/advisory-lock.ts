import pg from "pg";

/** What only one process at a time may do to a database; each has its number. */
const LOCKS = { migrate: 7_240_101, seed: 7_240_102 } as const;

/**
 * Runs `work` while no other process on this database runs the same. The lock ends with its connection, so that a
 * killed process leaves none behind.
 */
export async function oneAtATime<T>(
  ownerUrl: string,
  what: keyof typeof LOCKS,
  work: () => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl });
  // A server that is stopped under a long wait ends the wait below; without a listener it would end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCKS[what]]);
    return await work();
  } finally {
    await client.end().catch(() => {});
  }
}
