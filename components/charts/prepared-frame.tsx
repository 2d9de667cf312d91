"use client";
import type { ReactNode } from "react";
import { csvText } from "@/lib/present/csv-text";
import { cellText, type PreparedChart } from "@/lib/present/evaluation/prepared";
import { ChartFrame } from "./chart-frame";
import { saveFile } from "./save-file";

interface PreparedFrameProps {
  chart: PreparedChart;
  /** Right of the title, before the icons: a choice of signal. */
  aside?: ReactNode;
  /** picture: drawn, and read as its text alternative; table: the children bring words of their own. */
  kind?: "picture" | "table" | undefined;
  className?: string | undefined;
  children: ReactNode;
}

/** A prepared chart in its frame: question, figures as a table, CSV, text alternative, conclusion. */
export function PreparedFrame({ chart, aside, kind = "picture", className, children }: PreparedFrameProps) {
  const { columns, rows } = chart.table;
  return (
    <ChartFrame
      title={chart.title}
      claim={chart.question}
      aside={aside}
      conclusion={chart.conclusion}
      className={className}
      table={{
        heads: columns.map(({ label }) => label),
        align: columns.map((column) => (column.kind === "text" ? "left" : "right")),
        rows: rows.map((row) => row.map((value, index) => cellText(columns[index]?.kind ?? "text", value))),
      }}
      onDownload={() =>
        saveFile(
          chart.csvName,
          csvText(
            columns.map(({ label }) => label),
            rows,
          ),
          "text/csv",
        )
      }
    >
      {kind === "picture" ? (
        <div role="img" aria-label={chart.textAlternative}>
          {children}
        </div>
      ) : (
        children
      )}
    </ChartFrame>
  );
}
