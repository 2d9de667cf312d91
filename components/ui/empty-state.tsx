import type { ReactNode } from "react";
import { cn } from "./cn";

interface EmptyStateProps {
  /** What is so: "Nothing left to call today". */
  title: ReactNode;
  /** One figure, the next step in words. */
  children?: ReactNode;
  /** A button or link. */
  action?: ReactNode;
  /** "inline" in a section, "page" in the middle of an empty list. */
  kind?: "inline" | "page" | undefined;
  className?: string | undefined;
}

/** What is so, one figure, the next step. No pictures. */
export function EmptyState({ title, children, action, kind = "inline", className }: EmptyStateProps) {
  return (
    <div className={cn(kind === "page" && "mx-auto max-w-md px-4 py-20", className)}>
      <p className={cn("font-semibold text-ink", kind === "page" ? "text-16" : "text-13")}>{title}</p>
      {children ? <div className="mt-0.5 text-13 text-ink-2">{children}</div> : null}
      {action ? <div className="mt-3 flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}

interface ErrorStateProps extends Omit<EmptyStateProps, "kind"> {
  kind?: "inline" | "page" | undefined;
  /** What support needs to find it in the logs. */
  reference?: string | undefined;
}

/** What happened, what still works, what to do. Announced when it appears. */
export function ErrorState({ reference, children, ...rest }: ErrorStateProps) {
  return (
    <div role="alert">
      <EmptyState {...rest}>
        {children}
        {reference ? (
          <p className="mt-1 text-12 text-ink-3">
            Reference <span className="font-mono">{reference}</span>
          </p>
        ) : null}
      </EmptyState>
    </div>
  );
}
