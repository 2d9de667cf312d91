"use client";
import { memo, useMemo } from "react";
import type { SignalValue } from "@/lib/core/signals/types";
import { type Control, tidy } from "@/lib/core/simulation/controls";
import { type CurvePoint, sensitivity } from "@/lib/core/simulation/sensitivity";
import { SIZE_CHOICES, valueWords } from "@/lib/present/simulator-words";
import { bandVar } from "../ui/band";
import { SectionHeading } from "../ui/page-bar";
import type { Bench, Scored, Variant } from "./variants";

const MOST_POINTS = 16;

/** The values a curve is drawn at: all of them where there are few, else even steps. */
export function curveValues(control: Control, present: SignalValue): SignalValue[] {
  switch (control.kind) {
    case "switch":
      return control.isCount ? [0, 1] : [false, true];
    case "select":
      return [...control.options];
    case "size":
      return SIZE_CHOICES.map(({ employees }) => (control.isLog ? Math.log1p(employees) : employees));
    default: {
      const max = Math.max(control.max, typeof present === "number" ? present : control.min);
      const span = max - control.min;
      const every = Math.max(control.step, Math.ceil(span / control.step / MOST_POINTS) * control.step);
      const values = Array.from({ length: Math.floor(span / every) + 1 }, (_, at) =>
        tidy(control.min + at * every),
      );
      if (typeof present === "number" && !values.includes(present)) values.push(present);
      return values.sort((a, b) => Number(a) - Number(b));
    }
  }
}

const HEIGHT = 132;
const WIDTH = 468;
const LEFT = 28;
const RIGHT = 16;

interface SensitivityProps {
  bench: Bench;
  scored: Scored;
  variant: Variant;
  control: Control;
  values: Readonly<Record<string, SignalValue>>;
}

/** The score at each value of one signal. */
export const SensitivityChart = memo(function SensitivityChart({
  bench,
  scored,
  variant,
  control,
  values,
}: SensitivityProps) {
  const present = values[control.key] ?? null;
  const real = bench.standing.now.vector.values[control.key] ?? null;
  const points = useMemo(
    () =>
      sensitivity(
        bench.opened.scorer,
        scored.standing,
        variant.edits,
        control.key,
        curveValues(control, present),
      ),
    [bench, scored.standing, variant.edits, control, present],
  );
  const totals = points.map(({ total }) => total);
  const low = Math.max(0, Math.floor((Math.min(...totals) - 4) / 10) * 10);
  const high = Math.min(100, Math.max(low + 20, Math.ceil((Math.max(...totals) + 4) / 10) * 10));
  const y = (total: number) => 14 + (1 - (total - low) / (high - low)) * (HEIGHT - 28);
  const x = (at: number) =>
    LEFT + (points.length < 2 ? 0.5 : at / (points.length - 1)) * (WIDTH - LEFT - RIGHT);
  const isOrdered = control.kind !== "select" && control.kind !== "switch";
  const here = points.findIndex(({ value }) => Object.is(value, present));
  const today = points.findIndex(({ value }) => Object.is(value, real));
  const edges = bench.bands.bands.filter(({ from }) => from > low && from < high);
  /** Whether the curve ends where the edge would have its name. */
  const endsAt = (edge: number) => Math.abs(y(totals[totals.length - 1] ?? low) - y(edge)) < 18;
  const ticks = [low, Math.round((low + high) / 2), high];
  const every = Math.ceil(points.length / (isOrdered ? 9 : points.length > 5 ? 5 : 6));
  return (
    <section aria-labelledby="simulated-curve" className="border-t border-line pt-6">
      <SectionHeading id="simulated-curve" title={`${control.label.split(",")[0]}, everything else as set`} />
      <figure className="mt-3">
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT + 18}`}
          role="img"
          aria-label={summary(points, control)}
          className="w-full overflow-visible text-11 [font-size:11px]"
        >
          {ticks.map((tick) => (
            <g key={tick}>
              <line x1={LEFT} x2={WIDTH} y1={y(tick)} y2={y(tick)} stroke="var(--chart-grid)" />
              <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end" fill="var(--ink-3)">
                {tick}
              </text>
            </g>
          ))}
          {edges.map((band) => (
            <g key={band.id}>
              <line
                x1={LEFT}
                x2={WIDTH}
                y1={y(band.from)}
                y2={y(band.from)}
                stroke={bandVar(band.tone)}
                strokeDasharray="2 2"
              />
              <text
                x={endsAt(band.from) ? LEFT + 4 : WIDTH}
                y={y(band.from) - 4}
                textAnchor={endsAt(band.from) ? "start" : "end"}
                fill={bandVar(band.tone, "text")}
              >
                {band.name} {band.from}
              </text>
            </g>
          ))}
          {isOrdered ? (
            <polyline
              points={points.map(({ total }, at) => `${x(at)},${y(total)}`).join(" ")}
              fill="none"
              stroke="var(--series-1)"
              strokeWidth="2"
              strokeLinejoin="round"
            />
          ) : null}
          {points.map(({ total, value }, at) => (
            <circle
              key={String(value)}
              cx={x(at)}
              cy={y(total)}
              r={at === here ? 5 : 3}
              fill={at === here ? "var(--series-1)" : "var(--surface)"}
              stroke="var(--series-1)"
              strokeWidth="1.5"
            />
          ))}
          {here >= 0 ? (
            <text
              x={x(here)}
              y={y(points[here]!.total) - 10}
              textAnchor="middle"
              fill="var(--ink)"
              fontWeight="600"
            >
              {points[here]!.total}
            </text>
          ) : null}
          {today >= 0 && today !== here ? (
            <text x={x(today)} y={y(points[today]!.total) + 18} textAnchor="middle" fill="var(--ink-2)">
              {points[today]!.total} {bench.start.kind === "lead" ? "today" : "at the start"}
            </text>
          ) : null}
          {points.map(({ value }, at) =>
            at % every === 0 || (at === points.length - 1 && at % every > every / 2) ? (
              <text
                key={String(value)}
                x={x(at)}
                y={HEIGHT + 14}
                textAnchor={
                  isOrdered ? "middle" : at === 0 ? "start" : at === points.length - 1 ? "end" : "middle"
                }
                fill="var(--ink-3)"
              >
                {valueWords({ key: control.key, kind: control.kind }, value).replace(" people", "")}
              </text>
            ) : null,
          )}
        </svg>
      </figure>
    </section>
  );
});

function summary(points: readonly CurvePoint[], control: Control): string {
  return `Score by ${control.label}: ${points.map(({ value, total }) => `${valueWords(control, value)} gives ${total}`).join(", ")}`;
}
