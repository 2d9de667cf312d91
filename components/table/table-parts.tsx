"use client";
import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { CSSProperties } from "react";
import { cn } from "../ui/cn";
import { RowCheckbox } from "./row-checkbox";
import type { ColumnSort, DataColumn } from "./types";

const breakpoints = { lg: "max-lg:hidden", xl: "max-xl:hidden", "2xl": "max-2xl:hidden" };

function cellClass<Row>(column: DataColumn<Row>): string {
  return cn(
    "px-2 first:pl-6 last:pr-6",
    column.align === "right" && "text-right",
    column.hideBelow && breakpoints[column.hideBelow],
  );
}

interface TableHeadProps<Row> {
  columns: readonly DataColumn<Row>[];
  stickyTop: number;
  /** false: no selection at all; true: a column but nothing to select. */
  select: boolean | { all: boolean; some: boolean; onToggle: () => void };
}

/** 32 px, sticky, on the ground of strips. A sorting header is a link. */
export function TableHead<Row>({ columns, stickyTop, select }: TableHeadProps<Row>) {
  return (
    <thead>
      <tr
        className="[&>th]:sticky [&>th]:top-(--sticky-top) [&>th]:z-20 [&>th]:h-8 [&>th]:border-b [&>th]:border-line [&>th]:bg-bg"
        style={{ "--sticky-top": `${stickyTop}px` } as CSSProperties}
      >
        {select === false ? null : (
          <th scope="col" className="w-12 pl-6 pr-2 text-left">
            {select === true ? (
              <span className="sr-only">Select</span>
            ) : (
              <RowCheckbox
                label="Select all on this page"
                checked={select.all}
                indeterminate={select.some}
                onToggle={select.onToggle}
              />
            )}
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            style={column.width ? { width: column.width } : undefined}
            aria-sort={
              column.sort?.direction
                ? column.sort.direction === "asc"
                  ? "ascending"
                  : "descending"
                : undefined
            }
            className={cn("text-left text-12 font-medium text-ink-2", cellClass(column))}
          >
            {column.sort ? (
              <SortLink label={column.header} sort={column.sort} right={column.align === "right"} />
            ) : column.hideHeader ? (
              <span className="sr-only">{column.header}</span>
            ) : (
              column.header
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function SortLink({ label, sort, right }: { label: string; sort: ColumnSort; right: boolean }) {
  const Arrow = sort.direction === "asc" ? ArrowUp : ArrowDown;
  return (
    <Link
      href={sort.href}
      scroll={false}
      className={cn(
        "group inline-flex items-center gap-1 rounded-1 hover:text-ink",
        sort.direction && "text-ink",
        // The arrow of an unsorted column takes no room, so that figures stay under their header.
        right && !sort.direction && "-mr-4 pr-0",
      )}
    >
      {label}
      <Arrow
        aria-hidden="true"
        className={cn(
          "size-3",
          sort.direction ? "" : "opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60",
        )}
      />
    </Link>
  );
}

interface TableBodyProps<Row> {
  rows: readonly { id: string; original: Row; selected: boolean }[];
  columns: readonly DataColumn<Row>[];
  rowHref: (row: Row) => string;
  rowName: (row: Row) => string;
  onToggle?: ((id: string, range: boolean) => void) | undefined;
}

/** Rows of 48 px; the primary column's link covers the row, controls lie above it. */
export function TableBody<Row>({ rows, columns, rowHref, rowName, onToggle }: TableBodyProps<Row>) {
  return (
    <tbody>
      {rows.map((row) => (
        <tr
          key={row.id}
          data-row-id={row.id}
          data-selected={row.selected || undefined}
          className="group/row relative h-12 [&>td]:border-b [&>td]:border-line transition-colors duration-(--fast) hover:bg-hover focus-within:bg-hover data-[selected]:bg-selected outline-offset-[-2px] has-[[data-row-link]:focus-visible]:outline-2 has-[[data-row-link]:focus-visible]:outline-focus has-[[data-row-link]:focus-visible]:[&>td]:border-transparent"
        >
          {onToggle ? (
            <td className="relative z-10 w-12 pl-6 pr-2">
              <RowCheckbox
                label={`Select ${rowName(row.original)}`}
                checked={row.selected}
                onToggle={(event) => onToggle(row.id, event.shiftKey)}
              />
            </td>
          ) : null}
          {columns.map((column) => (
            <td
              key={column.id}
              className={cn(
                "overflow-hidden text-13",
                cellClass(column),
                column.interactive && "relative z-10",
              )}
            >
              {column.primary ? (
                <Link
                  href={rowHref(row.original)}
                  prefetch={false}
                  data-row-link=""
                  className="block outline-none after:absolute after:inset-0 after:content-['']"
                >
                  {column.cell(row.original)}
                </Link>
              ) : (
                column.cell(row.original)
              )}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

/** Two lines of a cell: a fact over its detail, each cut where the column ends. */
export function TwoLines({
  top,
  bottom,
  className,
}: {
  top: React.ReactNode;
  bottom?: React.ReactNode;
  className?: string | undefined;
}) {
  return (
    <span className={cn("block min-w-0", className)}>
      <span className="block truncate text-13 leading-[18px] text-ink">{top}</span>
      {bottom ? <span className="block truncate text-12 leading-[17px] text-ink-2">{bottom}</span> : null}
    </span>
  );
}
