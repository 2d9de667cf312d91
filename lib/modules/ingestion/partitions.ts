import type { TenantTx } from "@/lib/platform/db/client";

/** No fact of a sales pipeline is older; the partition function refuses what lies outside. */
export const EARLIEST_EVENT = new Date("1990-01-01T00:00:00Z");

/**
 * Makes the monthly partitions that rows between the two times need, in the caller's transaction: a month made on
 * another connection would wait for the locks this one already holds. Months that exist cost a catalogue look-up.
 *
 * @throws RangeError for a time before 1990.
 */
export async function ensurePartitions(tx: TenantTx, from: Date, to: Date): Promise<void> {
  if (from < EARLIEST_EVENT) throw new RangeError(`nothing is older than 1990: ${from.toISOString()}`);
  await tx.$executeRaw`SELECT ensure_month_partitions(${from}::timestamptz, ${to}::timestamptz)`;
}
