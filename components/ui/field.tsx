"use client";
import { Ban } from "lucide-react";
import { createContext, type ReactNode, use, useId } from "react";
import { cn } from "./cn";

interface FieldContextValue {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
  required: boolean;
}

const FieldContext = createContext<FieldContextValue | null>(null);

/** What a control inside a Field takes over: id, description, invalid state. Nothing outside of one. */
export function useFieldControl(own: { id?: string | undefined; "aria-describedby"?: string | undefined }) {
  const field = use(FieldContext);
  const describedBy = [own["aria-describedby"], field?.describedBy].filter(Boolean).join(" ") || undefined;
  return {
    id: own.id ?? field?.id,
    "aria-describedby": describedBy,
    "aria-invalid": field?.invalid ? (true as const) : undefined,
    "aria-required": field?.required ? (true as const) : undefined,
  };
}

export interface FieldProps {
  label: ReactNode;
  /** One line under the control that is always there. */
  hint?: ReactNode;
  /** What is wrong and what would be right; shown instead of nothing, beside the hint. */
  error?: ReactNode;
  /** At the right of the label: "Forgot it?", "optional". */
  aside?: ReactNode;
  /** Keep the label for screen readers only. */
  hideLabel?: boolean | undefined;
  /** "row" puts an 80 px label at the left, as in dialogs. */
  layout?: "stack" | "row" | undefined;
  required?: boolean | undefined;
  className?: string | undefined;
  children: ReactNode;
}

/** Label, one control, hint and error, tied together for assistive technology. */
export function Field({
  label,
  hint,
  error,
  aside,
  hideLabel,
  layout = "stack",
  required,
  className,
  children,
}: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [error ? errorId : null, hint ? hintId : null].filter(Boolean).join(" ") || undefined;
  return (
    <FieldContext value={{ id, describedBy, invalid: Boolean(error), required: Boolean(required) }}>
      <div className={cn(layout === "row" ? "md:grid md:grid-cols-[80px_1fr] md:gap-x-4" : "", className)}>
        <div
          className={cn(
            "flex items-baseline justify-between gap-4",
            layout === "row" ? "max-md:mb-1.5 md:pt-1" : "mb-1",
            hideLabel && "sr-only",
          )}
        >
          <label
            htmlFor={id}
            className={cn("text-ink", layout === "row" ? "text-13 text-ink-2" : "text-12 font-medium")}
          >
            {label}
          </label>
          {aside ? <span className="text-12 text-ink-3">{aside}</span> : null}
        </div>
        <div className="min-w-0">
          {children}
          {error ? <FieldError id={errorId}>{error}</FieldError> : null}
          {hint ? (
            <p id={hintId} className="mt-1 text-12 text-ink-3">
              {hint}
            </p>
          ) : null}
        </div>
      </div>
    </FieldContext>
  );
}

/** The line under an invalid control: a mark as well as the colour. */
export function FieldError({ id, children }: { id?: string | undefined; children: ReactNode }) {
  return (
    <p id={id} className="mt-1.5 flex items-start gap-1.5 text-12 text-danger">
      <Ban aria-hidden="true" className="mt-[2px] size-3 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
