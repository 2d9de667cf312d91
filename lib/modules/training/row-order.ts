import type { TrainingSet } from "./training-set";
import type { TrainingSettings } from "./types";

/** The order that a run's parts are cut by, as it was asked for; null where there is none. */
export function orderFor(set: TrainingSet, wish: TrainingSettings["order"]): TrainingSet["order"] {
  if (wish === "auto") return set.order;
  if (wish === "none") return null;
  return set.order?.kind === wish ? set.order : wish === "rows" ? set.rowOrder : null;
}
