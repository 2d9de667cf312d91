/** Codes of Prisma, PostgreSQL and the system by which one knows that the database, not the request, is the trouble. */
const CODES =
  /^(P1001|P1002|P1008|P1017|P2024|P2028|57P0[1-5]|53[0-9A-Z]{3}|08[0-9A-Z]{3}|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
const WORDS =
  /connection terminated|terminating connection|server has closed the connection|can't reach database|not queryable|timeout exceeded when trying to connect|the database system is/i;

/** Whether work failed because the database could not be reached or had no room: the same again may well succeed. */
export function isDatabaseAway(error: unknown, depth = 3): boolean {
  if (typeof error !== "object" || error === null || depth === 0) return false;
  const { code, message, cause, meta, originalCode } = error as Record<string, unknown>;
  if (CODES.test(String(code)) || CODES.test(String(originalCode)) || WORDS.test(String(message)))
    return true;
  return [cause, meta, (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError].some(
    (inner) => isDatabaseAway(inner, depth - 1),
  );
}
