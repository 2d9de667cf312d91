"use client";
import type { Place, RoutingPerson } from "@/lib/modules/workflow/types-settings";
import { formatCount } from "@/lib/present/format";
import { Avatar } from "../ui/avatar";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Switch } from "../ui/switch";
import { TagInput } from "../ui/tag-input";

/** A rep as the form has them: the limit as it was typed. */
export interface PersonFields {
  readonly userId: string;
  readonly territories: readonly string[];
  readonly capacity: string;
  readonly takesLeads: boolean;
}

interface RoutingPeopleProps {
  people: readonly RoutingPerson[];
  places: readonly Place[];
  value: readonly PersonFields[];
  errors: Readonly<Record<string, string>>;
  onChange: (value: PersonFields[]) => void;
}

const columns = "xl:grid xl:grid-cols-[minmax(160px,1.2fr)_minmax(220px,2fr)_128px_72px] xl:gap-x-6";

/** The reps: what each looks after, how many leads at once, and whether any at all. */
export function RoutingPeople({ people, places, value, errors, onChange }: RoutingPeopleProps) {
  if (people.length === 0)
    return (
      <EmptyState title="No reps yet" className="mt-4">
        Leads are given to active people with the role Rep. An admin invites them under People.
      </EmptyState>
    );
  const suggestions = places.map(({ value: place, label, kind, count }) => ({
    value: place,
    label,
    hint: `${formatCount(count, "lead")}${kind === "territory" ? ", territory" : ""}`,
  }));
  const change = (index: number, patch: Partial<PersonFields>) =>
    onChange(value.map((one, at) => (at === index ? { ...one, ...patch } : one)));
  return (
    <div className="mt-3">
      <div
        aria-hidden="true"
        className={cn("hidden border-b border-line py-1.5 text-12 font-medium text-ink-2", columns)}
      >
        <span>Rep</span>
        <span>Territories</span>
        <span>At most</span>
        <span>Takes leads</span>
      </div>
      <ul aria-label="Reps">
        {value.map((one, index) => {
          const person = people.find(({ userId }) => userId === one.userId);
          if (!person) return null;
          const territoryError = Object.entries(errors).find(([path]) =>
            path.startsWith(`people.${index}.territories`),
          )?.[1];
          return (
            <li key={one.userId} className={cn("space-y-3 border-b border-line py-3 xl:space-y-0", columns)}>
              <div className="flex min-w-0 items-center gap-2.5 xl:h-8">
                <Avatar name={person.name} id={person.userId} size={24} />
                <div className="min-w-0 flex-1">
                  <p
                    className={cn("truncate text-13 font-medium", one.takesLeads ? "text-ink" : "text-ink-2")}
                  >
                    {person.name}
                  </p>
                  <p className="text-12 text-ink-3">{loadText(person.load)}</p>
                </div>
                <TakesLeads
                  name={person.name}
                  checked={one.takesLeads}
                  onChange={(takesLeads) => change(index, { takesLeads })}
                  className="xl:hidden"
                />
              </div>
              <Field label="Territories" error={territoryError} className="xl:[&>div:first-child]:sr-only">
                <TagInput
                  label={`Territories of ${person.name}`}
                  value={one.territories}
                  onValueChange={(territories) => change(index, { territories })}
                  suggestions={suggestions}
                  placeholder="Anywhere"
                />
              </Field>
              <Field
                label="At most"
                error={errors[`people.${index}.capacity`]}
                className="xl:[&>div:first-child]:sr-only"
              >
                <Input
                  aria-label={`Most leads of ${person.name} at once`}
                  inputMode="numeric"
                  autoComplete="off"
                  placeholder="No limit"
                  value={one.capacity}
                  trailing={one.capacity === "" ? undefined : "leads"}
                  inputClassName={one.capacity === "" ? undefined : "pr-12"}
                  onChange={(event) => change(index, { capacity: event.target.value })}
                />
              </Field>
              <TakesLeads
                name={person.name}
                checked={one.takesLeads}
                onChange={(takesLeads) => change(index, { takesLeads })}
                className="max-xl:hidden xl:h-8"
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const loadText = (load: number) => (load === 0 ? "Nothing due" : `${formatCount(load, "lead")} due`);

function TakesLeads({
  name,
  checked,
  onChange,
  className,
}: {
  name: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  className?: string | undefined;
}) {
  return (
    <div className={cn("flex items-center gap-2", className)}>
      <span aria-hidden="true" className="text-12 text-ink-3 xl:hidden">
        Takes leads
      </span>
      <Switch aria-label={`${name} takes leads`} checked={checked} onCheckedChange={onChange} />
    </div>
  );
}
