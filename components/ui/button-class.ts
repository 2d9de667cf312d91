import { cn } from "./cn";

export type ButtonVariant = "primary" | "default" | "quiet" | "danger";
/** 28, 36 and 52 px high; the first two grow to 44 on a phone. */
export type ButtonSize = "sm" | "md" | "lg";

const variants: Record<ButtonVariant, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover active:bg-accent-hover",
  default: "border border-line-strong bg-surface text-ink hover:bg-hover active:bg-sunken",
  quiet: "text-ink-2 hover:bg-hover hover:text-ink active:bg-sunken data-[state=open]:bg-hover",
  danger: "text-danger hover:bg-danger-soft active:bg-danger-soft",
};

const sizes: Record<ButtonSize, string> = {
  sm: "h-7 px-[11px] gap-2 text-13 max-md:h-11 max-md:px-4",
  md: "h-9 px-[15px] gap-2 text-13 max-md:h-11",
  lg: "h-[52px] px-5 gap-3 text-16 font-semibold",
};

/** Classes of a button, for links and triggers that must look like one. */
export function buttonClass({
  variant = "default",
  size = "sm",
  className,
}: {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  className?: string | undefined;
} = {}): string {
  return cn(
    "inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-2 font-medium",
    "transition-colors duration-(--fast) ease-out disabled:opacity-50 disabled:pointer-events-none",
    size === "lg" && "rounded-4",
    variants[variant],
    sizes[size],
    className,
  );
}
