import type { Command } from "./command";
import { importCommand } from "./import";
import { migrateCommand } from "./migrate";
import { addPersonCommand, resetPasswordCommand, setupLinkCommand } from "./people";
import { workerCommand } from "./worker";

/** Every command by its name. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  import: importCommand,
  "add-person": addPersonCommand,
  "reset-password": resetPasswordCommand,
  "setup-link": setupLinkCommand,
  migrate: migrateCommand,
  worker: workerCommand,
};
