"use client";
import { useMemo } from "react";
import { saveHoursAction } from "@/lib/modules/workflow/actions";
import { areWorkable, promiseExample, tidyTime } from "@/lib/modules/workflow/query-example";
import type { HoursPage } from "@/lib/modules/workflow/types-settings";
import { formatWeekdayTime, shortWeekday, weekdayName } from "@/lib/present/format";
import { promiseSentence } from "@/lib/present/workflow-words";
import { Combobox } from "../ui/combobox";
import { Field, FieldError } from "../ui/field";
import { Input } from "../ui/input";
import { ToggleChips } from "../ui/toggle-chips";
import { SettingsPage } from "./settings-page";
import { useSettingsForm } from "./use-settings-form";

const DAYS = [1, 2, 3, 4, 5, 6, 7].map((day) => ({
  value: String(day),
  label: shortWeekday(day),
  name: weekdayName(day),
}));

/** When the team works, and what that makes of a promise. */
export function WorkingHoursForm({ page }: { page: HoursPage }) {
  const form = useSettingsForm({
    stored: { timeZone: page.timeZone, ...page.workingHours },
    version: page.version,
    toWish: ({ timeZone, days, from, to }) => ({
      timeZone,
      workingHours: { days, from: tidyTime(from), to: tidyTime(to) },
    }),
    save: saveHoursAction,
    savedText: "Working hours saved",
  });
  const { value, set, errors } = form;
  const zones = useMemo(
    () => page.timeZones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") })),
    [page.timeZones],
  );
  const time = (name: "from" | "to", label: string) => (
    <Field label={label} error={errors[`workingHours.${name}`]} className="w-32">
      <Input
        inputMode="numeric"
        autoComplete="off"
        placeholder="09:00"
        value={value[name]}
        onChange={(event) => set({ [name]: event.target.value })}
        onBlur={() => set({ [name]: tidyTime(value[name]) })}
      />
    </Field>
  );
  return (
    <SettingsPage
      title="Working hours"
      claim="A promise of less than a day counts these hours only; a promise of days counts working days. Routing can wait for them too."
      form={form}
    >
      <div className="mt-6 grid gap-x-12 gap-y-6 border-t border-line pt-6 xl:grid-cols-[minmax(0,464px)_minmax(0,1fr)]">
        <div className="space-y-5">
          <div>
            <h2 className="mb-1 text-12 font-medium text-ink">Days</h2>
            <ToggleChips
              label="Working days"
              options={DAYS}
              value={value.days.map(String)}
              onValueChange={(days) => set({ days: days.map(Number).sort() })}
            />
            {errors["workingHours.days"] ? <FieldError>{errors["workingHours.days"]}</FieldError> : null}
          </div>
          <div className="flex flex-wrap gap-4">
            {time("from", "From")}
            {time("to", "To")}
          </div>
          <Field
            label="Time zone"
            hint={`It is ${formatWeekdayTime(page.now, value.timeZone)} there. All times in Firstcall are shown in this zone.`}
            error={errors.timeZone}
          >
            <Combobox
              options={zones}
              value={value.timeZone}
              onValueChange={(timeZone) => set({ timeZone })}
              searchPlaceholder="Search zones"
              emptyText="No zone of that name"
              size="md"
            />
          </Field>
        </div>
        <Promises page={page} value={value} />
      </div>
    </SettingsPage>
  );
}

function Promises({
  page,
  value: { timeZone, days, from, to },
}: {
  page: HoursPage;
  value: { timeZone: string; days: readonly number[]; from: string; to: string };
}) {
  const workingHours = { days, from: tidyTime(from), to: tidyTime(to) };
  const sentences = page.called.flatMap(({ name, minutes }) => {
    const example = promiseExample({ timeZone, workingHours }, { minutes, now: page.now });
    return example ? [promiseSentence(name, example, timeZone)] : [];
  });
  return (
    <section
      aria-label="What this promises"
      aria-live="polite"
      className="h-fit border-l-2 border-accent py-1 pl-4"
    >
      {areWorkable(workingHours) ? (
        sentences.length === 0 ? (
          <p className="text-13 text-ink-2">No band promises a call, so no clock runs.</p>
        ) : (
          sentences.map((sentence, index) => (
            <p
              key={sentence}
              className={index === 0 ? "text-20 font-semibold text-ink" : "mt-2 text-13 text-ink-2"}
            >
              {sentence}
            </p>
          ))
        )
      ) : (
        <p className="text-13 text-ink-2">
          Choose at least one day, and an end after the beginning: then this says when leads are due.
        </p>
      )}
      <p className="mt-3 text-12 text-ink-3">
        Saving moves the clocks that run. Follow-ups that somebody agreed on stay.
      </p>
    </section>
  );
}
