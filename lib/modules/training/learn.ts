import type { LeakageName } from "@/lib/core/leakage/types";
import { sufficiencyOf } from "@/lib/core/outcomes/sufficiency";
import type { SignalDefinition } from "@/lib/core/signals/types";
import type { TrainingOutcome, TrainingProgress } from "@/lib/core/training/input";
import { findLeakageInThread, trainInThread } from "@/lib/platform/training-thread/train-in-thread";
import { decide } from "./leave-out";
import { loadTrainingSet, type TrainingSet } from "./training-set";
import type { TrainingCheck, TrainingSettings } from "./types";

export interface LearnOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined;
  readonly onLead?: ((done: number, total: number) => void | Promise<void>) | undefined;
}

export interface Checked {
  readonly set: TrainingSet;
  readonly check: TrainingCheck;
}

/** Measures the leads as of their moments and lets the guard look at every signal. Nothing is learnt yet. */
export async function checkTraining(
  tenantId: string,
  settings: TrainingSettings,
  asOf: Date,
  { signal, onLead }: LearnOptions = {},
): Promise<Checked> {
  const loaded = await loadTrainingSet(tenantId, {
    outcome: settings.outcome,
    moment: settings.moment,
    now: asOf,
    signal,
    onProgress: onLead,
  });
  const set = { ...loaded, order: orderFor(loaded, settings.order) };
  const { table, labels, seenAfterOutcome, definitions } = set;
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const findings =
    labels.length === 0
      ? []
      : await findLeakageInThread(
          {
            table,
            labels,
            seenAfterOutcome,
            names: namesOf(definitions, set.isPointInTime),
            seed: settings.seed,
          },
          { signal },
        );
  return {
    set,
    check: {
      rows: labels.length,
      positives,
      dropped: set.dropped,
      sufficiency: sufficiencyOf(labels.length, positives),
      order: set.order?.kind ?? "kfold",
      isPointInTime: set.isPointInTime,
      findings,
    },
  };
}

/** Trains on a set that was checked, in a thread. */
export function learn(
  { set, check }: Checked,
  settings: TrainingSettings,
  { signal, onProgress }: LearnOptions = {},
): Promise<TrainingOutcome> {
  const { table, labels, order, ruleScores, ruleVersion, ruleBands, definitions, market, dropped } = set;
  return trainInThread(
    {
      ...{ table, labels, order, ruleScores, ruleVersion, ruleBands, definitions, market, dropped },
      ...decide(check.findings, settings),
      outcome: settings.outcome,
      moment: settings.moment,
      sufficiency: check.sufficiency.level === "enough" ? "enough" : "exploratory",
      seed: settings.seed,
    },
    { signal, onProgress },
  );
}

function orderFor(set: TrainingSet, wish: TrainingSettings["order"]): TrainingSet["order"] {
  if (wish === "auto") return set.order;
  if (wish === "none") return null;
  return set.order?.kind === wish ? set.order : wish === "rows" ? set.rowOrder : null;
}

/** What a signal is called and where it comes from: the names of attributes alone may raise suspicion. */
function namesOf(
  definitions: readonly SignalDefinition[],
  isPointInTime: boolean,
): Record<string, LeakageName> {
  return Object.fromEntries(
    definitions.map(({ key, label, family, source }): [string, LeakageName] => {
      const name = source.kind === "attribute" ? source.attribute : label;
      // Read from a file's column, a count or a recency is as undated as any attribute.
      const isUndated = !isPointInTime && ["events", "recency", "ratio"].includes(source.kind);
      if (isUndated) return [key, { label, name, source: "attribute" }];
      if (family !== "custom") return [key, { label, name, source: "standard" }];
      return [key, { label, name, source: source.kind === "attribute" ? "attribute" : "event" }];
    }),
  );
}
