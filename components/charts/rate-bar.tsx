import { bandVar } from "../ui/band";
import { cn } from "../ui/cn";

interface RateBarProps {
  /** Shares of the axis; null where nothing is drawn. */
  bar: { readonly to: number; readonly low: number; readonly high: number } | null;
  tone: string;
  /** Dashed, 0..1 of the axis; null where there is none. */
  base: number | null;
  className?: string | undefined;
}

/** A rate as a bar from zero with its interval, in a positioned cell of a table. The figures stand beside it. */
export function RateBar({ bar, tone, base, className = "left-6" }: RateBarProps) {
  return (
    <span aria-hidden="true" className={cn("absolute inset-y-0 right-0", className)}>
      {bar ? (
        <>
          <span
            data-bar
            className="absolute left-0 top-1/2 h-3 -translate-y-1/2 rounded-bar"
            style={{ width: `max(2px, ${100 * bar.to}%)`, background: bandVar(tone) }}
          />
          <Whiskers low={bar.low} high={bar.high} />
        </>
      ) : null}
      <BaseLine at={base} />
    </span>
  );
}

interface RateDotProps {
  dot: { readonly at: number; readonly low: number; readonly high: number } | null;
  base: number | null;
  className?: string | undefined;
}

/** A rate as a dot with its interval. */
export function RateDot({ dot, base, className = "left-6" }: RateDotProps) {
  return (
    <span aria-hidden="true" className={cn("absolute inset-y-0 right-0", className)}>
      <BaseLine at={base} />
      {dot ? (
        <>
          <span
            data-bar
            className="absolute top-1/2 h-[1.25px] -translate-y-1/2 bg-series-1"
            style={{ left: `${100 * dot.low}%`, width: `${100 * (dot.high - dot.low)}%` }}
          />
          <span
            data-bar
            className="absolute top-1/2 size-2 -translate-x-1/2 -translate-y-1/2 rounded-pill bg-series-1"
            style={{ left: `${100 * dot.at}%` }}
          />
        </>
      ) : null}
    </span>
  );
}

/** A share of a whole: the ground is the whole. */
export function ShareBar({
  share,
  base = null,
  color = "var(--series-3)",
  className,
}: {
  share: number;
  base?: number | null | undefined;
  color?: string | undefined;
  className?: string | undefined;
}) {
  return (
    <span aria-hidden="true" className={cn("absolute inset-y-0 right-0", className)}>
      <span data-bar className="absolute inset-x-0 top-1/2 h-1.5 -translate-y-1/2 rounded-bar bg-line" />
      <span
        data-bar
        className="absolute left-0 top-1/2 h-1.5 -translate-y-1/2 rounded-bar"
        style={{ width: `${100 * share}%`, background: color }}
      />
      <BaseLine at={base} />
    </span>
  );
}

function Whiskers({ low, high }: { low: number; high: number }) {
  return (
    <>
      <span
        data-bar
        className="absolute top-1/2 h-[1.25px] -translate-y-1/2 bg-ink"
        style={{ left: `${100 * low}%`, width: `${100 * (high - low)}%` }}
      />
      {[low, high].map((end) => (
        <span
          key={end}
          data-bar
          className="absolute top-1/2 h-2 w-[1.25px] -translate-y-1/2 bg-ink"
          style={{ left: `${100 * end}%` }}
        />
      ))}
    </>
  );
}

function BaseLine({ at }: { at: number | null }) {
  return at === null ? null : (
    <span
      className="absolute inset-y-0 border-l border-dashed border-line-control"
      style={{ left: `${100 * at}%` }}
    />
  );
}
