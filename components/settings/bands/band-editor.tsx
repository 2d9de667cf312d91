"use client";
import { Check, Trash2 } from "lucide-react";
import type { BandProblem } from "@/lib/core/scoring/bands";
import type { Band } from "@/lib/core/scoring/types";
import { bandTones, bandVar } from "../../ui/band";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { Field } from "../../ui/field";
import { Input, NumberInput } from "../../ui/input";
import { Select } from "../../ui/select";

interface BandEditorProps {
  band: Band;
  isLowest: boolean;
  /** What is wrong with this band, worded; empty where nothing is. */
  problems: readonly { readonly code: BandProblem["code"]; readonly text: string }[];
  onChange: (change: Partial<Omit<Band, "id" | "rank">>) => void;
  /** Null where no band may go. */
  onRemove: (() => void) | null;
  onDone: () => void;
}

const TONE_NAMES: Readonly<Record<(typeof bandTones)[number], string>> = {
  hot: "Red",
  warm: "Amber",
  nurture: "Blue",
  suppress: "Grey",
  "band-5": "Plum",
  "band-6": "Slate",
};
const UNITS = [
  { value: "none", label: "nothing due" },
  { value: "minutes", label: "minutes" },
  { value: "hours", label: "hours" },
  { value: "days", label: "days" },
] as const;
type Unit = (typeof UNITS)[number]["value"];
const MINUTES: Readonly<Record<Exclude<Unit, "none">, number>> = { minutes: 1, hours: 60, days: 1_440 };

function unitOf(minutes: number | null): Unit {
  if (minutes === null) return "none";
  if (!Number.isFinite(minutes) || minutes % 60 !== 0) return "minutes";
  return minutes % 1_440 === 0 && minutes > 1_440 ? "days" : "hours";
}

/** Name, colour, edge and promise of one band. Every change is drawn at once; what cannot be is said at its field. */
export function BandEditor({ band, isLowest, problems, onChange, onRemove, onDone }: BandEditorProps) {
  const unit = unitOf(band.respondWithinMinutes);
  const about = (...codes: BandProblem["code"][]) => problems.find(({ code }) => codes.includes(code))?.text;
  const late = about("response_invalid");
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        onDone();
      }}
    >
      <Field label="Name" error={about("name_missing", "name_taken")}>
        <Input
          value={band.name}
          maxLength={40}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </Field>
      <fieldset>
        <legend className="mb-1 text-12 font-medium text-ink">Colour</legend>
        <div className="flex flex-wrap gap-1.5">
          {bandTones.map((tone) => (
            <label
              key={tone}
              title={TONE_NAMES[tone]}
              className="touch-target relative grid size-7 place-items-center rounded-2 border border-transparent has-checked:border-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-focus max-md:size-11"
            >
              <input
                type="radio"
                name="tone"
                className="sr-only"
                aria-label={TONE_NAMES[tone]}
                checked={band.tone === tone}
                onChange={() => onChange({ tone })}
              />
              <span
                className="grid size-5 place-items-center rounded-1"
                style={{ background: bandVar(tone) }}
              >
                {band.tone === tone ? <Check aria-hidden="true" className="size-3.5 text-surface" /> : null}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <Field
        label="Begins at"
        hint={isLowest ? "The lowest band begins at 0, so that every score has a band." : undefined}
        error={about("edge_not_integer", "edge_out_of_range", "edges_not_descending", "lowest_not_zero")}
      >
        <NumberInput
          value={Number.isFinite(band.from) ? band.from : null}
          disabled={isLowest}
          onValueChange={(from) => onChange({ from: from ?? Number.NaN })}
          className="w-24"
        />
      </Field>
      <Field label="What is done" error={about("action_missing")}>
        <Input
          value={band.action}
          maxLength={120}
          placeholder="call within 2 hours"
          onChange={(event) => onChange({ action: event.target.value })}
        />
      </Field>
      <div>
        <span className="mb-1 block text-12 font-medium text-ink">Respond within</span>
        <div className="flex gap-2">
          {unit === "none" ? null : (
            <NumberInput
              aria-label="How long"
              className="w-20"
              value={
                band.respondWithinMinutes !== null && Number.isFinite(band.respondWithinMinutes)
                  ? band.respondWithinMinutes / MINUTES[unit]
                  : null
              }
              onValueChange={(value) =>
                onChange({ respondWithinMinutes: value === null ? Number.NaN : value * MINUTES[unit] })
              }
            />
          )}
          <Select
            aria-label="Unit of time"
            options={UNITS}
            value={unit}
            size="md"
            className="w-36"
            onValueChange={(next) => {
              if (next === "none") onChange({ respondWithinMinutes: null });
              else {
                const count =
                  unit === "none" ? 1 : Math.max(1, (band.respondWithinMinutes || 60) / MINUTES[unit]);
                onChange({
                  respondWithinMinutes: Math.round(count) * MINUTES[next as Exclude<Unit, "none">],
                });
              }
            }}
          />
        </div>
        <p className={cn("mt-1 text-12", late ? "text-danger" : "text-ink-3")}>
          {late ?? "Up to a day the band is called and has a clock; longer ones are left to mail."}
        </p>
      </div>
      <div className="flex justify-between gap-2 border-t border-line pt-3">
        {onRemove ? (
          <Button variant="quiet" icon={<Trash2 aria-hidden="true" />} onClick={onRemove}>
            Remove band
          </Button>
        ) : (
          <span />
        )}
        <Button type="submit">Done</Button>
      </div>
    </form>
  );
}
