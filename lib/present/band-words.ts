import { type BandProblem, bandRange } from "../core/scoring/bands.ts";
import { diffBands } from "../core/scoring/bands-diff.ts";
import type { BandSet } from "../core/scoring/types.ts";
import { formatRange } from "./format.ts";
import { bandChangeWords, changesCount } from "./rules-diff-words.ts";

/** Words for bands that somebody draws: what is wrong with them, and what changed. */

/** What is wrong and how to mend it, as a sentence. */
export function bandProblemWords({ code, index }: BandProblem, { bands }: BandSet): string {
  const band = index === null ? undefined : bands[index];
  const called = band?.name.trim();
  const name = called || "this band";
  const above = index === null ? undefined : bands[index - 1];
  switch (code) {
    case "count":
      return "Use two to six bands.";
    case "edge_not_integer":
      return `Write a whole number from 1 to 100 for where ${name} begins.`;
    case "edge_out_of_range":
      return `Scores go from 0 to 100, so ${name} cannot begin at ${band?.from}.`;
    case "edges_not_descending":
      return `${above?.name.trim() || "The band above"} begins at ${above?.from}; ${name} has to begin below that.`;
    case "lowest_not_zero":
      return `${called || "This band"} is the lowest band and begins at 0, else some scores would have no band.`;
    case "id_taken":
    case "id_malformed":
    case "rank_wrong":
      return "These bands cannot be read. Discard the draft and draw them again.";
    case "name_missing":
      return "Give the band a name.";
    case "name_taken":
      return `Another band is called ${name} already. Two bands of one name cannot be told apart.`;
    case "action_missing":
      return `Say what is done about leads in ${name}.`;
    case "response_invalid":
      return "Write a whole number of minutes, hours or days, or choose that nothing is due.";
  }
}

/** "44–100", "100" for a band of one score; "–" where the set does not fit together. */
export function bandScores(set: BandSet, bandId: string): string {
  const range = bandRange(set, bandId);
  if (!range) return "–";
  return range.from === range.to ? String(range.from) : formatRange(range.from, range.to);
}

/** "1 change to Model v3, Hot: from 47 to 44" for the page's bar; one change is named, more are counted. */
export function bandsDraftWords(before: BandSet, after: BandSet, version: string): string {
  const changes = diffBands(before, after);
  const [only] = changes;
  const count = changesCount(changes.length, version);
  return only && changes.length === 1 ? `${count}. ${bandChangeWords(only)}` : count;
}
