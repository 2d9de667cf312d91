import { spawn } from "node:child_process";
import { join } from "node:path";
import { openDatabase } from "./database";
import { root } from "./steps.mjs";

/** `npm run prisma -- <args>`: the real CLI, with the embedded database up unless DATABASE_URL names another. */
export async function main(args: readonly string[]): Promise<number> {
  const needsDatabase = !["generate", "format", "validate"].includes(args[0] ?? "");
  const database = needsDatabase && !process.env.DATABASE_URL ? await openDatabase(root) : null;
  try {
    const cli = join(root, "node_modules", "prisma", "build", "index.js");
    const child = spawn(process.execPath, [cli, ...args], { cwd: root, stdio: "inherit" });
    return await new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
  } finally {
    await database?.stop();
  }
}
