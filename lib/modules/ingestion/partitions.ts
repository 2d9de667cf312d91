import type { TenantTx } from "@/lib/platform/db/client";

/** No fact of a sales pipeline is older; the partition function refuses what lies outside. */
export const EARLIEST_EVENT = new Date("1990-01-01T00:00:00Z");

/** Months ("2026_11") whose partitions were there, committed, when this process last looked. None is ever dropped. */
const known = new Set<string>();

/**
 * Makes the monthly partitions that rows between the two times need, in the caller's transaction: a month made on
 * another connection would wait for the locks this one already holds. Asked once a process and month.
 *
 * @throws RangeError for a time before 1990.
 */
export async function ensurePartitions(tx: TenantTx, from: Date, to: Date): Promise<void> {
  if (from < EARLIEST_EVENT) throw new RangeError(`nothing is older than 1990: ${from.toISOString()}`);
  const months = monthsBetween(from, to).filter((month) => !known.has(month));
  if (months.length === 0) return;
  await tx.$executeRaw`SELECT ensure_month_partitions(${from}::timestamptz, ${to}::timestamptz)`;
  // What this transaction made itself is gone if it fails: only others' work is remembered.
  const lasting = await tx.$queryRaw<{ month: string }[]>`
    SELECT right(c.relname, 7) AS month FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'partitions' AND right(c.relname, 7) = ANY (${months}::text[])
       AND c.relkind = 'r' AND c.xmin IS DISTINCT FROM pg_current_xact_id_if_assigned()::xid
     GROUP BY 1 HAVING count(*) = 3`;
  for (const { month } of lasting) known.add(month);
}

function monthsBetween(from: Date, to: Date): string[] {
  const months: string[] = [];
  for (
    let month = Date.UTC(from.getUTCFullYear(), from.getUTCMonth());
    month <= to.getTime();
    month = nextMonth(month)
  )
    months.push(new Date(month).toISOString().slice(0, 7).replace("-", "_"));
  return months;
}

function nextMonth(month: number): number {
  const date = new Date(month);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}
