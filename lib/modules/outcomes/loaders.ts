import { OUTCOME_PRESETS, outcomeOf } from "@/lib/core/outcomes/presets";
import { requireMember } from "@/lib/platform/auth/member";
import { withTenant } from "@/lib/platform/db/client";
import { formatNumber } from "@/lib/present/format";
import {
  asRecorded,
  chosenOutcome,
  followedOutcome,
  hasDatedHistories,
  outcomesOnOffer,
  ownEventTypes,
} from "./data";
import { versionOfOutcome } from "./mutations";
import type { OfferedOutcome, OutcomePage } from "./types";

/** What is predicted, and what could be. */
export async function loadOutcomePage(): Promise<OutcomePage> {
  const { tenantId } = await requireMember("scoring.manage");
  return withTenant(tenantId, async (tx) => {
    const set = await chosenOutcome(tx, tenantId);
    const { source, ...followed } = await followedOutcome(tx, tenantId);
    const isDated = await hasDatedHistories(tx, tenantId);
    const recorded: OfferedOutcome[] = (await outcomesOnOffer(tx, tenantId)).map((each) => ({
      settings: asRecorded(outcomeOf(each.outcome), isDated).outcome,
      hint: `${formatNumber(each.positive)} positive, ${formatNumber(each.negative)} negative, ${formatNumber(each.undecided)} undecided`,
    }));
    const known = new Set(recorded.map(({ settings }) => settings.outcome));
    const others: OfferedOutcome[] = [
      ...Object.values(OUTCOME_PRESETS),
      followed.outcome,
      ...(set ? [set.outcome] : []),
    ]
      .filter(({ outcome }) => !known.has(outcome) && known.add(outcome))
      .map((settings) => ({ settings, hint: "No lead has it yet" }));
    return {
      version: versionOfOutcome(set),
      set,
      followed,
      followedBecause: source,
      offered: [...recorded, ...others],
      isDated,
      eventTypes: isDated ? await ownEventTypes(tx, tenantId) : [],
    };
  });
}
