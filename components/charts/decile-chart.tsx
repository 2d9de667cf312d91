"use client";
import {
  Bar,
  BarChart,
  CartesianGrid,
  ErrorBar,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from "recharts";
import type { DecileChart as DecileData } from "@/lib/present/evaluation/deciles";
import { FIRST_SIZE, PERCENT_AXIS, REFERENCE, TICK } from "./axes";

/** Conversion of each tenth, best first, with intervals; dashed across: the base rate. */
export function DecileChart({ chart, height = 240 }: { chart: DecileData; height?: number | undefined }) {
  return (
    <div>
      <div className="-ml-1" style={{ height }}>
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ ...FIRST_SIZE, height }}>
          <BarChart
            accessibilityLayer={false}
            data={[...chart.bars]}
            margin={{ top: 6, right: 10, bottom: 0, left: 0 }}
            barCategoryGap={4}
          >
            <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
            <XAxis
              dataKey="decile"
              tick={TICK}
              tickLine={false}
              interval={0}
              axisLine={{ stroke: "var(--line-strong)" }}
              height={22}
            />
            <YAxis {...PERCENT_AXIS} axisLine={false} width={30} />
            <Bar dataKey="rate" fill="var(--series-1)" radius={[1.5, 1.5, 0, 0]} isAnimationActive={false}>
              <ErrorBar
                dataKey="error"
                width={0}
                stroke="var(--ink)"
                strokeWidth={1.25}
                isAnimationActive={false}
              />
            </Bar>
            <ReferenceLine y={chart.baseRate} {...REFERENCE} stroke="var(--ink-2)" />
          </BarChart>
        </ResponsiveContainer>
      </div>
      <p className="pl-[26px] text-11 text-ink-3">Tenth of the test leads, converted in %</p>
    </div>
  );
}
