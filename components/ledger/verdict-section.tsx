import { formatShare } from "@/lib/present/format";
import {
  TOO_FEW_NOTE,
  type VerdictRow,
  type VerdictTable,
  type VerdictView,
} from "@/lib/present/override-verdict";
import { cn } from "../ui/cn";
import { Skeleton } from "../ui/skeleton";

/** Were we right? One sentence, its figures, and what stands behind them. */
export function VerdictSection({ verdict }: { verdict: VerdictView }) {
  const { tables, axisTo, rateHead } = verdict;
  return (
    <section aria-labelledby="verdict">
      <h2 id="verdict" className="text-24 font-semibold text-ink">
        Were we right? {verdict.headline}
      </h2>
      <p className="mt-1 max-w-[920px] text-14 text-ink-2">{verdict.sentences}</p>
      {tables ? (
        <>
          <div className="mt-5 grid grid-cols-2 gap-x-12 gap-y-8 max-xl:grid-cols-1">
            {tables.map((table) => (
              <DirectionTable key={table.title} table={table} axisTo={axisTo} rateHead={rateHead} />
            ))}
          </div>
          <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-1 text-12 text-ink-2 max-md:hidden">
            <span className="inline-flex items-center gap-2">
              <svg aria-hidden="true" width="22" height="10">
                <line x1="0" x2="22" y1="5" y2="5" className="stroke-series-1" strokeWidth="1.25" />
                <circle cx="11" cy="5" r="4" className="fill-series-1" />
              </svg>
              Overridden, 95 %
            </span>
            <span className="inline-flex items-center gap-2">
              <svg aria-hidden="true" width="3" height="14">
                <line
                  x1="1.5"
                  x2="1.5"
                  y1="0"
                  y2="14"
                  className="stroke-ink-2"
                  strokeDasharray="2 1.5"
                  strokeWidth="1.5"
                />
              </svg>
              Untouched, same machine score and month
            </span>
          </div>
          <p className="mt-1.5 max-w-[920px] text-12 text-ink-3">
            {[verdict.method, TOO_FEW_NOTE, ...verdict.leftOut].join(" ")}
          </p>
        </>
      ) : null}
    </section>
  );
}

interface TableProps {
  table: VerdictTable;
  axisTo: number;
  rateHead: string;
}

function DirectionTable({ table, axisTo, rateHead }: TableProps) {
  return (
    <table
      aria-label={`${table.title} leads`}
      className="w-full table-fixed self-start border-collapse text-13"
    >
      <thead>
        <tr className="border-b border-line text-12 text-ink-2 [&>th]:py-1.5 [&>th]:font-medium">
          <th scope="col" className="text-left text-ink">
            {table.title}
          </th>
          <th scope="col" className="w-12 text-right">
            Leads
          </th>
          <th scope="col" className="w-[140px] pl-4 font-normal max-md:hidden">
            <span className="sr-only">Rate of overridden and untouched leads, from </span>
            <span className="flex justify-between font-normal">
              <span>0</span>
              <span className="sr-only"> to </span>
              <span>{formatShare(axisTo)}</span>
            </span>
          </th>
          <th scope="col" className="w-14 text-right">
            {rateHead}
          </th>
          <th scope="col" className="w-[164px] pl-4 text-left max-md:w-[132px] max-md:pl-3">
            Against untouched
          </th>
        </tr>
      </thead>
      <tbody>
        <Row row={table.all} axisTo={axisTo} />
      </tbody>
      {table.groups.map(({ heading, rows }) => (
        <tbody key={heading}>
          <tr>
            <th
              colSpan={4}
              scope="colgroup"
              className="border-b border-line pb-1.5 pt-4 text-left text-12 font-normal text-ink-2"
            >
              {heading}
            </th>
            <td className="border-b border-line max-md:hidden" />
          </tr>
          {rows.map((row) => (
            <Row key={row.name} row={row} axisTo={axisTo} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Row({ row, axisTo }: { row: VerdictRow; axisTo: number }) {
  return (
    <tr className="border-b border-line [&>td]:py-1.5">
      <th scope="row" className="truncate py-1.5 text-left font-normal text-ink max-md:whitespace-normal">
        {row.name}
      </th>
      <td className="text-right text-ink-2">{row.leads}</td>
      <td className="pl-4 max-md:hidden">
        <Dots drawn={row.drawn} axisTo={axisTo} />
      </td>
      <td className="text-right font-semibold text-ink">{row.rate}</td>
      <td className="pl-4 max-md:pl-3">
        <span className={cn(row.told ? "font-semibold text-ink" : "text-ink-2", "mr-1.5 whitespace-nowrap")}>
          {row.against}
        </span>
        {row.range ? (
          <span className="whitespace-nowrap text-12 text-ink-2 max-md:block">{row.range}</span>
        ) : null}
      </td>
    </tr>
  );
}

/** A dot with its interval, and a dashed mark where untouched leads are. Decorative: the figures stand beside it. */
function Dots({ drawn, axisTo }: { drawn: VerdictRow["drawn"]; axisTo: number }) {
  const place = (share: number) => `${100 * Math.min(1, share / axisTo)}%`;
  return (
    <svg aria-hidden="true" className="block h-4 w-full overflow-visible">
      <line x1="0" x2="100%" y1="8" y2="8" className="stroke-line" />
      {drawn ? (
        <>
          <line
            x1={place(drawn.expected)}
            x2={place(drawn.expected)}
            y1="1"
            y2="15"
            strokeWidth="1.5"
            strokeDasharray="2 1.5"
            className="stroke-ink-2"
          />
          <line
            x1={place(drawn.low)}
            x2={place(drawn.high)}
            y1="8"
            y2="8"
            strokeWidth="1.25"
            className="stroke-series-1"
          />
          <circle cx={place(drawn.rate)} cy="8" r="4" className="fill-series-1" />
        </>
      ) : null}
    </svg>
  );
}

/** While the leads are counted. */
export function VerdictSkeleton() {
  return (
    <div aria-hidden="true" className="h-[420px] space-y-3">
      <Skeleton className="h-8 w-[420px] max-w-full" />
      <Skeleton className="h-5 w-[760px] max-w-full" />
    </div>
  );
}
