"use client";
import { Switch as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";

/** On or off at once, without a Save. Needs a Field or an aria-label. */
export function Switch({ className, ...rest }: ComponentProps<typeof Primitive.Root>) {
  const { "aria-required": _, ...a11y } = useFieldControl(rest);
  return (
    <Primitive.Root
      {...rest}
      {...a11y}
      className={cn(
        "touch-target inline-flex h-[18px] w-8 shrink-0 items-center rounded-pill border border-line-control bg-sunken px-px",
        "transition-colors duration-(--fast) data-[state=checked]:border-accent data-[state=checked]:bg-accent disabled:opacity-50",
        className,
      )}
    >
      <Primitive.Thumb className="block size-3.5 rounded-pill bg-line-control transition-transform duration-(--fast) data-[state=checked]:translate-x-3.5 data-[state=checked]:bg-on-accent" />
    </Primitive.Root>
  );
}
