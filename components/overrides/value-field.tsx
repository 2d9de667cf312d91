"use client";
import { Minus, Plus } from "lucide-react";
import type { Ref } from "react";
import { bandRange } from "@/lib/core/scoring/bands";
import type { OverrideForm } from "@/lib/modules/overrides/types-form";
import { formatRange } from "@/lib/present/format";
import { bandLook, bandStep } from "@/lib/present/leads-row";
import { BandBadge } from "../ui/band";
import { IconButton } from "../ui/icon-button";
import { NumberInput } from "../ui/input";
import { SegmentedControl } from "../ui/radio-group";
import { ScoreRuler } from "../ui/score-ruler";
import { Select } from "../ui/select";
import { type Fields, previewOf } from "./fields";
import { FormRow } from "./form-row";

interface ValueFieldProps {
  form: OverrideForm;
  fields: Fields;
  error: string | undefined;
  inputRef: Ref<HTMLInputElement>;
  onChange: (part: Partial<Fields>) => void;
  onLeave: () => void;
}

/** Band or score, what comes of it, and where that lies. */
export function ValueField({ form, fields, error, inputRef, onChange, onLeave }: ValueFieldProps) {
  const { bandSet, machine } = form;
  const preview = previewOf(fields, form);
  const band = preview && bandSet.bands.find(({ id }) => id === preview.bandId);
  const look = preview && bandLook(bandSet, preview.bandId);
  const step = band && bandStep(band);
  const move = (by: number) => {
    onChange({ score: Math.min(100, Math.max(0, (fields.score ?? machine.score) + by)) });
    onLeave();
  };
  return (
    <FormRow label={form.mode === "set" ? "Set" : "Ask for"} errorId="override-value-error" error={error}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SegmentedControl
          label="What to set"
          options={[
            { value: "band", label: "Band" },
            { value: "score", label: "Score" },
          ]}
          value={fields.kind}
          onValueChange={(kind) => onChange({ kind })}
          className="max-md:w-[132px]"
        />
        {fields.kind === "score" ? (
          <span className="inline-flex items-center max-md:rounded-2 max-md:border max-md:border-line-control">
            <IconButton
              label="One point less"
              icon={<Minus aria-hidden="true" />}
              className="md:hidden"
              onClick={() => move(-1)}
            />
            <NumberInput
              ref={inputRef}
              size="sm"
              aria-label="Score"
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? "override-value-error" : undefined}
              min={0}
              max={100}
              value={fields.score}
              onValueChange={(score) => onChange({ score })}
              onBlur={() => fields.score !== null && onLeave()}
              className="w-[70px] max-md:w-12 max-md:bg-transparent max-md:border-0 max-md:px-0 max-md:text-center max-md:font-semibold max-md:[appearance:textfield] max-md:[&::-webkit-inner-spin-button]:appearance-none"
            />
            <IconButton
              label="One point more"
              icon={<Plus aria-hidden="true" />}
              className="md:hidden"
              onClick={() => move(1)}
            />
          </span>
        ) : (
          <Select
            aria-label="Band"
            placeholder="Choose a band"
            options={bandSet.bands.map(({ id, name }) => {
              const range = bandRange(bandSet, id);
              return {
                value: id,
                label: name,
                ...(range ? { hint: formatRange(range.from, range.to) } : {}),
              };
            })}
            {...(fields.band === null ? {} : { value: fields.band })}
            onValueChange={(chosen) => {
              onChange({ band: chosen });
              onLeave();
            }}
            className="w-[152px]"
          />
        )}
        {look ? (
          <span className="inline-flex items-center gap-2.5">
            <BandBadge band={look} kind="tag" />
            {step ? (
              <span className="text-12 text-ink-3 max-md:hidden">
                {step.what}
                {step.when ? ` ${step.when}` : null}
              </span>
            ) : null}
          </span>
        ) : null}
      </div>
      <ScoreRuler
        className="mt-2"
        bands={bandSet.bands.map(({ name, tone, from }) => ({ name, tone, from }))}
        value={preview?.score ?? form.effective.score}
        before={machine.score}
      />
    </FormRow>
  );
}
