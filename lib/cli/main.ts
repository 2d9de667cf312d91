import { COMMANDS } from "./commands/index";
import { root, say } from "./steps.mjs";

/** `npm run firstcall -- <command> [options]`. @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const command = name ? COMMANDS[name] : undefined;
  if (!command) {
    if (name && name !== "help" && name !== "--help") say(`There is no command "${name}".\n`);
    say("npm run firstcall -- <command> [options]\n");
    for (const [key, { summary }] of Object.entries(COMMANDS)) say(`  ${key.padEnd(16)} ${summary}`);
    return name === undefined || name === "help" || name === "--help" ? 0 : 2;
  }
  return command.run(rest, { root });
}
