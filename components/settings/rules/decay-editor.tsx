"use client";
import { Plus, X } from "lucide-react";
import { DEFAULT_STEPS, NO_DECAY } from "@/lib/core/rules/decay";
import type { Decay, DecayStep } from "@/lib/core/rules/types";
import { Button } from "../../ui/button";
import { FieldError } from "../../ui/field";
import { IconButton } from "../../ui/icon-button";
import { SegmentedControl } from "../../ui/radio-group";
import { DecayCurve } from "./decay-curve";
import { FigureField } from "./figure-field";

interface DecayEditorProps {
  decay: Decay;
  onChange: (decay: Decay) => void;
  error: string | null;
}

const MOST_STEPS = 12;
/** Shares are stored from 0 to 1 and typed in percent: 0.29 * 100 must not read 28.999. */
const percentOf = (share: number) => Math.round(share * 10_000) / 100;

/** How points fade with the age of the newest occurrence: not at all, by steps, or by half-life. */
export function DecayEditor({ decay, onChange, error }: DecayEditorProps) {
  function choose(kind: Decay["kind"]) {
    if (kind === "none") onChange(NO_DECAY);
    else if (kind === "steps") onChange(DEFAULT_STEPS);
    else onChange({ kind, days: 30 });
  }
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-4">
        <SegmentedControl
          label="Decay"
          value={decay.kind}
          onValueChange={choose}
          options={[
            { value: "none", label: "None" },
            { value: "steps", label: "Steps" },
            { value: "half_life", label: "Half-life" },
          ]}
        />
        <span className="flex flex-col gap-0.5">
          <DecayCurve decay={decay} className="h-6 w-28" />
          <span aria-hidden="true" className="flex justify-between text-11 text-ink-3">
            <span>today</span>
            <span>120 days</span>
          </span>
        </span>
      </div>
      {decay.kind === "half_life" ? (
        <p className="flex flex-wrap items-center gap-2 text-13 text-ink-2">
          Half of the points are left after
          <FigureField
            aria-label="Half-life in days"
            value={decay.days}
            invalid={error !== null}
            onValueChange={(days) => onChange({ ...decay, days })}
          />
          days.
        </p>
      ) : null}
      {decay.kind === "steps" ? (
        <StepFields
          steps={decay.steps}
          invalid={error !== null}
          onChange={(steps) => onChange({ kind: "steps", steps })}
        />
      ) : null}
      {error ? <FieldError>{error}</FieldError> : null}
    </div>
  );
}

function StepFields({
  steps,
  invalid,
  onChange,
}: {
  steps: readonly DecayStep[];
  invalid: boolean;
  onChange: (steps: readonly DecayStep[]) => void;
}) {
  const change = (index: number, patch: Partial<DecayStep>) =>
    onChange(steps.map((step, at) => (at === index ? { ...step, ...patch } : step)));
  const last = steps.length - 1;
  function add() {
    const before = steps[last - 1];
    const end = steps[last]!;
    const toDay = (before?.toDay ?? 0) * 2 || 7;
    onChange([...steps.slice(0, last), { toDay, share: before?.share ?? 1 }, end]);
  }
  return (
    <div>
      <ul aria-label="Steps" className="space-y-1.5">
        {steps.map((step, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
            key={index}
            className="flex flex-wrap items-center gap-2 text-13 text-ink-2"
          >
            {index === last ? (
              <span className="w-[104px] max-md:w-[132px]">Then</span>
            ) : (
              <span className="flex w-[104px] items-center gap-2 max-md:w-[132px]">
                To day
                <FigureField
                  aria-label={`Step ${index + 1}: to day`}
                  value={step.toDay}
                  invalid={invalid}
                  onValueChange={(toDay) => change(index, { toDay })}
                />
              </span>
            )}
            <FigureField
              aria-label={`Step ${index + 1}: percent kept`}
              value={percentOf(step.share)}
              invalid={invalid}
              onValueChange={(percent) => change(index, { share: percent / 100 })}
            />
            % of the points
            {index === last || steps.length < 3 ? null : (
              <IconButton
                label={`Remove step ${index + 1}`}
                icon={<X aria-hidden="true" />}
                onClick={() => onChange(steps.filter((_, at) => at !== index))}
              />
            )}
          </li>
        ))}
      </ul>
      {steps.length < MOST_STEPS ? (
        <Button variant="quiet" icon={<Plus aria-hidden="true" />} className="-ml-2 mt-1" onClick={add}>
          Add step
        </Button>
      ) : null}
    </div>
  );
}
