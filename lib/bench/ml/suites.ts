import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TreeEnsemble } from "@/lib/core/trees/ensemble";
import { threadCrew } from "@/lib/platform/training-crew/thread-crew";
import {
  aucOurs,
  BOOSTING,
  boostOurs,
  explainOurs,
  fitOurs,
  metricsOurs,
  oneLeadOurs,
  predictOurs,
  TOLERANCE,
} from "./ours";
import type { Peer } from "./peer";
import type { Room } from "./room";
import { type LeadTable, makeScores } from "./table";
import { alternate, type Timed } from "./timing";

const AUC_WITHIN = 0.002;
const PREDICTION_AT_MOST = 1.25;
const SHAP_TIMES_FASTER = 8;
const ONE_LEAD_MICROSECONDS = 150;
const METRICS_TIMES_FASTER = 2.5;

const ROUNDS = 5;
const SHAP_ROWS = 20_000;
const PEER_SHAP_ROWS = 2_000;
const LEADS = 4_000;
const SCORED_ROWS = 1_000_000;

const boosting = (name: string, threads: number) => ({
  name,
  threads,
  rounds: BOOSTING.rounds,
  leaves: BOOSTING.mostLeaves,
  depth: BOOSTING.mostDepth,
  rate: BOOSTING.learningRate,
  penalty: BOOSTING.penalty,
  leastHessian: BOOSTING.leastHessian,
  bins: BOOSTING.mostBins,
});

/** Both sides once over everything that is timed later: the engine compiles, libraries load, memory is touched. */
export async function warmUp({ peer, heldOut, table, forget }: Room): Promise<void> {
  const small = await table("warm_up", 9_000);
  let ensemble = boostOurs(small).ensemble;
  for (let turn = 0; turn < 4; turn += 1) {
    fitOurs(small);
    ensemble = boostOurs(small).ensemble;
    predictOurs(ensemble, small);
    explainOurs(ensemble, small, 2_000);
    oneLeadOurs(ensemble, small, LEADS);
  }
  await peer?.ask("logistic", { name: small.name, tolerance: TOLERANCE });
  await peer?.ask("boost", boosting(small.name, 1));
  await peer?.ask("predict", { name: small.name, on: heldOut.name });
  await peer?.ask("contributions", { name: small.name, on: heldOut.name, rows: 100 });
  await forget(small.name);
}

export async function benchLogistic({ peer, figures }: Room, table: LeadTable, rounds: number, bar: number) {
  const name = `ml_logistic_${table.name}`;
  const request = { name: table.name, tolerance: TOLERANCE };
  const { ours, theirs } = await alternate(
    rounds,
    () => fitOurs(table),
    peer ? () => peer.ask<Timed & { gradient: number }>("logistic", request) : null,
  );
  figures.pair(name, ours, theirs, bar);
  figures.print(`${name}_ours_gradient`, ours.gradient, "per_row");
  if (theirs) figures.print(`${name}_peer_gradient`, theirs.gradient, "per_row");
}

/** @returns our model */
export async function benchBoosted(
  { peer, figures, heldOut }: Room,
  table: LeadTable,
  rounds: number,
  bar: number,
): Promise<TreeEnsemble> {
  const name = `ml_boosted_${table.name}`;
  const { ours, theirs } = await alternate(
    rounds,
    () => boostOurs(table),
    peer ? () => peer.ask("boost", boosting(table.name, 1)) : null,
  );
  figures.pair(name, ours, theirs, bar);
  const auc = aucOurs(ours.ensemble, heldOut);
  figures.print(`${name}_ours_auc`, auc, "auc");
  if (peer) {
    const { auc: theirAuc } = await peer.ask<{ auc: number }>("auc", { name: table.name, on: heldOut.name });
    figures.print(`${name}_peer_auc`, theirAuc, "auc");
    figures.barred(`${name}_auc_difference`, auc - theirAuc, "auc", {
      atLeast: -AUC_WITHIN,
      atMost: AUC_WITHIN,
    });
  }
  return ours.ensemble;
}

/** Each side's model of this table, at work on the held-out leads. */
export async function benchModel({ peer, figures, heldOut }: Room, size: string, ensemble: TreeEnsemble) {
  const asked = { name: size, on: heldOut.name };
  const predicted = await alternate(
    ROUNDS,
    () => predictOurs(ensemble, heldOut),
    peer ? () => peer.ask("predict", asked) : null,
  );
  figures.pair("ml_predict_100k", predicted.ours, predicted.theirs, PREDICTION_AT_MOST);

  const explained = await alternate(
    ROUNDS,
    () => explainOurs(ensemble, heldOut, SHAP_ROWS),
    peer ? () => peer.ask("contributions", { ...asked, rows: PEER_SHAP_ROWS }) : null,
  );
  const rate = SHAP_ROWS / explained.ours.cpu;
  figures.print("ml_shap_ours", rate, "rows_per_cpu_s");
  if (explained.theirs) {
    const theirRate = PEER_SHAP_ROWS / explained.theirs.cpu;
    figures.print("ml_shap_peer", theirRate, "rows_per_cpu_s");
    figures.barred("ml_shap_times_faster", rate / theirRate, "x", { atLeast: SHAP_TIMES_FASTER });
  }
  const medians = Array.from({ length: ROUNDS }, () => oneLeadOurs(ensemble, heldOut, LEADS));
  const micros = Math.min(...medians);
  figures.barred("ml_one_lead_with_contributions", micros, "us", { atMost: ONE_LEAD_MICROSECONDS });
}

/** By the clock, which others on this machine disturb: judge it beside the load. */
export async function benchTwoThreads(
  { figures, show }: Room,
  table: LeadTable,
  peer: Peer | null,
  rounds: number,
  bar: number,
) {
  await show(peer, table);
  figures.load(`ml_two_threads_${table.name}`);
  const { ours, theirs } = await alternate(
    rounds,
    () => boostOurs(table, threadCrew(2)),
    peer ? () => peer.ask("boost", boosting(table.name, 2)) : null,
    "wall",
  );
  figures.pair(`ml_two_threads_${table.name}`, ours, theirs, bar, "wall");
}

/** AUC and average precision of a million scores. */
export async function benchMetrics({ peer, figures, folder }: Room) {
  const { scores, labels } = makeScores(SCORED_ROWS, 5);
  const files = { scores: join(folder, "scores.f64"), labels: join(folder, "scores.labels.u8") };
  writeFileSync(files.scores, scores);
  writeFileSync(files.labels, labels);
  metricsOurs(scores.slice(0, 50_000), labels.slice(0, 50_000));
  const { ours, theirs } = await alternate(
    ROUNDS,
    () => metricsOurs(scores, labels),
    peer ? () => peer.ask<Timed & { auc: number; averagePrecision: number }>("metrics", files) : null,
  );
  figures.print("ml_auc_and_precision_1M_ours_cpu", ours.cpu, "s");
  if (!theirs) return;
  figures.print("ml_auc_and_precision_1M_peer_cpu", theirs.cpu, "s");
  figures.barred("ml_auc_and_precision_1M_times_faster", theirs.cpu / ours.cpu, "x", {
    atLeast: METRICS_TIMES_FASTER,
  });
  const apart = Math.max(
    Math.abs(ours.auc - theirs.auc),
    Math.abs(ours.averagePrecision - theirs.averagePrecision),
  );
  figures.barred("ml_auc_and_precision_1M_apart", apart, "auc", { atMost: 1e-10 });
}
