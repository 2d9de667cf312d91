"use client";
import type { NewRunData } from "@/lib/modules/training/types-screen";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { RadioGroup } from "../../ui/radio-group";
import { Select } from "../../ui/select";
import type { MomentChoice, MomentKind } from "./moment-choice";

interface MomentFieldsProps {
  value: MomentChoice;
  onChange: (value: MomentChoice) => void;
  data: Pick<NewRunData, "isDated" | "eventTypes">;
  /** False where no single day can be meant. */
  calendar?: boolean | undefined;
  errors?: { readonly hours?: string | undefined; readonly count?: string | undefined } | undefined;
}

/** When a lead is looked at; what has happened by then may be learnt from. */
export function MomentFields({ value, onChange, data, calendar = true, errors = {} }: MomentFieldsProps) {
  const dated = [
    { value: "created" as const, label: "When the lead is created", hint: "Only what is known at once" },
    { value: "day" as const, label: "24 hours after creation", hint: "With the first day's behaviour" },
    { value: "hours" as const, label: "Some hours after creation" },
    { value: "first_session_end" as const, label: "At the end of the first visit" },
    ...(data.eventTypes.length > 0
      ? [{ value: "behaviour" as const, label: "Once a behaviour is shown" }]
      : []),
    ...(calendar
      ? [{ value: "calendar" as const, label: "On a fixed day", hint: "Every lead that was there by then" }]
      : []),
  ];
  return (
    <>
      <RadioGroup<MomentKind>
        label="Looked at when"
        className="mt-3"
        value={value.kind}
        onValueChange={(kind) => onChange({ ...value, kind })}
        options={[
          ...(data.isDated ? dated : []),
          {
            value: "as_imported",
            label: "With the values as they were imported",
            hint: "For tables without events. That a value was known in time is then the file's word",
          },
        ]}
      />
      <div className="mt-4 grid gap-4 md:grid-cols-3">
        {value.kind === "hours" ? (
          <Field label="Hours after creation" hint="0 to 2,160" error={errors.hours}>
            <Input
              type="number"
              min={0}
              max={2160}
              value={Number.isFinite(value.hours) ? value.hours : ""}
              onChange={(event) => onChange({ ...value, hours: event.target.valueAsNumber })}
            />
          </Field>
        ) : null}
        {value.kind === "behaviour" ? (
          <>
            <Field label="Event">
              <Select
                size="md"
                value={value.types[0]}
                options={data.eventTypes.map((type) => ({ value: type, label: type.replaceAll("_", " ") }))}
                onValueChange={(type) => onChange({ ...value, types: [type] })}
              />
            </Field>
            <Field label="Times" error={errors.count}>
              <Input
                type="number"
                min={1}
                max={1000}
                value={Number.isFinite(value.count) ? value.count : ""}
                onChange={(event) => onChange({ ...value, count: event.target.valueAsNumber })}
              />
            </Field>
          </>
        ) : null}
        {value.kind === "calendar" ? (
          <Field label="Day" hint="At the start of it, UTC">
            <Input
              type="date"
              value={value.date}
              onChange={(event) => onChange({ ...value, date: event.target.value })}
            />
          </Field>
        ) : null}
      </div>
    </>
  );
}
