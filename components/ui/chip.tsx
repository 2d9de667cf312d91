import { ChevronDown, Plus, X } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { BandMark, bandVar } from "./band";
import { cn } from "./cn";
import { Kbd } from "./kbd";

/** A word in a thin frame: "Unclaimed", "Draft". */
export function Chip({
  children,
  dashed,
  className,
}: {
  children: ReactNode;
  dashed?: boolean | undefined;
  className?: string | undefined;
}) {
  return (
    <span
      className={cn(
        "inline-flex h-[18px] items-center rounded-1 border px-1.5 text-11 font-medium text-ink-2",
        dashed ? "border-dashed border-line-control" : "border-line-strong",
        className,
      )}
    >
      {children}
    </span>
  );
}

const chip =
  "inline-flex h-6 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-2 border border-line-strong/80 bg-surface px-2 text-12 font-medium text-ink-2 transition-colors duration-(--fast) max-md:h-9 max-md:px-3 max-md:text-13";

interface FilterChipProps extends Omit<ComponentProps<"button">, "value"> {
  label: string;
  value: ReactNode;
}

/** A filter that opens a menu or popover: "Band any ⌄". Works as `asChild` trigger. */
export function FilterChip({ label, value, className, ...rest }: FilterChipProps) {
  return (
    <button
      type="button"
      {...rest}
      className={cn(chip, "touch-target hover:bg-hover data-[state=open]:bg-hover", className)}
    >
      <span>{label}</span>
      <span className="max-w-40 truncate text-ink">{value}</span>
      <ChevronDown aria-hidden="true" className="size-3 text-ink-3" />
    </button>
  );
}

interface RemovableChipProps {
  label: string;
  value: ReactNode;
  /** Where the list is without this filter. */
  removeHref?: string | undefined;
  onRemove?: (() => void) | undefined;
  className?: string | undefined;
}

/** A filter that is set; the cross takes it away (a link where state lives in the URL). */
export function RemovableChip({ label, value, removeHref, onRemove, className }: RemovableChipProps) {
  const name = `Remove filter ${label}`;
  const cross =
    "touch-target -mr-1 inline-flex size-4 items-center justify-center rounded-1 text-ink-3 hover:bg-hover hover:text-ink";
  return (
    <span className={cn(chip, className)}>
      <span>{label}</span>
      <span className="max-w-40 truncate text-ink">{value}</span>
      {removeHref ? (
        <Link href={removeHref} aria-label={name} className={cross}>
          <X aria-hidden="true" className="size-3" />
        </Link>
      ) : (
        <button type="button" aria-label={name} onClick={onRemove} className={cross}>
          <X aria-hidden="true" className="size-3" />
        </button>
      )}
    </span>
  );
}

/** The dashed chip that adds a filter. Works as `asChild` trigger. */
export function AddChip({ children = "Filter", className, ...rest }: ComponentProps<"button">) {
  return (
    <button
      type="button"
      {...rest}
      className={cn(
        chip,
        "touch-target border-dashed border-line-control/70 text-ink-3 hover:bg-hover hover:text-ink data-[state=open]:bg-hover",
        className,
      )}
    >
      <Plus aria-hidden="true" className="size-3.5" />
      {children}
    </button>
  );
}

interface LiveChipProps extends ComponentProps<"button"> {
  tone: string;
  rank: number;
  count: number;
  kbd?: string | undefined;
}

/** New work arrives as this chip; the list never moves by itself. */
export function LiveChip({ tone, rank, count, kbd, children, className, ...rest }: LiveChipProps) {
  return (
    <button
      type="button"
      {...rest}
      style={{ color: bandVar(tone, "text"), backgroundColor: bandVar(tone, "soft") }}
      className={cn(
        "touch-target inline-flex h-[26px] items-center gap-1.5 rounded-pill pl-2 pr-1 text-12 font-semibold",
        !kbd && "pr-2.5",
        className,
      )}
    >
      <BandMark tone={tone} rank={rank} count={count} />
      {children}
      {kbd ? (
        <Kbd tone="inherit" round>
          {kbd}
        </Kbd>
      ) : null}
    </button>
  );
}
