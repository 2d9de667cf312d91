import { cn } from "./cn";

/** As lib/present words it; "soon" is under 30 minutes. */
export type ClockState = "in_time" | "soon" | "overdue";

interface ResponseClockProps {
  /** "1 h 16 left", "22 min overdue". */
  text: string;
  state: ClockState;
  /** Share of the time that is left, 0 to 1. A late clock is full and red. */
  share: number;
  /** "row" as in lists; "stack" under a countdown. */
  layout?: "row" | "stack" | undefined;
  className?: string | undefined;
}

const words = { in_time: "text-accent-text", soon: "text-caution", overdue: "text-danger" };
const bars = { in_time: "bg-accent", soon: "bg-caution", overdue: "bg-danger" };

/** How long is left to respond, in words and as a bar that empties. */
export function ResponseClock({ text, state, share, layout = "row", className }: ResponseClockProps) {
  const width = state === "overdue" ? 1 : Math.min(1, Math.max(0.02, share));
  return (
    <div
      className={cn(
        layout === "row" ? "grid grid-cols-[112px_1fr] items-center gap-4" : "grid gap-1.5",
        className,
      )}
    >
      <span className={cn("text-13 font-medium", words[state])}>{text}</span>
      <span aria-hidden="true" className="h-1 overflow-hidden rounded-bar bg-line">
        <span
          data-bar
          className={cn("block h-full rounded-bar", bars[state])}
          style={{ width: `${width * 100}%` }}
        />
      </span>
    </div>
  );
}

/** The words alone, in a row's second line. */
export function clockTone(state: ClockState): string {
  return words[state];
}
