import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/embedded-postgres";
import { runningPostmaster, stopPostmaster } from "@/lib/platform/embedded-postgres/postmaster";

const SETTINGS = { fsync: "off", shared_buffers: "16MB" };

/** Folders for servers of a test's own, and processes that use them. */
export function embeddedFolders() {
  const folders: string[] = [];
  const children: ChildProcess[] = [];

  return {
    make(mode = 0o755): string {
      const folder = mkdtempSync(join(tmpdir(), "firstcall-test-"));
      chmodSync(folder, mode);
      folders.push(folder);
      return join(folder, "postgres");
    },
    start: (folder: string) => startEmbeddedPostgres({ folder, settings: SETTINGS }),
    /** Another process that starts or joins the server on that folder. */
    async user(folder: string): Promise<UserProcess> {
      const script = join(import.meta.dirname, "../platform/embedded-postgres/fixtures/user-process.ts");
      const child = spawn(process.execPath, ["--import", "tsx", script, folder], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      children.push(child);
      const said = await Promise.race([once(child.stdout, "data"), once(child, "exit").then(() => null)]);
      if (!said) throw new Error("the process ended before it had a server");
      return {
        ...(JSON.parse(String(said[0])) as Omit<UserProcess, "end">),
        end: async (signal) => {
          child.kill(signal);
          if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
        },
      };
    },
    /** Ends whatever a test, failed perhaps, has left running. */
    async stopAll(): Promise<void> {
      for (const child of children.splice(0)) child.kill("SIGKILL");
      for (const folder of folders) {
        const running = runningPostmaster(join(folder, "postgres", "data"));
        if (running) await stopPostmaster(running.pid);
      }
    },
    async clear(): Promise<void> {
      await this.stopAll();
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface UserProcess {
  readonly pid: number;
  readonly port: number;
  readonly joined: boolean;
  readonly url: string;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** The first column of a query's rows. */
export async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: "array" });
    return rows.map((row) => row[0]);
  } finally {
    await client.end();
  }
}
