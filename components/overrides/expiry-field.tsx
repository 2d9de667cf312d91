"use client";
import { formatDay, formatDayTime, type TimeContext, two } from "@/lib/present/format";
import { zoneTime } from "@/lib/present/zone-time";
import { Input } from "../ui/input";
import { ChoiceChips } from "../ui/radio-group";
import type { ExpiryChoice } from "./fields";
import { FormRow } from "./form-row";

const DAY_MS = 86_400_000;
const MOST_DAYS = 365;
const CHIPS = [3, 7, 14, 30];

interface ExpiryFieldProps {
  label?: string | undefined;
  value: ExpiryChoice;
  onChange: (value: ExpiryChoice) => void;
  onLeave: () => void;
  error: string | undefined;
  /** What days count from; null: from an approval that nobody knows yet. */
  from: number | null;
  /** Offered beside the usual ones: the workspace's default. */
  usualDays: number;
  context: TimeContext;
}

/** How long: a few days, or a day of one's choice; with the end in words. */
export function ExpiryField({
  label = "Expires",
  value,
  onChange,
  onLeave,
  error,
  from,
  usualDays,
  context,
}: ExpiryFieldProps) {
  const days = [...new Set([...CHIPS, usualDays])].sort((a, b) => a - b);
  return (
    <FormRow label={label} errorId="override-expiry-error" error={error} hint={hintOf(value, from, context)}>
      <div className="flex flex-wrap items-center gap-2">
        <ChoiceChips
          label={label}
          value={value.chip}
          options={[
            ...days.map((day) => ({ value: String(day), label: day === 1 ? "1 day" : `${day} days` })),
            { value: "date", label: "Date" },
          ]}
          onValueChange={(chip) => onChange({ ...value, chip })}
        />
        {value.chip === "date" ? (
          <Input
            type="date"
            size="sm"
            aria-label="Last day"
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? "override-expiry-error" : undefined}
            min={isoDay(context.now, context)}
            max={isoDay(context.now + MOST_DAYS * DAY_MS, context)}
            value={value.date}
            onChange={(event) => onChange({ chip: "date", date: event.target.value })}
            onBlur={onLeave}
            className="w-[150px] max-md:w-full"
          />
        ) : null}
      </div>
    </FormRow>
  );
}

function hintOf({ chip, date }: ExpiryChoice, from: number | null, context: TimeContext): string {
  const then = "Then the machine score counts again.";
  if (chip === "date") {
    const at = Date.parse(`${date}T00:00:00Z`);
    return Number.isNaN(at)
      ? "To the end of the day you choose."
      : `To the end of ${formatDay(at, { ...context, timeZone: "Etc/UTC" })}. ${then}`;
  }
  if (from === null) return "Counted from the approval.";
  return `${formatDayTime(from + Number(chip) * DAY_MS, context)}. ${then}`;
}

/** "2026-11-21", as a date input takes it, in the workspace's zone. */
function isoDay(at: number, { timeZone }: TimeContext): string {
  const { year, month, day } = zoneTime(at, timeZone);
  return `${year}-${two(month)}-${two(day)}`;
}
