import type { ConfusionTable, ScoreDistribution } from "@/lib/present/evaluation/score-charts";
import { Histogram } from "../../charts/histogram";
import { PreparedFrame } from "../../charts/prepared-frame";
import { WideTable } from "../../charts/wide-table";
import { BandBadge } from "../../ui/band";

/** Test leads by score, in the colours of the bands. */
export function ScoreSection({ scores }: { scores: ScoreDistribution }) {
  return (
    <PreparedFrame chart={scores} kind="table">
      <Histogram
        height={168}
        data={{
          bins: scores.bins,
          ticks: scores.ticks,
          valueHead: "Score",
          countHead: "Leads",
          summary: scores.textAlternative,
        }}
      />
      <p className="mt-2 flex flex-wrap gap-x-5 gap-y-1">
        {scores.bands.map((band) => (
          <BandBadge key={band.name} band={band} />
        ))}
      </p>
    </PreparedFrame>
  );
}

const HEAD = "pb-1.5 pl-4 text-right text-12 font-medium text-ink-2 align-bottom";

/** Who is called and who is missed when everybody from an edge up is called. */
export function ConfusionSection({ confusion }: { confusion: ConfusionTable }) {
  return (
    <PreparedFrame chart={confusion} kind="table">
      <WideTable label="Band edges as a table">
        <table className="w-full min-w-[520px] border-collapse text-13 print:min-w-0">
          <caption className="sr-only">{confusion.textAlternative}</caption>
          <thead>
            <tr className="border-b border-line">
              <th scope="col" className="pb-1.5 text-left align-bottom text-12 font-medium text-ink-2">
                From
              </th>
              {[...confusion.heads, "Precision", "Recall", "F1"].map((head) => (
                <th key={head} scope="col" className={HEAD}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {confusion.rows.map((row) => (
              <tr key={row.band.name} className="h-[38px] border-b border-line last:border-b-0">
                <th scope="row" className="whitespace-nowrap text-left font-normal">
                  <span className="mr-2 inline-block w-6 font-semibold">{row.from}</span>
                  <BandBadge band={row.band} />
                </th>
                {row.cells.map((cell, at) => (
                  <td key={confusion.heads[at]} className="pl-4 text-right">
                    <span
                      data-bar
                      className="inline-block min-w-12 rounded-1 px-1.5 py-0.5 text-ink"
                      style={{
                        // Right calls green, wrong ones the colour of what drags; mixed so that figures stay legible.
                        background: `color-mix(in oklab, var(${at === 0 || at === 3 ? "--raise" : "--drag"}) ${Math.round(64 * cell.share)}%, var(--surface))`,
                      }}
                    >
                      {cell.text}
                    </span>
                  </td>
                ))}
                <td className="pl-4 text-right">{row.precision}</td>
                <td className="pl-4 text-right">{row.recall}</td>
                <td className="pl-4 text-right">{row.f1}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </PreparedFrame>
  );
}
