import type { Command } from "./command";
import { eventsCommand } from "./events";
import { importCommand } from "./import";
import { migrateCommand } from "./migrate";
import { addPersonCommand, resetPasswordCommand, setupLinkCommand } from "./people";
import { publishCommand, rollbackCommand } from "./publish";
import { scoreCommand } from "./score";
import { evaluateCommand, trainCommand } from "./train";
import { workerCommand } from "./worker";

/** Every command by its name. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  import: importCommand,
  events: eventsCommand,
  train: trainCommand,
  evaluate: evaluateCommand,
  publish: publishCommand,
  rollback: rollbackCommand,
  score: scoreCommand,
  "add-person": addPersonCommand,
  "reset-password": resetPasswordCommand,
  "setup-link": setupLinkCommand,
  migrate: migrateCommand,
  worker: workerCommand,
};
