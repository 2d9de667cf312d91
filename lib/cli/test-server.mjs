/** The product as a person starts it, on a port and a data folder of its own, for the browser tests. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { root, say } from "./steps.mjs";

function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export async function startForTests() {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const data = join(root, ".data", `e2e-${process.pid}`);
  const own = {
    ...{ PORT: String(port), FIRSTCALL_DATA: data, NODE_ENV: "production" },
    // Receivers of the tests stand on this machine.
    FIRSTCALL_ALLOW_PRIVATE_HOOKS: "1",
  };
  // Nothing of the developer's own settings: least of all the address of a database with real data.
  const env = { ...process.env, ...own, FIRSTCALL_ENV_FILE: "0" };
  for (const name of ["DATABASE_URL", "DATABASE_RUNTIME_URL", "NEXTAUTH_SECRET", "NEXTAUTH_URL", "HOST"])
    delete env[name];
  say("\n── Starting the product for the browser tests");
  const child = spawn(process.execPath, [join(root, "lib", "cli", "start.mjs")], {
    cwd: root,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const deadline = Date.now() + 240_000;
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error("the product ended while starting for the browser tests");
    if (Date.now() > deadline) {
      child.kill("SIGTERM");
      throw new Error("the product was not ready after four minutes");
    }
    await pause(250);
  }
  return {
    url,
    data,
    stop: async () => {
      child.kill("SIGINT");
      await Promise.race([ended, pause(20_000)]);
      if (child.exitCode === null) child.kill("SIGKILL");
      else removeData(data);
    },
  };
}

/** The database's files may lie outside the checkout; a file tells where. */
function removeData(data) {
  const pointer = join(data, "postgres", "elsewhere");
  if (existsSync(pointer)) rmSync(readFileSync(pointer, "utf8"), { recursive: true, force: true });
  rmSync(data, { recursive: true, force: true });
}

async function isReady(url) {
  try {
    return (await fetch(`${url}/api/ready`)).ok;
  } catch {
    return false;
  }
}
