import { bandVar } from "./band";
import { cn } from "./cn";

export interface RulerBand {
  name: string;
  tone: string;
  /** Lowest score in the band. */
  from: number;
}

interface ScoreRulerProps {
  /** In any order; the lowest starts at 0. */
  bands: readonly RulerBand[];
  /** The needle: the score now. */
  value: number;
  /** The ring: the score before, or the machine's. */
  before?: number | null | undefined;
  /** The bracket: lower and upper end of the 95 % interval. */
  interval?: readonly [number, number] | null | undefined;
  className?: string | undefined;
}

/** 0 to 100 in 4 px segments, the current band full. Names are dropped before they collide. */
export function ScoreRuler({ bands, value, before, interval, className }: ScoreRulerProps) {
  const ascending = [...bands].sort((a, b) => a.from - b.from);
  const spans = ascending.map((band, index) => ({ ...band, to: ascending[index + 1]?.from ?? 100 }));
  const current = spans.findLast((band) => value >= band.from);
  const text = [
    `Score ${value}${current ? `, ${current.name}` : ""}`,
    before === undefined || before === null ? null : `before ${before}`,
    interval ? `95 % interval ${interval[0]} to ${interval[1]}` : null,
    `bands ${spans.map((band) => `${band.name} from ${band.from}`).join(", ")}`,
  ];
  return (
    <div role="img" aria-label={text.filter(Boolean).join("; ")} className={cn("relative pt-3", className)}>
      <div className="relative h-1">
        {spans.map((band) => (
          <span
            key={band.name}
            data-bar
            className="absolute inset-y-0 rounded-bar"
            style={{
              left: `calc(${band.from}% + ${band.from === 0 ? 0 : 1}px)`,
              right: `calc(${100 - band.to}% + ${band.to === 100 ? 0 : 1}px)`,
              background: bandVar(band.tone),
              opacity: band === current ? 1 : 0.34,
            }}
          />
        ))}
        {interval ? (
          <span
            className="absolute -top-2 h-[5px] border-x border-ink-3"
            style={{ left: `${interval[0]}%`, width: `${interval[1] - interval[0]}%` }}
          >
            <span className="absolute inset-x-0 top-[2px] h-[1.25px] bg-ink-3" />
          </span>
        ) : null}
        {before === undefined || before === null ? null : (
          <span
            className="absolute top-1/2 size-[9px] -translate-x-1/2 -translate-y-1/2 rounded-pill border-[1.5px] border-ink-2 bg-surface"
            style={{ left: `${before}%` }}
          />
        )}
        <span
          className="absolute top-1/2 h-[17px] w-[3px] -translate-x-1/2 -translate-y-1/2 rounded-[1px] bg-ink ring-2 ring-surface"
          style={{ left: `${value}%` }}
        />
      </div>
      <div className="relative mt-1.5 h-4 text-11 text-ink-3">
        {spans.map((band) => (
          <span
            key={band.name}
            className="@container absolute whitespace-nowrap"
            style={{ left: `${band.from}%`, width: `${band.to - band.from}%` }}
          >
            <span className={cn("absolute @max-[20px]:hidden", band.from > 0 && "left-px")}>
              {band.from > 0 ? band.from : null}
              <span className="@max-[62px]:hidden">
                {band.from > 0 ? " " : ""}
                {band.name}
              </span>
            </span>
          </span>
        ))}
      </div>
    </div>
  );
}
