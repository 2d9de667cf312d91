import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const DEBIANS_PYTHON = "/usr/bin/python3";
const NEEDED = "numpy, pandas, sklearn, xgboost, fastapi, uvicorn";

/** The interpreter that has the Python stack, or why there is no opponent. */
export function findPython(): { readonly python: string } | { readonly absent: string } {
  const python = process.env.PEER_PYTHON ?? DEBIANS_PYTHON;
  if (!existsSync(python)) return { absent: `there is no ${python} (PEER_PYTHON names another)` };
  const tried = spawnSync(python, ["-c", `import ${NEEDED}`], { encoding: "utf8" });
  if (tried.status === 0) return { python };
  return { absent: `${python} lacks one of ${NEEDED} (PEER_PYTHON names another)` };
}

export interface RunningPeer {
  readonly port: number;
  stop(): Promise<void>;
}

const SCRIPT = join(import.meta.dirname, "peer.py");
/** Its libraries shall not start threads that fight for the two cores. */
const ONE_THREAD = {
  OMP_NUM_THREADS: "1",
  OPENBLAS_NUM_THREADS: "1",
  MKL_NUM_THREADS: "1",
  PYTHONWARNINGS: "ignore",
};

/** The Python service, learnt from the folder's table and listening. */
export async function startPeer(
  python: string,
  port: number,
  { folder, rows, columns }: { readonly folder: string; readonly rows: number; readonly columns: number },
): Promise<RunningPeer> {
  const child = spawn(python, [SCRIPT, String(port), String(rows), String(columns), folder], {
    cwd: folder,
    env: { ...process.env, ...ONE_THREAD },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const deadline = Date.now() + 120_000;
  const listens = () =>
    fetch(`http://127.0.0.1:${port}/openapi.json`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await listens())) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error("the Python service did not start");
    }
    await pause(250);
  }
  return {
    port,
    stop: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
