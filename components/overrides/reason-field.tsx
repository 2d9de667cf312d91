"use client";
import { type Ref, useState } from "react";
import {
  LEAST_REASON,
  OVERRIDE_CATEGORIES,
  type OverrideField,
  reasonLength,
} from "@/lib/modules/overrides/types";
import type { OverrideForm } from "@/lib/modules/overrides/types-form";
import { CATEGORY_WORDS } from "@/lib/present/override-words";
import { cn } from "../ui/cn";
import { Textarea } from "../ui/input";
import { ChoiceChips } from "../ui/radio-group";
import { linkClass } from "../ui/text-link";
import type { Fields, Problems } from "./fields";
import { FormRow } from "./form-row";

interface ReasonFieldProps {
  mode: OverrideForm["mode"];
  fields: Fields;
  problems: Problems;
  textRef: Ref<HTMLTextAreaElement>;
  onChange: (part: Partial<Fields>, field: OverrideField) => void;
  onLeave: (field: OverrideField) => void;
}

/** What kind of reason, the reason itself, and a note for those who want one. */
export function ReasonField({ mode, fields, problems, textRef, onChange, onLeave }: ReasonFieldProps) {
  const [noted, setNoted] = useState(fields.note !== "");
  const length = reasonLength(fields.reason);
  const error = [problems.category, problems.reason].filter(Boolean).join(" ") || undefined;
  return (
    <>
      <FormRow
        label="Reason"
        errorId="override-reason-error"
        error={error}
        hint={mode === "set" ? "Reps read this instead of the factors." : "A manager decides by it."}
        aside={
          <span className="flex items-center gap-3">
            {noted ? null : (
              <button type="button" onClick={() => setNoted(true)} className={cn(linkClass, "touch-target")}>
                Add a note
              </button>
            )}
            {length < LEAST_REASON
              ? `${length} of at least ${LEAST_REASON}`
              : `${length} characters, at least ${LEAST_REASON}`}
          </span>
        }
      >
        <ChoiceChips
          label="Kind of reason"
          options={OVERRIDE_CATEGORIES.map((value) => ({ value, label: CATEGORY_WORDS[value] }))}
          {...(fields.category === null ? {} : { value: fields.category })}
          onValueChange={(category) => onChange({ category }, "category")}
        />
        <Textarea
          ref={textRef}
          aria-label="Reason"
          aria-required
          aria-invalid={problems.reason ? true : undefined}
          aria-describedby={error ? "override-reason-error" : undefined}
          rows={2}
          value={fields.reason}
          onChange={(event) => onChange({ reason: event.target.value }, "reason")}
          onBlur={() => fields.reason !== "" && onLeave("reason")}
          className="mt-2 max-md:min-h-20"
        />
      </FormRow>
      {noted ? (
        <FormRow
          label="Note"
          errorId="override-note-error"
          error={problems.note}
          hint="For those who decide and look back; not required."
        >
          <Textarea
            aria-label="Note"
            aria-invalid={problems.note ? true : undefined}
            aria-describedby={problems.note ? "override-note-error" : undefined}
            rows={2}
            value={fields.note}
            onChange={(event) => onChange({ note: event.target.value }, "note")}
            onBlur={() => onLeave("note")}
          />
        </FormRow>
      ) : null}
    </>
  );
}
