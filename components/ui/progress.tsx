import { cn } from "./cn";

interface ProgressProps {
  /** 0 to 1; null while the end is unknown. */
  value: number | null;
  /** Accessible name: what advances. */
  label: string;
  /** 8 for the page's own job, 4 inside rows. */
  height?: 8 | 4 | undefined;
  className?: string | undefined;
}

/** A bar that fills; the figures stand beside it. */
export function Progress({ value, label, height = 8, className }: ProgressProps) {
  const percent = value === null ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={cn("overflow-hidden rounded-[2px] bg-line", height === 8 ? "h-2" : "h-1", className)}
    >
      <div
        data-bar
        className={cn(
          "h-full rounded-[2px] bg-accent transition-[width] duration-(--slow) ease-out",
          percent === undefined && "w-1/3 animate-pulse",
        )}
        style={percent === undefined ? undefined : { width: `${percent}%` }}
      />
    </div>
  );
}

/** A turning ring, 14 px. Pass a label only where no text beside it says what goes on. */
export function Spinner({
  label,
  className,
}: {
  label?: string | undefined;
  className?: string | undefined;
}) {
  return (
    <span className={cn("inline-flex size-3.5 shrink-0 text-accent", className)}>
      <svg aria-hidden="true" viewBox="0 0 14 14" className="size-full animate-spin">
        <circle cx="7" cy="7" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.5" opacity="0.3" />
        <path
          d="M7 1.5A5.5 5.5 0 0 1 12.5 7"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
      </svg>
      {label ? <span className="sr-only">{label}</span> : null}
    </span>
  );
}
