import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "../env";
import { type Prisma, PrismaClient } from "./generated/client";

/** Prisma inside one transaction whose tenant is set; row-level security shows it that tenant's rows only. */
export type TenantTx = Prisma.TransactionClient;

export { Prisma } from "./generated/client";

const APP_ROLE = "firstcall_app";

/** How the runtime role is reached: its own address, or the owner's with SET ROLE at connection. */
export function runtimeConnection(): { connectionString: string; options: string } {
  const { DATABASE_URL, DATABASE_RUNTIME_URL } = env();
  // The adapter drops the offset of a timestamptz: every session must speak UTC.
  const utc = "-c TimeZone=UTC";
  return DATABASE_RUNTIME_URL
    ? { connectionString: DATABASE_RUNTIME_URL, options: utc }
    : { connectionString: DATABASE_URL, options: `${utc} -c role=${APP_ROLE}` };
}

export function makeClient(
  connection: { connectionString: string; options: string },
  poolSize: number,
): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg({ ...connection, max: poolSize, idleTimeoutMillis: 60_000 }),
  });
}

/**
 * Next's bundle and the server around it are two module graphs in one process, each with its own copy of Prisma's
 * classes; a client shared between them would not know the other's SQL fragments. So each keeps one. Next replaces
 * NEXT_RUNTIME when it builds; reading it on load tells the two apart.
 */
const slotOf = (graph: "next" | "node") => Symbol.for(`firstcall.database.${graph}`);
const shared = globalThis as unknown as Record<symbol, PrismaClient | undefined>;
const slot = slotOf(process.env.NEXT_RUNTIME ? "next" : "node");

/**
 * The client outside any tenant: for the global tables (global-tables.ts) and security-definer functions. Tables of a
 * tenant show it nothing.
 */
export function globalDb(): PrismaClient {
  shared[slot] ??= makeClient(runtimeConnection(), env().DATABASE_POOL_SIZE);
  return shared[slot];
}

type Closing = () => Promise<void>;
const closingSlot = Symbol.for("firstcall.database.closing");
const closings = globalThis as unknown as Record<symbol, Set<Closing> | undefined>;

/** What else holds connections, and ends with the clients. */
export function onDisconnect(close: Closing): void {
  closings[closingSlot] ??= new Set();
  closings[closingSlot].add(close);
}

/** Closes the connections of both graphs; the next query opens new ones. */
export async function disconnect(): Promise<void> {
  const others = [...(closings[closingSlot] ?? [])].map((close) => close());
  closings[closingSlot] = undefined;
  const clients = [slotOf("next"), slotOf("node")].map((each) => {
    const client = shared[each];
    shared[each] = undefined;
    return client?.$disconnect();
  });
  await Promise.all([...clients, ...others]);
}

export interface TenantOptions {
  /** How long the transaction may take; 15 s unless told. */
  readonly timeoutMs?: number;
}

/**
 * The one place that opens a tenant's transaction. The tenant is set for this transaction only and is gone with it,
 * so a pooled connection carries nothing over to the next user.
 *
 * @throws Error for anything but a UUID, before a connection is taken.
 */
export async function withTenant<T>(
  tenantId: string,
  work: (tx: TenantTx) => Promise<T>,
  { timeoutMs = 15_000 }: TenantOptions = {},
): Promise<T> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(tenantId))
    throw new Error("withTenant: not a tenant id");
  return globalDb().$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT set_config('app.tenant_id', ${tenantId}, true)`;
      return work(tx);
    },
    { timeout: timeoutMs, maxWait: 10_000 },
  );
}
