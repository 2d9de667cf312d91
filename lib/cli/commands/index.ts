import type { Command } from "./command";
import { migrateCommand } from "./migrate";
import { workerCommand } from "./worker";

/** Every command by its name. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  migrate: migrateCommand,
  worker: workerCommand,
};
