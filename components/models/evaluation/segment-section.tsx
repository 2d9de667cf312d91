import { Fragment } from "react";
import type { SegmentChart } from "@/lib/present/evaluation/segments";
import { PreparedFrame } from "../../charts/prepared-frame";

const HEAD = "pb-1.5 pl-4 text-right text-12 font-medium text-ink-2";

/** Whether it holds for every source, size and region. */
export function SegmentSection({ segments }: { segments: SegmentChart }) {
  return (
    <PreparedFrame chart={segments} kind="table">
      <table className="w-full table-fixed border-collapse text-13">
        <caption className="sr-only">{segments.textAlternative}</caption>
        <thead>
          <tr>
            <th scope="col" className="w-[32%] pb-1.5 text-left text-12 font-medium text-ink-2">
              Segment
            </th>
            <th scope="col" className={`${HEAD} w-16`}>
              Leads
            </th>
            <th scope="col" className={`${HEAD} w-[92px]`}>
              Happened
            </th>
            <th scope="col" className={`${HEAD} w-[92px] max-md:hidden`}>
              Promised
            </th>
            <th scope="col" className="pb-1.5 pl-6 text-right text-12 font-medium text-ink-2">
              AUC
            </th>
          </tr>
        </thead>
        <tbody>
          {segments.groups.map((group) => (
            <Fragment key={group.key}>
              <tr className="border-t border-line bg-bg">
                <th scope="rowgroup" colSpan={5} className="h-7 text-left text-12 font-medium text-ink-2">
                  {group.label}
                </th>
              </tr>
              {group.rows.map((row) => (
                <tr key={row.value} className="h-[30px] border-t border-line">
                  <th scope="row" className="truncate pr-2 text-left font-normal text-ink" title={row.value}>
                    {row.value}
                  </th>
                  <td className="pl-4 text-right text-ink-2">{row.leads}</td>
                  <td className="pl-4 text-right">{row.rate}</td>
                  <td className="pl-4 text-right text-ink-2 max-md:hidden">{row.promised}</td>
                  <td className="pl-6">
                    <span className="flex items-center gap-3">
                      <span aria-hidden="true" className="relative h-[30px] flex-1 max-md:invisible">
                        <span className="absolute inset-x-0 top-1/2 h-px bg-line" />
                        {segments.overall === null ? null : (
                          <span
                            className="absolute inset-y-0 border-l border-dashed border-line-control"
                            style={{ left: `${100 * segments.overall}%` }}
                          />
                        )}
                        {row.at === null ? null : (
                          <span
                            data-bar
                            className="absolute top-1/2 size-2 -translate-x-1/2 -translate-y-1/2 rounded-pill bg-series-1"
                            style={{ left: `${100 * row.at}%` }}
                          />
                        )}
                      </span>
                      <span
                        className={row.at === null ? "w-14 text-right text-12 text-ink-3" : "w-14 text-right"}
                      >
                        {row.auc}
                      </span>
                    </span>
                  </td>
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </PreparedFrame>
  );
}
