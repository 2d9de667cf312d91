import { frameOf } from "@/lib/present/evaluation/prepared";
import type { TruthChart } from "@/lib/present/insights/truth";
import { ChartMarks } from "../charts/chart-marks";
import { evenMarks } from "../charts/marks";
import { linePath, MonthNames, Plot, Stretched } from "../charts/plot";
import { PreparedFrame } from "../charts/prepared-frame";

/** Promised, dashed, against what happened, with intervals; months with few leads stay empty. */
export function TruthSection({ chart }: { chart: TruthChart }) {
  const { months } = chart;
  const x = (index: number) => (index + 0.5) / months.length;
  return (
    <PreparedFrame chart={frameOf(chart)} kind="table">
      <ul aria-hidden="true" className="mb-2 flex gap-4 pl-[30px] text-12 text-ink-2">
        <li className="flex items-center gap-2">
          <svg aria-hidden="true" width="18" height="4">
            <line
              x1="0"
              x2="18"
              y1="2"
              y2="2"
              stroke="var(--series-2)"
              strokeWidth="1.25"
              strokeDasharray="5 3"
            />
          </svg>
          Promised
        </li>
        <li className="flex items-center gap-2 font-medium text-ink">
          <svg aria-hidden="true" width="8" height="14">
            <line x1="4" x2="4" y1="0" y2="14" stroke="var(--series-1)" strokeWidth="1.25" />
            <circle cx="4" cy="7" r="3.25" fill="var(--series-1)" />
          </svg>
          Happened, 95 %
        </li>
      </ul>
      <Plot
        className="pl-[30px]"
        height={200}
        lines={chart.lines}
        verticals={chart.annotations}
        below={<MonthNames ticks={chart.ticks} />}
      >
        <Stretched>
          <path
            d={linePath(
              months.map(({ promised }, index) => (promised === null ? null : { x: x(index), y: promised })),
            )}
            fill="none"
            stroke="var(--series-2)"
            strokeWidth="1.25"
            strokeDasharray="5 3"
            vectorEffect="non-scaling-stroke"
          />
        </Stretched>
        {months.map(({ promised, happened, tip }, index) => (
          <span
            key={tip}
            aria-hidden="true"
            className="absolute inset-y-0"
            style={{ left: `${100 * x(index)}%` }}
          >
            {promised === null ? null : (
              // A month between gaps has no line to be seen by.
              <span
                data-bar
                className="absolute h-[1.25px] w-1.5 -translate-x-1/2 translate-y-1/2 bg-series-2"
                style={{ bottom: `${100 * promised}%` }}
              />
            )}
            {happened ? (
              <>
                <span
                  data-bar
                  className="absolute w-[1.25px] -translate-x-1/2 bg-series-1"
                  style={{
                    bottom: `${100 * happened.low}%`,
                    height: `${100 * (happened.high - happened.low)}%`,
                  }}
                />
                <span
                  data-bar
                  className="absolute size-[6.5px] -translate-x-1/2 translate-y-1/2 rounded-pill bg-series-1"
                  style={{ bottom: `${100 * happened.at}%` }}
                />
              </>
            ) : null}
          </span>
        ))}
        <ChartMarks
          label={chart.textAlternative}
          marks={evenMarks(
            months.map(({ tip }) => tip),
            chart.ticks.map(({ month }) => month),
          )}
        />
      </Plot>
    </PreparedFrame>
  );
}
