"use client";
import { useState } from "react";
import { type BandConsequence, edgeForCapacity, type ScoreHistogram } from "@/lib/core/backtest/histogram";
import type { BandSet } from "@/lib/core/scoring/types";
import type { BacktestContext } from "@/lib/modules/backtests/types";
import { capacityWords, perDayText } from "@/lib/present/backtest-words";
import { formatSpan } from "@/lib/present/format";
import { Slider } from "../../ui/slider";

interface BandCapacityProps {
  histogram: ScoreHistogram;
  /** How long the leads took to come in, in days the team works; null where that is not known. */
  days: number | null;
  bands: BandSet;
  before: readonly BandConsequence[];
  after: readonly BandConsequence[];
  context: Pick<BacktestContext, "minutesPerCall" | "daysAWeek">;
  onMove: (from: number) => void;
}

/** "My team can call 10 leads a day": sets where the best band begins, and says what that gains and gives up. */
export function BandCapacity(props: BandCapacityProps) {
  const { histogram, days, bands, before, after, context, onMove } = props;
  const [asked, setAsked] = useState<number | null>(null);
  const best = bands.bands[0]!;
  const floor = bands.bands[1]?.from ?? 0;
  const perDay = after[0]?.perDay ?? null;
  if (days === null || perDay === null)
    return (
      <p className="text-13 text-ink-2">
        These leads are not dated, so nothing can be said about leads a day. Draw the edges by share instead.
      </p>
    );
  const reachable = histogram.leads.slice(floor + 1).reduce((sum, count) => sum + count, 0) / days;
  // A few leads a day are better counted by the week.
  const [unit, length] = reachable < 10 ? (["week", context.daysAWeek] as const) : (["day", 1] as const);
  const most = Math.max(2, Math.ceil(reachable * length));
  // What was asked for holds as long as the edge is where it put it.
  const fits =
    asked !== null &&
    edgeForCapacity(histogram, { days, callsADay: asked / length, above: floor }) === best.from;
  const shown = fits ? asked : Math.max(1, Math.round(perDay * length));
  const isNone = perDay * length < 0.5;
  return (
    <div className="grid items-center gap-x-10 gap-y-4 md:grid-cols-[200px_minmax(0,1fr)] xl:grid-cols-[200px_minmax(0,1fr)_336px]">
      <div>
        <h2 className="text-14 font-semibold text-ink">Capacity</h2>
        <p className="mt-0.5 text-13 text-ink-2">
          My team can call{" "}
          <strong className="font-semibold text-ink">
            {isNone ? "fewer than 1 lead" : `${shown} ${shown === 1 ? "lead" : "leads"}`} a {unit}
          </strong>
          {best.respondWithinMinutes === null ? "." : ` within ${formatSpan(best.respondWithinMinutes)}.`}
        </p>
      </div>
      <div>
        <Slider
          label={`${best.name} leads that can be called a ${unit}`}
          min={1}
          max={most}
          value={Math.min(most, shown)}
          mark={before[0]?.perDay == null ? null : before[0].perDay * length}
          onValueChange={(calls) => {
            setAsked(calls);
            const edge = edgeForCapacity(histogram, { days, callsADay: calls / length, above: floor });
            onMove(edge ?? 100);
          }}
        />
        <div aria-hidden="true" className="mt-1 flex justify-between text-11 text-ink-3">
          <span>1</span>
          <span>{perDayText((before[0]?.perDay ?? 0) * length)} now</span>
          <span>{most}</span>
        </div>
      </div>
      <p role="status" className="text-13 text-ink-2 md:max-xl:col-span-2">
        {capacityWords(best, before[0]!, after[0]!, context.minutesPerCall)}
      </p>
    </div>
  );
}
