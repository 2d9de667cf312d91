import {
  type MatchedComparison,
  type MatchingOptions,
  matchedPool,
  matchedVerdict,
} from "@/lib/core/evaluation/matched-comparison";
import type { OverrideDirection } from "@/lib/core/scoring/effective";
import { namesOfUsers } from "@/lib/modules/users/data";
import type { TenantTx } from "@/lib/platform/db/client";
import type { Judgement, VerdictFacts } from "@/lib/present/override-verdict";
import { getOverridden, getUntouched, type JudgedOverride, type VerdictScope } from "./data-verdict";
import { OVERRIDE_CATEGORIES } from "./types";

/** Alike: the same month, the same version, at most three points apart, and at least five of them. */
export const MATCHING: MatchingOptions = { points: 3, fewest: 5 };

/** Were we right? Overridden leads against untouched ones alike, per direction, and in it per manager and reason. */
export async function getVerdict(tx: TenantTx, scope: VerdictScope): Promise<VerdictFacts> {
  const { judged, immature, undecided } = await getOverridden(tx, scope);
  const ages = judged.map(({ ageMs }) => ageMs);
  const compare = matchedPool(await getUntouched(tx, scope, ages), MATCHING);
  const names = await namesOfUsers(
    tx,
    judged.map(({ managerId }) => managerId),
  );
  const judge = (name: string, leads: readonly JudgedOverride[]): Judgement => {
    const comparison: MatchedComparison = compare(leads);
    return { name, ...comparison, verdict: matchedVerdict(comparison) };
  };
  const byDirection = (direction: OverrideDirection) => {
    const leads = judged.filter((each) => each.direction === direction);
    const groups = <Key>(
      keys: Iterable<Key>,
      keyOf: (lead: JudgedOverride) => Key,
      nameOf: (key: Key) => string,
    ) =>
      [...new Set(keys)]
        .map((key) =>
          judge(
            nameOf(key),
            leads.filter((lead) => keyOf(lead) === key),
          ),
        )
        .filter(({ figures, leftOut }) => (figures?.leads ?? 0) + leftOut > 0)
        .sort((a, b) => (b.figures?.leads ?? 0) - (a.figures?.leads ?? 0));
    return {
      all: judge("All", leads),
      byManager: groups(
        leads.map(({ managerId }) => managerId),
        ({ managerId }) => managerId,
        (id) => names.get(id ?? "") ?? "Former member",
      ),
      byReason: groups(
        OVERRIDE_CATEGORIES,
        ({ category }) => category,
        (category) => category,
      ),
    };
  };
  return {
    outcome: scope.outcome,
    points: MATCHING.points,
    judged: judged.length,
    immature,
    undecided,
    raised: byDirection("raised"),
    lowered: byDirection("lowered"),
  };
}
