"use client";
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from "recharts";
import type { CurveChart as CurveData, CurveLine, CurveMark } from "@/lib/present/evaluation/curve-charts";
import { bandVar } from "../ui/band";
import { cn } from "../ui/cn";
import { FIRST_SIZE, PERCENT_AXIS, REFERENCE, strokeOf, TICK } from "./axes";

/** Lines over percent: ROC, precision and recall, gain. Marks carry their words beside them. */
export function CurveChart({ chart, height = 240 }: { chart: CurveData; height?: number | undefined }) {
  const { lines, marks, reference, legend, xLabel } = chart;
  return (
    <div>
      <div className="relative -ml-1" style={{ height }}>
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ ...FIRST_SIZE, height }}>
          <LineChart accessibilityLayer={false} margin={{ top: 6, right: 10, bottom: 0, left: 0 }}>
            <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
            <XAxis dataKey="x" {...PERCENT_AXIS} axisLine={{ stroke: "var(--line-strong)" }} height={22} />
            <YAxis dataKey="y" {...PERCENT_AXIS} axisLine={false} width={30} tick={TICK} />
            {reference.kind === "rising" ? (
              <ReferenceLine
                segment={[
                  { x: 0, y: 0 },
                  { x: 100, y: 100 },
                ]}
                {...REFERENCE}
              />
            ) : (
              <ReferenceLine
                y={reference.at}
                {...REFERENCE}
                label={{
                  value: reference.name,
                  position: reference.at > 20 ? "insideBottomLeft" : "insideTopLeft",
                  offset: 5,
                  fontSize: 11,
                  fill: "var(--ink-3)",
                }}
              />
            )}
            {[...lines].reverse().map((line) => (
              <Line
                key={line.key}
                data={[...line.points]}
                dataKey="y"
                type="linear"
                dot={false}
                activeDot={false}
                isAnimationActive={false}
                {...lookOf(line)}
              />
            ))}
            {marks.map((mark) => (
              <ReferenceDot
                key={mark.text}
                x={mark.x}
                y={mark.y}
                r={3.5}
                fill="var(--surface)"
                stroke={mark.tone ? bandVar(mark.tone) : "var(--ink)"}
                strokeWidth={1.5}
                label={<MarkLabel mark={mark} above={reference.kind === "level"} />}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
        {legend === "inside" ? <Legend lines={lines} className="absolute bottom-9 right-2" /> : null}
      </div>
      <p className="pl-[26px] text-11 text-ink-3">{xLabel}</p>
      {legend === "below" ? <Legend lines={lines} className="mt-2 pl-[26px]" /> : null}
    </div>
  );
}

function Legend({ lines, className }: { lines: readonly CurveLine[]; className: string }) {
  return (
    <ul className={cn("flex flex-col gap-0.5 text-12", className)}>
      {lines.map((line) => (
        <li key={line.key} className="flex items-center gap-2">
          <svg aria-hidden="true" width="18" height="4" className="shrink-0">
            <line x1="0" x2="18" y1="2" y2="2" {...lookOf(line)} />
          </svg>
          <span className={line.rank === 0 ? "font-medium text-ink" : "text-ink-2"}>
            {line.name} {line.figure}
          </span>
        </li>
      ))}
    </ul>
  );
}

function lookOf({ rank, tone }: CurveLine) {
  return tone ? { stroke: bandVar(tone), strokeWidth: 2, strokeDasharray: "0" } : strokeOf(rank);
}

/**
 * On the open side of the curve: below right of a curve that rises and bends down, above right of one that falls; left
 * of its dot at the right end.
 */
function MarkLabel({
  mark,
  above,
  viewBox,
}: {
  mark: CurveMark;
  above: boolean;
  viewBox?: { x?: number; y?: number } | undefined;
}) {
  const left = mark.x > 62 && !above;
  return (
    <text
      // The box of a dot begins at its upper left: 3.5 px off its middle.
      x={(viewBox?.x ?? 0) + 3.5 + (left ? -8 : 8)}
      y={(viewBox?.y ?? 0) + 3.5 + (left || above ? -7 : 13)}
      textAnchor={left ? "end" : "start"}
      fontSize={11}
      fontWeight={500}
      fill={mark.tone ? bandVar(mark.tone, "text") : "var(--ink)"}
      stroke="var(--surface)"
      strokeWidth={3}
      paintOrder="stroke"
    >
      {mark.text}
    </text>
  );
}
