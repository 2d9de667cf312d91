import type { Sufficiency } from "../core/outcomes/sufficiency.ts";
import type { DropCounts } from "../core/outcomes/types.ts";
import { formatCount, formatNumber, formatShare } from "./format.ts";
import { sufficiencySentence } from "./outcome-words.ts";

interface Preview {
  readonly leads: number;
  readonly read: number;
  readonly labels: number;
  readonly positives: number;
  readonly dropped: DropCounts;
  readonly sufficiency: Sufficiency;
}

interface PreviewWords {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly count: string; readonly strong: boolean }[];
  readonly sufficiency: string;
  /** Null where every lead was read. */
  readonly basis: string | null;
}

/** What a choice of outcome means, in words: the share that is positive, who cannot be learnt from and why. */
export function outcomePreviewWords({
  leads,
  read,
  labels,
  positives,
  dropped,
  sufficiency,
}: Preview): PreviewWords {
  const row = (label: string, count: number, strong = false) => ({
    label,
    count: formatNumber(count),
    strong,
  });
  return {
    title:
      labels === 0
        ? "No lead has a known outcome"
        : `${formatShare(positives / labels, positives * 10 < labels ? 1 : 0)} are positive`,
    rows: [
      row("Known outcome", labels, true),
      row("Of them positive", positives),
      row("Window not over yet", dropped.immature),
      row("Undecided", dropped.undecided),
      row("Decided before the moment", dropped.decided_before_moment),
      row("Never came to the moment", dropped.no_moment),
    ],
    sufficiency: leads === 0 ? "There are no leads yet." : sufficiencySentence(sufficiency),
    basis:
      read < leads
        ? `Counted on ${formatNumber(read)} of ${formatCount(leads, "lead")}, chosen by chance; the sentence above is for all of them.`
        : null,
  };
}
