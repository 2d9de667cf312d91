import { frameOf } from "@/lib/present/evaluation/prepared";
import type { BandTable } from "@/lib/present/insights/bands";
import { PreparedFrame } from "../charts/prepared-frame";
import { RateBar } from "../charts/rate-bar";
import { WideTable } from "../charts/wide-table";
import { BandBadge } from "../ui/band";
import { cn } from "../ui/cn";

const HEAD = "pb-1.5 pl-3 text-right text-12 font-medium text-ink-2 print:pl-2 print:text-11";
const CELL = "pl-3 text-right print:pl-2";
const WIDE = "max-md:hidden print:table-cell";

/** First contact to customer by band. */
export function BandSection({ table }: { table: BandTable }) {
  const { all } = table;
  return (
    <PreparedFrame chart={frameOf(table)} kind="table">
      <WideTable label="Bands as a table">
        <table className="w-full border-collapse text-13 md:min-w-[640px] print:min-w-0 print:text-11">
          <caption className="sr-only">{table.textAlternative}</caption>
          <thead>
            <tr className="border-b border-line">
              <th scope="col" className="w-28 pb-1.5 text-left text-12 font-medium text-ink-2 print:w-auto">
                Band
              </th>
              <th scope="col" className={cn(HEAD, WIDE)}>
                Leads
              </th>
              <th scope="col" className={HEAD}>
                Pipeline
              </th>
              <th
                scope="col"
                className={cn(
                  "w-[26%] pb-1.5 pl-6 text-12 font-medium text-ink-2 print:w-[20%] print:text-11",
                  WIDE,
                )}
              >
                <span className="flex justify-between gap-2 whitespace-nowrap">
                  <span className="font-normal text-ink-3">0</span>
                  Conversion, 95 %<span className="font-normal text-ink-3">{table.axisText}</span>
                </span>
              </th>
              <th scope="col" className={HEAD}>
                Rate
              </th>
              <th scope="col" className={cn(HEAD, WIDE)}>
                {table.positivesHead}
              </th>
              <th scope="col" className={HEAD}>
                Captured
              </th>
              <th scope="col" className={cn(HEAD, WIDE)}>
                Lift
              </th>
              {table.beforeHead === null ? null : (
                <th scope="col" className={cn(HEAD, WIDE, "whitespace-nowrap font-normal text-ink-3")}>
                  Rate, {table.beforeHead}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.id} className="h-[38px] border-b border-line max-md:h-11">
                <th scope="row" className="text-left">
                  <BandBadge band={row.band} />
                </th>
                <td className={cn(CELL, WIDE)}>{row.leads}</td>
                <td className={CELL}>{row.share}</td>
                <td className={cn("relative p-0", WIDE)}>
                  <RateBar
                    bar={row.rate.drawn ? { ...row.rate.drawn, to: row.rate.drawn.at } : null}
                    tone={row.band.tone}
                    base={table.base}
                  />
                </td>
                <td className={cn(CELL, "whitespace-nowrap")}>
                  <RateText rate={row.rate} isStrong />
                </td>
                <td className={cn(CELL, WIDE)}>{row.positives}</td>
                <td className={CELL}>{row.captured}</td>
                <td className={cn(CELL, WIDE)}>{row.lift}</td>
                {table.beforeHead === null ? null : (
                  <td className={cn(CELL, WIDE, "text-ink-2")}>{row.before}</td>
                )}
              </tr>
            ))}
            <tr className="h-[38px] text-ink-2">
              <th scope="row" className="text-left font-normal">
                All
              </th>
              <td className={cn(CELL, WIDE)}>{all.leads}</td>
              <td className={CELL}>{all.share}</td>
              <td className={WIDE} />
              <td className={cn(CELL, "whitespace-nowrap")}>
                <RateText rate={all.rate} />
              </td>
              <td className={cn(CELL, WIDE)}>{all.positives}</td>
              <td className={CELL}>{all.captured}</td>
              <td className={cn(CELL, WIDE)}>{all.lift}</td>
              {table.beforeHead === null ? null : <td className={cn(CELL, WIDE)}>{all.before}</td>}
            </tr>
          </tbody>
        </table>
      </WideTable>
    </PreparedFrame>
  );
}

/** "58 % 54–62" */
export function RateText({
  rate,
  isStrong,
}: {
  rate: { readonly text: string; readonly range: string };
  isStrong?: boolean | undefined;
}) {
  return rate.range === "" ? (
    <span className="text-ink-3">{rate.text}</span>
  ) : (
    <>
      <span className={cn(isStrong && "font-semibold")}>{rate.text}</span>{" "}
      <span className="text-12 text-ink-3">{rate.range}</span>
    </>
  );
}
