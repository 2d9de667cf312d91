import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export interface RunningProduct {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * `npm start` on the same data, on a port of its own.
 *
 * @param nodeOptions for its process: "--cpu-prof"
 */
export async function startProduct(
  root: string,
  nodeOptions: readonly string[] = [],
): Promise<RunningProduct> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, [...nodeOptions, join(root, "lib", "cli", "start.mjs")], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      FIRSTCALL_DEMO: "0",
      NEXTAUTH_URL: url,
      FIRSTCALL_JOBS: "0",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const deadline = Date.now() + 300_000;
  while (
    !(await fetch(`${url}/api/ready`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error("the product did not start for the bench");
    }
    await pause(250);
  }
  return {
    url,
    port,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill("SIGINT");
      await ended;
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
