import { globalDb } from "@/lib/platform/db/client";

const BULK_TABLES = ["leads", "events", "outcomes", "score_history", "lead_score_factors"] as const;

/**
 * After a bulk load the planner still believes the tables are empty and index-only scans visit every row. Must not run
 * inside a transaction. Where the runtime role may not (PostgreSQL before 17), the server skips the table with a
 * warning and its own autovacuum follows.
 */
export async function afterBulkLoad(): Promise<void> {
  for (const table of BULK_TABLES) {
    await globalDb().$executeRawUnsafe(`VACUUM (ANALYZE) ${table}`);
  }
}
