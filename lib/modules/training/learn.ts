import { takeRows } from "@/lib/core/encoding/table";
import type { LeakageName } from "@/lib/core/leakage/types";
import { sufficiencyOf } from "@/lib/core/outcomes/sufficiency";
import type { SignalDefinition } from "@/lib/core/signals/types";
import type { TrainingOutcome, TrainingProgress } from "@/lib/core/training/input";
import { takeLabels, takeNumbers } from "@/lib/core/training/split-rows";
import {
  findLeakageInThread,
  quickAucInThread,
  trainInThread,
} from "@/lib/platform/training-thread/train-in-thread";
import { decide } from "./leave-out";
import { orderFor } from "./row-order";
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

/** Moments worth laying beside the one asked for: what is known at once, after a day, after a week. */
const MOMENTS_HOURS = [0, 24, 168] as const;
/** Measuring every lead three more times is not worth it beyond this. */
const MOST_FOR_WAITING = 30_000;

/**
 * How well the same leads can be told apart at creation, a day and a week later: whether waiting is worth it. Only leads
 * still undecided at the moment asked for are laid beside each other: those decided at once are easy, and nobody waits
 * for them. Leaks as found for that moment stay out. Undefined where the moment is no span after creation, or the
 * workspace is very large.
 */
export async function compareMoments(
  tenantId: string,
  settings: TrainingSettings,
  asOf: Date,
  { set, check }: Checked,
  { signal }: LearnOptions = {},
): Promise<TrainingCheck["waiting"]> {
  const { moment, outcome, seed } = settings;
  const leads = check.rows + Object.values(check.dropped).reduce((sum, count) => sum + count, 0);
  if (moment.kind !== "created_plus" || leads > MOST_FOR_WAITING) return undefined;
  const { leaveOut } = decide(check.findings, settings);
  const same = new Set(set.leadIds);
  const hours = [...new Set([...MOMENTS_HOURS, moment.hours])].sort((a, b) => a - b);
  const compared: NonNullable<TrainingCheck["waiting"]>[number][] = [];
  for (const each of hours) {
    const at = { kind: "created_plus", hours: each } as const;
    const other =
      each === moment.hours
        ? set
        : await loadTrainingSet(tenantId, { outcome, moment: at, now: asOf, signal });
    const part = onlyLeads(other, same);
    const auc = await quickAucInThread({ ...part, definitions: other.definitions, leaveOut, seed });
    compared.push({ moment: at, rows: part.labels.length, auc });
  }
  return compared;
}

function onlyLeads({ table, labels, order, leadIds }: TrainingSet, wanted: ReadonlySet<string>) {
  const rows = Uint32Array.from([...leadIds.keys()].filter((row) => wanted.has(leadIds[row]!)));
  return {
    table: takeRows(table, rows),
    labels: takeLabels(labels, rows),
    order: order && { ...order, values: takeNumbers(order.values, rows) },
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
