import type { BarChart } from "@/lib/present/insights/deciles";
import { ChartMarks } from "../charts/chart-marks";
import { evenMarks } from "../charts/marks";
import { Plot } from "../charts/plot";
import { cn } from "../ui/cn";

/** Rates as bars from zero with intervals; dashed outlines where leads are too few. */
export function RateBars({
  chart,
  isWide = false,
}: {
  chart: BarChart;
  /** Room for the rate inside the bar, and words below it. */
  isWide?: boolean | undefined;
}) {
  const { bars } = chart;
  return (
    <Plot
      className="pl-[30px]"
      height={208}
      lines={chart.lines}
      below={
        <div aria-hidden="true">
          <div className="mt-1 grid auto-cols-fr grid-flow-col text-center text-11 text-ink-3">
            {bars.map((bar) => (
              <span key={bar.key} className="min-w-0 px-0.5">
                <span className={cn("block", isWide && "text-12 text-ink-2 max-md:text-11")}>
                  {bar.label.replaceAll(/(\d) /g, "$1\u00a0")}
                </span>
                {bar.note ? <span className="block">{bar.note}</span> : null}
              </span>
            ))}
          </div>
          {chart.xLabel ? <p className="mt-1 text-11 text-ink-3">{chart.xLabel}</p> : null}
        </div>
      }
    >
      <div aria-hidden="true" className="absolute inset-0 grid auto-cols-fr grid-flow-col">
        {bars.map((bar) => (
          <span key={bar.key} className={cn("relative", isWide ? "mx-[18%]" : "mx-[9%]")}>
            {bar.rate.drawn ? (
              <>
                <span
                  data-bar
                  className="absolute inset-x-0 bottom-0 min-h-[2px] rounded-t-bar bg-chart-bar"
                  style={{ height: `${100 * bar.rate.drawn.at}%` }}
                />
                <span
                  data-bar
                  className="absolute left-1/2 w-[1.25px] -translate-x-1/2 bg-ink"
                  style={{
                    bottom: `${100 * bar.rate.drawn.low}%`,
                    height: `${100 * (bar.rate.drawn.high - bar.rate.drawn.low)}%`,
                  }}
                />
                {isWide
                  ? [bar.rate.drawn.low, bar.rate.drawn.high].map((end) => (
                      <span
                        key={end}
                        data-bar
                        className="absolute left-1/2 h-[1.25px] w-2 -translate-x-1/2 translate-y-1/2 bg-ink"
                        style={{ bottom: `${100 * end}%` }}
                      />
                    ))
                  : null}
                {isWide ? (
                  <span
                    className="absolute -inset-x-2 text-center text-12 font-semibold text-ink"
                    // Inside the bar where its foot is free of the interval, else above it.
                    style={{
                      bottom: bar.rate.drawn.low > 0.16 ? 4 : `calc(${100 * bar.rate.drawn.high}% + 4px)`,
                    }}
                  >
                    {bar.rate.text}
                  </span>
                ) : null}
              </>
            ) : (
              <span className="absolute inset-x-0 bottom-0 flex h-1/2 items-center justify-center rounded-t-bar border border-b-0 border-dashed border-line-control text-center text-11 leading-3 text-ink-3">
                {isWide ? (bar.rate.text === "–" ? "none" : bar.rate.text) : null}
              </span>
            )}
          </span>
        ))}
      </div>
      {chart.base === null ? null : (
        <span
          aria-hidden="true"
          className="absolute inset-x-0 border-t border-dashed border-ink-2"
          style={{ bottom: `${100 * chart.base}%` }}
        />
      )}
      <ChartMarks
        label={chart.textAlternative}
        marks={evenMarks(
          bars.map(({ tip }) => tip),
          bars.map(({ key }) => key),
        )}
      />
    </Plot>
  );
}
