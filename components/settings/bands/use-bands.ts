"use client";
import { useMemo, useState } from "react";
import { bandConsequences, flipsBetween } from "@/lib/core/backtest/histogram";
import {
  type BandProblem,
  bandFor,
  bandsByShare,
  HIGH_BANDS,
  RULES_DEFAULT_BANDS,
  THREE_BANDS,
  validateBands,
} from "@/lib/core/scoring/bands";
import type { BandSet } from "@/lib/core/scoring/types";
import type { BandsPage } from "@/lib/modules/bands/types";
import { isSameDraft } from "@/lib/modules/drafts/types";
import { workingDays } from "@/lib/present/backtest-words";
import { useDraft } from "../use-draft";

export type Preset = "share" | "four" | "three" | "high";

/** Everything the page shows of a draft of bands, computed in the browser from the replayed scores. */
export function useBands(page: BandsPage) {
  const base = { id: page.scorer.id, version: page.scorer.version };
  const start = useMemo(() => ({ bands: page.bands }), [page.bands]);
  const draft = useDraft({ kind: "bands", base, start, stored: page.draft });
  const { bands } = draft.content;
  const problems = useMemo(() => validateBands(bands), [bands]);
  // While somebody types, figures stay those of the last edges that fitted together.
  const [fitting, setFitting] = useState(page.bands);
  const shown = problems.length === 0 ? bands : fitting;
  if (problems.length === 0 && fitting !== bands) setFitting(bands);

  const { standing, context } = page;
  // A replay over nobody tells nothing: no figures, instead of noughts.
  const result = standing.state === "done" && standing.result.leads > 0 ? standing.result : null;
  const histogram = result?.current.histogram ?? null;
  const days = result ? workingDays(result.days, context.daysAWeek) : null;
  const presets = useMemo(() => presetsOf(histogram), [histogram]);
  const figures = useMemo(
    () =>
      histogram && {
        before: bandConsequences(histogram, page.bands, days),
        after: bandConsequences(histogram, shown, days),
        flips: flipsBetween(histogram, page.bands, shown),
      },
    [histogram, page.bands, shown, days],
  );
  const open = useMemo(() => page.open && openBy(page.open, shown), [page.open, shown]);
  const openBefore = useMemo(() => page.open && openBy(page.open, page.bands), [page.open, page.bands]);
  const openFlips = useMemo(
    () => page.open && openMoves(page.open, page.bands, shown),
    [page.open, page.bands, shown],
  );
  const setBands = (change: (was: BandSet) => BandSet) =>
    draft.set((was) => {
      const next = change(was.bands);
      return next === was.bands ? was : { bands: next };
    });
  return {
    ...{ draft, bands, shown, problems, histogram, days, figures, presets, setBands },
    ...{ open, openBefore, openFlips, result },
    preset: (Object.keys(presets) as Preset[]).find((key) => isSameDraft(presets[key], bands)) ?? null,
    flipped: figures?.flips.reduce((sum, { count }) => sum + count, 0) ?? 0,
  };
}

export type BandsInHand = ReturnType<typeof useBands>;

/** Why a band cannot be so. */
export const problemsOf = (problems: readonly BandProblem[], index: number): BandProblem[] =>
  problems.filter((problem) => problem.index === index);

function presetsOf(
  histogram: { readonly leads: readonly number[] } | null,
): Partial<Record<Preset, BandSet>> {
  const share =
    histogram && bandsByShare(histogram.leads.flatMap((count, at) => Array<number>(count).fill(at)));
  return { ...(share ? { share } : {}), four: RULES_DEFAULT_BANDS, three: THREE_BANDS, high: HIGH_BANDS };
}

/** Open leads by band id. */
function openBy(open: readonly number[], set: BandSet): Map<string, number> {
  const counts = new Map(set.bands.map(({ id }) => [id, 0]));
  for (const [total, count] of open.entries()) {
    const { id } = bandFor(set, total);
    counts.set(id, (counts.get(id) ?? 0) + count);
  }
  return counts;
}

function openMoves(open: readonly number[], before: BandSet, after: BandSet): number {
  return flipsBetween({ leads: open, positives: open }, before, after).reduce(
    (sum, { count }) => sum + count,
    0,
  );
}
