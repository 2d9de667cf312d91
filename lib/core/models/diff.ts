import type { OutcomeDefinition } from "../outcomes/types.ts";
import { type BandChange, diffBands } from "../scoring/bands-diff.ts";
import type { BandSet } from "../scoring/types.ts";
import type { ModelKind } from "./types.ts";

/** What of a published model can be laid beside another. */
export interface ComparableModel {
  readonly kind: ModelKind;
  /** Hash of the artefact: the same one scores the same. */
  readonly hash: string;
  readonly runId: string;
  readonly signals: readonly { readonly key: string; readonly label: string }[];
  readonly outcome: OutcomeDefinition;
  readonly bands: BandSet;
}

export type ModelChange =
  | { readonly kind: "algorithm"; readonly before: ModelKind; readonly after: ModelKind }
  | { readonly kind: "outcome"; readonly before: OutcomeDefinition; readonly after: OutcomeDefinition }
  /** Taught again, by another run; false: another contender of the same run. */
  | { readonly kind: "taught"; readonly byAnotherRun: boolean }
  | {
      readonly kind: "signals";
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  | BandChange;

const sameOutcome = (a: OutcomeDefinition, b: OutcomeDefinition): boolean =>
  a.outcome === b.outcome && a.anchor === b.anchor && a.windowDays === b.windowDays && a.name === b.name;

/** What changed from one model to another: kind, what it foretells, how it was taught, signals (by label), bands. */
export function diffModels(before: ComparableModel, after: ComparableModel): ModelChange[] {
  const changes: ModelChange[] = [];
  if (before.kind !== after.kind) changes.push({ kind: "algorithm", before: before.kind, after: after.kind });
  if (!sameOutcome(before.outcome, after.outcome))
    changes.push({ kind: "outcome", before: before.outcome, after: after.outcome });
  if (before.hash !== after.hash)
    changes.push({ kind: "taught", byAnotherRun: before.runId !== after.runId });
  const had = new Set(before.signals.map(({ key }) => key));
  const has = new Set(after.signals.map(({ key }) => key));
  const added = after.signals.filter(({ key }) => !had.has(key)).map(({ label }) => label);
  const removed = before.signals.filter(({ key }) => !has.has(key)).map(({ label }) => label);
  if (added.length + removed.length > 0) changes.push({ kind: "signals", added, removed });
  return [...changes, ...diffBands(before.bands, after.bands)];
}
