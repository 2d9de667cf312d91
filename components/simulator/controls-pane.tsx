"use client";
import { memo } from "react";
import type { SignalValue } from "@/lib/core/signals/types";
import type { Control } from "@/lib/core/simulation/controls";
import { MOST_QUIET_DAYS } from "@/lib/core/simulation/types";
import { formatCount } from "@/lib/present/format";
import { ControlRow } from "./control-row";
import type { Bench, Variant } from "./variants";

interface ControlsPaneProps {
  bench: Bench;
  variant: Variant;
  /** The values as of now, whatever quiet days come after. */
  values: Readonly<Record<string, SignalValue>>;
  signal: string | null;
  onSet: (key: string, value: SignalValue) => void;
  onWait: (quietDays: number) => void;
}

const GROUPS = [
  ["intent", "Intent"],
  ["engagement", "Engagement"],
  ["fit", "Fit"],
  ["negative", "Negative"],
] as const;

const RECENCY = "days_since_last_activity";

/** Every signal the scorer reads as something to set, by dimension. */
export const ControlsPane = memo(function ControlsPane({
  bench,
  variant,
  values,
  signal,
  onSet,
  onWait,
}: ControlsPaneProps) {
  const real = bench.standing.now.vector.values;
  const row = (control: Control) => (
    <ControlRow
      key={control.key}
      control={control}
      shape={bench.pack.shapes[control.key]}
      value={values[control.key] ?? null}
      real={real[control.key] ?? null}
      touched={signal === control.key}
      onSet={onSet}
    />
  );
  return (
    <div className="space-y-5">
      {GROUPS.map(([dimension, title]) => {
        const controls = bench.controls.filter(
          (control) => control.dimension === dimension && control.key !== RECENCY,
        );
        if (controls.length === 0 && dimension !== "negative") return null;
        return (
          <section key={dimension} aria-label={title}>
            <h3 className="pb-2 text-13 font-semibold text-ink">{title}</h3>
            {dimension === "negative" ? (
              <QuietRow
                bench={bench}
                variant={variant}
                value={values[RECENCY]}
                signal={signal}
                onSet={onSet}
                onWait={onWait}
              />
            ) : null}
            {controls.map(row)}
          </section>
        );
      })}
    </div>
  );
});

/**
 * Days since the lead last did something. More of them than there are now is waiting: decay and windows go on, measured
 * day by day. Fewer is an activity later than the last one known.
 */
function QuietRow({
  bench,
  variant,
  value,
  signal,
  onSet,
  onWait,
}: Omit<ControlsPaneProps, "values"> & { value: SignalValue | undefined }) {
  const real = bench.standing.now.vector.values[RECENCY];
  const now = typeof value === "number" ? value : 0;
  const first = variant.edits[RECENCY] === undefined ? now : typeof real === "number" ? real : 0;
  const control: Control = {
    key: RECENCY,
    label: "Days since active",
    dimension: "negative",
    unit: "days",
    isOwn: false,
    kind: "slider",
    min: 0,
    max: first + MOST_QUIET_DAYS,
    step: 1,
  };
  return (
    <>
      <ControlRow
        control={control}
        shape={bench.pack.shapes[RECENCY]}
        value={now + variant.quietDays}
        real={typeof real === "number" ? real : null}
        touched={signal === RECENCY}
        onSet={(_key, next) => {
          const days = Number(next);
          if (days >= first) onWait(Math.min(MOST_QUIET_DAYS, days - first));
          else onSet(RECENCY, days);
        }}
      />
      {variant.quietDays > 0 ? (
        <p className="pb-1.5 text-11 text-ink-3">
          As it would be in {formatCount(variant.quietDays, "day")} if nothing more happens.
        </p>
      ) : null}
    </>
  );
}
