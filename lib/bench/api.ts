import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMigrated } from "@/lib/cli/database";
import { withTenant } from "@/lib/platform/db/client";
import { benchBatch } from "./api/batch";
import { makeLeads, SIGNAL_KEYS } from "./api/leads";
import { findPython, type RunningPeer, startPeer } from "./api/peer";
import { KINDS, type Kind, scoringWorkspace } from "./api/workspace";
import { driveByWrk, hasWrk, type Load, type Measured } from "./api/wrk";
import { type Figure, openFigures } from "./ml/figures";
import { freePort, startProduct } from "./product";

const TRAINING_ROWS = 9_000;
/** Different leads that are asked for in turn. */
const ASKED = 500;
const CONNECTIONS = [8, 64] as const;
const ROUNDS = 3;
const SECONDS = 4;
const WARM_SECONDS = 2;
/** How many times the opponent's requests a second ours has to answer. */
const BARS: Readonly<Record<Kind, number>> = { logistic: 2.5, boosted: 4 };

/**
 * POST /score as `npm start` serves it (key, limit, validation and the log of predictions on) beside the Python stack's
 * service, on loopback: the same generator (wrk where there is one), the same leads by 33 signals, in turn; of each side its best round. Without
 * the Python packages only our own figures are printed. Then a file of leads for POST /score/batch, which `--batch` asks for
 * alone. `--profile` writes a processor profile of the server.
 */
export async function bench(print: Figure, args: readonly string[] = []): Promise<void> {
  const root = join(import.meta.dirname, "..", "..");
  process.env.FIRSTCALL_DATA ??= join(root, ".data", "bench");
  const folder = mkdtempSync(join(tmpdir(), "firstcall-bench-"));
  const figures = openFigures(print);
  const database = await openMigrated(root);
  try {
    const found = findPython();
    if ("absent" in found) console.error(`no peer: ${found.absent}; only our own figures follow`);
    const learnt = makeLeads(TRAINING_ROWS, 1);
    const asked = makeLeads(ASKED, 2);
    const workspaces = new Map<Kind, { tenantId: string; key: string }>();
    for (const kind of KINDS) workspaces.set(kind, await scoringWorkspace(kind, learnt));
    writeFileSync(join(folder, "columns.json"), JSON.stringify(SIGNAL_KEYS));
    writeFileSync(join(folder, "values.f32"), learnt.numbers);
    writeFileSync(join(folder, "labels.u8"), learnt.labels);

    const isBatchOnly = args.includes("--batch");
    const peer = "absent" in found || isBatchOnly ? null : await startPeerHere(found.python, folder);
    const product = await startProduct(root, args.includes("--profile") ? ["--cpu-prof"] : []);
    try {
      for (const kind of isBatchOnly ? [] : KINDS) {
        const { key = "" } = workspaces.get(kind) ?? {};
        const ours: Load = {
          ...{ port: product.port, path: "/api/v1/score" },
          headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
          bodies: asked.records.map((signals) => JSON.stringify({ signals })),
        };
        const theirs = peer && peerLoad(peer, kind, asked.numbers);
        figures.load(`api_${kind}`);
        for (const connections of CONNECTIONS) {
          const by = hasWrk()
            ? (load: Load) => warmThenDrive(load, connections, folder)
            : (load: Load) => drive(load, connections);
          await compare(figures, { kind, connections, ours, theirs, by });
        }
      }
      for (const [kind, { tenantId }] of isBatchOnly ? [] : workspaces) {
        const logged = await withTenant(tenantId, (tx) => tx.prediction.count());
        print(`api_${kind}_predictions_logged`, logged, "rows");
      }
      // Nobody else shall work meanwhile.
      await peer?.stop();
      const keys = new Map([...workspaces].map(([kind, { key }]) => [kind, key]));
      await benchBatch({ figures, product, keys, folder, trainingRows: TRAINING_ROWS });
    } finally {
      await product.stop();
      await peer?.stop();
    }
    console.error(figures.summary());
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startPeerHere(python: string, folder: string): Promise<RunningPeer> {
  return startPeer(python, await freePort(), { folder, rows: TRAINING_ROWS, columns: SIGNAL_KEYS.length });
}

function peerLoad({ port }: RunningPeer, kind: Kind, numbers: Float32Array): Load {
  const width = SIGNAL_KEYS.length;
  const bodies = Array.from({ length: ASKED }, (_, row) => {
    const features = SIGNAL_KEYS.map((key, column) => {
      const value = numbers[row * width + column] ?? Number.NaN;
      return [key, Number.isNaN(value) ? null : value] as const;
    });
    return JSON.stringify({ features: Object.fromEntries(features) });
  });
  return { port, path: `/score/${kind}`, headers: { "content-type": "application/json" }, bodies };
}

interface Comparison {
  readonly kind: Kind;
  readonly connections: number;
  readonly ours: Load;
  readonly theirs: Load | null;
  readonly by: (load: Load) => Promise<Measured>;
}

async function compare(
  figures: ReturnType<typeof openFigures>,
  { kind, connections, ours, theirs, by }: Comparison,
): Promise<void> {
  let mine: Measured | null = null;
  let their: Measured | null = null;
  for (let round = 0; round < ROUNDS; round += 1) {
    mine = better(mine, await by(ours));
    if (theirs) their = better(their, await by(theirs));
  }
  const name = `api_${kind}_${connections}`;
  if (!mine) return;
  figures.print(`${name}_ours`, mine.perSecond, "requests/s");
  figures.print(`${name}_ours_p50`, mine.p50, "ms");
  figures.print(`${name}_ours_p99`, mine.p99, "ms");
  if (!their) return;
  figures.print(`${name}_peer`, their.perSecond, "requests/s");
  figures.print(`${name}_peer_p50`, their.p50, "ms");
  figures.print(`${name}_peer_p99`, their.p99, "ms");
  figures.barred(`${name}_ratio`, mine.perSecond / their.perSecond, "x", { atLeast: BARS[kind] });
  figures.barred(`${name}_p99_ratio`, mine.p99 / their.p99, "x", { atMost: 1 });
}

/** The round with more requests a second: what disturbs only ever slows. */
const better = (one: Measured | null, other: Measured): Measured =>
  one && one.perSecond >= other.perSecond ? one : other;

/** A warm-up, then the round that counts. */
async function warmThenDrive(load: Load, connections: number, folder: string): Promise<Measured> {
  await driveByWrk(load, { connections, folder, seconds: WARM_SECONDS });
  return driveByWrk(load, { connections, folder, seconds: SECONDS });
}

/** Where there is no wrk: our own generator. */
async function drive(load: Load, connections: number): Promise<Measured> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "api", "load.mjs")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify({ ...load, connections, seconds: SECONDS, warmSeconds: WARM_SECONDS }));
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  if (text === "") throw new Error(`${load.path}: the load ended without an answer`);
  return JSON.parse(text) as Measured;
}
