import type { ReactNode } from "react";
import { cn } from "./cn";

interface DataListProps {
  items: readonly { label: ReactNode; value: ReactNode; key?: string | undefined }[];
  /** "figures" sets values right: counts before an import. */
  kind?: "fields" | "figures" | undefined;
  className?: string | undefined;
}

/** Names and values: the fields of a lead, the counts of a job. An empty value prints an en dash. */
export function DataList({ items, kind = "fields", className }: DataListProps) {
  return (
    <dl className={cn("text-13", className)}>
      {items.map((item, index) => (
        <div
          key={item.key ?? (typeof item.label === "string" ? item.label : index)}
          className={cn(
            kind === "fields"
              ? "grid grid-cols-[112px_1fr] gap-x-2 py-[3px]"
              : "flex justify-between gap-4 py-0.5",
          )}
        >
          <dt className="text-ink-2">{item.label}</dt>
          <dd className={cn("min-w-0 text-ink [overflow-wrap:anywhere]", kind === "figures" && "text-right")}>
            {item.value === null || item.value === undefined || item.value === "" ? (
              <span className="text-ink-3">
                <span aria-hidden="true">–</span>
                <span className="sr-only">not known</span>
              </span>
            ) : (
              item.value
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface FigureStripProps {
  items: readonly { label: ReactNode; figure: ReactNode; note?: ReactNode }[];
  className?: string | undefined;
}

/** Two to four figures in a row between hairlines, as at the end of an import. */
export function FigureStrip({ items, className }: FigureStripProps) {
  return (
    <dl className={cn("grid grid-cols-2 gap-y-4 border-y border-line py-3 md:flex", className)}>
      {items.map((item, index) => (
        <div
          key={typeof item.label === "string" ? item.label : index}
          className="flex-1 md:border-l md:border-line md:pl-4 md:first:border-l-0 md:first:pl-0"
        >
          <dt className="text-12 text-ink-3">{item.label}</dt>
          <dd className="text-20 font-semibold text-ink">{item.figure}</dd>
          {item.note ? <dd className="text-12 text-ink-3">{item.note}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
