import type { Scorer } from "../scoring/score.ts";
import { type CompiledSignals, DAYS_SINCE_CREATED, dependenciesOf } from "../signals/compile.ts";
import type { SignalDefinition } from "../signals/types.ts";

/** Keys of the signals that a scorer reads: of its enabled rules, or of the model. */
export function signalsRead(scorer: Scorer): ReadonlySet<string> {
  return new Set(
    "ruleSet" in scorer
      ? scorer.ruleSet.rules.filter(({ enabled }) => enabled).map(({ signal }) => signal)
      : scorer.model.artefact.signals.map(({ key }) => key),
  );
}

/** What stands for a signal among the controls: one question is asked once. */
const ASKED_AS: Readonly<Record<string, string>> = {
  company_size_log: "employees",
  out_of_territory: "in_territory",
};

/**
 * The signals somebody can set so that everything the scorer reads follows: those it reads, and instead of ratios and
 * interactions what they are made of. In the order of definition.
 */
export function settableSignals(scorer: Scorer, compiled: CompiledSignals): SignalDefinition[] {
  const keys = new Set<string>();
  const visit = (key: string): void => {
    const index = compiled.indexByKey.get(key);
    if (index === undefined || key === DAYS_SINCE_CREATED) return;
    const parts = dependenciesOf(compiled.definitions[index]!);
    const { source } = compiled.definitions[index]!;
    if (source.kind === "ratio" || source.kind === "interaction") {
      for (const part of parts) visit(part);
      return;
    }
    const asked = ASKED_AS[key];
    keys.add(asked !== undefined && compiled.indexByKey.has(asked) ? asked : key);
  };
  for (const key of signalsRead(scorer)) visit(key);
  return compiled.definitions.filter(({ key }) => keys.has(key));
}
