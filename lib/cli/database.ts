import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { disconnect } from "@/lib/platform/db/client";
import { migrate } from "@/lib/platform/db/migrate";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/embedded-postgres";
import { forgetEnv } from "@/lib/platform/env";

export interface OpenDatabase {
  /** False on a PostgreSQL of the operator's own. */
  readonly embedded: boolean;
  readonly ownerUrl: string;
  stop(): Promise<void>;
}

const DISCONNECT_PATIENCE_MS = 3_000;

/** Where a checkout keeps its data; tests and benches name their own folder. */
export const dataFolder = (root: string): string => process.env.FIRSTCALL_DATA ?? join(root, ".data");

/**
 * The database that this process will use, up and named in the environment: DATABASE_URL where it is set, else the
 * embedded one, started or joined. Migrating is a step of its own.
 */
export async function openDatabase(root: string): Promise<OpenDatabase> {
  const own = process.env.DATABASE_URL;
  if (own) {
    if (!process.env.NEXTAUTH_SECRET) {
      throw new Error("DATABASE_URL is set but NEXTAUTH_SECRET is not. Make one: openssl rand -base64 32");
    }
    return { embedded: false, ownerUrl: own, stop: disconnect };
  }
  const folder = dataFolder(root);
  const server = await startEmbeddedPostgres({ folder: join(folder, "postgres") });
  const ownerUrl = server.urlOf("owner");
  process.env.DATABASE_URL = ownerUrl;
  process.env.DATABASE_RUNTIME_URL = server.urlOf("app");
  process.env.NEXTAUTH_SECRET ??= keptSecret(folder);
  process.env.FIRSTCALL_DEMO ??= "1";
  forgetEnv();
  return {
    embedded: true,
    ownerUrl,
    stop: async () => {
      // Whatever is still running loses its connection when the server stops.
      await Promise.race([disconnect(), pause(DISCONNECT_PATIENCE_MS, undefined, { ref: false })]);
      await server.stop();
    },
  };
}

/** Sessions survive a restart. */
function keptSecret(folder: string): string {
  const file = join(folder, "secret");
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, randomBytes(32).toString("base64"), { mode: 0o600 });
  }
  return readFileSync(file, "utf8");
}

export async function openMigrated(root: string): Promise<OpenDatabase> {
  const database = await openDatabase(root);
  try {
    await migrate({ ownerUrl: database.ownerUrl, root });
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
}
