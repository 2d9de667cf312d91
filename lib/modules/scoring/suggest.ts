import { takeRows } from "@/lib/core/encoding/table";
import { type RuleReading, suggestPoints } from "@/lib/core/rules/suggest-points";
import type { RuleSet } from "@/lib/core/rules/types";
import { splitRows, takeLabels } from "@/lib/core/training/split-rows";
import { newestFinishedRun } from "@/lib/modules/training/data";
import { decide } from "@/lib/modules/training/leave-out";
import { orderFor } from "@/lib/modules/training/row-order";
import { loadTrainingSet } from "@/lib/modules/training/training-set";
import type { Run } from "@/lib/modules/training/types";
import type { TenantTx } from "@/lib/platform/db/client";
import { type ActiveScorer, currentRules, ruleSetOf } from "./data";

/** The rules that history is laid beside, and the run that says what history is: outcome, moment, what is left out. */
export interface SuggestionBasis {
  readonly rules: ActiveScorer;
  readonly ruleSet: RuleSet;
  readonly run: Run;
}

/** Null until a training run has finished: only then did the guard look at every signal. */
export async function suggestionBasis(tx: TenantTx, tenantId: string): Promise<SuggestionBasis | null> {
  const run = await newestFinishedRun(tx, tenantId);
  if (!run) return null;
  const rules = await currentRules(tx);
  const ruleSet = ruleSetOf(rules);
  return ruleSet && { rules, ruleSet, run };
}

export interface HistoryReadings {
  readonly readings: readonly RuleReading[];
  /** Leads that history was read from. */
  readonly rows: number;
  readonly positives: number;
}

/** Readings by run and rules: measuring every lead takes seconds, and the present of a run never moves. */
const MOST_KEPT = 8;
const kept = new Map<string, Promise<HistoryReadings>>();

/**
 * What the run's leads say about each rule, with the same outcome, moment and present as the run. Its test part is not
 * read: else models would be compared on those leads with rules that were fitted to them.
 */
export function readingsOf(tenantId: string, basis: SuggestionBasis): Promise<HistoryReadings> {
  const key = `${tenantId} ${basis.run.id} ${basis.rules.id} ${basis.rules.definitions.length}`;
  const known = kept.get(key);
  if (known) return known;
  const reading = measure(tenantId, basis);
  kept.set(key, reading);
  reading.catch(() => kept.delete(key));
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return reading;
}

async function measure(tenantId: string, { rules, ruleSet, run }: SuggestionBasis): Promise<HistoryReadings> {
  const { outcome, moment, order, seed } = run.settings;
  const set = await loadTrainingSet(tenantId, { outcome, moment, now: run.asOf, signalsFor: "rules" });
  const parts = splitRows({ labels: set.labels, order: orderFor(set, order), seed });
  const read = Uint32Array.from(parts ? [...parts.train, ...parts.calibration] : set.labels.keys()).sort();
  const labels = takeLabels(set.labels, read);
  const { leaveOut, openSuspects } = decide(run.check?.findings ?? [], run.settings);
  const readings = suggestPoints({
    ruleSet,
    definitions: rules.definitions,
    table: takeRows(set.table, read),
    labels,
    // A suspect that nobody cleared may well know the outcome: points are for a person to trust at sight.
    leaveOut: new Set([...leaveOut.map(({ key }) => key), ...openSuspects]),
  });
  return {
    readings,
    rows: labels.length,
    positives: labels.reduce((sum, label) => sum + label, 0),
  };
}
