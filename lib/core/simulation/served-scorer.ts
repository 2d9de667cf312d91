import { openArtefact } from "../models/artefact.ts";
import type { ModelArtefact, ModelKind } from "../models/types.ts";
import type { RuleSet } from "../rules/types.ts";
import type { Scorer } from "../scoring/score.ts";
import type { BandSet } from "../scoring/types.ts";
import { type CompiledSignals, compileSignals } from "../signals/compile.ts";
import type { SignalDefinition } from "../signals/types.ts";

/**
 * A scorer as the browser gets it: all that it takes to measure and score as the server does, and nothing of how good
 * it is or what it was made from. Plain JSON, whose numbers survive the way bit for bit.
 */
export type ServedScorer =
  | {
      readonly kind: "rules";
      readonly version: string;
      readonly hash: string;
      readonly ruleSet: RuleSet;
      readonly definitions: readonly SignalDefinition[];
    }
  | {
      readonly kind: ModelKind;
      readonly version: string;
      readonly hash: string;
      readonly artefact: ModelArtefact;
      readonly bands: BandSet;
    };

/** @param definitions of the signals that rules read; a model has its own */
export function servedScorer(scorer: Scorer, definitions: readonly SignalDefinition[]): ServedScorer {
  const { version, hash } = scorer.ref;
  return "ruleSet" in scorer
    ? { kind: "rules", version, hash, ruleSet: scorer.ruleSet, definitions }
    : { kind: scorer.ref.kind, version, hash, artefact: scorer.model.artefact, bands: scorer.bands };
}

export interface OpenedScorer {
  readonly scorer: Scorer;
  readonly compiled: CompiledSignals;
}

/** @throws Error where a model's artefact is of a version that this program does not read. */
export function openServedScorer(served: ServedScorer): OpenedScorer {
  const { version, hash } = served;
  if (served.kind === "rules") {
    const { ruleSet, definitions } = served;
    return {
      scorer: { ref: { kind: "rules", version, hash }, ruleSet },
      compiled: compileSignals(definitions, ruleSet.market),
    };
  }
  const opened = openArtefact(served.artefact);
  if (!opened.ok) throw new Error(`openServedScorer: ${opened.reason}`);
  const { definitions, market } = opened.model.artefact;
  return {
    scorer: { ref: { kind: served.kind, version, hash }, model: opened.model, bands: served.bands },
    compiled: compileSignals(definitions, market),
  };
}
