import type { SignalTable } from "@/lib/core/encoding/table";
import { type TableBuilder, tableBuilder } from "@/lib/core/encoding/table-builder";
import type { DropCounts, DropReason } from "@/lib/core/outcomes/types";
import type { BandSet } from "@/lib/core/scoring/types";
import type { MarketSettings, SignalDefinition } from "@/lib/core/signals/types";
import { type ActiveScorer, catalogueSignals, currentRules } from "@/lib/modules/scoring/data";
import { scoreAsOf } from "@/lib/modules/scoring/score-lead";
import { withTenant } from "@/lib/platform/db/client";
import { sha256OfParts } from "@/lib/platform/hash";
import { type LabelledLeadsRequest, type LeadVisitor, visitLabelledLeads } from "./labelled-leads";
import { type SeenAfter, seenAfterCounter } from "./seen-after";

export interface TrainingSetRequest extends LabelledLeadsRequest {
  /** rules: also what rules alone read and no model is offered (competitor, free mail...). */
  readonly signalsFor?: "models" | "rules";
}

/** Leads as of their moments, with what became of them: what is learnt from. */
export interface TrainingSet {
  readonly table: SignalTable;
  readonly labels: Uint8Array;
  readonly leadIds: readonly string[];
  /** Prediction moments, else the rows' order in their file; null where neither is known of every lead. */
  readonly order: { readonly kind: "time" | "rows"; readonly values: Float64Array } | null;
  /** The rows' order in their file, also where there are times; null where it is not known of every lead. */
  readonly rowOrder: { readonly kind: "rows"; readonly values: Float64Array } | null;
  /** Unrounded scores by the rules, on the same signals as of the same moments. */
  readonly ruleScores: Float64Array;
  readonly ruleVersion: string;
  readonly ruleBands: BandSet;
  readonly definitions: readonly SignalDefinition[];
  readonly market: MarketSettings;
  readonly dropped: DropCounts;
  /** By signal of an attribute: how much of it was first written after the outcome was decided. */
  readonly seenAfterOutcome: Readonly<Record<string, SeenAfter>>;
  /** False for values as imported: that they were known in time is the file's word. */
  readonly isPointInTime: boolean;
  /** sha256 of signals, labels and lead ids. */
  readonly dataHash: string;
}

/**
 * Measures every lead as of its prediction moment through the one `signalsAsOf`, and looks forward for its label.
 * A transaction a chunk; memory grows with columns, not with events.
 */
export async function loadTrainingSet(tenantId: string, request: TrainingSetRequest): Promise<TrainingSet> {
  const { rules, offered } = await withTenant(tenantId, async (tx) => ({
    rules: await currentRules(tx),
    offered: new Set((await catalogueSignals(tx)).map(({ key }) => key)),
  }));
  const collector = collectorFor(rules, request, offered);
  await visitLabelledLeads(tenantId, request, collector);
  return collector.finish();
}

interface Collector extends LeadVisitor {
  finish(): TrainingSet;
}

function collectorFor(
  rules: ActiveScorer,
  { moment, signalsFor = "models" }: TrainingSetRequest,
  offered: ReadonlySet<string>,
): Collector {
  const modelled = rules.definitions.filter(
    (each) => offered.has(each.key) && (each.modelled || signalsFor === "rules"),
  );
  const table: TableBuilder = tableBuilder(modelled);
  const labels: number[] = [];
  const leadIds: string[] = [];
  const moments: number[] = [];
  const sequences: (number | null)[] = [];
  const ruleScores: number[] = [];
  const dropped: Record<DropReason, number> = {
    immature: 0,
    decided_before_moment: 0,
    undecided: 0,
    no_moment: 0,
  };
  const seenAfter = seenAfterCounter(modelled);
  const isPointInTime = moment.kind !== "as_imported";
  return {
    lead({ id, sequence, history, moment: at, seenUntil, label, decidedAt }) {
      const { signals, result } = scoreAsOf(rules, history, seenUntil);
      table.add(signals.vector.values);
      labels.push(label);
      leadIds.push(id);
      moments.push(at ?? history.createdAt ?? Number.NaN);
      sequences.push(sequence);
      ruleScores.push(result.unrounded);
      seenAfter.add(history, decidedAt);
    },
    dropped(reason) {
      dropped[reason] += 1;
    },
    finish() {
      const finished = table.finish();
      const outcomes = Uint8Array.from(labels);
      return {
        table: finished,
        labels: outcomes,
        leadIds,
        order: timeOrder(moments) ?? rowOrder(sequences),
        rowOrder: rowOrder(sequences),
        ruleScores: Float64Array.from(ruleScores),
        ruleVersion: rules.version,
        ruleBands: rules.bandSet,
        definitions: rules.definitions,
        market: rules.market,
        dropped,
        seenAfterOutcome: seenAfter.finish(),
        isPointInTime,
        dataHash: hashOf(finished, outcomes, leadIds),
      };
    },
  };
}

const varies = (values: readonly (number | null)[]) => values.some((value) => value !== values[0]);

/** Null where a lead has no time, or all have the same. */
function timeOrder(moments: readonly number[]): TrainingSet["order"] {
  return moments.every(Number.isFinite) && varies(moments)
    ? { kind: "time", values: Float64Array.from(moments) }
    : null;
}

function rowOrder(sequences: readonly (number | null)[]): TrainingSet["rowOrder"] {
  return sequences.every((sequence) => sequence !== null) && varies(sequences)
    ? { kind: "rows", values: Float64Array.from(sequences) }
    : null;
}

function hashOf(table: SignalTable, labels: Uint8Array, leadIds: readonly string[]): string {
  return sha256OfParts(
    (function* parts() {
      for (const column of table.columns) {
        yield `${column.key} ${column.type}`;
        if (column.type === "category") yield JSON.stringify(column.levels);
        const { buffer, byteOffset, byteLength } = column.values;
        yield new Uint8Array(buffer, byteOffset, byteLength);
      }
      yield labels;
      yield leadIds.join();
    })(),
  );
}
