import { openDatabase } from "@/lib/cli/database";
import { migrate } from "@/lib/platform/db/migrate";
import { say } from "../steps.mjs";
import type { Command } from "./command";

export const migrateCommand: Command = {
  summary: "bring the database up to date",
  run: async (_args, { root }) => {
    const database = await openDatabase(root);
    try {
      const { applied } = await migrate({ ownerUrl: database.ownerUrl, root });
      say(applied ? "Migrated." : "Up to date.");
      return 0;
    } finally {
      await database.stop();
    }
  },
};
