"use client";
import { RadioGroup as Primitive } from "radix-ui";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";

export interface Choice<T extends string> {
  value: T;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean | undefined;
}

interface RadioGroupProps<T extends string> {
  /** Accessible name of the group. */
  label: string;
  options: readonly Choice<T>[];
  value?: T | undefined;
  defaultValue?: T | undefined;
  onValueChange?: ((value: T) => void) | undefined;
  name?: string | undefined;
  className?: string | undefined;
}

/** Radix wants absent rather than undefined. */
function state<T extends string>(props: RadioGroupProps<T>) {
  return {
    "aria-label": props.label,
    ...(props.value === undefined ? {} : { value: props.value }),
    ...(props.defaultValue === undefined ? {} : { defaultValue: props.defaultValue }),
    ...(props.name === undefined ? {} : { name: props.name }),
    onValueChange: (value: string) => props.onValueChange?.(value as T),
  };
}

/** One of a few, listed with a remark each. */
export function RadioGroup<T extends string>(props: RadioGroupProps<T>) {
  const id = useId();
  return (
    <Primitive.Root {...state(props)} className={cn("flex flex-col gap-2", props.className)}>
      {props.options.map((option) => (
        <div key={option.value} className="flex items-start gap-2 max-md:min-h-11 max-md:items-center">
          <Primitive.Item
            id={`${id}-${option.value}`}
            value={option.value}
            disabled={option.disabled}
            aria-describedby={option.hint ? `${id}-${option.value}-hint` : undefined}
            className="touch-target mt-[3px] size-3.5 shrink-0 rounded-pill border border-line-control bg-surface hover:border-ink-3 disabled:opacity-50 data-[state=checked]:border-[4px] data-[state=checked]:border-accent max-md:mt-0"
          />
          <div>
            <label htmlFor={`${id}-${option.value}`} className="text-13 text-ink">
              {option.label}
            </label>
            {option.hint ? (
              <p id={`${id}-${option.value}-hint`} className="text-12 text-ink-3">
                {option.hint}
              </p>
            ) : null}
          </div>
        </div>
      ))}
    </Primitive.Root>
  );
}

/** One of a few short words, side by side, each a control of its own: reasons, expiry. */
export function ChoiceChips<T extends string>(props: RadioGroupProps<T>) {
  return (
    <Primitive.Root {...state(props)} className={cn("flex flex-wrap gap-2", props.className)}>
      {props.options.map((option) => (
        <Primitive.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          className={cn(
            "inline-flex h-7 items-center rounded-2 border border-line-control bg-surface px-2.5 text-13 font-medium text-ink-2 max-md:h-11 max-md:px-4",
            "transition-colors duration-(--fast) hover:text-ink disabled:opacity-50",
            "data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft data-[state=checked]:text-ink data-[state=checked]:shadow-[inset_0_0_0_1px_var(--accent)]",
          )}
        >
          {option.label}
        </Primitive.Item>
      ))}
    </Primitive.Root>
  );
}

const segment =
  "inline-flex h-[26px] items-center gap-1.5 whitespace-nowrap rounded-2 border border-transparent px-[11px] text-13 font-medium text-ink-2 transition-colors duration-(--fast) hover:text-ink max-md:h-[42px] max-md:flex-1 max-md:justify-center";
const segmentBar = "inline-flex h-7 items-center rounded-2 border border-line bg-sunken max-md:h-11";

/** Two to five views of the same thing; changes at once. */
export function SegmentedControl<T extends string>(props: RadioGroupProps<T>) {
  return (
    <Primitive.Root {...state(props)} orientation="horizontal" className={cn(segmentBar, props.className)}>
      {props.options.map((option) => (
        <Primitive.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          className={cn(
            segment,
            "-my-px data-[state=checked]:border-line-strong data-[state=checked]:bg-surface data-[state=checked]:text-ink dark:data-[state=checked]:bg-raised",
          )}
        >
          {option.label}
          {option.hint ? <span className="font-normal">{option.hint}</span> : null}
        </Primitive.Item>
      ))}
    </Primitive.Root>
  );
}
