"use client";
import { useId } from "react";
import {
  COMPARISONS,
  type InsightsQuery,
  type Period,
  SEGMENT_FIELDS,
  type SegmentField,
} from "@/lib/modules/insights/query-url";
import type { InsightsChoices } from "@/lib/modules/insights/types";
import { COMPARISON_NAMES, periodChoiceText, SEGMENT_NAMES } from "@/lib/present/insights/filter-words";
import { type MonthSpan, monthText } from "@/lib/present/insights/words";
import { RadioGroup } from "../ui/radio-group";
import { Select } from "../ui/select";

export interface PanelProps {
  query: InsightsQuery;
  choices: InsightsChoices;
  /** The months in force. */
  period: MonthSpan;
  onChange: (next: Partial<InsightsQuery>) => void;
}

const PERIODS = [
  { value: "auto", period: { kind: "auto" } },
  { value: "3", period: { kind: "last", months: 3 } },
  { value: "6", period: { kind: "last", months: 6 } },
  { value: "12", period: { kind: "last", months: 12 } },
  { value: "all", period: { kind: "all" } },
] as const satisfies readonly { value: string; period: Period }[];

const nameOf = (period: Period) => (period.kind === "last" ? String(period.months) : period.kind);

/** Which months: a usual span, or from one to another. */
export function PeriodPanel({ query, choices, period, onChange }: PanelProps) {
  const months = choices.months.map((month) => ({ value: month, label: monthText(month) }));
  const chosen = query.period.kind === "months" ? query.period : null;
  const from = chosen?.from ?? period.from ?? choices.months[0];
  const to = chosen?.to ?? period.to ?? choices.months[choices.months.length - 1];
  const set = (next: { from?: string; to?: string }) => {
    const [a, b] = [next.from ?? from, next.to ?? to];
    if (a === undefined || b === undefined) return;
    onChange({ period: a <= b ? { kind: "months", from: a, to: b } : { kind: "months", from: b, to: a } });
  };
  return (
    <div>
      <RadioGroup
        label="Period"
        value={nameOf(query.period)}
        onValueChange={(value) => {
          const found = PERIODS.find((entry) => entry.value === value);
          if (found) onChange({ period: found.period });
        }}
        options={PERIODS.map(({ value, period: choice }) => ({
          value: value as string,
          label: periodChoiceText(choice),
          hint: value === "auto" ? "Three months whose outcomes are known, or more" : undefined,
        }))}
      />
      {months.length > 0 ? (
        <div className="mt-3 grid grid-cols-2 gap-2 border-t border-line pt-3">
          <Select
            aria-label="From month"
            prefix="From"
            options={months}
            value={from}
            onValueChange={(month) => set({ from: month })}
          />
          <Select
            aria-label="To month"
            prefix="To"
            options={months}
            value={to}
            onValueChange={(month) => set({ to: month })}
          />
        </div>
      ) : null}
    </div>
  );
}

const ALL = "\u0000all";

function Choice({
  label,
  values,
  value,
  onValue,
  none,
}: {
  label: string;
  values: readonly string[];
  value: string | null;
  onValue: (value: string | null) => void;
  none: string;
}) {
  // What the address names stays to be seen, and dropped, though no lead has it any more.
  const listed = value === null || values.includes(value) ? values : [value, ...values];
  return listed.length === 0 ? (
    <p className="text-12 text-ink-3">{none}</p>
  ) : (
    <div className="pr-1 md:max-h-72 md:overflow-y-auto">
      <RadioGroup
        label={label}
        value={value ?? ALL}
        onValueChange={(next) => onValue(next === ALL ? null : next)}
        options={[{ value: ALL, label: "All" }, ...listed.map((entry) => ({ value: entry, label: entry }))]}
      />
    </div>
  );
}

export function TeamPanel({ query, choices, onChange }: PanelProps) {
  return (
    <Choice
      label="Team"
      values={choices.teams}
      value={query.team}
      onValue={(team) => onChange({ team })}
      none="Nobody belongs to a team yet. Teams are set in Settings, People."
    />
  );
}

export function SourcePanel({ query, choices, onChange }: PanelProps) {
  return (
    <Choice
      label="Source"
      values={choices.sources}
      value={query.source}
      onValue={(source) => onChange({ source })}
      none="No lead says where it came from."
    />
  );
}

/** A field and one of its values. */
export function SegmentPanel({ query, choices, onChange }: PanelProps) {
  const id = useId();
  const fields = SEGMENT_FIELDS.filter(
    (field) =>
      query.segment?.field === field ||
      choices.segments.some((segment) => segment.field === field && segment.values.length > 0),
  );
  const options = fields.map((field) => {
    const values = choices.segments.find((segment) => segment.field === field)?.values ?? [];
    const own = query.segment?.field === field ? query.segment.value : null;
    return { field, values: own === null || values.includes(own) ? values : [own, ...values] };
  });
  if (options.length === 0)
    return <p className="text-12 text-ink-3">No lead has a field to tell segments by.</p>;
  return (
    <div className="space-y-2">
      {options.map(({ field, values }) => (
        <div key={field} className="grid grid-cols-[104px_minmax(0,1fr)] items-center gap-2">
          <label htmlFor={`${id}-${field}`} className="text-13 text-ink-2">
            {SEGMENT_NAMES[field]}
          </label>
          <Select
            id={`${id}-${field}`}
            value={query.segment?.field === field ? query.segment.value : ALL}
            onValueChange={(value) => onChange({ segment: value === ALL ? null : segmentOf(field, value) })}
            options={[{ value: ALL, label: "All" }, ...values.map((value) => ({ value, label: value }))]}
          />
        </div>
      ))}
    </div>
  );
}

const segmentOf = (field: SegmentField, value: string) => ({ field, value });

export function ComparePanel({ query, onChange }: PanelProps) {
  return (
    <RadioGroup
      label="Compare with"
      value={query.comparison}
      onValueChange={(comparison) => onChange({ comparison })}
      options={COMPARISONS.map((value) => ({ value, label: COMPARISON_NAMES[value] }))}
    />
  );
}
