"use client";
import type { CSSProperties } from "react";
import type { Shape } from "@/lib/core/simulation/shapes";
import { cn } from "../ui/cn";

interface ControlSliderProps {
  id: string;
  label: string;
  valueText: string;
  value: number;
  /** The lead's real value: a ring where the thumb has left it. */
  real: number | null;
  min: number;
  max: number;
  step: number;
  shape: Shape | undefined;
  touched: boolean;
  onChange: (value: number) => void;
}

/** How leads are spread, and where this one stands: arrow keys step, Shift with an arrow steps by five. */
export function ControlSlider({
  id,
  label,
  valueText,
  value,
  real,
  touched,
  shape,
  onChange,
  ...range
}: ControlSliderProps) {
  const { min, step } = range;
  const max = Math.max(range.max, value, real ?? min);
  const at = (x: number) => (max === min ? 0 : ((x - min) / (max - min)) * 100);
  // The thumb's middle stops half a thumb before the ends.
  const across = (x: number) => `calc(7px + (100% - 14px) * ${at(x) / 100})`;
  return (
    <span
      className="relative block h-7 w-[152px] max-md:h-11 max-md:w-full"
      style={{ "--fill": across(value) } as CSSProperties}
    >
      <Distribution shape={shape} min={min} max={max} />
      {real !== null && real !== value ? (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute bottom-0 z-10 size-2 -translate-x-1/2 translate-y-[-2px] rounded-pill border-[1.5px] border-ink-2 bg-bg max-md:translate-y-[-10px]"
          style={{ left: across(real) }}
        />
      ) : null}
      <input
        id={id}
        type="range"
        aria-label={label}
        aria-valuetext={valueText}
        {...{ min, max, step, value }}
        data-touched={touched}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        onKeyDown={(event) => {
          const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
          if (!event.shiftKey || way === undefined) return;
          event.preventDefault();
          onChange(Math.min(max, Math.max(min, value + way * 5 * step)));
        }}
        className="range-control absolute inset-x-0 bottom-[-5px] m-0 h-4 w-full max-md:bottom-0 max-md:h-8"
      />
    </span>
  );
}

/** Bars behind the line, as far as they lie within the control's range. */
function Distribution({ shape, min, max }: { shape: Shape | undefined; min: number; max: number }) {
  if (shape?.kind !== "number" || max <= min) return null;
  const { bins, low, high } = shape;
  const most = Math.max(1, ...bins);
  // Where each bar is a whole number it stands over it; else it begins where its values do.
  const isWhole = shape.isWhole && bins.length === high - low + 1;
  const width = (high - low) / Math.max(1, isWhole ? bins.length - 1 : bins.length);
  const first = isWhole ? low - width / 2 : low;
  return (
    <span
      aria-hidden="true"
      className="absolute inset-x-0 bottom-[4px] top-1 overflow-hidden px-[7px] max-md:bottom-[16px]"
    >
      <span className="relative block size-full">
        {bins.map((count, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: bins have no other identity
            key={index}
            data-bar
            className={cn("absolute bottom-0 rounded-t-bar bg-chart-bar", count === 0 && "hidden")}
            style={{
              left: `${((first + index * width - min) / (max - min)) * 100}%`,
              width: `calc(${(width / (max - min)) * 100}% - 1px)`,
              height: `max(1px, ${Math.sqrt(count / most) * 100}%)`,
            }}
          />
        ))}
      </span>
    </span>
  );
}
