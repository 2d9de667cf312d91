"use client";
import { Minus, Plus } from "lucide-react";
import { memo, type ReactNode, useId } from "react";
import type { SignalValue } from "@/lib/core/signals/types";
import type { Control } from "@/lib/core/simulation/controls";
import type { Shape } from "@/lib/core/simulation/shapes";
import {
  categoryWords,
  employeesFrom,
  SIZE_CHOICES,
  shapeWords,
  UNKNOWN_WORD,
  valueWords,
} from "@/lib/present/simulator-words";
import { cn } from "../ui/cn";
import { Select } from "../ui/select";
import { Switch } from "../ui/switch";
import { ControlSlider } from "./control-slider";

export interface ControlRowProps {
  control: Control;
  shape: Shape | undefined;
  value: SignalValue;
  /** As the lead is, before anything was set. */
  real: SignalValue;
  touched: boolean;
  /** Stable, so that a row is drawn again only for a change of its own. */
  onSet: (key: string, value: SignalValue) => void;
}

/** A signal with its control: label 124, control 152, value at the right. */
export const ControlRow = memo(function ControlRow(props: ControlRowProps) {
  const { control, value, real, touched } = props;
  const id = useId();
  const isSet = !Object.is(value, real);
  const [, name = control.label, window] = /^(.*), (\d+ days)$/.exec(control.label) ?? [];
  const { aside, field } = fieldOf(props, id);
  return (
    <div
      data-signal={control.key}
      className="grid min-h-10 grid-cols-[132px_152px_1fr] items-center gap-x-2 border-t border-line py-1 max-md:min-h-11 max-md:grid-cols-[minmax(0,118px)_minmax(0,1fr)_auto]"
    >
      <label
        htmlFor={id}
        title={control.label}
        className={cn("line-clamp-2 text-12", isSet || touched ? "font-medium text-ink" : "text-ink-2")}
      >
        {name}
        {window ? <span className="whitespace-nowrap text-ink-3"> {window}</span> : null}
      </label>
      <span className="min-w-0">{field}</span>
      <span
        className={cn(
          "min-w-11 whitespace-nowrap text-right",
          aside.strong ? cn("text-13", isSet ? "font-semibold text-ink" : "text-ink") : "text-11 text-ink-3",
        )}
      >
        {aside.text}
      </span>
    </div>
  );
});

const UNKNOWN = "~";

function fieldOf(
  { control, shape, value, real, touched, onSet }: ControlRowProps,
  id: string,
): { field: ReactNode; aside: { text: string; strong?: boolean } } {
  const text = valueWords(control, value);
  const onChange = (next: SignalValue) => onSet(control.key, next);
  switch (control.kind) {
    case "slider":
      return {
        field: (
          <ControlSlider
            id={id}
            label={control.label}
            valueText={text}
            value={typeof value === "number" ? value : control.min}
            real={typeof real === "number" ? real : null}
            min={control.min}
            max={control.max}
            step={control.step}
            shape={shape}
            touched={touched}
            onChange={onChange}
          />
        ),
        aside: { text, strong: true },
      };
    case "stepper":
      return {
        field: <Stepper id={id} label={control.label} value={Number(value ?? 0)} onChange={onChange} />,
        aside: { text: shapeWords(shape, false) },
      };
    case "switch": {
      const on = value === true || (typeof value === "number" && value > 0);
      const asked = value === null ? UNKNOWN_WORD : shapeWords(shape, control.isCount, control.dimension);
      return {
        field: (
          <Switch
            id={id}
            aria-label={control.label}
            checked={on}
            onCheckedChange={(next) =>
              onChange(control.isCount ? (next ? Math.max(1, Number(real ?? 0)) : 0) : next)
            }
          />
        ),
        aside: { text: asked },
      };
    }
    case "select": {
      const known = typeof value === "string" && !control.options.includes(value) ? [value] : [];
      const shares = new Map(
        shape?.kind === "category" ? shape.levels.map((level) => [level.value, level.share]) : [],
      );
      const share = typeof value === "string" ? shares.get(value) : undefined;
      return {
        field: (
          <Select
            id={id}
            aria-label={control.label}
            value={typeof value === "string" ? value : UNKNOWN}
            onValueChange={(next) => onChange(next === UNKNOWN ? null : next)}
            options={[
              ...[...control.options, ...known].map((option) => ({
                value: option,
                label: categoryWords(option),
              })),
              { value: UNKNOWN, label: UNKNOWN_WORD },
            ]}
          />
        ),
        aside: { text: share === undefined ? "" : `${Math.round(share * 100)} % are` },
      };
    }
    case "size": {
      const employees = employeesFrom(value, control.isLog);
      const label = employees === null ? null : valueWords(control, value);
      const chosen = SIZE_CHOICES.find((choice) => choice.label === label);
      return {
        field: (
          <Select
            id={id}
            aria-label={control.label}
            value={chosen ? String(chosen.employees) : UNKNOWN}
            onValueChange={(next) =>
              onChange(next === UNKNOWN ? null : control.isLog ? Math.log1p(Number(next)) : Number(next))
            }
            options={[
              ...SIZE_CHOICES.map((choice) => ({ value: String(choice.employees), label: choice.label })),
              { value: UNKNOWN, label: UNKNOWN_WORD },
            ]}
          />
        ),
        aside: { text: "" },
      };
    }
  }
}

interface StepperProps {
  id: string;
  label: string;
  value: number;
  onChange: (value: number) => void;
}

/** A count with one less and one more; it can be typed too. */
function Stepper({ id, label, value, onChange }: StepperProps) {
  const button =
    "flex w-7 items-center justify-center text-ink-2 hover:bg-hover disabled:opacity-40 max-md:w-11 [&>svg]:size-3";
  return (
    <span className="inline-flex h-7 w-[82px] items-stretch overflow-hidden rounded-2 border border-line-control bg-surface focus-within:outline-2 focus-within:outline-focus max-md:h-11 max-md:w-[132px]">
      <button
        type="button"
        tabIndex={-1}
        aria-label={`One less: ${label}`}
        disabled={value <= 0}
        onClick={() => onChange(Math.max(0, value - 1))}
        className={button}
      >
        <Minus aria-hidden="true" />
      </button>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        aria-label={label}
        min={0}
        max={1000}
        step={1}
        value={value}
        onChange={(event) => {
          const next = event.target.valueAsNumber;
          if (Number.isInteger(next) && next >= 0 && next <= 1_000) onChange(next);
        }}
        className="w-0 min-w-0 flex-1 bg-transparent text-center text-13 text-ink outline-none max-md:text-16"
      />
      <button
        type="button"
        tabIndex={-1}
        aria-label={`One more: ${label}`}
        disabled={value >= 1_000}
        onClick={() => onChange(value + 1)}
        className={button}
      >
        <Plus aria-hidden="true" />
      </button>
    </span>
  );
}
