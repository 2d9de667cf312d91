import type { BandSet } from "../core/scoring/types.ts";
import { formatCount, formatNumber } from "./format.ts";

/** Wording of the leads list around its rows: tabs, counts, footer. */

interface Counted {
  readonly count: number;
  readonly capped: boolean;
}

/** "1,284", "10,000+" */
export function cappedText({ count, capped }: Counted): string {
  return `${formatNumber(count)}${capped ? "+" : ""}`;
}

/** "1 lead", "1,284 leads", "100,000+ leads" */
export function leadsText(total: Counted): string {
  return total.capped ? `${cappedText(total)} leads` : formatCount(total.count, "lead");
}

/** "2 of 1,284 leads" */
export function foundText(matching: Counted, total: Counted): string {
  return `${cappedText(matching)} of ${leadsText(total)}`;
}

/** "All 214 leads with “ing”" */
export function matchesText(matching: Counted, text: string): string {
  return `All ${leadsText(matching)} with “${text}”`;
}

/** "7 hot · 6 warm · 2 nurture · 1 suppress"; bands nobody is in are left out. Null where there is nothing to split. */
export function bandCountsText(byBand: ReadonlyMap<string, number>, bandSet: BandSet): string | null {
  const parts = bandSet.bands.flatMap(({ id, name }) => {
    const count = byBand.get(id) ?? 0;
    return count > 0 ? [`${formatNumber(count)} ${name.toLocaleLowerCase("en")}`] : [];
  });
  const unscored = byBand.get("") ?? 0;
  if (unscored > 0) parts.push(`${formatNumber(unscored)} not scored`);
  return parts.length > 0 ? parts.join(" · ") : null;
}

export function viewLabels(
  bandSet: BandSet,
): Readonly<Record<"open" | "mine" | "unclaimed" | "quiet" | "all", string>> {
  return {
    open: "All open",
    mine: "Mine",
    unclaimed: `${bandSet.bands[0]?.name ?? "Best"}, unclaimed`,
    quiet: "Gone quiet",
    all: "All leads",
  };
}
