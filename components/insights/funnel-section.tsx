import { frameOf } from "@/lib/present/evaluation/prepared";
import type { FunnelChart } from "@/lib/present/insights/funnel";
import { PreparedFrame } from "../charts/prepared-frame";
import { ShareBar } from "../charts/rate-bar";
import { WideTable } from "../charts/wide-table";
import { BandBadge, bandVar } from "../ui/band";

/** How far leads came, by band: count, share of those created, median time. */
export function FunnelSection({ chart }: { chart: FunnelChart }) {
  return (
    <PreparedFrame chart={frameOf(chart)} kind="table">
      <WideTable label="Funnel as a table">
        <table className="w-full min-w-[440px] border-collapse text-13 print:min-w-0 print:text-11">
          <caption className="sr-only">{chart.textAlternative}</caption>
          <thead>
            <tr className="border-b border-line">
              <th scope="col" className="w-24 pb-1.5 text-left text-12 font-medium text-ink-2">
                Band
              </th>
              {chart.heads.map((head) => (
                <th
                  key={head}
                  scope="col"
                  className="pb-1.5 pl-4 text-right print:pl-2 text-12 font-medium text-ink-2"
                >
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {chart.rows.map((row) => (
              <tr key={row.key} className="border-b border-line last:border-b-0">
                <th scope="row" className="text-left font-normal">
                  {row.band ? <BandBadge band={row.band} /> : "All"}
                </th>
                {row.stages.map((stage) => (
                  <td key={stage.key} className="py-1.5 pl-4 text-right align-top print:pl-2">
                    <span className="block whitespace-nowrap">
                      {stage.count}{" "}
                      {stage.share ? <span className="text-12 text-ink-3">{stage.share}</span> : null}
                    </span>
                    <span className="relative my-0.5 block h-1.5">
                      <ShareBar
                        share={stage.drawn}
                        className="left-0"
                        color={row.band ? bandVar(row.band.tone) : undefined}
                      />
                    </span>
                    <span className="block h-4 text-11 text-ink-3">{stage.time}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </PreparedFrame>
  );
}
