"use client";
import { useState } from "react";
import type { SpeedChart } from "@/lib/present/insights/speed";
import { PreparedFrame } from "../charts/prepared-frame";
import { ShareBar } from "../charts/rate-bar";
import { Avatar } from "../ui/avatar";
import { RateText } from "./band-section";

import { ViewSwitch } from "./view-switch";

type By = "owner" | "team";

/** Who calls the best leads within the promise, by rep or by team. */
export function SpeedSection({ charts }: { charts: Readonly<Record<By, SpeedChart>> }) {
  const [by, setBy] = useState<By>("owner");
  const chart = charts[by];
  const views = {
    label: "Speed by",
    value: by,
    onChange: setBy,
    options: [
      { value: "owner", label: "Reps" },
      { value: "team", label: "Teams" },
    ] as const,
  };
  return (
    <PreparedFrame chart={chart} kind="table" aside={<ViewSwitch {...views} place="aside" />}>
      <ViewSwitch {...views} place="below" />
      {chart.rows.length === 0 ? null : (
        <table className="w-full border-collapse text-13">
          <caption className="sr-only">{chart.textAlternative}</caption>
          <thead>
            <tr className="border-b border-line">
              <th
                scope="col"
                className="w-[34%] pb-1.5 text-left text-12 font-medium text-ink-2 max-md:w-1/2"
              >
                {chart.groupHead}
              </th>
              <th scope="col" className="w-[26%] pb-1.5 pl-4 max-md:hidden print:table-cell">
                <span aria-hidden="true" className="flex justify-between text-12 font-normal text-ink-3">
                  <span>0</span>
                  <span>100 %</span>
                </span>
              </th>
              <th scope="col" className="pb-1.5 pl-4 text-right text-12 font-medium text-ink-2">
                {chart.inTimeHead}
              </th>
              <th scope="col" className="pb-1.5 pl-4 text-right text-12 font-medium text-ink-2">
                {chart.leadsHead}
              </th>
            </tr>
          </thead>
          <tbody>
            {chart.rows.map((row) => (
              <tr key={row.key} className="h-[38px] border-b border-line last:border-b-0 max-md:h-12">
                <th scope="row" className="max-w-0 py-1 text-left font-normal">
                  <span className="flex items-center gap-2">
                    {by === "owner" ? (
                      <Avatar name={row.id === null ? null : row.name} id={row.id ?? row.name} />
                    ) : null}
                    <span className="truncate">{row.name}</span>
                  </span>
                </th>
                <td className="relative p-0 max-md:hidden print:table-cell">
                  {row.rate.drawn ? (
                    <ShareBar share={row.rate.drawn.at} base={chart.base} className="left-4" />
                  ) : null}
                </td>
                <td className="whitespace-nowrap pl-4 text-right">
                  <RateText rate={row.rate} isStrong />
                </td>
                <td className="whitespace-nowrap pl-4 text-right text-ink-2" title={row.note || undefined}>
                  {row.counts}
                  {row.note ? <span className="sr-only">, {row.note}</span> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </PreparedFrame>
  );
}
