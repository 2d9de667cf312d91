"use client";
import { useMemo, useState } from "react";
import { DIMENSIONS } from "@/lib/core/rules/diff";
import { canDecay, newRule, withSignal } from "@/lib/core/rules/edit";
import type { Rule, RuleSet } from "@/lib/core/rules/types";
import { type RuleProblem, validateRuleSet } from "@/lib/core/rules/validate";
import type { Dimension, SignalDefinition, SignalVector } from "@/lib/core/signals/types";
import { partOf, type RulePart, ruleProblemWords } from "@/lib/present/rule-problem-words";
import { DIMENSION_NAMES } from "@/lib/present/rule-words";
import { Button } from "../../ui/button";
import { Combobox } from "../../ui/combobox";
import { Dialog, DialogClose } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { Select } from "../../ui/select";
import { DecayEditor } from "./decay-editor";
import { FigureField } from "./figure-field";
import { GivesFields, GroupRow } from "./gives-fields";

/** Which rule is open: a place in the list, or a new one of a dimension. */
export type OpenRule =
  | { readonly kind: "edit"; readonly index: number; readonly part: RulePart | null }
  | { readonly kind: "add"; readonly dimension: Dimension | null };

interface RuleDialogProps {
  open: OpenRule;
  ruleSet: RuleSet;
  definitions: readonly SignalDefinition[];
  /** For the categories that leads have; null while they are loaded. */
  vectors: readonly SignalVector[] | null;
  onSave: (rule: Rule) => void;
  onClose: () => void;
}

/** A rule in full: what it reads, when it counts, what it gives, how that fades and where it ends. */
export function RuleDialog({ open, ruleSet, definitions, vectors, onSave, onClose }: RuleDialogProps) {
  const existing = open.kind === "edit" ? (ruleSet.rules[open.index] ?? null) : null;
  const others = ruleSet.rules.filter((rule) => rule !== existing);
  const [rule, setRule] = useState<Rule | null>(existing);
  const [isAsked, setIsAsked] = useState(existing !== null);
  const definition = definitions.find(({ key }) => key === rule?.signal);
  const problems = useMemo(
    () => (rule ? problemsOf(rule, ruleSet, definitions) : []),
    [rule, ruleSet, definitions],
  );
  const errorOf = (part: RulePart): string | null => {
    const found = isAsked ? problems.find((problem) => partOf(problem) === part) : undefined;
    return found ? ruleProblemWords(found) : null;
  };
  const part = open.kind === "edit" ? open.part : null;

  function chooseSignal(key: string) {
    const chosen = definitions.find((one) => one.key === key);
    if (!chosen) return;
    const place = open.kind === "add" ? open.dimension : null;
    setRule((was) => {
      if (was) return withSignal(was, chosen, others);
      return newRule(place === null ? chosen : { ...chosen, dimension: place }, others);
    });
  }
  function save() {
    setIsAsked(true);
    if (rule && problems.length === 0) onSave(rule);
  }

  return (
    <Dialog
      open
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      fullOnPhone
      title={existing ? `Rule: ${existing.label || existing.key}` : "Add a rule"}
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary" onClick={save} disabled={rule === null}>
            {existing ? "Change the draft" : "Add to the draft"}
          </Button>
        </>
      }
      footerNote="Nothing is scored by it before it is published."
    >
      <div className="space-y-4">
        <Field
          label="Signal"
          layout="row"
          error={errorOf("signal")}
          hint={definition ? undefined : SIGNAL_HINT}
        >
          <Combobox
            options={signalOptions(definitions)}
            value={rule?.signal ?? null}
            onValueChange={chooseSignal}
            placeholder="Choose what the rule reads"
            searchPlaceholder="Search signals"
            emptyText="No signal is called that"
          />
        </Field>
        {rule ? (
          <>
            <Field label="Name" layout="row" error={errorOf("label")}>
              <Input
                size="sm"
                value={rule.label}
                maxLength={200}
                onChange={(event) => setRule({ ...rule, label: event.target.value })}
              />
            </Field>
            <Field label="Counts in" layout="row">
              <Select
                options={DIMENSIONS.map((dimension) => ({
                  value: dimension,
                  label: DIMENSION_NAMES[dimension],
                }))}
                value={rule.dimension}
                onValueChange={(dimension) => setRule({ ...rule, dimension: dimension as Dimension })}
                className="w-44"
              />
            </Field>
            {definition ? (
              <GivesFields
                {...{ rule, definition, vectors, part }}
                onChange={setRule}
                pointsError={errorOf("points")}
                conditionError={errorOf("condition")}
                problems={isAsked ? problems : []}
              />
            ) : null}
            <Field
              label="Cap"
              layout="row"
              error={errorOf("cap")}
              hint="Most that the rule can count, in points without sign. Empty: no cap of its own."
            >
              <FigureField
                value={rule.cap}
                placeholder="none"
                autoFocus={part === "cap"}
                invalid={errorOf("cap") !== null}
                onEmpty={() => setRule({ ...rule, cap: null })}
                onValueChange={(cap) => setRule({ ...rule, cap })}
                className="h-7 w-16"
              />
            </Field>
            <GroupRow label="Decay">
              {definition && !canDecay(definition) && rule.decay.kind === "none" ? (
                <p className="py-1 text-13 text-ink-3">
                  None: this signal says what is so, not what happened, so it has no age.
                </p>
              ) : (
                <DecayEditor
                  decay={rule.decay}
                  error={errorOf("decay")}
                  onChange={(decay) => setRule({ ...rule, decay })}
                />
              )}
            </GroupRow>
          </>
        ) : null}
      </div>
    </Dialog>
  );
}

const SIGNAL_HINT = "Anything that is measured of a lead, the workspace's own signals among it.";

function problemsOf(rule: Rule, ruleSet: RuleSet, definitions: readonly SignalDefinition[]): RuleProblem[] {
  return validateRuleSet({ ...ruleSet, rules: [rule] }, definitions).filter(
    (problem): problem is RuleProblem => problem.where === "rule",
  );
}

function signalOptions(definitions: readonly SignalDefinition[]) {
  const group = ({ family, dimension }: SignalDefinition) =>
    family === "custom" ? "Own signals" : DIMENSION_NAMES[dimension];
  const order = [...DIMENSIONS.map((dimension) => DIMENSION_NAMES[dimension]), "Own signals"];
  return definitions
    .map((definition) => ({ value: definition.key, label: definition.label, group: group(definition) }))
    .sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
}
