import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { createApi } from "@/lib/api/app";

/** What the child does: the API alone, on a free port that it tells its parent. */
export function serveApi(): void {
  const server = createServer(getRequestListener(createApi().fetch));
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    console.log(typeof address === "object" && address ? address.port : 0);
  });
}

/** The API in a process of its own, over the test's database: one that can be killed. */
export async function startApiProcess(): Promise<{ url: string; process: ChildProcess }> {
  const steps = new URL("../cli/steps.mjs", import.meta.url).href;
  const script = `
    await (await import(${JSON.stringify(steps)})).withTypeScript();
    (await import(${JSON.stringify(fileURLToPath(import.meta.url))})).serveApi();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, LOG_FORMAT: "text" },
  });
  for await (const line of createInterface({ input: child.stdout }))
    return { url: `http://127.0.0.1:${line}`, process: child };
  throw new Error("the API's process ended before it listened");
}
