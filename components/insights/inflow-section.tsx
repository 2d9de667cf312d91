"use client";
import { useState } from "react";
import type { PanelChart } from "@/lib/present/insights/panels";
import { PreparedFrame } from "../charts/prepared-frame";
import { MonthPanels } from "./month-panels";

import { ViewSwitch } from "./view-switch";

type By = "band" | "source";

/** New leads a month, by band or by source. */
export function InflowSection({ charts }: { charts: Readonly<Record<By, PanelChart>> }) {
  const [by, setBy] = useState<By>("band");
  const chart = charts[by];
  const views = {
    label: "Inflow by",
    value: by,
    onChange: setBy,
    options: [
      { value: "band", label: "Bands" },
      { value: "source", label: "Sources" },
    ] as const,
  };
  return (
    <PreparedFrame chart={chart} kind="table" aside={<ViewSwitch {...views} place="aside" />}>
      <ViewSwitch {...views} place="below" />
      <MonthPanels chart={chart} columns={Math.min(7, Math.max(4, chart.panels.length))} />
    </PreparedFrame>
  );
}
