import { asOwner } from "@/lib/platform/db/owner";

const BULK_TABLES = [
  "leads",
  "visitors",
  "events",
  "event_flags",
  "outcomes",
  "score_history",
  "lead_score_factors",
] as const;
type BulkTable = (typeof BULK_TABLES)[number];

/**
 * A planner without statistics takes a table that has just been filled for an empty one, and joins it row by row:
 * minutes instead of milliseconds. Called when a bulk load has written its first rows, and as it grows; the server's
 * own autovacuum comes a minute too late for it. Must not run inside a transaction that others wait for.
 */
export async function refreshStatistics(tables: readonly BulkTable[] = BULK_TABLES): Promise<void> {
  await asOwner((client) => client.query(`ANALYZE ${tables.join(", ")}`));
}

/** After a bulk load: statistics, and the visibility that index-only scans need. Not inside a transaction. */
export async function afterBulkLoad(): Promise<void> {
  await asOwner((client) => client.query(`VACUUM (ANALYZE) ${BULK_TABLES.join(", ")}`));
}

/**
 * Keeps statistics fresh while a load grows: call it with the rows of each committed transaction. Refreshes at the
 * first thousand and each time the load has quadrupled.
 */
export function statisticsKeeper(tables?: readonly BulkTable[]): (rows: number) => Promise<void> {
  let total = 0;
  let next = 1_000;
  return async (rows) => {
    total += rows;
    if (total < next) return;
    next = total * 4;
    await refreshStatistics(tables);
  };
}
