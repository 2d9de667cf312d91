"use client";
import { memo, useState } from "react";
import { DAY_MS } from "@/lib/core/signals/types";
import { observedAt } from "@/lib/modules/simulator/types";
import { formatSigned, type TimeContext } from "@/lib/present/format";
import { type ExplainedScore, explainScore } from "@/lib/present/leads-score";
import type { WaterfallData } from "../charts/types";
import { Waterfall } from "../charts/waterfall";
import { leadWaterfallData } from "../leads/lead-waterfall";
import { BandBadge } from "../ui/band";
import { cn } from "../ui/cn";
import { SectionHeading } from "../ui/page-bar";
import { ScoreFigure } from "../ui/score";
import { ScoreRuler } from "../ui/score-ruler";
import { linkClass } from "../ui/text-link";
import { type Bench, lookOf, type Scored } from "./variants";

/** What explains a simulated score, by the words of the lead's page. */
export function explained(bench: Bench, scored: Scored, time: TimeContext): ExplainedScore {
  const { pack, bands, start } = bench;
  const { result } = scored;
  return explainScore(
    {
      ...result,
      version: pack.version,
      hash: "",
      scorerId: pack.id,
      scoredAt: start.moment,
      factors: result.factors,
    },
    bands,
    { ...time, now: start.moment + scored.standing.quietDays * DAY_MS },
    pack.observed && {
      outcome: pack.observed.outcome,
      observed: observedAt(pack.observed, result.unrounded),
    },
  );
}

/** The score of the variant at hand, beside the one of the lead as it is. */
export function ResultHead({
  bench,
  scored,
  base,
  sentence,
}: {
  bench: Bench;
  scored: Scored;
  base: Scored;
  sentence: string;
}) {
  const { result, band } = scored;
  const observed = bench.pack.observed && observedAt(bench.pack.observed, result.unrounded);
  const [likely, ...rest] = sentence.split(/(?<=\.) (?=Of )/);
  return (
    <section aria-label="Score">
      <div className="flex items-center gap-5 max-md:gap-3">
        <span data-testid="simulated-score" className="max-md:hidden">
          <ScoreFigure value={result.total} size={64} />
        </span>
        <div className="min-w-0 space-y-1 max-md:hidden">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <BandBadge band={lookOf(bench.bands, band)} kind="tag" />
            <Before bench={bench} scored={scored} base={base} />
          </p>
          <p className="text-13 font-medium text-ink">{likely}</p>
          {rest.length > 0 ? <p className="text-13 text-ink-2">{rest.join(" ")}</p> : null}
        </div>
        <div className="min-w-0 md:hidden">
          <p className="text-13 font-medium text-ink">{likely}</p>
          {rest.length > 0 ? <p className="text-13 text-ink-2">{rest.join(" ")}</p> : null}
        </div>
      </div>
      <ScoreRuler
        className="mt-4"
        bands={bench.bands.bands}
        value={result.total}
        before={base.result.total === result.total ? null : base.result.total}
        interval={
          observed
            ? [Math.round(100 * observed.interval.low), Math.round(100 * observed.interval.high)]
            : null
        }
      />
      <p role="status" className="sr-only">
        Score {result.total}, {band.name}
      </p>
    </section>
  );
}

/** "Warm 45 today", where the what-if changed it. */
function Before({ bench, scored, base }: { bench: Bench; scored: Scored; base: Scored }) {
  if (base.result.total === scored.result.total)
    return (
      <span className="text-13 text-ink-3">
        {bench.start.kind === "lead" ? "As they are today" : "As it starts"}
      </span>
    );
  return (
    <span className="inline-flex items-center gap-2 text-13 text-ink-2">
      <BandBadge band={lookOf(bench.bands, base.band)} />
      {base.result.total} {bench.start.kind === "lead" ? "today" : "at the start"}
    </span>
  );
}

/** Stays under the page bar of a phone while the controls scroll. */
export function StickyScore({ bench, scored, base }: { bench: Bench; scored: Scored; base: Scored }) {
  return (
    <div
      aria-hidden="true"
      data-sticky-score
      className="sticky top-[52px] z-20 -mx-4 flex items-center gap-3 border-b border-line bg-surface px-4 py-2 md:hidden"
    >
      <span className="text-40 font-semibold text-ink">{scored.result.total}</span>
      <span className="space-y-0.5">
        <BandBadge band={lookOf(bench.bands, scored.band)} kind="tag" />
        <span className="block">
          <Before bench={bench} scored={scored} base={base} />
        </span>
      </span>
    </div>
  );
}

/** The waterfall of the simulated score; what counts little is one line a dimension until one asks for all. */
export const WhySection = memo(function WhySection({
  bench,
  scored,
  time,
}: {
  bench: Bench;
  scored: Scored;
  time: TimeContext;
}) {
  const words = explained(bench, scored, time);
  const [whole, setWhole] = useState(false);
  const data = leadWaterfallData(words, bench.bands, false);
  const short = folded(data);
  const rows = (of: WaterfallData) => of.groups.reduce((sum, group) => sum + group.rows.length, 0);
  return (
    <section aria-labelledby="simulated-why" className="border-t border-line pt-6">
      <SectionHeading
        id="simulated-why"
        title={`Why ${scored.result.total}`}
        aside={scored.result.probability === null ? "Points" : "Points of likelihood"}
      />
      <Waterfall
        compact
        className="mt-2"
        data={whole ? data : short}
        footer={
          rows(short) < rows(data) ? (
            <button
              type="button"
              aria-expanded={whole}
              onClick={() => setWhole((was) => !was)}
              className={cn(linkClass, "touch-target max-md:hidden")}
            >
              {whole ? "Fold the small ones" : `All ${rows(data)} factors`}
            </button>
          ) : null
        }
      />
    </section>
  );
});

/** So many of a dimension stand alone whatever they count, and all that count so much. */
const ALONE = 2;
const ALONE_POINTS = 1;

/** Heaviest first as they come, so that what is left is the end of each group. */
function folded(data: WaterfallData): WaterfallData {
  return {
    ...data,
    groups: data.groups.map((group) => {
      const alone = group.rows.filter((row, at) => at < ALONE || Math.abs(row.value) >= ALONE_POINTS);
      const rest = group.rows.slice(alone.length);
      if (rest.length < 2) return group;
      const value = Math.round(rest.reduce((sum, row) => sum + row.value * 10, 0)) / 10;
      const line = {
        key: `${group.key}:rest`,
        label: `${rest.length} smaller ones`,
        evidence: rest.map((row) => `${row.label} ${row.valueText}`).join(", "),
        value,
        valueText: formatSigned(value, 1),
      };
      return { ...group, rows: [...alone, line] };
    }),
  };
}
