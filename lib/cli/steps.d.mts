export const root: string;
export function say(text: string): void;
export function fail(message: string): never;
/** Ends the programs that steps have running. */
export function endRunning(): void;
export function step<T>(label: string, work: () => Promise<T>): Promise<T>;
export function run(
  command: string,
  args: readonly string[],
  options?: { env?: Record<string, string>; cwd?: string },
): Promise<string>;
export function runNode(
  args: readonly string[],
  options?: { env?: Record<string, string>; cwd?: string },
): Promise<string>;
