import type { ImportanceChart, SwarmDot } from "@/lib/present/evaluation/importance";

const ROW = 24;
const SHADES = [0, 25, 50, 75, 100] as const;

/** Low values grey, high values in the subject's colour; what has no order stays grey in the middle. */
function shadeVar(shade: number | null): string {
  return shade === null
    ? "var(--series-4)"
    : `color-mix(in oklab, var(--series-1) ${SHADES[shade]}%, var(--chart-bar))`;
}

/** Dots of one shade as one path of dots: thousands of circles would be slow to send and to draw. */
function pathOf(dots: readonly SwarmDot[]): string {
  return dots.map(({ x, step }) => `M${(1000 * x).toFixed(0)} ${ROW / 2 - 2.2 * step}h0`).join("");
}

/** The most important signals, one row each: a dot a lead, right of the line raises the score. Its own table. */
export function Beeswarm({ chart }: { chart: ImportanceChart }) {
  return (
    <figure>
      <table className="w-full table-fixed border-collapse text-12">
        <caption className="sr-only">Mean effect on the score by signal, largest first</caption>
        <colgroup>
          <col className="w-[34%] max-md:w-[42%]" />
          <col />
          <col className="w-12" />
        </colgroup>
        <thead>
          <tr className="text-11 text-ink-3">
            <th scope="col" className="pb-1.5 text-left font-normal">
              Signal
            </th>
            <th scope="col" className="pb-1.5 font-normal">
              Effect, log-odds
            </th>
            <th scope="col" className="pb-1.5 text-right font-normal">
              Mean
            </th>
          </tr>
        </thead>
        <tbody>
          {chart.rows.map((row) => (
            <tr key={row.key} style={{ height: ROW }}>
              <th scope="row" className="truncate py-0 pr-3 text-left font-normal text-ink" title={row.label}>
                {row.label}
              </th>
              <td className="relative p-0">
                {chart.ticks.map((tick) => (
                  <span
                    key={tick.text}
                    aria-hidden="true"
                    className="absolute inset-y-0 w-px bg-chart-grid"
                    style={{ left: `${100 * tick.at}%` }}
                  />
                ))}
                <span
                  aria-hidden="true"
                  className="absolute inset-y-0 w-px bg-line-control"
                  style={{ left: `${100 * chart.zero}%` }}
                />
                <svg
                  aria-hidden="true"
                  viewBox={`0 0 1000 ${ROW}`}
                  preserveAspectRatio="none"
                  className="absolute inset-0 size-full overflow-visible"
                  fill="none"
                  strokeWidth="3.6"
                  strokeLinecap="round"
                >
                  {[null, ...SHADES.keys()].map((shade) => {
                    const dots = row.dots.filter((dot) => dot.shade === shade);
                    return dots.length === 0 ? null : (
                      <path
                        key={shade ?? "none"}
                        d={pathOf(dots)}
                        stroke={shadeVar(shade)}
                        vectorEffect="non-scaling-stroke"
                      />
                    );
                  })}
                </svg>
              </td>
              <td className="py-0 text-right text-ink">{row.mean}</td>
            </tr>
          ))}
        </tbody>
        <tfoot aria-hidden="true">
          <tr>
            <td />
            <td className="relative h-5 p-0 text-11 text-ink-3">
              {chart.ticks.map((tick) => (
                <span
                  key={tick.text}
                  className="absolute top-1 -translate-x-1/2"
                  style={{ left: `${100 * tick.at}%` }}
                >
                  {tick.text}
                </span>
              ))}
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
      <figcaption className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-12 text-ink-2">
        Value of the signal
        {[
          ["low", 0],
          ["high", 4],
          ["a word, or none", null],
        ].map(([name, shade]) => (
          <span key={name} className="inline-flex items-center gap-1.5">
            <span
              data-bar
              className="size-2 rounded-pill"
              style={{ background: shadeVar(shade as number | null) }}
            />
            {name}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
