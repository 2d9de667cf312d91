import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Timed } from "./timing";

/** The Python stack in a process of its own: one request, one answer. */
export interface Peer {
  ask<Answer = Timed>(work: string, details?: Readonly<Record<string, unknown>>): Promise<Answer>;
  close(): Promise<void>;
}

const DEBIANS_PYTHON = "/usr/bin/python3";

/** The interpreter that has scikit-learn and xgboost, or why there is no opponent. */
export function findPeer(): { readonly python: string } | { readonly absent: string } {
  const python = process.env.PEER_PYTHON ?? DEBIANS_PYTHON;
  if (!existsSync(python)) return { absent: `there is no ${python} (PEER_PYTHON names another)` };
  const tried = spawnSync(python, ["-c", "import numpy, sklearn, xgboost"], { encoding: "utf8" });
  if (tried.status === 0) return { python };
  return { absent: `${python} lacks numpy, sklearn or xgboost (PEER_PYTHON names another)` };
}

/** @param threads how many its libraries may use */
export function startPeer(python: string, threads: number, folder: string): Peer {
  const limit = String(threads);
  const child = spawn(python, [join(import.meta.dirname, "peer.py")], {
    cwd: folder,
    env: {
      ...process.env,
      OMP_NUM_THREADS: limit,
      OPENBLAS_NUM_THREADS: limit,
      MKL_NUM_THREADS: limit,
      PYTHONWARNINGS: "ignore",
    },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  // A write to a process that has ended is told by the missing answer.
  child.stdin.on("error", () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask<Answer>(work: string, details: Readonly<Record<string, unknown>> = {}) {
      child.stdin.write(`${JSON.stringify({ do: work, ...details })}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`the peer ended during "${work}"`);
      return JSON.parse(value) as Answer;
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
