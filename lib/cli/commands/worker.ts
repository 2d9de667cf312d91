import { once } from "node:events";
import { openMigrated } from "@/lib/cli/database";
import { startWorker } from "@/lib/worker/worker";
import { say } from "../steps.mjs";
import type { Command } from "./command";

export const workerCommand: Command = {
  summary: "work on jobs, beside any number of web processes",
  run: async (_args, { root }) => {
    const database = await openMigrated(root);
    const worker = await startWorker();
    say("Working. Ctrl-C stops.");
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    await worker.stop();
    await database.stop();
    return 0;
  },
};
