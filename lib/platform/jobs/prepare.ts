import type pg from "pg";
import PgBoss from "pg-boss";
import { BOSS_SCHEMA, QUEUES } from "./queues";

/** Makes or updates the job tables as the owner and lets the runtime role use them. Safe to repeat, fast when done. */
export async function prepareQueues(client: pg.Client, ownerUrl: string): Promise<void> {
  if (await isPrepared(client)) return;
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: BOSS_SCHEMA,
    supervise: false,
    schedule: false,
    max: 2,
  });
  boss.on("error", () => {});
  await boss.start();
  try {
    for (const [name, options] of Object.entries(QUEUES)) {
      await boss.createQueue(name, { name, policy: "standard", ...options });
    }
  } finally {
    await boss.stop({ graceful: false, wait: true });
  }
  await client.query(`
    GRANT USAGE ON SCHEMA ${BOSS_SCHEMA} TO firstcall_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${BOSS_SCHEMA} TO firstcall_app;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${BOSS_SCHEMA} TO firstcall_app;`);
}

async function isPrepared(client: pg.Client): Promise<boolean> {
  const exists = await client.query("SELECT to_regclass($1) AS name", [`${BOSS_SCHEMA}.queue`]);
  if (exists.rows[0]?.name == null) return false;
  const queues = await client.query<{ name: string }>(`SELECT name FROM ${BOSS_SCHEMA}.queue`);
  const granted = await client.query<{ ok: boolean }>(
    "SELECT has_table_privilege('firstcall_app', $1, 'INSERT') AS ok",
    [`${BOSS_SCHEMA}.job`],
  );
  const names = new Set(queues.rows.map((row) => row.name));
  return granted.rows[0]?.ok === true && Object.keys(QUEUES).every((name) => names.has(name));
}
