"use client";
import { ChartColumn, Download, Table2 } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { SectionHeading } from "../ui/page-bar";
import { Tooltip } from "../ui/tooltip";

export interface ChartTable {
  heads: readonly string[];
  rows: readonly (readonly (string | number)[])[];
  /** By column; without it the last one is set right. */
  align?: readonly ("left" | "right")[] | undefined;
}

interface ChartFrameProps {
  title: ReactNode;
  /** A question or plain claim in 12 px. */
  claim?: ReactNode;
  /** Right of the title, before the table button: a segmented control. */
  aside?: ReactNode;
  /** The figures; where the chart is a table itself, leave it out. */
  table?: ChartTable | undefined;
  /** Saves the figures as a file; table and download are then icons, as many stand on one page. */
  onDownload?: (() => void) | undefined;
  /** A conclusion underneath, where there is one. */
  conclusion?: ReactNode;
  level?: 2 | 3 | undefined;
  className?: string | undefined;
  children: ReactNode;
}

/** Title, claim, the chart or its figures as a table, conclusion. */
export function ChartFrame({
  title,
  claim,
  aside,
  table,
  onDownload,
  conclusion,
  level,
  className,
  children,
}: ChartFrameProps) {
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  return (
    <section aria-labelledby={id} className={className}>
      <SectionHeading
        id={id}
        title={title}
        claim={claim}
        level={level}
        aside={
          <>
            {aside}
            {onDownload ? (
              <span className="-mr-1.5 -mt-1 inline-flex" data-print="hide">
                {table ? (
                  <Tooltip content={asTable ? "Show the chart" : "Show the figures"}>
                    <IconButton
                      label="Figures as a table"
                      aria-pressed={asTable}
                      onClick={() => setAsTable((was) => !was)}
                      icon={asTable ? <ChartColumn aria-hidden="true" /> : <Table2 aria-hidden="true" />}
                    />
                  </Tooltip>
                ) : null}
                <Tooltip content="Save the figures as CSV">
                  <IconButton
                    label="Download as CSV"
                    onClick={onDownload}
                    icon={<Download aria-hidden="true" />}
                  />
                </Tooltip>
              </span>
            ) : table ? (
              <Button
                variant="quiet"
                aria-pressed={asTable}
                onClick={() => setAsTable((was) => !was)}
                icon={asTable ? <ChartColumn aria-hidden="true" /> : <Table2 aria-hidden="true" />}
              >
                {asTable ? "Chart" : "Table"}
              </Button>
            ) : null}
          </>
        }
      />
      <div className="mt-4">
        {asTable && table ? <FigureTable table={table} labelledBy={id} /> : children}
      </div>
      {conclusion ? <p className="mt-3 text-13 text-ink-2">{conclusion}</p> : null}
    </section>
  );
}

function FigureTable({ table, labelledBy }: { table: ChartTable; labelledBy: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and a second landmark of one name for nobody
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <div role="group" aria-labelledby={labelledBy} tabIndex={0} className="relative max-h-80 overflow-auto">
      <table className="w-full border-collapse text-12">
        <thead>
          <tr className="text-left text-ink-3">
            {table.heads.map((head, index) => (
              <th key={head} scope="col" className={cellClass(table, index)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, rowIndex) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: figures may repeat
            <tr key={rowIndex} className="border-t border-line text-ink">
              {row.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns are fixed
                <td key={index} className={cellClass(table, index)}>
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

function cellClass({ heads, align }: ChartTable, index: number): string {
  const isLast = index === heads.length - 1;
  const side = align?.[index] ?? (isLast && heads.length > 1 ? "right" : "left");
  return `whitespace-nowrap py-1.5 font-normal ${isLast && heads.length > 1 ? "pr-0" : "pr-4"} ${side === "right" ? "text-right" : ""}`;
}
