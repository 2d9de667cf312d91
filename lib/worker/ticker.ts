import { startDueRuns } from "@/lib/modules/crm/due";
import { startDueCount } from "@/lib/modules/insights/due";
import { startDueWork } from "@/lib/modules/workflow/due-work";
import { now as wallClock } from "@/lib/platform/clock";
import { globalDb, withTenant } from "@/lib/platform/db/client";
import { log } from "@/lib/platform/log";

const TICK_MS = 15_000;
/** At a start it is as if the last look had been so long ago: what came due while nobody looked is found. */
const FIRST_LOOK_BACK_MS = 3_600_000;

export interface Ticker {
  stop(): Promise<void>;
}

/** Looks every few seconds what time has made due in each workspace. Any number of processes may do so. */
export function startTicker({ tickMs = TICK_MS }: { readonly tickMs?: number } = {}): Ticker {
  let since = new Date(wallClock().getTime() - FIRST_LOOK_BACK_MS);
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const run = async () => {
    const now = wallClock();
    try {
      await tick({ since, now });
      since = now;
    } catch (error) {
      // The same span is looked at again.
      if (!stopped) log.error("looking for due work", error);
    }
    if (!stopped) timer = setTimeout(again, tickMs).unref();
  };
  const again = () => {
    current = run();
  };
  let current = run();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}

/** One look at every workspace; one whose look fails does not keep the others from theirs. */
export async function tick(span: { readonly since: Date; readonly now: Date }): Promise<void> {
  const tenants = await globalDb().tenant.findMany({ select: { id: true }, orderBy: { id: "asc" } });
  for (const { id } of tenants) {
    try {
      await withTenant(id, async (tx) => {
        await startDueWork(tx, id, span);
        await startDueCount(tx, id, span.now);
        await startDueRuns(tx, id, span.now);
      });
    } catch (error) {
      log.error("looking for due work", error, { tenantId: id });
    }
  }
}
