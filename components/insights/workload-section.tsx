import { frameOf } from "@/lib/present/evaluation/prepared";
import type { WorkloadTable } from "@/lib/present/insights/workload";
import { PreparedFrame } from "../charts/prepared-frame";
import { Avatar } from "../ui/avatar";
import { cn } from "../ui/cn";

const HEAD = "pb-1.5 pl-4 text-right text-12 font-medium text-ink-2";
const WIDE = "max-md:hidden print:table-cell";

/** What lies on each desk now. */
export function WorkloadSection({ table }: { table: WorkloadTable }) {
  return (
    <PreparedFrame chart={frameOf(table)} kind="table">
      <table className="w-full border-collapse text-13 print:text-12">
        <caption className="sr-only">{table.textAlternative}</caption>
        <thead>
          <tr className="border-b border-line">
            <th
              scope="col"
              className="w-[24%] pb-1.5 text-left text-12 font-medium text-ink-2 max-md:w-[40%]"
            >
              Rep
            </th>
            <th scope="col" className={HEAD}>
              Open
            </th>
            <th scope="col" className={cn(HEAD, WIDE)}>
              {table.hotHead}
            </th>
            <th scope="col" className={HEAD}>
              Due
            </th>
            <th scope="col" className={HEAD}>
              Late
            </th>
            <th scope="col" className={cn("w-[24%] pl-8", WIDE)}>
              <span className="sr-only">Due and late, drawn</span>
            </th>
            <th scope="col" className={cn(HEAD, WIDE)}>
              Capacity
            </th>
            <th scope="col" className={HEAD}>
              Calls
            </th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.key} className="h-[38px] border-b border-line last:border-b-0 max-md:h-11">
              <th scope="row" className="max-w-0 text-left font-normal">
                <span className="flex items-center gap-2">
                  <Avatar name={row.id === null ? null : row.name} id={row.id ?? row.name} />
                  <span className="truncate">{row.name}</span>
                </span>
              </th>
              <td className="pl-4 text-right">{row.open}</td>
              <td className={cn("pl-4 text-right", WIDE)}>{row.hot}</td>
              <td className="pl-4 text-right">{row.due}</td>
              <td className={cn("pl-4 text-right", row.isLate && "font-medium text-danger")}>{row.late}</td>
              <td className={cn("relative p-0", WIDE)}>
                <span aria-hidden="true" className="absolute inset-y-0 left-8 right-0">
                  <span
                    data-bar
                    className="absolute left-0 top-1/2 h-2 -translate-y-1/2 rounded-bar bg-chart-bar"
                    style={{ width: `${100 * row.drawn.due}%` }}
                  />
                  <span
                    data-bar
                    className="absolute left-0 top-1/2 h-2 -translate-y-1/2 rounded-bar bg-danger"
                    style={{ width: `${100 * row.drawn.late}%` }}
                  />
                  {row.drawn.capacity === null ? null : (
                    <span
                      data-bar
                      className="absolute top-1/2 h-4 w-px -translate-y-1/2 bg-ink"
                      style={{ left: `${100 * row.drawn.capacity}%` }}
                    />
                  )}
                </span>
              </td>
              <td
                className={cn(
                  "whitespace-nowrap pl-4 text-right",
                  WIDE,
                  row.isOver ? "font-medium text-caution" : "text-ink-2",
                )}
              >
                {row.capacity}
              </td>
              <td className="pl-4 text-right">{row.calls}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </PreparedFrame>
  );
}
