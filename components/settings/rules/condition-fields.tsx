"use client";
import type { RuleCondition } from "@/lib/core/rules/types";
import { SENIORITY_LEVELS } from "@/lib/core/signals/seniority";
import type { SignalDefinition } from "@/lib/core/signals/types";
import { formatCount } from "@/lib/present/format";
import { categoryName, windowText } from "@/lib/present/rule-words";
import { Select } from "../../ui/select";
import { TagInput } from "../../ui/tag-input";
import { FigureField } from "./figure-field";

interface ConditionFieldsProps {
  definition: SignalDefinition;
  condition: RuleCondition;
  onChange: (condition: RuleCondition) => void;
  /** Values that leads have, the commonest first; for categories. */
  categories: readonly { readonly value: string; readonly count: number }[];
  invalid: boolean;
  /** "Condition", "Level 2" */
  label: string;
}

type Op = RuleCondition["op"];

function optionsFor(definition: SignalDefinition): { value: Op; label: string }[] {
  const isEvents = definition.source.kind === "events";
  const window = windowText(definition);
  if (definition.type === "category") return [{ value: "one_of", label: "is one of" }];
  if (definition.type === "boolean")
    return isEvents
      ? [
          { value: "is_true", label: `happened ${window}` },
          { value: "is_false", label: window === "ever" ? "never happened" : `did not happen ${window}` },
        ]
      : [
          { value: "is_true", label: "is yes" },
          { value: "is_false", label: "is no" },
        ];
  return [
    { value: "is_true", label: isEvents ? `at least once ${window}` : "is above 0" },
    { value: "is_false", label: isEvents ? `not once ${window}` : "is 0" },
    { value: "at_least", label: "is at least" },
    { value: "at_most", label: "is at most" },
  ];
}

/** A condition that fits the signal's type: yes or no, a figure to compare with, or some of its categories. */
export function ConditionFields({
  definition,
  condition,
  onChange,
  categories,
  invalid,
  label,
}: ConditionFieldsProps) {
  if (definition.type === "category") {
    const values = condition.op === "one_of" ? condition.values : [];
    return (
      <TagInput
        label={`${label}: is one of`}
        value={values}
        onValueChange={(next) => onChange({ op: "one_of", values: next })}
        suggestions={suggestionsOf(definition, categories)}
        placeholder="Any of these values"
      />
    );
  }
  const compares = condition.op === "at_least" || condition.op === "at_most";
  function choose(op: Op) {
    if (op === "at_least" || op === "at_most") onChange({ op, value: compares ? condition.value : 1 });
    else if (op === "is_true" || op === "is_false") onChange({ op });
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        aria-label={label}
        options={optionsFor(definition)}
        value={condition.op}
        onValueChange={(op) => choose(op as Op)}
        className="w-auto min-w-40"
      />
      {compares ? (
        <>
          <FigureField
            aria-label={`${label}: figure`}
            value={condition.value}
            invalid={invalid}
            onValueChange={(value) => onChange({ ...condition, value })}
            className="h-7 w-20"
          />
          <span className="text-12 text-ink-3">{unitOf(definition)}</span>
        </>
      ) : null}
    </div>
  );
}

function unitOf({ unit, source }: SignalDefinition): string {
  const window =
    source.kind === "events" && source.windowDays ? ` in ${formatCount(source.windowDays, "day")}` : "";
  if (unit === "minutes" || unit === "days") return unit + window;
  if (unit === "percent") return `%${window}`;
  return window.trim();
}

const INDUSTRY_FITS = ["target", "adjacent", "neutral", "poor"];

function suggestionsOf(
  { key }: SignalDefinition,
  categories: ConditionFieldsProps["categories"],
): { value: string; label: string; hint?: string }[] {
  const known = key === "seniority" ? SENIORITY_LEVELS : key === "industry_fit" ? INDUSTRY_FITS : [];
  const counts = new Map(categories.map(({ value, count }) => [value, count]));
  const values = [...new Set([...known, ...categories.map(({ value }) => value)])];
  return values.map((value) => {
    const count = counts.get(value);
    return {
      value,
      label: categoryName(key, value),
      ...(count === undefined ? {} : { hint: formatCount(count, "lead") }),
    };
  });
}
