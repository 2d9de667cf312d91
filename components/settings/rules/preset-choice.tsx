"use client";
import { useState } from "react";
import { matrixRuleSet, weightedRuleSet } from "@/lib/core/rules/presets";
import type { RulesDraft } from "@/lib/modules/drafts/types";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { Dialog, DialogClose } from "../../ui/dialog";

interface PresetChoiceProps {
  /** What the draft is called: that of the preset it was begun from. */
  name: string;
  /** Whether there are edits that a preset would replace. */
  isChanged: boolean;
  onChoose: (preset: Pick<RulesDraft, "name" | "caps" | "rules">) => void;
}

const PRESETS = [
  {
    key: "weighted",
    label: "Weighted",
    make: weightedRuleSet,
    what: "Its rules fade with age, and dimensions are capped at 40, 35, 25 and 30.",
  },
  {
    key: "matrix",
    label: "Matrix",
    make: matrixRuleSet,
    what: "Its rules only add up: no caps, no decay.",
  },
] as const;

/** Puts all rules and caps of a preset into the draft; asks first where edits would be lost. */
export function PresetChoice({ name, isChanged, onChoose }: PresetChoiceProps) {
  const [asked, setAsked] = useState<(typeof PRESETS)[number] | null>(null);
  function take(preset: (typeof PRESETS)[number]) {
    const { name: called, caps, rules } = preset.make();
    onChoose({ name: called, caps, rules });
    setAsked(null);
  }
  return (
    <div className="flex items-center gap-3">
      <span id="start-from" className="text-13 text-ink-2">
        Start from
      </span>
      <fieldset
        aria-labelledby="start-from"
        className="inline-flex h-7 items-center rounded-2 border border-line bg-sunken max-md:h-11"
      >
        {PRESETS.map((preset) => (
          <button
            key={preset.key}
            type="button"
            aria-pressed={name === preset.label}
            onClick={() => (isChanged ? setAsked(preset) : take(preset))}
            className={cn(
              "-my-px inline-flex h-[26px] items-center rounded-2 border border-transparent px-[11px] text-13 font-medium text-ink-2 transition-colors duration-(--fast) hover:text-ink max-md:h-[42px]",
              "aria-pressed:border-line-strong aria-pressed:bg-surface aria-pressed:text-ink dark:aria-pressed:bg-raised",
            )}
          >
            {preset.label}
          </button>
        ))}
      </fieldset>
      {asked ? (
        <Dialog
          open
          width={480}
          onOpenChange={(open) => {
            if (!open) setAsked(null);
          }}
          title={`Start again from ${asked.label}?`}
          footer={
            <>
              <DialogClose>
                <Button>Keep my draft</Button>
              </DialogClose>
              <Button variant="primary" onClick={() => take(asked)}>
                Start from {asked.label}
              </Button>
            </>
          }
        >
          <p className="text-13 text-ink-2">
            {asked.what} They replace every rule and cap of your draft; market lists and bands stay. You can
            undo it for ten seconds.
          </p>
        </Dialog>
      ) : null}
    </div>
  );
}
