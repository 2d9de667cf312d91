import pg from "pg";
import { onDisconnect, runtimeConnection } from "./client";

/**
 * One statement, one round trip, for what every request of the machine API does: count it, and log what it was told.
 * A statement of its own is its own transaction; the functions called this way set their tenant themselves, under the
 * same row-level security as everything else. A commit is not waited for on disk: what a crash of the database server
 * could take is the last fraction of a second of counters and logs, a crash of this process takes nothing.
 */
export interface QuickDatabase {
  /** Rows of a statement that is prepared once a connection, under `name`. */
  query<Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

const CONNECTIONS = 4;

export function openQuickDatabase(connection = runtimeConnection()): QuickDatabase {
  const pool = new pg.Pool({
    connectionString: connection.connectionString,
    options: `${connection.options} -c synchronous_commit=off`,
    max: CONNECTIONS,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
  });
  // Connections that break while idle are replaced by the next query.
  pool.on("error", () => {});
  return {
    query: async (name, text, values) => (await pool.query({ name, text, values: [...values] })).rows,
    close: () => pool.end(),
  };
}

// Next's bundle may hold this module twice in one process; the pool is shared.
const slot = Symbol.for("firstcall.database.quick");
const shared = globalThis as unknown as Record<symbol, QuickDatabase | undefined>;

/** The process's own; opened on first use, closed by `disconnect`. */
export function quickDatabase(): QuickDatabase {
  if (shared[slot] === undefined) {
    const opened = openQuickDatabase();
    shared[slot] = opened;
    onDisconnect(() => {
      shared[slot] = undefined;
      return opened.close();
    });
  }
  return shared[slot];
}
