import type { ReactNode } from "react";
import { FieldError } from "../ui/field";

interface FormRowProps {
  label: string;
  /** For the problem's line, which a control points at with aria-describedby. */
  errorId?: string | undefined;
  error?: string | undefined;
  /** Right of the problem: a count. */
  aside?: ReactNode;
  hint?: ReactNode;
  children: ReactNode;
}

/** A word at the left, its controls at the right, what is wrong below them; stacked on a phone. */
export function FormRow({ label, errorId, error, aside, hint, children }: FormRowProps) {
  return (
    <div className="md:grid md:grid-cols-[80px_1fr] md:gap-x-4">
      <div className="text-13 text-ink-2 max-md:mb-1.5 max-md:font-medium max-md:text-ink md:pt-1">
        {label}
      </div>
      <div className="min-w-0">
        {children}
        {error || hint || aside ? (
          <div className="flex items-start justify-between gap-4">
            <div>
              {error ? <FieldError id={errorId}>{error}</FieldError> : null}
              {hint && !error ? <p className="mt-1.5 text-12 text-ink-3">{hint}</p> : null}
            </div>
            {aside ? <span className="mt-1.5 shrink-0 text-12 text-ink-3">{aside}</span> : null}
          </div>
        ) : null}
      </div>
    </div>
  );
}
