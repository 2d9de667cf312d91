import { reachOf } from "./condition.ts";
import type { Rule } from "./types.ts";

/** What a rule would reach if it were enabled, in points without sign; null where it has no bound. */
export function enabledReach(rule: Rule): number | null {
  return reachOf({ ...rule, enabled: true });
}

/**
 * The same rule reaching `reach` whole points: levels and units keep their proportions, in whole points too (half a
 * point is the least for each). Signs stay. 0 puts the rule aside and keeps its points, so that it can come back.
 */
export function withReach(rule: Rule, reach: number): Rule {
  if (reach <= 0) return { ...rule, enabled: false };
  const before = enabledReach(rule);
  const fallback = rule.dimension === "negative" ? -1 : 1;
  switch (rule.per) {
    case "flat":
      return { ...rule, enabled: true, cap: null, points: (Math.sign(rule.points) || fallback) * reach };
    case "each": {
      const unit = before ? (Math.abs(rule.points) * reach) / before : reach;
      const rounded = unit < 0.75 ? 0.5 : Math.min(reach, Math.round(unit));
      return { ...rule, enabled: true, cap: reach, points: (Math.sign(rule.points) || fallback) * rounded };
    }
    case "levels": {
      const most = rule.levels.reduce((best, { points }) => Math.max(best, Math.abs(points)), 0);
      const scaled = (points: number) =>
        most === 0 ? fallback * reach : Math.sign(points) * Math.round((Math.abs(points) * reach) / most);
      return {
        ...rule,
        enabled: true,
        cap: null,
        levels: rule.levels.map(({ condition, points }) => ({ condition, points: scaled(points) || 0 })),
      };
    }
  }
}
