import type { ReactNode } from "react";
import { cn } from "./cn";

interface ReasonLineProps {
  /** Worded by lib/present with its sign: "+14", "−4". */
  points: string;
  /** The sign decides the tone, not the text. */
  raises: boolean;
  reason: ReactNode;
  evidence?: ReactNode;
  className?: string | undefined;
}

/** Signed points, the reason, its evidence below. */
export function ReasonLine({ points, raises, reason, evidence, className }: ReasonLineProps) {
  return (
    <div className={cn("grid grid-cols-[32px_1fr] gap-x-3", className)}>
      <span className={cn("text-13 font-medium", raises ? "text-accent-text" : "text-drag")}>{points}</span>
      <div className="min-w-0">
        <p className="text-13 font-medium text-ink">{reason}</p>
        {evidence ? <p className="text-12 text-ink-3">{evidence}</p> : null}
      </div>
    </div>
  );
}

/** A risk inside running text: minus, words, `drag`. */
export function RiskText({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return <span className={cn("text-drag", className)}>− {children}</span>;
}
