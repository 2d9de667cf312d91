export interface CommandContext {
  /** The checkout. */
  readonly root: string;
}

export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** @returns the exit code */
  run(args: readonly string[], context: CommandContext): Promise<number>;
}
