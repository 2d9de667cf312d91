import { ArrowDown, ArrowUp } from "lucide-react";
import type { FlipsData } from "@/lib/modules/models/types-screen";
import { formatNumber } from "@/lib/present/format";
import { BandBadge } from "../../ui/band";

const MOST_MIXED = 0.5;
const LEAST_MIXED = 0.14;

/** From which band to which: rows are now, columns are then. Moves up and down are tinted and carry an arrow. */
export function BandMatrix({
  flips,
  inUseTitle,
  candidateTitle,
}: {
  flips: FlipsData;
  inUseTitle: string;
  candidateTitle: string;
}) {
  const { from, to, cells, fromTotals, toTotals, compared } = flips;
  const most = Math.max(1, ...cells.flat().map(({ count, move }) => (move === 0 ? 0 : count)));
  return (
    <section
      aria-label={`From ${inUseTitle} to ${candidateTitle}, by band`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: with many bands it scrolls sideways, by keyboard too
      tabIndex={0}
      className="overflow-x-auto outline-offset-[-2px]"
    >
      <table className="w-full border-collapse text-13">
        <caption className="sr-only">
          Leads by their band with {inUseTitle}, down, and with {candidateTitle}, across
        </caption>
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className="py-2 pr-3 text-left text-12 font-medium text-ink-2">
              {inUseTitle}, down
            </th>
            {to.map((band) => (
              <th key={band.name} scope="col" className="px-1 py-2 text-center font-medium">
                <BandBadge band={band} className="max-md:flex-col max-md:gap-1 max-md:text-11" />
              </th>
            ))}
            <th scope="col" className="py-2 pl-3 text-right text-12 font-medium text-ink-2">
              All
            </th>
          </tr>
        </thead>
        <tbody>
          {from.map((band, row) => (
            <tr key={band.name} className="h-9 border-b border-line">
              <th scope="row" className="pr-3 text-left font-medium">
                <BandBadge band={band} />
              </th>
              {(cells[row] ?? []).map(({ count, move }, column) => (
                <td key={to[column]?.name} className="px-1 text-center">
                  {count > 0 && move !== 0 ? (
                    <span
                      className="inline-flex h-7 min-w-14 max-md:min-w-11 items-center justify-center gap-0.5 rounded-1 px-2 max-md:px-1 text-ink"
                      style={{
                        backgroundColor: `color-mix(in oklab, var(--${move > 0 ? "raise" : "drag"}) ${Math.round(100 * (LEAST_MIXED + (MOST_MIXED - LEAST_MIXED) * (count / most)))}%, var(--surface))`,
                      }}
                    >
                      {move > 0 ? (
                        <ArrowUp aria-hidden="true" className="size-3" />
                      ) : (
                        <ArrowDown aria-hidden="true" className="size-3" />
                      )}
                      <span className="sr-only">{move > 0 ? "up " : "down "}</span>
                      {formatNumber(count)}
                    </span>
                  ) : (
                    <span className={count === 0 ? "text-ink-3" : "text-ink-2"}>{formatNumber(count)}</span>
                  )}
                </td>
              ))}
              <td className="pl-3 text-right font-semibold text-ink">{formatNumber(fromTotals[row] ?? 0)}</td>
            </tr>
          ))}
          <tr className="h-9">
            <th scope="row" className="pr-3 text-left font-normal text-ink-2">
              {candidateTitle}
            </th>
            {to.map((band, column) => (
              <td key={band.name} className="px-1 text-center font-semibold text-ink">
                {formatNumber(toTotals[column] ?? 0)}
              </td>
            ))}
            <td className="pl-3 text-right font-semibold text-ink">{formatNumber(compared)}</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}
