"use client";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import type { ScoreHistogram } from "@/lib/core/backtest/histogram";
import { bandFor } from "@/lib/core/scoring/bands";
import { edgeRange } from "@/lib/core/scoring/edit-bands";
import type { Band, BandSet } from "@/lib/core/scoring/types";
import { formatCount, formatNumber } from "@/lib/present/format";
import { BandMark, bandVar } from "../../ui/band";
import { cn } from "../../ui/cn";

interface BandEdgesProps {
  histogram: ScoreHistogram;
  /** What is published. */
  base: BandSet;
  /** What is drawn; it fits together. */
  bands: BandSet;
  onMove: (bandId: string, from: number) => void;
  className?: string | undefined;
}

const HEIGHT = 200;
const TICKS = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100];
const at = (score: number) => `${(score / 101) * 100}%`;

/** One bar a point, coloured by band; every edge is a handle: dragged, or moved by arrow keys. */
export function BandEdges({ histogram, base, bands, onMove, className }: BandEdgesProps) {
  const plot = useRef<HTMLDivElement>(null);
  const most = Math.max(1, ...histogram.leads);
  const scoreAt = (clientX: number) => {
    const box = plot.current?.getBoundingClientRect();
    return box ? ((clientX - box.left) / box.width) * 101 : 0;
  };
  return (
    <figure className={className}>
      <div ref={plot} className="relative touch-pan-y select-none pt-8">
        <Names bands={bands} />
        <div
          role="img"
          aria-label={summary(histogram, bands)}
          className="flex items-end gap-px border-b border-line-strong"
          style={{ height: HEIGHT }}
        >
          {histogram.leads.map((count, score) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its score
              key={score}
              data-bar
              className="min-w-0 flex-1 rounded-t-bar"
              style={{
                height: count === 0 ? 0 : `max(1px, ${(count / most) * 100}%)`,
                background: bandVar(bandFor(bands, score).tone),
              }}
            />
          ))}
        </div>
        {bands.bands.slice(0, -1).map((band) => (
          <Edge
            key={band.id}
            band={band}
            bands={bands}
            published={base.bands.find(({ id }) => id === band.id)?.from ?? null}
            histogram={histogram}
            onMove={(from) => onMove(band.id, from)}
            scoreAt={scoreAt}
          />
        ))}
      </div>
      <div aria-hidden="true" className="relative mt-1.5 h-4 text-11 text-ink-3">
        {TICKS.map((tick) => (
          <span
            key={tick}
            className={cn(
              "absolute",
              tick === 0 ? "" : tick === 100 ? "-translate-x-full" : "-translate-x-1/2",
              tick % 20 !== 0 && "max-md:hidden",
            )}
            style={{ left: tick === 100 ? "100%" : tick === 0 ? 0 : at(tick + 0.5) }}
          >
            {tick}
          </span>
        ))}
      </div>
    </figure>
  );
}

/** Each band's word at the beginning of its range, cut where it is too long; left out where there is no room for it. */
function Names({ bands }: { bands: BandSet }) {
  const { length } = bands.bands;
  return (
    <div aria-hidden="true" className="absolute inset-x-0 top-0 h-6">
      {bands.bands.map((band, index) => {
        const to = (bands.bands[index - 1]?.from ?? 101) - band.from;
        // Even its padding would widen a phone's page.
        if (index === 0 && to < 5) return null;
        return (
          <span
            key={band.id}
            className={cn(
              "absolute top-[3px] flex h-[18px] items-center gap-1 overflow-hidden text-12 font-medium",
              index === length - 1 ? "" : "pl-[23px]",
            )}
            style={{
              left: at(band.from),
              // The last word may lean a little into the page's margin: no handle follows it.
              width: `calc(${at(to)} ${index === 0 ? "+ 12px" : "- 20px"})`,
              color: bandVar(band.tone, "text"),
              containerType: "inline-size",
            }}
          >
            <span
              className={cn(
                "flex min-w-0 items-center gap-1",
                index === 0 ? "[@container(width<44px)]:hidden" : "[@container(width<64px)]:hidden",
              )}
            >
              <BandMark rank={band.rank} count={length} tone={band.tone} />
              <span className="truncate">{band.name}</span>
            </span>
          </span>
        );
      })}
    </div>
  );
}

interface EdgeProps {
  band: Band;
  bands: BandSet;
  published: number | null;
  histogram: ScoreHistogram;
  onMove: (from: number) => void;
  scoreAt: (clientX: number) => number;
}

function Edge({ band, bands, published, histogram, onMove, scoreAt }: EdgeProps) {
  const range = edgeRange(bands, band.id);
  const isMoved = published !== null && published !== band.from;
  function drag(event: PointerEvent<HTMLButtonElement>) {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onMove(Math.round(scoreAt(event.clientX)));
  }
  function key(event: KeyboardEvent) {
    if (!range || event.metaKey || event.ctrlKey || event.altKey) return;
    const step = event.shiftKey ? 5 : 1;
    const to = {
      ArrowLeft: band.from - step,
      ArrowDown: band.from - step,
      ArrowRight: band.from + step,
      ArrowUp: band.from + step,
      PageDown: band.from - 10,
      PageUp: band.from + 10,
      Home: range.low,
      End: range.high,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onMove(to);
  }
  return (
    <>
      {isMoved ? <Published from={published} band={band} bands={bands} histogram={histogram} /> : null}
      <span
        aria-hidden="true"
        className={cn("absolute bottom-0 top-6 w-px -translate-x-1/2", isMoved ? "bg-accent" : "bg-ink-3")}
        style={{ left: at(band.from), width: isMoved ? 2 : 1 }}
      />
      <button
        type="button"
        role="slider"
        aria-label={`${band.name || "Band"} begins at`}
        aria-valuemin={range?.low ?? 0}
        aria-valuemax={range?.high ?? 100}
        aria-valuenow={band.from}
        aria-valuetext={`${band.from}${isMoved ? `, ${published} now` : ""}`}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          event.currentTarget.focus();
        }}
        onPointerMove={drag}
        onKeyDown={key}
        className={cn(
          "touch-target absolute top-0 h-6 w-[34px] -translate-x-1/2 cursor-ew-resize touch-none rounded-2 border bg-surface text-13 font-semibold text-ink dark:bg-raised",
          isMoved
            ? "border-2 border-accent shadow-[0_0_0_3px_var(--accent-soft)]"
            : "border-line-control hover:border-ink-3",
        )}
        style={{ left: at(band.from) }}
      >
        {band.from}
      </button>
    </>
  );
}

/** Where the edge is published, and how many leads lie between. */
function Published({
  from,
  band,
  bands,
  histogram,
}: {
  from: number;
  band: Band;
  bands: BandSet;
  histogram: ScoreHistogram;
}) {
  const [low, high] = [Math.min(from, band.from), Math.max(from, band.from)];
  const count = histogram.leads.slice(low, high).reduce((sum, leads) => sum + leads, 0);
  const below = bands.bands[bands.bands.indexOf(band) + 1];
  const into = band.from < from ? band.name : (below?.name ?? "");
  const isRight = high < 72;
  return (
    <span aria-hidden="true" className="pointer-events-none">
      <span
        className="absolute bottom-0 top-[52px] border-l border-dashed border-ink-3"
        style={{ left: at(from) }}
      />
      <span
        className="absolute top-[46px] whitespace-nowrap bg-surface/80 px-1 text-11 text-ink-2"
        style={{ left: at(from), transform: band.from < from ? "none" : "translateX(-100%)" }}
      >
        {from} now
      </span>
      <span
        className="absolute top-[74px] h-1.5 border-x border-t border-ink-2"
        style={{ left: at(low), width: at(high - low) }}
      />
      <span
        className="absolute top-[67px] max-w-2/5 truncate rounded-1 bg-surface/80 px-1 text-11 font-medium text-ink"
        style={isRight ? { left: `calc(${at(high)} + 4px)` } : { right: `calc(100% - ${at(low)} + 4px)` }}
      >
        {count === 0 ? "Nobody flips" : `${formatNumber(count)} flip to ${into}`}
      </span>
    </span>
  );
}

function summary({ leads }: ScoreHistogram, set: BandSet): string {
  const counts = new Map(set.bands.map(({ id }) => [id, 0]));
  for (const [score, count] of leads.entries()) {
    const { id } = bandFor(set, score);
    counts.set(id, counts.get(id)! + count);
  }
  return `Leads by score: ${set.bands.map(({ id, name }) => `${name} ${formatCount(counts.get(id) ?? 0, "lead")}`).join(", ")}.`;
}
