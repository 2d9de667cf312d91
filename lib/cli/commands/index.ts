import type { Command } from "./command";
import { importCommand } from "./import";
import { migrateCommand } from "./migrate";
import { workerCommand } from "./worker";

/** Every command by its name. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  import: importCommand,
  migrate: migrateCommand,
  worker: workerCommand,
};
