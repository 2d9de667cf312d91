"use client";
import { saveQueueAction } from "@/lib/modules/workflow/actions";
import type { QueuePage } from "@/lib/modules/workflow/types-settings";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { SettingsPage, SettingsSection } from "./settings-page";
import { useSettingsForm, wholeNumber } from "./use-settings-form";

const QUEUE = [
  [
    "minutesPerCall",
    "Minutes per call",
    "minutes",
    "What “about 2 h 10” at the top of the queue counts with.",
  ],
  [
    "noAnswerMinutes",
    "Again after no answer",
    "minutes",
    "Working minutes until the lead is due again: 120 is two working hours.",
  ],
  [
    "voicemailDays",
    "Again after a voicemail",
    "days",
    "Working days; the lead is due when that morning begins.",
  ],
] as const;

/** Figures behind the queue, and how long an override holds. */
export function QueueForm({ page: { version, ...stored } }: { page: QueuePage }) {
  const form = useSettingsForm({
    stored: {
      minutesPerCall: String(stored.minutesPerCall),
      noAnswerMinutes: String(stored.noAnswerMinutes),
      voicemailDays: String(stored.voicemailDays),
      defaultDays: String(stored.defaultDays),
    },
    version,
    toWish: (typed) => ({
      minutesPerCall: wholeNumber(typed.minutesPerCall),
      noAnswerMinutes: wholeNumber(typed.noAnswerMinutes),
      voicemailDays: wholeNumber(typed.voicemailDays),
      defaultDays: wholeNumber(typed.defaultDays),
    }),
    save: saveQueueAction,
    savedText: "Queue and overrides saved",
  });
  const { value, set, errors } = form;
  const figure = (name: keyof typeof value, label: string, unit: string, hint: string) => (
    <Field key={name} label={label} hint={hint} error={errors[name]}>
      <Input
        inputMode="numeric"
        autoComplete="off"
        value={value[name]}
        trailing={unit}
        inputClassName="pr-16"
        className="max-w-40"
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </Field>
  );
  return (
    <SettingsPage
      title="Queue and overrides"
      claim="What the queue counts with, when a lead that was not reached comes back, and how long an override holds."
      form={form}
    >
      <SettingsSection title="Queue" claim="In force with the next call; what is due already stays as it is.">
        <div className="mt-4 space-y-5">
          {QUEUE.map(([name, label, unit, hint]) => figure(name, label, unit, hint))}
        </div>
      </SettingsSection>
      <SettingsSection title="Overrides" claim="Whoever sets an override may choose another expiry.">
        <div className="mt-4">
          {figure("defaultDays", "Holds for", "days", "What the dialog offers first.")}
        </div>
      </SettingsSection>
    </SettingsPage>
  );
}
