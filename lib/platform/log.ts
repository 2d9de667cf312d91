/** One rich line a request or job instead of ten thin ones: JSON in production, readable elsewhere. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Somebody looks at the demo in a terminal: the address and the sign-ins should stay in view. */
const isQuiet = (): boolean =>
  process.env.FIRSTCALL_DEMO === "1" && process.stdout.isTTY && !process.env.LOG_FORMAT;

function write(level: "info" | "warn" | "error", message: string, fields: LogFields): void {
  if (level === "info" && isQuiet()) return;
  const asJson = process.env.LOG_FORMAT
    ? process.env.LOG_FORMAT === "json"
    : process.env.NODE_ENV === "production" && !process.stdout.isTTY;
  const line = asJson
    ? JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })
    : [
        `${level === "info" ? "" : `${level}: `}${message}`,
        ...Object.entries(fields).map(([key, value]) => `${key}=${value}`),
      ].join(" ");
  if (level === "info" && asJson) {
    waiting += `${line}\n`;
    planned ??= setTimeout(flush, GATHER_MS).unref();
    return;
  }
  flush();
  (level === "error" ? process.stderr : process.stdout).write(`${line}\n`);
}

/** A line for each of thousands of requests a second is written with its neighbours: a write costs more than a line. */
const GATHER_MS = 20;
let waiting = "";
let planned: NodeJS.Timeout | undefined;

function flush(): void {
  clearTimeout(planned);
  planned = undefined;
  if (waiting === "") return;
  const lines = waiting;
  waiting = "";
  process.stdout.write(lines);
}
process.once("exit", flush);

export const log = {
  info: (message: string, fields: LogFields = {}) => write("info", message, fields),
  warn: (message: string, fields: LogFields = {}) => write("warn", message, fields),
  /** Logs a surprise once, with its stack. */
  error: (message: string, error: unknown, fields: LogFields = {}) =>
    write("error", message, {
      ...fields,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }),
};
