"use client";
import { ArrowDown, ArrowUp, ChevronRight } from "lucide-react";
import { Fragment, useState } from "react";
import {
  type SourceColumn,
  type SourceLine,
  type SourceTable,
  sortSources,
} from "@/lib/present/insights/sources";
import { PreparedFrame } from "../charts/prepared-frame";
import { RateDot, ShareBar } from "../charts/rate-bar";
import { bandVar } from "../ui/band";
import { cn } from "../ui/cn";
import { RateText } from "./band-section";

const WIDE = "max-md:hidden print:table-cell";

/** Sources and the campaigns within them, sorted by any column. */
export function SourcesSection({ table }: { table: SourceTable }) {
  const [sort, setSort] = useState<{ column: SourceColumn; isDescending: boolean }>({
    column: "hot",
    isDescending: true,
  });
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const rows = sortSources(table.rows, sort.column, sort.isDescending);
  const toggle = (key: string) =>
    setOpen((was) => {
      const next = new Set(was);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const head = (column: SourceColumn, label: string, className?: string) => (
    <SortHead
      column={column}
      label={label}
      sort={sort}
      className={className}
      onSort={() =>
        setSort((was) => ({
          column,
          isDescending: was.column === column ? !was.isDescending : column !== "name",
        }))
      }
    />
  );
  return (
    <PreparedFrame chart={table} kind="table">
      <table className="w-full table-fixed border-collapse text-13 print:text-12">
        <caption className="sr-only">{table.textAlternative}</caption>
        <thead>
          <tr className="border-b border-line">
            {head("name", "Source", "w-[24%] max-md:w-[36%] print:w-[22%]")}
            {head("leads", "Leads", "w-[8%] max-md:w-auto print:w-[8%]")}
            {head("score", "Mean score", cn("w-[10%]", WIDE))}
            <th
              scope="col"
              className={cn("w-[22%] print:w-[17%] pb-1.5 pl-8 text-12 font-normal text-ink-3", WIDE)}
            >
              <span className="flex justify-between">
                <span>0</span>
                <span>{table.axisText}</span>
              </span>
            </th>
            {head("rate", "Rate", "w-[12%] max-md:w-auto print:w-[15%]")}
            {head("positives", table.positivesHead, cn("w-[10%]", WIDE))}
            {head("hot", table.hotHead, "w-[9%] max-md:w-auto print:w-[10%]")}
            <th scope="col" className={cn("w-[9%]", WIDE)}>
              <span className="sr-only">{table.hotHead}, drawn</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Fragment key={row.key}>
              <tr className="h-[38px] border-b border-line max-md:h-12">
                <th scope="row" className="text-left font-medium text-ink">
                  {row.campaigns.length > 0 ? (
                    <button
                      type="button"
                      aria-expanded={open.has(row.key)}
                      onClick={() => toggle(row.key)}
                      className="touch-target -ml-1 flex max-w-full items-center gap-1 rounded-1 pl-1 pr-1.5 text-left hover:bg-hover"
                    >
                      <ChevronRight
                        aria-hidden="true"
                        className={cn("size-3.5 shrink-0 text-ink-3", open.has(row.key) && "rotate-90")}
                      />
                      <span className="truncate">{row.name}</span>
                    </button>
                  ) : (
                    <span className="block truncate pl-[18px]" title={row.name}>
                      {row.name}
                    </span>
                  )}
                </th>
                <Cells row={row} table={table} />
              </tr>
              {open.has(row.key)
                ? sortSources(row.campaigns, sort.column, sort.isDescending).map((campaign) => (
                    <tr key={campaign.key} className="h-[34px] border-b border-line bg-bg max-md:h-11">
                      <th
                        scope="row"
                        className="truncate pl-[18px] text-left font-normal text-ink-2"
                        title={campaign.name}
                      >
                        {campaign.name}
                      </th>
                      <Cells row={campaign} table={table} />
                    </tr>
                  ))
                : null}
              {open.has(row.key) && row.more ? (
                <tr className="h-[34px] border-b border-line bg-bg text-12 text-ink-3">
                  <td colSpan={8} className="pl-[18px]">
                    {row.more}
                  </td>
                </tr>
              ) : null}
            </Fragment>
          ))}
        </tbody>
      </table>
    </PreparedFrame>
  );
}

function Cells({ row, table }: { row: SourceLine; table: SourceTable }) {
  const cell = "pl-3 text-right";
  return (
    <>
      <td className={cell}>{row.leads}</td>
      <td className={cn(cell, WIDE)}>{row.score}</td>
      <td className={cn("relative p-0", WIDE)}>
        <RateDot dot={row.rate.drawn} base={table.base} className="left-8" />
      </td>
      <td className={cn(cell, "whitespace-nowrap")}>
        <span className="max-md:hidden print:inline">
          <RateText rate={row.rate} isStrong />
        </span>
        <span className={cn("md:hidden print:hidden", row.rate.range ? "font-semibold" : "text-ink-3")}>
          {row.rate.text}
        </span>
      </td>
      <td className={cn(cell, WIDE)}>{row.positives}</td>
      <td className={cn(cell, "whitespace-nowrap", row.hotDrawn === null && "text-ink-3")}>{row.hot}</td>
      <td className={cn("relative p-0", WIDE)}>
        {row.hotDrawn === null ? null : (
          <ShareBar share={row.hotDrawn} className="left-3" color={bandVar(table.hotTone)} />
        )}
      </td>
    </>
  );
}

function SortHead({
  column,
  label,
  sort,
  onSort,
  className,
}: {
  column: SourceColumn;
  label: string;
  sort: { column: SourceColumn; isDescending: boolean };
  onSort: () => void;
  className?: string | undefined;
}) {
  const isCurrent = sort.column === column;
  const Arrow = sort.isDescending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={isCurrent ? (sort.isDescending ? "descending" : "ascending") : undefined}
      className={cn(
        "pb-1 text-12 font-medium text-ink-2",
        column === "name" ? "text-left" : "pl-3 text-right",
        className,
      )}
    >
      <button
        type="button"
        onClick={onSort}
        className={cn(
          "touch-target inline-flex items-center gap-1 rounded-1 hover:text-ink",
          column === "name" && "pl-[18px]",
          isCurrent && "text-ink",
        )}
      >
        {label}
        {isCurrent ? <Arrow aria-hidden="true" className="size-3 shrink-0" /> : null}
      </button>
    </th>
  );
}
