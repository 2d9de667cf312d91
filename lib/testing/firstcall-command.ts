import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TestDatabase } from "./database";

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `npm run firstcall -- args` on a test's database, as somebody types it; without `input` nothing is connected. */
export function firstcallCommand(
  database: TestDatabase,
  args: readonly string[],
  input?: string,
): Promise<Ended> {
  const script = fileURLToPath(new URL("../cli/firstcall.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, ...args], {
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    env: {
      ...process.env,
      DATABASE_URL: database.ownerUrl(),
      NEXTAUTH_SECRET: "a secret that only tests know",
    },
  });
  let out = "";
  let err = "";
  child.stdout?.on("data", (chunk) => (out += String(chunk)));
  child.stderr?.on("data", (chunk) => (err += String(chunk)));
  child.stdin?.end(input);
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, err })));
}
