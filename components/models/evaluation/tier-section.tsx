import type { TierTable } from "@/lib/present/evaluation/tiers";
import { PreparedFrame } from "../../charts/prepared-frame";
import { RateBar } from "../../charts/rate-bar";
import { WideTable } from "../../charts/wide-table";
import { BandBadge } from "../../ui/band";

const HEAD = "pb-1.5 pl-4 text-right text-12 font-medium text-ink-2";
const CELL = "pl-4 text-right";

/** What each band holds of the test leads: rate with interval, captured, lift. */
export function TierSection({ tiers, className }: { tiers: TierTable; className?: string | undefined }) {
  return (
    <PreparedFrame chart={tiers} kind="table" className={className}>
      <WideTable label="Tiers as a table">
        <table className="w-full min-w-[700px] border-collapse text-13 print:min-w-0 print:text-12">
          <caption className="sr-only">{tiers.textAlternative}</caption>
          <thead>
            <tr className="border-b border-line">
              <th scope="col" className="w-28 pb-1.5 text-left text-12 font-medium text-ink-2">
                Band
              </th>
              <th scope="col" className={HEAD}>
                Leads
              </th>
              <th scope="col" className={HEAD}>
                Pipeline
              </th>
              <th scope="col" className="w-[30%] pb-1.5 pl-6 text-12 font-medium text-ink-2">
                <span className="flex justify-between gap-2 whitespace-nowrap">
                  <span className="font-normal text-ink-3">0</span>
                  Conversion rate, 95 %<span className="font-normal text-ink-3">{tiers.axisText}</span>
                </span>
              </th>
              <th scope="col" className={HEAD}>
                Rate
              </th>
              <th scope="col" className={HEAD}>
                {tiers.positivesHead}
              </th>
              <th scope="col" className={HEAD}>
                Captured
              </th>
              <th scope="col" className={HEAD}>
                Lift
              </th>
            </tr>
          </thead>
          <tbody>
            {tiers.rows.map((row) => (
              <tr key={row.band.name} className="h-[38px] border-b border-line">
                <th scope="row" className="text-left">
                  <BandBadge band={row.band} />
                </th>
                <td className={CELL}>{row.leads}</td>
                <td className={CELL}>{row.share}</td>
                <td className="relative p-0">
                  <RateBar bar={row.bar} tone={row.band.tone} base={tiers.base} />
                </td>
                <td className={`${CELL} whitespace-nowrap`}>
                  <span className="font-semibold">{row.rate}</span>{" "}
                  <span className="text-12 text-ink-3">{row.range}</span>
                </td>
                <td className={CELL}>{row.positives}</td>
                <td className={CELL}>{row.captured}</td>
                <td className={CELL}>{row.lift}</td>
              </tr>
            ))}
            <tr className="h-[38px] text-ink-2">
              <th scope="row" className="text-left font-normal">
                All
              </th>
              <td className={CELL}>{tiers.all.leads}</td>
              <td className={CELL}>100 %</td>
              <td />
              <td className={CELL}>{tiers.all.rate}</td>
              <td className={CELL}>{tiers.all.positives}</td>
              <td className={CELL}>100 %</td>
              <td className={CELL}>1.0×</td>
            </tr>
          </tbody>
        </table>
      </WideTable>
    </PreparedFrame>
  );
}
