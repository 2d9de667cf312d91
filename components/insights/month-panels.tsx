import type { Panel, PanelChart } from "@/lib/present/insights/panels";
import { ChartMarks } from "../charts/chart-marks";
import { evenMarks } from "../charts/marks";
import { linePath, MonthNames, Plot, Stretched } from "../charts/plot";
import { BandBadge, bandVar } from "../ui/band";
import { cn } from "../ui/cn";

const WIDE: Readonly<Record<number, string>> = {
  5: "xl:grid-cols-5",
  6: "xl:grid-cols-6",
  7: "xl:grid-cols-7",
};

/** One panel a thing on one scale: its line in front, the others grey behind it. */
export function MonthPanels({
  chart,
  columns,
}: {
  chart: PanelChart;
  /** How many stand side by side on a wide screen: 4 to 7. */
  columns: number;
}) {
  const { panels, axis } = chart;
  const lines = axis.ticks.map((value) => ({ at: value / axis.to, text: value.toLocaleString("en") }));
  return (
    <div
      className={cn(
        "grid grid-cols-2 gap-x-4 gap-y-5 print:gap-x-3 pl-[30px] md:grid-cols-4 print:grid-cols-4",
        WIDE[columns],
      )}
    >
      {panels.map((panel, order) => (
        <div key={panel.key}>
          <p
            aria-hidden="true"
            className="mb-4 truncate text-13 print:[&_span]:text-11 font-medium text-ink"
            title={panel.name}
          >
            {panel.band ? <BandBadge band={panel.band} /> : panel.name}
          </p>
          <Plot
            height={128}
            lines={lines}
            nameClass={cn(
              order % 2 === 1 && "max-md:hidden",
              order % 4 > 0 && "md:max-xl:hidden",
              order % columns > 0 && "xl:hidden",
              order % 4 > 0 ? "print:hidden" : "print:block",
            )}
            verticals={chart.annotations}
            below={<MonthNames ticks={chart.ticks} ends />}
          >
            <Stretched>
              {panels
                .filter((other) => other !== panel)
                .map((other) => (
                  <path
                    key={other.key}
                    d={pathOf(other, axis.to)}
                    fill="none"
                    stroke="var(--line-strong)"
                    strokeWidth="1"
                    vectorEffect="non-scaling-stroke"
                  />
                ))}
              <path
                d={pathOf(panel, axis.to)}
                fill="none"
                stroke={colorOf(panel)}
                strokeWidth="2"
                strokeLinejoin="round"
                vectorEffect="non-scaling-stroke"
              />
            </Stretched>
            {panel.last ? (
              <span
                aria-hidden="true"
                className="absolute"
                style={{
                  left: `${(100 * (panel.last.index + 0.5)) / panel.values.length}%`,
                  bottom: `${(100 * panel.last.value) / axis.to}%`,
                }}
              >
                <span
                  data-bar
                  className="absolute size-[7px] -translate-x-1/2 -translate-y-1/2 rounded-pill"
                  style={{ background: colorOf(panel) }}
                />
                <span
                  className={cn(
                    "absolute -right-1 whitespace-nowrap text-12 font-semibold text-ink [text-shadow:0_0_3px_var(--surface),0_0_3px_var(--surface)]",
                    isFalling(panel, axis.to) ? "top-1.5" : "bottom-1.5",
                  )}
                >
                  {panel.last.text}
                </span>
              </span>
            ) : null}
            <ChartMarks
              label={`${panel.name}, by month`}
              marks={evenMarks(
                panel.tips,
                chart.ticks.map(({ month }) => month),
              )}
            />
          </Plot>
        </div>
      ))}
    </div>
  );
}

/** Then the figure stands below its dot, off the line, where there is room. */
function isFalling({ values, last }: Panel, to: number): boolean {
  const before = last ? (values[last.index - 1] ?? null) : null;
  return last !== null && before !== null && before > last.value && last.value > 0.2 * to;
}

const colorOf = ({ band }: Panel) => (band ? bandVar(band.tone) : "var(--series-1)");

function pathOf({ values }: Panel, to: number): string {
  return linePath(
    values.map((value, index) =>
      value === null ? null : { x: (index + 0.5) / values.length, y: value / to },
    ),
  );
}
