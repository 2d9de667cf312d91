import { startJobRunner } from "@/lib/platform/jobs/runner";
import { HANDLERS } from "./handlers";
import { startTicker } from "./ticker";

export interface Worker {
  stop(): Promise<void>;
}

/** Works on jobs and looks for what time makes due, in this process. */
export async function startWorker(): Promise<Worker> {
  const runner = await startJobRunner(HANDLERS);
  const ticker = startTicker();
  return {
    stop: async () => {
      await ticker.stop();
      await runner.stop();
    },
  };
}
