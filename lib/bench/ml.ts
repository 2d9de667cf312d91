import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { type Figure, openFigures } from "./ml/figures";
import { findPeer, type Peer, startPeer } from "./ml/peer";
import { openRoom } from "./ml/room";
import { benchBoosted, benchLogistic, benchMetrics, benchModel, benchTwoThreads, warmUp } from "./ml/suites";

interface SizePlan {
  readonly size: string;
  readonly rows: number;
  /** How often each side runs; its best counts. */
  readonly rounds: number;
  /** The most that ours may take of the peer's time. */
  readonly boosted: number;
  readonly logistic?: number;
  readonly twoThreads?: number;
}

const PLANS: readonly SizePlan[] = [
  { size: "9k", rows: 9_000, rounds: 9, boosted: 1.5 },
  { size: "100k", rows: 100_000, rounds: 5, boosted: 0.9, logistic: 1.3 },
  { size: "1M", rows: 1_000_000, rounds: 3, boosted: 0.6, logistic: 0.85, twoThreads: 0.6 },
];
/** Whose model predicts and explains, where it is among the sizes. */
const MODEL_SIZE = "100k";

/**
 * Our machine learning beside scikit-learn and xgboost on the same made-up tables, in turn, warmed up, files read
 * beforehand: processor time of one thread, and the clock for two. `--sizes 9k,100k` leaves out the million rows.
 * Without the Python packages only our own figures are printed.
 */
export async function bench(print: Figure, args: readonly string[] = []): Promise<void> {
  const plans = plansOf(args);
  const folder = mkdtempSync(join(tmpdir(), "firstcall-bench-"));
  const peers: Peer[] = [];
  try {
    const found = findPeer();
    if ("absent" in found) console.error(`no peer: ${found.absent}; only our own figures follow`);
    const peerOf = (threads: number): Peer | null => {
      if ("absent" in found) return null;
      const peer = startPeer(found.python, threads, folder);
      peers.push(peer);
      return peer;
    };
    const figures = openFigures(print);
    const room = await openRoom(folder, figures, peerOf(1));
    if (room.peer) console.error((await room.peer.ask<{ versions: string }>("versions")).versions);
    await warmUp(room);
    const modelSize = plans.some(({ size }) => size === MODEL_SIZE) ? MODEL_SIZE : plans[0]?.size;
    for (const plan of plans) {
      figures.load(`ml_${plan.size}`);
      const table = await room.table(plan.size, plan.rows);
      if (plan.logistic) await benchLogistic(room, table, plan.rounds, plan.logistic);
      const ensemble = await benchBoosted(room, table, plan.rounds, plan.boosted);
      if (plan.size === modelSize) await benchModel(room, plan.size, ensemble);
      if (plan.twoThreads && availableParallelism() > 1)
        await benchTwoThreads(room, table, peerOf(2), plan.rounds, plan.twoThreads);
      await room.forget(plan.size);
    }
    await benchMetrics(room);
    console.error(figures.summary());
  } finally {
    await Promise.all(peers.map((peer) => peer.close()));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws Error naming what can be asked for */
function plansOf(args: readonly string[]): readonly SizePlan[] {
  const [option, list] = args;
  if (option === undefined) return PLANS;
  const sizes = option === "--sizes" && list ? list.split(",") : [];
  const plans = PLANS.filter(({ size }) => sizes.includes(size));
  if (plans.length === 0 || plans.length !== sizes.length || args.length > 2)
    throw new Error(`--sizes takes any of ${PLANS.map(({ size }) => size).join(",")}`);
  return plans;
}
