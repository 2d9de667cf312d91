import type { OutcomeDefinition, OutcomeKind } from "./types.ts";

/** What most teams predict; each can be changed, and a tenant may name its own. */
export const OUTCOME_PRESETS: Readonly<Record<Exclude<OutcomeKind, "own">, OutcomeDefinition>> = {
  won_deal: {
    kind: "won_deal",
    name: "closed won",
    outcome: "won_deal",
    anchor: "lead_created",
    windowDays: 90,
  },
  qualified_meeting: {
    kind: "qualified_meeting",
    name: "held a qualified meeting",
    outcome: "qualified_meeting",
    anchor: "lead_created",
    windowDays: 30,
  },
  paid_trial: {
    kind: "paid_trial",
    name: "paid after a trial",
    outcome: "paid_trial",
    anchor: "lead_created",
    windowDays: 14,
  },
};

/** What a recorded outcome means: the preset of that key, else an outcome of the tenant's own with the usual window. */
export function outcomeOf(key: string): OutcomeDefinition {
  const preset = Object.values(OUTCOME_PRESETS).find(({ outcome }) => outcome === key);
  return preset ?? { ...OUTCOME_PRESETS.won_deal, kind: "own", name: key.replaceAll("_", " "), outcome: key };
}
