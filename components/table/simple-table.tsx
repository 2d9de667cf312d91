import type { ReactNode } from "react";
import { cn } from "../ui/cn";

interface SimpleTableProps {
  label: string;
  heads: readonly { label: string; align?: "left" | "right" | undefined; width?: string | undefined }[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
  className?: string | undefined;
}

/** A plain table of 34 px rows between hairlines: rows kept out, people, keys. Scrolls sideways if it must. */
export function SimpleTable({ label, heads, rows, className }: SimpleTableProps) {
  return (
    <div className={cn("overflow-x-auto", className)}>
      <table aria-label={label} className="w-full border-collapse text-13">
        <thead>
          <tr className="border-b border-line">
            {heads.map((head) => (
              <th
                key={head.label}
                scope="col"
                style={head.width ? { width: head.width } : undefined}
                className={cn(
                  "py-1.5 pr-4 text-left text-12 font-medium text-ink-2 last:pr-0",
                  head.align === "right" && "text-right",
                )}
              >
                {head.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="border-b border-line last:border-b-0">
              {row.cells.map((cell, index) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns are fixed
                  key={index}
                  className={cn(
                    "py-[7px] pr-4 text-ink last:pr-0",
                    heads[index]?.align === "right" && "text-right",
                  )}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A 32 px strip that heads a group of rows and reaches 8 px past both edges. */
export function GroupStrip({
  title,
  remark,
  count,
  className,
}: {
  title: ReactNode;
  remark?: ReactNode;
  count?: ReactNode;
  className?: string | undefined;
}) {
  return (
    <div
      className={cn("-mx-2 flex h-8 items-center gap-2 border-y border-line bg-bg px-2 text-12", className)}
    >
      <h3 className="font-medium text-ink-2">{title}</h3>
      {remark ? <span className="truncate text-ink-3">{remark}</span> : null}
      <span className="ml-auto font-medium text-ink-2">{count}</span>
    </div>
  );
}
