"use client";
import { Check, Minus } from "lucide-react";
import { Checkbox as Primitive } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";

export type CheckboxProps = ComponentProps<typeof Primitive.Root>;

/** A 14 px box, "indeterminate" included. Without CheckboxField around it give it an aria-label. */
export function Checkbox({ className, ...rest }: CheckboxProps) {
  return (
    <Primitive.Root
      {...rest}
      className={cn(
        "group touch-target inline-flex size-3.5 shrink-0 items-center justify-center rounded-1 border border-line-control bg-surface text-on-accent",
        "transition-colors duration-(--fast) hover:border-ink-3 disabled:opacity-50",
        "data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent",
        className,
      )}
    >
      <Primitive.Indicator>
        <Check
          aria-hidden="true"
          strokeWidth={3}
          className="size-2.5 group-data-[state=indeterminate]:hidden"
        />
        <Minus
          aria-hidden="true"
          strokeWidth={3}
          className="hidden size-2.5 group-data-[state=indeterminate]:block"
        />
      </Primitive.Indicator>
    </Primitive.Root>
  );
}

/** A box with its words; the words toggle it too. */
export function CheckboxField({
  label,
  hint,
  className,
  id,
  ...rest
}: CheckboxProps & { label: ReactNode; hint?: ReactNode }) {
  const own = useId();
  const boxId = id ?? own;
  return (
    <div className={cn("flex items-start gap-2 max-md:min-h-11 max-md:items-center", className)}>
      <Checkbox
        {...rest}
        id={boxId}
        className="mt-[3px] max-md:mt-0"
        aria-describedby={hint ? `${boxId}-hint` : undefined}
      />
      <div>
        <label htmlFor={boxId} className="text-13 text-ink-2">
          {label}
        </label>
        {hint ? (
          <p id={`${boxId}-hint`} className="text-12 text-ink-3">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
