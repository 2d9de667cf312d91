import { once } from "node:events";
import { openMigrated } from "@/lib/cli/database";
import { startJobRunner } from "@/lib/platform/jobs/runner";
import { HANDLERS } from "@/lib/worker/handlers";
import { say } from "../steps.mjs";
import type { Command } from "./command";

export const workerCommand: Command = {
  summary: "work on jobs, beside any number of web processes",
  run: async (_args, { root }) => {
    const database = await openMigrated(root);
    const runner = await startJobRunner(HANDLERS);
    say("Working. Ctrl-C stops.");
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    await runner.stop();
    await database.stop();
    return 0;
  },
};
