"use client";
import { saveRoutingAction } from "@/lib/modules/workflow/actions";
import type { RoutingPage } from "@/lib/modules/workflow/types-settings";
import { ROUTING_WORDS } from "@/lib/present/workflow-words";
import { Field } from "../ui/field";
import { RadioGroup } from "../ui/radio-group";
import { Select } from "../ui/select";
import { type PersonFields, RoutingPeople } from "./routing-people";
import { RoutingPreview } from "./routing-preview";
import { SettingsPage, SettingsSection, SwitchRow } from "./settings-page";
import { useSettingsForm, wholeNumber } from "./use-settings-form";

const POOL = "pool";
const MODES = (["off", "round_robin", "least_loaded"] as const).map((value) => ({
  value,
  ...ROUTING_WORDS[value],
}));

/** Who gets a lead that turns hot, and what each rep takes. */
export function RoutingForm({ page }: { page: RoutingPage }) {
  const form = useSettingsForm({
    stored: {
      mode: page.mode,
      byTerritory: page.byTerritory,
      workingHoursOnly: page.workingHoursOnly,
      fallbackUserId: page.fallbackUserId,
      people: page.people.map(
        ({ userId, territories, capacity, takesLeads }): PersonFields => ({
          ...{ userId, territories, takesLeads },
          capacity: capacity === null ? "" : String(capacity),
        }),
      ),
    },
    version: page.version,
    toWish: ({ people, ...rules }) => ({ ...rules, people: people.map(toPerson) }),
    save: saveRoutingAction,
    savedText: "Routing saved",
  });
  const { value, set, errors } = form;
  const isOff = value.mode === "off";
  return (
    <SettingsPage
      title="Routing"
      claim={`A lead that turns ${page.band} and is nobody’s is given to a rep at once. Leads that have an owner stay with them.`}
      form={form}
    >
      <div className="mt-6 grid gap-x-12 gap-y-6 border-t border-line pt-6 xl:grid-cols-[minmax(0,1fr)_minmax(0,384px)]">
        <div>
          <h2 className="mb-3 text-14 font-semibold text-ink">How leads are given</h2>
          <RadioGroup
            label="How leads are given"
            options={MODES}
            value={value.mode}
            onValueChange={(mode) => set({ mode })}
          />
          <div className="mt-4">
            <SwitchRow
              label="By territory"
              hint="Reps who look after the lead’s country or territory come first, then reps without any."
              checked={value.byTerritory}
              onChange={(byTerritory) => set({ byTerritory })}
              disabled={isOff}
            />
            <SwitchRow
              label="In working hours only"
              hint="Outside of them leads wait in the pool and are given out when the day begins."
              checked={value.workingHoursOnly}
              onChange={(workingHoursOnly) => set({ workingHoursOnly })}
              disabled={isOff}
            />
          </div>
          <Field
            label="When nobody can take a lead"
            hint="Nobody for its territory, or everybody is at their limit."
            error={errors.fallbackUserId}
            className="mt-4 max-w-80"
          >
            <Select
              size="md"
              options={[
                { value: POOL, label: "It waits in the pool" },
                ...page.workers.map(({ userId, name }) => ({ value: userId, label: name, kind: "To" })),
              ]}
              value={value.fallbackUserId ?? POOL}
              onValueChange={(chosen) => set({ fallbackUserId: chosen === POOL ? null : chosen })}
              disabled={isOff}
            />
          </Field>
        </div>
        <RoutingPreview page={page} rules={{ ...value, people: value.people.map(toPreview) }} />
      </div>
      <SettingsSection
        title="Reps"
        claim="A limit counts a rep’s open leads that are due by the end of the day. At the limit a rep is passed over."
      >
        <RoutingPeople
          people={page.people}
          places={page.places}
          value={value.people}
          errors={errors}
          onChange={(people) => set({ people })}
        />
      </SettingsSection>
    </SettingsPage>
  );
}

/** Nothing is no limit; what is no number is sent as 0, which the server refuses at that field. */
function toPerson({ capacity, ...person }: PersonFields) {
  return { ...person, capacity: capacity.trim() === "" ? null : (wholeNumber(capacity) ?? 0) };
}

/** While a limit is being typed there is none. */
const toPreview = ({ capacity, ...person }: PersonFields) => ({
  ...person,
  capacity: wholeNumber(capacity) || null,
});
