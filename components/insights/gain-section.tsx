import { frameOf } from "@/lib/present/evaluation/prepared";
import type { GainChart } from "@/lib/present/insights/gain";
import { ChartMarks } from "../charts/chart-marks";
import { linePath, Plot, Stretched } from "../charts/plot";
import { PreparedFrame } from "../charts/prepared-frame";
import { bandVar } from "../ui/band";
import { cn } from "../ui/cn";

const QUARTERS = [0, 25, 50, 75, 100];

/** Customers found by working from the top, in the colours of the bands. */
export function GainSection({ chart }: { chart: GainChart }) {
  const { lines, marks, tips } = chart;
  return (
    <PreparedFrame chart={frameOf(chart)} kind="table">
      <Plot
        className="pl-[30px]"
        height={216}
        lines={QUARTERS.map((value) => ({ at: value / 100, text: String(value) }))}
        below={
          <div aria-hidden="true">
            <div className="relative mt-1 h-4 text-11 text-ink-3">
              {QUARTERS.map((value) => (
                <span
                  key={value}
                  className={cn(
                    "absolute",
                    value === 100 ? "-translate-x-full" : value > 0 && "-translate-x-1/2",
                  )}
                  style={{ left: `${value}%` }}
                >
                  {value}
                </span>
              ))}
            </div>
            <p className="mt-1 text-11 text-ink-3">{chart.xLabel}</p>
          </div>
        }
      >
        <Stretched>
          <path
            d="M0 100L100 0"
            stroke="var(--line-control)"
            strokeWidth="1"
            vectorEffect="non-scaling-stroke"
          />
          {lines.map((line) => (
            <path
              key={line.id}
              d={linePath(line.points)}
              fill="none"
              stroke={bandVar(line.tone)}
              strokeWidth="2"
              strokeLinejoin="round"
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </Stretched>
        {lines.map(({ id, tone, points }) => {
          const [from, to] = [points[0]?.x ?? 0, points[points.length - 1]?.x ?? 0];
          return (
            <span
              key={id}
              data-bar
              aria-hidden="true"
              className="absolute -bottom-px h-[3px]"
              style={{ left: `${100 * from}%`, width: `${100 * (to - from)}%`, background: bandVar(tone) }}
            />
          );
        })}
        {marks.map((mark) => (
          <span
            key={mark.text}
            aria-hidden="true"
            className="absolute"
            style={{ left: `${100 * mark.x}%`, bottom: `${100 * mark.y}%` }}
          >
            <span
              data-bar
              className="absolute size-2 -translate-x-1/2 -translate-y-1/2 rounded-pill border-[1.5px] bg-surface"
              style={{ borderColor: bandVar(mark.tone) }}
            />
            <span
              className={cn(
                "absolute whitespace-nowrap text-11 font-medium text-ink [text-shadow:0_0_3px_var(--surface),0_0_3px_var(--surface),0_0_2px_var(--surface)]",
                mark.isLeft ? "bottom-0.5 right-2" : "left-2 top-0.5",
              )}
            >
              {mark.text}
            </span>
          </span>
        ))}
        <ChartMarks
          label={chart.textAlternative}
          marks={tips.map(({ x, text }) => ({ key: String(x), from: Math.max(0, x - 0.1), to: x, text }))}
        />
      </Plot>
    </PreparedFrame>
  );
}
