import { bandFor } from "@/lib/core/scoring/bands";
import type { BandSet } from "@/lib/core/scoring/types";
import { type BandLookText, bandLook } from "@/lib/present/leads-row";
import { flipsSentence } from "@/lib/present/registry-words";
import type { Flips } from "./types";
import type { FlipsData } from "./types-screen";

/** Who changes band, as it is printed; pure. */

export const looksOf = (bandSet: BandSet): BandLookText[] =>
  bandSet.bands.map(({ id }) => bandLook(bandSet, id)!);

/** Up or down the ladder; bands of sets of different size are compared by how far up they are. */
function moveOf(from: BandLookText, to: BandLookText): -1 | 0 | 1 {
  if (from.name === to.name) return 0;
  return Math.sign(to.rank / to.count - from.rank / from.count) as -1 | 0 | 1;
}

export function flipsData(flips: Flips, current: BandSet, candidate: BandSet): FlipsData {
  const from = looksOf(current);
  const to = looksOf(candidate);
  const cells = flips.counts.map((row, before) =>
    row.map((count, after) => ({ count, move: moveOf(from[before]!, to[after]!) })),
  );
  const moved = (move: -1 | 1) =>
    cells.flat().reduce((sum, cell) => sum + (cell.move === move ? cell.count : 0), 0);
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const fromTotals = flips.counts.map(sum);
  const toTotals = to.map((_, after) => sum(flips.counts.map((row) => row[after] ?? 0)));
  const best =
    from[0] && to[0] && from[0].name === to[0].name
      ? { name: to[0].name, before: fromTotals[0] ?? 0, after: toTotals[0] ?? 0 }
      : null;
  const lookFor = (bandSet: BandSet, score: number) => bandLook(bandSet, bandFor(bandSet, score).id)!;
  return {
    sentence: flipsSentence({
      compared: flips.compared,
      areOpen: flips.areOpen,
      changed: flips.changed,
      rises: moved(1),
      falls: moved(-1),
      best,
    }),
    compared: flips.compared,
    isSample: flips.isSample,
    changed: flips.changed,
    ...{ from, to, cells, fromTotals, toTotals },
    leads: flips.leads.map(({ leadId, name, company, fromScore, toScore }) => {
      const before = { score: fromScore, band: lookFor(current, fromScore) };
      const after = { score: toScore, band: lookFor(candidate, toScore) };
      return { id: leadId, name, company, before, after, move: moveOf(before.band, after.band) };
    }),
  };
}
