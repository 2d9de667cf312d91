"use client";
import { useState } from "react";
import type { DependenceChart } from "@/lib/present/evaluation/importance";
import { PreparedFrame } from "../../charts/prepared-frame";
import { cn } from "../../ui/cn";
import { Select } from "../../ui/select";

/** How the score follows one signal; the most important one first, others to choose. */
export function DependenceSection({ charts }: { charts: readonly DependenceChart[] }) {
  const [key, setKey] = useState(charts[0]?.key);
  const chart = charts.find((known) => known.key === key) ?? charts[0];
  if (!chart) return null;
  return (
    <PreparedFrame
      chart={chart}
      kind="table"
      aside={
        <span data-print="hide" className="max-md:hidden">
          <Choice charts={charts} value={chart.key} onChange={setKey} />
        </span>
      }
    >
      <div className="mb-3 md:hidden" data-print="hide">
        <Choice charts={charts} value={chart.key} onChange={setKey} />
      </div>
      <table className="w-full table-fixed border-collapse text-12">
        <caption className="sr-only">{chart.textAlternative}</caption>
        <thead>
          <tr className="border-b border-line text-ink-2">
            <th scope="col" className="w-[26%] truncate pb-1.5 text-left font-medium" title={chart.label}>
              {chart.label}
            </th>
            <th scope="col" className="pb-1.5 font-medium">
              Lowers or raises
            </th>
            <th scope="col" className="w-14 pb-1.5 text-right font-medium">
              Effect
            </th>
            <th scope="col" className="w-16 pb-1.5 text-right font-medium">
              Leads
            </th>
            <th scope="col" className="w-20 pb-1.5 text-right font-medium">
              Converted
            </th>
          </tr>
        </thead>
        <tbody>
          {chart.bins.map((bin) => (
            <tr key={bin.label} className="h-7 border-b border-line last:border-b-0">
              <th scope="row" className="truncate pr-3 text-left font-normal text-ink" title={bin.label}>
                {bin.label}
              </th>
              <td className="relative p-0" aria-hidden="true">
                <span
                  className="absolute inset-y-0 w-px bg-line-control"
                  style={{ left: `${100 * chart.zero}%` }}
                />
                <span
                  data-bar
                  className={cn(
                    "absolute top-2 h-3 rounded-bar",
                    bin.contribution < 0 ? "hatch-drag" : "bg-raise",
                  )}
                  style={{ left: `${100 * bin.from}%`, width: `max(1px, ${100 * bin.width}%)` }}
                />
              </td>
              <td className={cn("text-right", bin.contribution < 0 ? "text-drag" : "text-accent-text")}>
                {bin.contributionText}
              </td>
              <td className="text-right text-ink-2">{bin.leads}</td>
              <td className="text-right text-ink">{bin.rate}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </PreparedFrame>
  );
}

function Choice({
  charts,
  value,
  onChange,
}: {
  charts: readonly DependenceChart[];
  value: string;
  onChange: (key: string) => void;
}) {
  return (
    <Select
      aria-label="Signal"
      prefix="Signal"
      className="w-56 max-md:w-full"
      options={charts.map(({ key, label }) => ({ value: key, label }))}
      value={value}
      onValueChange={onChange}
    />
  );
}
