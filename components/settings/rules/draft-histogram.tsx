import { bandFor } from "@/lib/core/scoring/bands";
import type { BandSet } from "@/lib/core/scoring/types";
import { bandVar } from "../../ui/band";

interface DraftHistogramProps {
  /** Leads by score, 0 to 100. */
  draft: readonly number[];
  inUse: readonly number[];
  bands: BandSet;
  /** The whole in words. */
  label: string;
}

const BINS = 51;
const HEIGHT = 76;

/** Two scores a bar: the draft coloured by band, the version in use as a line of steps over it. */
export function DraftHistogram({ draft, inUse, bands, label }: DraftHistogramProps) {
  const bars = binned(draft);
  const line = binned(inUse);
  const most = Math.max(1, ...bars, ...line);
  const y = (count: number) => (HEIGHT - (count / most) * (HEIGHT - 1)).toFixed(2);
  const path = line.map(
    (count, bin) => `${bin === 0 ? "M0" : "L"}${bin === 0 ? "" : bin} ${y(count)}H${bin + 1}`,
  );
  const edges = bands.bands.map(({ from }) => from).filter((from) => from > 0);
  const ticks = [0, ...edges, 100].sort((a, b) => a - b);
  return (
    <figure>
      <div
        role="img"
        aria-label={label}
        className="relative border-b border-line-strong"
        style={{ height: HEIGHT }}
      >
        <div className="flex h-full items-end gap-px">
          {bars.map((count, bin) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: bins have no other identity
              key={bin}
              data-bar
              className="min-w-0 flex-1"
              style={{
                height: count === 0 ? 0 : `max(1px, ${(count / most) * 100}%)`,
                background: bandVar(bandFor(bands, bin * 2).tone),
              }}
            />
          ))}
        </div>
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${BINS} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible"
        >
          <path
            d={path.join("")}
            fill="none"
            stroke="var(--ink)"
            strokeWidth="1.25"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
      </div>
      <div aria-hidden="true" className="relative mt-1 h-4 text-11 text-ink-3">
        {ticks.map((tick, index) =>
          index > 0 && index < ticks.length - 1 && tick - (ticks[index - 1] ?? 0) < 8 ? null : (
            <span
              key={tick}
              className={`absolute ${index === 0 ? "" : index === ticks.length - 1 ? "-translate-x-full" : "-translate-x-1/2"}`}
              style={{ left: `${tick}%` }}
            >
              {tick}
            </span>
          ),
        )}
      </div>
    </figure>
  );
}

/** 0 and 1, 2 and 3, ... 98 and 99, 100. */
function binned(counts: readonly number[]): number[] {
  return Array.from({ length: BINS }, (_, bin) => (counts[bin * 2] ?? 0) + (counts[bin * 2 + 1] ?? 0));
}
