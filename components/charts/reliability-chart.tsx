"use client";
import {
  CartesianGrid,
  ErrorBar,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  XAxis,
  YAxis,
} from "recharts";
import type { ReliabilityChart as ReliabilityData } from "@/lib/present/evaluation/reliability";
import { FIRST_SIZE, PERCENT_AXIS, REFERENCE } from "./axes";

/** What happened over what was promised, with intervals; below it how many leads each point is. */
export function ReliabilityChart({
  chart,
  height = 240,
}: {
  chart: ReliabilityData;
  height?: number | undefined;
}) {
  const most = Math.max(1, ...chart.points.map(({ rows }) => rows));
  return (
    <div>
      <div className="-ml-1" style={{ height: chart.countsNote ? height : height - 40 }}>
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ ...FIRST_SIZE, height }}>
          <ScatterChart accessibilityLayer={false} margin={{ top: 6, right: 10, bottom: 0, left: 0 }}>
            <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
            <XAxis
              dataKey="promised"
              {...PERCENT_AXIS}
              axisLine={{ stroke: "var(--line-strong)" }}
              height={22}
            />
            <YAxis dataKey="happened" {...PERCENT_AXIS} axisLine={false} width={30} />
            <ReferenceLine
              segment={[
                { x: 0, y: 0 },
                { x: 100, y: 100 },
              ]}
              {...REFERENCE}
            />
            <Scatter
              data={[...chart.points]}
              isAnimationActive={false}
              shape={({ cx, cy }: { cx?: number | undefined; cy?: number | undefined }) => (
                <circle cx={cx ?? 0} cy={cy ?? 0} r={3.25} fill="var(--series-1)" />
              )}
            >
              <ErrorBar
                dataKey="error"
                direction="y"
                width={0}
                stroke="var(--series-1)"
                strokeWidth={1.25}
                isAnimationActive={false}
              />
            </Scatter>
          </ScatterChart>
        </ResponsiveContainer>
      </div>
      <p className="pl-[26px] text-11 text-ink-3">Promised, %</p>
      {chart.countsNote ? (
        <p className="pl-[26px] text-11 text-ink-3">{chart.countsNote}</p>
      ) : (
        <ul className="mt-1 flex h-10 items-end gap-px pl-[26px] text-11 text-ink-3">
          {chart.points.map(({ promised, rows }) => (
            <li key={promised} className="flex min-w-0 flex-1 flex-col items-center justify-end">
              <span
                data-bar
                className="w-full bg-chart-bar"
                style={{ height: Math.max(1, (20 * rows) / most) }}
              />
              {rows}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
