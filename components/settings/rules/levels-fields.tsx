"use client";
import { ArrowUp, Plus, X } from "lucide-react";
import { firstCondition } from "@/lib/core/rules/edit";
import type { LevelsRule } from "@/lib/core/rules/types";
import type { RuleProblem } from "@/lib/core/rules/validate";
import type { SignalDefinition } from "@/lib/core/signals/types";
import { Button } from "../../ui/button";
import { IconButton } from "../../ui/icon-button";
import { ConditionFields } from "./condition-fields";
import { FigureField } from "./figure-field";

interface LevelsFieldsProps {
  rule: LevelsRule;
  definition: SignalDefinition;
  categories: readonly { readonly value: string; readonly count: number }[];
  problems: readonly RuleProblem[];
  onChange: (levels: LevelsRule["levels"]) => void;
}

const MOST_LEVELS = 50;
const numbers = { op: "at_least" as const, value: 1 };

/** Levels of a rule: the first that holds gives its points. */
export function LevelsFields({ rule, definition, categories, problems, onChange }: LevelsFieldsProps) {
  const { levels } = rule;
  const isWrong = (index: number, codes: readonly RuleProblem["code"][]) =>
    problems.some((problem) => codes.includes(problem.code) && problem.levels.includes(index));
  const change = (index: number, patch: Partial<LevelsRule["levels"][number]>) =>
    onChange(levels.map((level, at) => (at === index ? { ...level, ...patch } : level)));
  function add() {
    const last = levels[levels.length - 1];
    const condition =
      definition.type === "number"
        ? last?.condition.op === "at_least" || last?.condition.op === "at_most"
          ? last.condition
          : numbers
        : firstCondition(definition);
    onChange([...levels, { condition, points: rule.dimension === "negative" ? -1 : 1 }]);
  }
  function up(index: number) {
    const next = [...levels];
    [next[index - 1], next[index]] = [next[index]!, next[index - 1]!];
    onChange(next);
  }
  return (
    <div>
      <p className="mb-2 pt-1 text-12 text-ink-3">
        The first level that holds gives its points, the others nothing.
      </p>
      <ul aria-label="Levels" className="space-y-2">
        {levels.map((level, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a level is its place
            key={index}
            className="flex items-start gap-2 max-md:flex-wrap"
          >
            <div className="min-w-0 flex-1 max-md:basis-full">
              <ConditionFields
                {...{ definition, categories }}
                label={`Level ${index + 1}`}
                condition={level.condition}
                invalid={isWrong(index, ["condition_invalid", "condition_unfit"])}
                onChange={(condition) => change(index, { condition })}
              />
            </div>
            <FigureField
              signed
              aria-label={`Level ${index + 1}: points`}
              value={level.points}
              invalid={isWrong(index, ["points_invalid", "points_sign"])}
              onValueChange={(points) => change(index, { points })}
              className="h-7 w-14"
            />
            <IconButton
              label={`Move level ${index + 1} up`}
              icon={<ArrowUp aria-hidden="true" />}
              disabled={index === 0}
              onClick={() => up(index)}
            />
            <IconButton
              label={`Remove level ${index + 1}`}
              icon={<X aria-hidden="true" />}
              onClick={() => onChange(levels.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
      {levels.length < MOST_LEVELS ? (
        <Button variant="quiet" icon={<Plus aria-hidden="true" />} className="-ml-2 mt-1" onClick={add}>
          Add level
        </Button>
      ) : null}
    </div>
  );
}
