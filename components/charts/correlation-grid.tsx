import type { CorrelationMatrix, MatrixCell } from "@/lib/present/evaluation/correlations";

/** At most 64 % of colour, so that the figure printed on it keeps its contrast. */
function ground({ value }: MatrixCell): string {
  if (value === null) return "transparent";
  const part = Math.round(64 * Math.min(1, Math.abs(value)));
  return `color-mix(in oklab, var(${value < 0 ? "--drag" : "--raise"}) ${part}%, var(--surface))`;
}

/** The lower half of a correlation matrix; rows and columns bear the same numbers. */
export function CorrelationGrid({ chart }: { chart: CorrelationMatrix }) {
  const size = chart.rows.length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section tabIndex={0} aria-label="Correlations" className="relative overflow-x-auto">
      <table className="border-separate border-spacing-px text-11">
        <caption className="sr-only">{chart.textAlternative}</caption>
        <tbody>
          {chart.rows.map((row, at) => (
            <tr key={row.label} className="h-[26px]">
              <th
                scope="row"
                className={`max-w-44 truncate pr-3 text-left text-12 max-md:max-w-32 ${at === 0 ? "font-medium text-ink" : "font-normal text-ink-2"}`}
                title={row.label}
              >
                <span className="inline-block w-6 text-ink-3">{at + 1}</span>
                {row.label}
              </th>
              {row.cells.map((cell, column) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns are fixed
                  key={column}
                  data-bar
                  title={`${row.label} and ${chart.rows[column]?.label}`}
                  className="w-8 min-w-8 text-center text-ink"
                  style={{ background: ground(cell) }}
                >
                  {cell.text}
                </td>
              ))}
              {at < size ? (
                <td aria-hidden="true" className="w-8 min-w-8 text-center text-ink-3">
                  {at + 1}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
