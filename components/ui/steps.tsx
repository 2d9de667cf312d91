import { Check } from "lucide-react";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { cn } from "./cn";
import { Spinner } from "./progress";

interface StepIndicatorProps {
  steps: readonly { label: string; href?: string | undefined }[];
  /** Index of the step one is on; those before are done. */
  current: number;
  className?: string | undefined;
}

/** The steps of a wizard, in its page bar. A done step may link back. */
export function StepIndicator({ steps, current, className }: StepIndicatorProps) {
  return (
    <ol aria-label="Steps" className={cn("flex items-center gap-2 text-13", className)}>
      {steps.map((step, index) => {
        const done = index < current;
        const here = index === current;
        const content = (
          <>
            <span
              className={cn(
                "inline-flex size-[18px] items-center justify-center rounded-pill text-11 font-semibold",
                done && "bg-accent-soft text-accent-text",
                here && "bg-ink text-surface",
                !done && !here && "border border-line-control font-medium text-ink-3",
              )}
            >
              {done ? <Check aria-hidden="true" strokeWidth={2.5} className="size-3" /> : index + 1}
            </span>
            <span className={cn(here ? "font-medium text-ink" : "text-ink-2", !here && "max-md:sr-only")}>
              {step.label}
            </span>
            {done ? <span className="sr-only">, done</span> : null}
          </>
        );
        return (
          <Fragment key={step.label}>
            {index > 0 ? <li aria-hidden="true" className="h-px w-6 bg-line-strong max-md:w-3" /> : null}
            <li aria-current={here ? "step" : undefined} className="flex items-center">
              {done && step.href ? (
                <Link href={step.href} className="flex items-center gap-2 rounded-1 hover:text-ink">
                  {content}
                </Link>
              ) : (
                <span className="flex items-center gap-2">{content}</span>
              )}
            </li>
          </Fragment>
        );
      })}
    </ol>
  );
}

interface TaskRowProps {
  state: "done" | "running" | "waiting" | "failed";
  label: ReactNode;
  detail?: ReactNode;
  figure?: ReactNode;
}

const stateWords = { done: "Done", running: "Running", waiting: "Waiting", failed: "Failed" };

/** A row of a running job: mark, what, how, how much. Put into a `<ul>`. */
export function TaskRow({ state, label, detail, figure }: TaskRowProps) {
  return (
    <li className="grid min-h-10 grid-cols-[16px_1fr_auto] items-center gap-x-2 border-b border-line py-2 text-13 md:grid-cols-[16px_200px_1fr_auto]">
      <span className="flex items-center">
        {state === "done" ? <Check aria-hidden="true" className="size-4 text-accent-text" /> : null}
        {state === "running" ? <Spinner /> : null}
        {state === "failed" ? <span aria-hidden="true" className="size-2 rounded-pill bg-danger" /> : null}
        <span className="sr-only">{stateWords[state]}:</span>
      </span>
      <span
        className={cn(
          state === "running"
            ? "font-medium text-ink"
            : state === "waiting"
              ? "text-ink-3"
              : state === "failed"
                ? "text-danger"
                : "text-ink",
        )}
      >
        {label}
      </span>
      <span className="text-12 text-ink-3 max-md:col-start-2 max-md:row-start-2">{detail}</span>
      <span className="text-right text-13 text-ink-2 max-md:col-start-3 max-md:row-start-1">{figure}</span>
    </li>
  );
}

interface NumberedStepProps {
  n: number;
  /** The one to do now is filled. */
  current?: boolean | undefined;
  title: ReactNode;
  /** At the right: "About 3 minutes". */
  aside?: ReactNode;
  children: ReactNode;
}

/** A row of the first-run page. Put into an `<ol>`. */
export function NumberedStep({ n, current, title, aside, children }: NumberedStepProps) {
  return (
    <li className="grid grid-cols-[24px_1fr] gap-x-5 border-t border-line py-5 last:border-b">
      <span
        aria-hidden="true"
        className={cn(
          "inline-flex size-6 items-center justify-center rounded-pill text-12 font-semibold",
          current ? "bg-ink text-surface" : "border border-line-control text-ink-2",
        )}
      >
        {n}
      </span>
      <div className="min-w-0">
        <div className="flex items-baseline justify-between gap-4">
          <h2 className="text-14 font-semibold text-ink">{title}</h2>
          {aside ? <span className="shrink-0 text-12 text-ink-3">{aside}</span> : null}
        </div>
        <div className="mt-0.5 max-w-[560px] text-13 text-ink-2">{children}</div>
      </div>
    </li>
  );
}
