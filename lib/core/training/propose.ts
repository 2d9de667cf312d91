import { simplestWithinOneError } from "../evaluation/cross-validate.ts";
import { MODELS } from "./fit-contender.ts";
import type { ContenderReport, PairReport, Proposal, TrainingReport } from "./report.ts";

/**
 * Which model to publish. Lowest out-of-fold log loss before the test part was read; of those within one standard error
 * of it the simplest (Breiman et al., 1984); and only where its top-20 % capture beats the rules' on the test part, the
 * whole of the paired interval above 0. Naive Bayes is shown and never proposed.
 */
export function propose(
  contenders: readonly ContenderReport[],
  pairs: readonly PairReport[],
  sufficiency: TrainingReport["sufficiency"],
): Proposal {
  const models = MODELS.flatMap((kind) => {
    const cross = contenders.find((candidate) => candidate.kind === kind)?.crossValidation;
    return cross?.logLoss == null ? [] : [{ kind, loss: cross.logLoss, standardError: cross.logLossError }];
  });
  const chosen = simplestWithinOneError(models);
  if (chosen === null) return { kind: null, best: null, why: "no_model" };
  const simplest = models[chosen]!;
  const isLeast = models.every(({ loss }) => loss >= simplest.loss);
  if (sufficiency === "exploratory") return { kind: null, best: simplest.kind, why: "exploratory" };
  const pair = pairs.find(({ a, b }) => a === simplest.kind && b === "rules");
  if (!(pair && pair.top20Capture.low > 0))
    return { kind: null, best: simplest.kind, why: "does_not_beat_rules" };
  return {
    kind: simplest.kind,
    best: simplest.kind,
    why: isLeast ? "best" : "simplest_within_one_error",
  };
}
