"use client";
import { type ReactNode, useId, useMemo } from "react";
import { withPer } from "@/lib/core/rules/edit";
import type { Rule } from "@/lib/core/rules/types";
import type { RuleProblem } from "@/lib/core/rules/validate";
import type { SignalDefinition, SignalVector } from "@/lib/core/signals/types";
import type { RulePart } from "@/lib/present/rule-problem-words";
import { Field, FieldError } from "../../ui/field";
import { SegmentedControl } from "../../ui/radio-group";
import { ConditionFields } from "./condition-fields";
import { FigureField } from "./figure-field";
import { LevelsFields } from "./levels-fields";

/** When a rule counts and what it gives: once, for each, or by levels. */
export function GivesFields({
  rule,
  definition,
  vectors,
  part,
  onChange,
  pointsError,
  conditionError,
  problems,
}: {
  rule: Rule;
  definition: SignalDefinition;
  vectors: readonly SignalVector[] | null;
  part: RulePart | null;
  onChange: (rule: Rule) => void;
  pointsError: string | null;
  conditionError: string | null;
  problems: readonly RuleProblem[];
}) {
  const categories = useMemo(() => categoriesOf(definition, vectors), [definition, vectors]);
  return (
    <>
      <GroupRow label="Gives" error={rule.per === "each" ? conditionError : null}>
        <SegmentedControl
          label="Gives points"
          value={rule.per}
          onValueChange={(per) => onChange(withPer(rule, per, definition))}
          options={[
            { value: "flat", label: "Once" },
            { value: "each", label: "For each", disabled: definition.type === "category" },
            { value: "levels", label: "By levels" },
          ]}
        />
      </GroupRow>
      {rule.per === "flat" ? (
        <GroupRow label="When it" error={conditionError}>
          <ConditionFields
            {...{ definition, categories }}
            label="Condition"
            condition={rule.condition}
            invalid={conditionError !== null}
            onChange={(condition) => onChange({ ...rule, condition })}
          />
        </GroupRow>
      ) : null}
      {rule.per === "levels" ? (
        <GroupRow label="Levels" error={conditionError ?? pointsError}>
          <LevelsFields
            {...{ rule, definition, categories, problems }}
            onChange={(levels) => onChange({ ...rule, levels })}
          />
        </GroupRow>
      ) : (
        <Field label="Points" layout="row" error={pointsError}>
          <FigureField
            signed
            value={rule.points}
            autoFocus={part === "points"}
            invalid={pointsError !== null}
            onValueChange={(points) => onChange({ ...rule, points })}
            className="h-7 w-16"
          />
        </Field>
      )}
    </>
  );
}

/** A row of a dialog whose controls have names of their own. */
export function GroupRow({
  label,
  error = null,
  children,
}: {
  label: string;
  error?: string | null;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <fieldset
      aria-describedby={error ? `${id}-error` : undefined}
      className="md:grid md:grid-cols-[80px_1fr] md:gap-x-4"
    >
      <legend className="sr-only">{label}</legend>
      <span aria-hidden="true" className="pt-1 text-13 text-ink-2 max-md:mb-1.5 max-md:block">
        {label}
      </span>
      <div className="min-w-0">
        {children}
        {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
      </div>
    </fieldset>
  );
}

const MOST_CATEGORIES = 50;

/** What leads say of a category signal, the commonest first. */
function categoriesOf(
  { key, type }: SignalDefinition,
  vectors: readonly SignalVector[] | null,
): { value: string; count: number }[] {
  if (type !== "category" || vectors === null) return [];
  const counts = new Map<string, number>();
  for (const { values } of vectors) {
    const value = values[key];
    if (typeof value === "string") counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_CATEGORIES);
}
