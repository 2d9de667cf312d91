/** What two starts on one checkout must not do at once, and what the second is told. No dependency. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { root, say } from "./steps.mjs";

const STALE_MS = 20 * 60_000;

/** Runs `prepare` (install, generate, build) alone on this checkout; a second process waits, then finds it done. */
export async function preparingAlone(prepare) {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const lock = join(root, ".cache", "preparing.lock");
  for (let told = false; !take(lock); told = true) {
    const holder = holderOf(lock);
    if (holder === null) rmSync(lock, { force: true });
    else if (!told) say(`  Waiting for another start that prepares this checkout (process ${holder}) …`);
    await pause(250);
  }
  const release = () => rmSync(lock, { force: true });
  process.once("exit", release);
  try {
    return await prepare();
  } finally {
    process.off("exit", release);
    release();
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  }
}

/** The process that holds the lock; null when it is dead, or has had its number given to this one. */
function holderOf(lock) {
  try {
    const pid = Number(readFileSync(lock, "utf8"));
    if (pid === process.pid || Date.now() - statSync(lock).mtimeMs > STALE_MS) return null;
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return error.code === "EPERM" ? "of another account" : null;
  }
}

/**
 * Looks before a minute of building is spent on an address that cannot be had.
 *
 * @returns {Promise<string | null>} what is the matter, in a sentence for the person who started it
 */
export async function portProblem(port, host) {
  if (port === 0 || (await isFree(port, host))) return null;
  const another = `PORT=${port + 1} npm start`;
  return (await isFirstcall(port))
    ? `Firstcall is running already at http://localhost:${port}. Open it there, or start a second one: ${another}`
    : `Port ${port} is taken by another program. Choose another: ${another}`;
}

function isFree(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error.code !== "EADDRINUSE"));
    server.listen({ port, host }, () => server.close(() => resolve(true)));
  });
}

async function isFirstcall(port) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/health`, {
      signal: AbortSignal.timeout(2_000),
    });
    return response.ok && (await response.json()).product === "firstcall";
  } catch {
    return false;
  }
}
