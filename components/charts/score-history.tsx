import { bandVar } from "../ui/band";
import { cn } from "../ui/cn";
import { historyPath, placeCauses, scoreY, timeX } from "./history-geometry";
import type { HistoryCause, ScoreHistoryData } from "./types";

const HEIGHT = 220;
/** Numbers are kept apart for the narrowest plot we draw. */
const NARROW_PX = 300;
const MIN_LABEL_PX = 14;

interface ScoreHistoryProps {
  data: ScoreHistoryData;
  className?: string | undefined;
}

/** The score over time as steps on the bands' axis, its causes numbered and listed below. */
export function ScoreHistory({ data, className }: ScoreHistoryProps) {
  const placed = placeCauses(data, HEIGHT, NARROW_PX);
  const ascending = [...data.bands].sort((a, b) => a.from - b.from);
  const spans = ascending.map((band, index) => ({ ...band, to: ascending[index + 1]?.from ?? 100 }));
  const lastScore = data.points[data.points.length - 1]?.score ?? 0;
  // An override that is over leaves its line and no label at the end.
  const set = data.overrideLabel ? data.overrides[data.overrides.length - 1] : undefined;
  const machineY = scoreY(lastScore, HEIGHT);
  const setY = set ? scoreY(set.score, HEIGHT) : 0;
  // Two labels at the right end keep 18 px between them.
  const apart =
    set && Math.abs(setY - machineY) < 18
      ? setY <= machineY
        ? 18 - (machineY - setY)
        : -(18 - (setY - machineY))
      : 0;
  return (
    <figure className={className}>
      <div className="grid grid-cols-[76px_1fr_92px] max-md:grid-cols-[66px_1fr_72px]">
        <div aria-hidden="true" className="relative mr-1" style={{ height: HEIGHT }}>
          {spans.map((band) => {
            const top = scoreY(band.to, HEIGHT);
            const tall = scoreY(band.from, HEIGHT) - top;
            return (
              <div
                key={band.name}
                className="absolute right-0 flex w-full items-center justify-end gap-2"
                style={{ top, height: tall }}
              >
                {tall >= MIN_LABEL_PX ? (
                  <span className="truncate text-11" style={{ color: bandVar(band.tone, "text") }}>
                    {band.name}
                  </span>
                ) : null}
                <span
                  data-bar
                  className="my-px w-[3px] shrink-0 self-stretch"
                  style={{ background: bandVar(band.tone) }}
                />
              </div>
            );
          })}
        </div>
        <div
          role="img"
          aria-label={data.summary}
          className="relative border-b border-line-strong"
          style={{ height: HEIGHT }}
        >
          {spans.slice(1).map((band) => (
            <span
              key={band.name}
              className="absolute inset-x-0 h-px bg-chart-grid"
              style={{ top: scoreY(band.from, HEIGHT) }}
            />
          ))}
          <svg
            aria-hidden="true"
            viewBox={`0 0 100 ${HEIGHT}`}
            preserveAspectRatio="none"
            className="absolute inset-0 size-full overflow-visible"
          >
            <path
              d={historyPath(data, HEIGHT)}
              fill="none"
              stroke="var(--series-2)"
              strokeWidth="1.5"
              strokeLinejoin="round"
              vectorEffect="non-scaling-stroke"
            />
            {data.overrides.map((span) => {
              const x = timeX(data, span.at);
              const y = scoreY(span.score, HEIGHT);
              return (
                <g key={span.at} stroke="var(--series-1)" fill="none">
                  <path
                    d={`M${x} ${y}H${timeX(data, span.until)}`}
                    strokeWidth="2"
                    vectorEffect="non-scaling-stroke"
                  />
                  <path
                    d={`M${x} ${y}V${scoreY(scoreAt(data, span.at), HEIGHT)}`}
                    strokeWidth="1.25"
                    strokeDasharray="1.5 3"
                    vectorEffect="non-scaling-stroke"
                  />
                </g>
              );
            })}
          </svg>
          {placed.map((cause) => (
            <span key={cause.n}>
              {cause.override ? null : (
                <>
                  <span
                    className="absolute w-px -translate-x-1/2 bg-ink-3"
                    style={{
                      left: `${cause.x}%`,
                      top: Math.min(cause.y, cause.badgeY),
                      height: Math.abs(cause.badgeY - cause.y),
                    }}
                  />
                  <span
                    className="absolute size-1 -translate-x-1/2 -translate-y-1/2 rounded-pill bg-ink"
                    style={{ left: `${cause.x}%`, top: cause.y }}
                  />
                </>
              )}
              <CauseNumber
                n={cause.n}
                override={cause.override}
                className="absolute -translate-x-1/2 -translate-y-1/2 bg-surface"
                style={{ left: `${cause.x}%`, top: cause.badgeY }}
              />
            </span>
          ))}
        </div>
        <div aria-hidden="true" className="relative text-12" style={{ height: HEIGHT }}>
          <span
            className="absolute left-2 -translate-y-1/2 whitespace-nowrap text-ink-2"
            style={{ top: machineY + Math.max(0, apart) }}
          >
            {data.machineLabel}
          </span>
          {set ? (
            <span
              className="absolute left-2 -translate-y-1/2 whitespace-nowrap font-medium text-ink"
              style={{ top: setY + Math.min(0, apart) }}
            >
              {data.overrideLabel}
            </span>
          ) : null}
        </div>
        <div aria-hidden="true" className="relative col-start-2 mt-1.5 h-4 text-11 text-ink-3">
          {data.ticks.map((tick, index) => (
            <span
              key={tick.at}
              className={cn(
                "absolute whitespace-nowrap",
                index === 0 ? "" : index === data.ticks.length - 1 ? "-translate-x-full" : "-translate-x-1/2",
                index % 2 === 1 && "max-md:hidden",
              )}
              style={{ left: `${timeX(data, tick.at)}%` }}
            >
              {tick.text}
            </span>
          ))}
        </div>
      </div>
      <CauseList causes={data.causes} />
    </figure>
  );
}

/** The same figures as a list: number, day, what, from and to. */
export function CauseList({ causes }: { causes: readonly HistoryCause[] }) {
  if (causes.length === 0) return null;
  return (
    <ol aria-label="What moved the score" className="mt-3 grid gap-x-10 gap-y-1 md:grid-cols-2">
      {causes.map((cause, index) => (
        <li
          key={`${cause.at}-${cause.text}`}
          className="grid grid-cols-[18px_48px_1fr_auto] items-center gap-x-2.5 text-12"
        >
          <CauseNumber n={index + 1} override={Boolean(cause.override)} />
          <span className="text-ink-3">{cause.dateText}</span>
          <span className="truncate text-ink" title={cause.text}>
            {cause.text}
          </span>
          <span className="text-ink-2">
            {cause.from} <span aria-hidden="true">→</span>
            <span className="sr-only">to</span> {cause.to}
          </span>
        </li>
      ))}
    </ol>
  );
}

function CauseNumber({
  n,
  override,
  className,
  style,
}: {
  n: number;
  override: boolean;
  className?: string | undefined;
  style?: React.CSSProperties | undefined;
}) {
  return (
    <span
      style={style}
      className={cn(
        "inline-flex size-4 items-center justify-center rounded-pill border text-10 font-medium leading-none text-ink",
        override ? "border-accent" : "border-ink-2",
        className,
      )}
    >
      {n}
    </span>
  );
}

/** The machine's score at a moment: that of the last point before it. */
function scoreAt(data: ScoreHistoryData, at: number): number {
  return data.points.findLast((point) => point.at <= at)?.score ?? data.points[0]?.score ?? 0;
}
