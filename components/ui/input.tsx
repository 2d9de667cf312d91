"use client";
import { Search } from "lucide-react";
import { type ComponentProps, type ReactNode, useState } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";
import { ariaShortcut, Kbd } from "./kbd";

/** 28, 32 and 40 px; all 44 on a phone. */
export type ControlSize = "sm" | "md" | "lg";

const heights: Record<ControlSize, string> = { sm: "h-7", md: "h-8", lg: "h-10 text-14" };

/** Edge, ground and focus of everything one types into or picks from. */
export function controlClass(size: ControlSize = "md"): string {
  return cn(
    "w-full min-w-0 rounded-2 border border-line-control bg-surface text-13 text-ink",
    "outline-offset-0 transition-colors duration-(--fast) hover:border-ink-3",
    "focus-visible:outline-2 focus-visible:outline-focus",
    "aria-invalid:border-danger aria-invalid:focus-visible:outline-danger disabled:opacity-50",
    heights[size],
    "max-md:h-11 max-md:text-16",
  );
}

export interface InputProps extends Omit<ComponentProps<"input">, "size"> {
  size?: ControlSize | undefined;
  /** 16 px icon inside, left. */
  icon?: ReactNode;
  /** Key hint inside, right. */
  kbd?: string | undefined;
  /** Anything inside, right: a unit, a "Show" button. */
  trailing?: ReactNode;
  /** For the input itself; className is for the whole control. */
  inputClassName?: string | undefined;
}

/** One line of text. Inside a Field it takes label, error and description from it. */
export function Input({ size = "md", icon, kbd, trailing, className, inputClassName, ...rest }: InputProps) {
  const bare = !icon && !kbd && !trailing;
  const a11y = useFieldControl(rest);
  const input = (
    <input
      type="text"
      aria-keyshortcuts={kbd ? ariaShortcut(kbd) : undefined}
      {...rest}
      {...a11y}
      aria-invalid={rest["aria-invalid"] ?? a11y["aria-invalid"]}
      className={cn(
        controlClass(size),
        "px-[11px]",
        icon && "pl-8",
        (kbd || trailing) && "pr-10",
        inputClassName,
        bare && className,
      )}
    />
  );
  if (bare) return input;
  return (
    <span className={cn("relative block w-full min-w-0", className)}>
      {icon ? (
        <span className="pointer-events-none absolute inset-y-0 left-[11px] flex items-center text-ink-3 [&>svg]:size-[15px]">
          {icon}
        </span>
      ) : null}
      {input}
      {kbd || trailing ? (
        <span className="absolute inset-y-0 right-2 flex items-center text-12 text-ink-3">
          {trailing ?? (kbd ? <Kbd>{kbd}</Kbd> : null)}
        </span>
      ) : null}
    </span>
  );
}

/** A search box; give it an aria-label. */
export function SearchInput(props: Omit<InputProps, "icon" | "type">) {
  return <Input size="sm" autoComplete="off" {...props} type="search" icon={<Search aria-hidden="true" />} />;
}

/** A password with a Show / Hide button inside. */
export function PasswordInput({ size = "lg", ...rest }: Omit<InputProps, "type" | "trailing" | "kbd">) {
  const [shown, setShown] = useState(false);
  return (
    <Input
      autoComplete="current-password"
      {...rest}
      size={size}
      type={shown ? "text" : "password"}
      inputClassName="pr-14"
      trailing={
        <button
          type="button"
          aria-pressed={shown}
          aria-label="Show password"
          onClick={() => setShown((was) => !was)}
          className="touch-target rounded-1 px-1 text-12 font-medium text-ink-2 hover:text-ink"
        >
          {shown ? "Hide" : "Show"}
        </button>
      }
    />
  );
}

export interface NumberInputProps extends Omit<InputProps, "type" | "value" | "defaultValue" | "onChange"> {
  value?: number | null | undefined;
  defaultValue?: number | undefined;
  /** null while the field is empty or not a number. */
  onValueChange?: ((value: number | null) => void) | undefined;
  unit?: string | undefined;
}

/** A number; arrow keys step, Shift with an arrow steps by five. */
export function NumberInput({
  value,
  onValueChange,
  unit,
  step = 1,
  inputClassName,
  ...rest
}: NumberInputProps) {
  const controlled = value === undefined ? {} : { value: value ?? "" };
  return (
    <Input
      {...rest}
      {...controlled}
      type="number"
      inputMode="decimal"
      step={step}
      trailing={unit}
      inputClassName={cn(unit && "pr-12", inputClassName)}
      onChange={(event) => {
        const next = event.target.valueAsNumber;
        onValueChange?.(Number.isFinite(next) ? next : null);
      }}
      onKeyDown={(event) => {
        if (!event.shiftKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
        event.preventDefault();
        const input = event.currentTarget;
        if (event.key === "ArrowUp") input.stepUp(5);
        else input.stepDown(5);
        onValueChange?.(Number.isFinite(input.valueAsNumber) ? input.valueAsNumber : null);
      }}
    />
  );
}

/** Several lines of text. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  const a11y = useFieldControl(rest);
  return (
    <textarea
      rows={rows}
      {...rest}
      {...a11y}
      aria-invalid={rest["aria-invalid"] ?? a11y["aria-invalid"]}
      aria-required={rest["aria-required"] ?? a11y["aria-required"]}
      className={cn(controlClass(), "h-auto max-md:h-auto min-h-16 resize-y px-[11px] py-1.5", className)}
    />
  );
}
