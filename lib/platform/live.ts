import pg from "pg";
import { runtimeConnection, type TenantTx } from "./db/client";
import { log } from "./log";

/**
 * Tells every process that something of a tenant changed, so that open pages can look again. PostgreSQL carries it:
 * any number of web processes listen, and nothing is told before the change is committed.
 */

const CHANNEL = "firstcall_live";
const RETRY_MS = 2_000;

/** Tells it with the commit of this transaction; once, however often it is called in it. */
export async function announce(tx: TenantTx, tenantId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${CHANNEL}, ${tenantId})`;
}

type Listener = () => void;

interface Hub {
  readonly listeners: Map<string, Set<Listener>>;
  client: pg.Client | null;
  retry: NodeJS.Timeout | null;
}

// Next's bundle may hold this module twice in one process; the connection is shared.
const slot = Symbol.for("firstcall.live");
const shared = globalThis as unknown as Record<symbol, Hub | undefined>;

function hub(): Hub {
  shared[slot] ??= { listeners: new Map(), client: null, retry: null };
  return shared[slot];
}

/**
 * Calls `listener` after each committed change of the tenant, until the returned function is called. While the
 * database is away nothing is heard; when it is back everybody is called once, because something may have been missed.
 */
export function listenFor(tenantId: string, listener: Listener): () => void {
  const { listeners } = hub();
  const own = listeners.get(tenantId) ?? new Set();
  listeners.set(tenantId, own.add(listener));
  void connect(false);
  return () => {
    own.delete(listener);
    if (own.size === 0) listeners.delete(tenantId);
    if (listeners.size === 0) hangUp();
  };
}

async function connect(isReturn: boolean): Promise<void> {
  const here = hub();
  if (here.client || here.retry) return;
  const client = new pg.Client({ ...runtimeConnection(), keepAlive: true });
  here.client = client;
  const lost = (error?: unknown) => {
    if (here.client !== client) return;
    here.client = null;
    if (error) log.error("live connection", error);
    client.end().catch(() => {});
    if (here.listeners.size === 0) return;
    here.retry = setTimeout(() => {
      here.retry = null;
      void connect(true);
    }, RETRY_MS);
    here.retry.unref();
  };
  client.on("error", lost);
  client.on("end", () => lost());
  client.on("notification", ({ payload }) => {
    for (const listener of here.listeners.get(payload ?? "") ?? []) listener();
  });
  try {
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
    if (isReturn) for (const own of here.listeners.values()) for (const listener of own) listener();
  } catch (error) {
    lost(error);
  }
}

/** Nobody listens any more: the connection is given back. */
function hangUp(): void {
  const here = hub();
  if (here.retry) clearTimeout(here.retry);
  here.retry = null;
  const { client } = here;
  here.client = null;
  client?.end().catch(() => {});
}
