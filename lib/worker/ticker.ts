import { lookForDue } from "@/lib/modules/due/look";
import { now as wallClock } from "@/lib/platform/clock";
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
      await lookForDue({ since, now });
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
