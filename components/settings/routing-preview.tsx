"use client";
import { useState } from "react";
import { nextOwner, type TriedRules } from "@/lib/modules/workflow/query-routing";
import type { RoutingPage } from "@/lib/modules/workflow/types-settings";
import { nextOwnerText } from "@/lib/present/workflow-words";
import { Combobox } from "../ui/combobox";
import { Field } from "../ui/field";

const NOWHERE = "-";

/** Who would get the next lead, by the rules on the screen and what people have to do now. */
export function RoutingPreview({
  page,
  rules,
}: {
  page: RoutingPage;
  rules: TriedRules & { readonly workingHoursOnly: boolean };
}) {
  const [place, setPlace] = useState(page.places[0]?.value ?? NOWHERE);
  const chosen = page.places.find(({ value }) => value === place);
  const next = nextOwner(chosen?.value ?? null, rules, page.people);
  const { title, detail } = nextOwnerText({
    ...next,
    band: page.band,
    place: chosen?.label ?? null,
    mode: rules.mode,
    name: page.workers.find(({ userId }) => userId === next.userId)?.name ?? null,
    load: page.people.find(({ userId }) => userId === next.userId)?.load ?? 0,
    // Hours matter only where leads are given at all.
    opensAt: rules.workingHoursOnly ? page.opensAt : null,
    timeZone: page.timeZone,
  });
  return (
    <section aria-label="Who is next" className="h-fit border-l-2 border-accent py-1 pl-4">
      <div aria-live="polite">
        <p className="text-20 font-semibold text-ink">{title}</p>
        <p className="mt-1 text-13 text-ink-2">{detail}</p>
      </div>
      <Field label="Try another place" className="mt-4 max-w-72">
        <Combobox
          options={[
            { value: NOWHERE, label: "A lead without a country" },
            ...page.places.map(({ value, label, count }) => ({ value, label, hint: String(count) })),
          ]}
          value={place}
          onValueChange={setPlace}
          searchPlaceholder="Search countries and territories"
        />
      </Field>
    </section>
  );
}
