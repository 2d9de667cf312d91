import { cn } from "./cn";

/** 64 focused lead, 56 lead page and phone, 24 comparisons, 14 rows. */
export type ScoreSize = 64 | 56 | 24 | 20 | 14;

const sizes: Record<ScoreSize, string> = {
  64: "text-score",
  56: "text-56",
  24: "text-24",
  20: "text-20",
  14: "text-14",
};
const oldSizes: Record<ScoreSize, string> = {
  64: "text-24",
  56: "text-20",
  24: "text-13",
  20: "text-13",
  14: "text-12",
};

interface ScoreFigureProps {
  value: number;
  size?: ScoreSize | undefined;
  /** The machine's score where a person has set another: struck through before it. */
  machine?: number | null | undefined;
  className?: string | undefined;
}

/** The score. Never without its band and a reason nearby. */
export function ScoreFigure({ value, size = 14, machine, className }: ScoreFigureProps) {
  const overridden = machine !== undefined && machine !== null;
  const large = size >= 56;
  return (
    <span className={cn("inline-flex items-baseline", large ? "gap-4" : "gap-2", className)}>
      {overridden ? (
        <span className={cn("inline-flex flex-col items-end text-ink-3", large && "self-center")}>
          <span className="sr-only">Machine score </span>
          <s className={cn(oldSizes[size], "font-medium")}>{machine}</s>
          {large ? <span className="text-12">machine</span> : <span className="sr-only">, set to </span>}
        </span>
      ) : null}
      <span className={cn(sizes[size], "font-semibold text-ink")}>{value}</span>
    </span>
  );
}

/** How far a score moved, with an arrow as well as the tone: "↑34". */
export function ScoreChange({ change, className }: { change: number; className?: string | undefined }) {
  if (change === 0) return null;
  const up = change > 0;
  return (
    <span className={cn("text-11 font-medium", up ? "text-accent-text" : "text-ink-3", className)}>
      <span className="sr-only">{up ? "up " : "down "}</span>
      <span aria-hidden="true">{up ? "↑" : "↓"}</span>
      {Math.abs(change)}
    </span>
  );
}
