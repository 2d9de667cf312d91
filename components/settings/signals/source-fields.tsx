"use client";
import type { OwnAggregate, OwnSignal, SignalsPage } from "@/lib/modules/signals/types";
import { capital } from "@/lib/present/format";
import { eventName } from "@/lib/present/signal-words";
import { Combobox } from "../../ui/combobox";
import { Field } from "../../ui/field";
import { NumberInput } from "../../ui/input";
import { Select } from "../../ui/select";
import { TagInput } from "../../ui/tag-input";

interface SourceFieldsProps<Wish extends OwnSignal = OwnSignal> {
  page: SignalsPage;
  wish: Wish;
  onChange: (wish: OwnSignal) => void;
  error: (field: string) => string | undefined;
}

/** What the signal is made from, by its kind. */
export function SourceFields({ wish, ...rest }: SourceFieldsProps) {
  switch (wish.kind) {
    case "attribute":
      return <AttributeFields wish={wish} {...rest} />;
    case "events":
      return <EventFields wish={wish} {...rest} />;
    case "ratio":
      return <RatioFields wish={wish} {...rest} />;
  }
}

const TYPES = [
  { value: "category", label: "A choice of words" },
  { value: "number", label: "A number" },
  { value: "boolean", label: "Yes or no" },
] as const;

function AttributeFields({
  page,
  wish,
  onChange,
  error,
}: SourceFieldsProps<Extract<OwnSignal, { kind: "attribute" }>>) {
  const samples = page.attributes.find(({ name }) => name === wish.attribute)?.samples ?? [];
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        label="Field"
        error={error("attribute")}
        hint={samples.length > 0 ? `Such as ${samples.slice(0, 4).join(", ")}` : undefined}
      >
        <Combobox
          size="md"
          options={page.attributes.map(({ name, label }) => ({ value: name, label }))}
          value={wish.attribute || null}
          placeholder="Choose a field"
          searchPlaceholder="Search fields"
          emptyText="No lead has such a field"
          onValueChange={(attribute) => onChange({ ...wish, attribute, type: typeOf(page, attribute) })}
        />
      </Field>
      <Field label="Read as" error={error("type")}>
        <Select
          size="md"
          options={TYPES}
          value={wish.type}
          onValueChange={(type) => onChange({ ...wish, type: type as typeof wish.type })}
        />
      </Field>
    </div>
  );
}

/** What the samples look like. */
function typeOf(page: SignalsPage, attribute: string): "number" | "boolean" | "category" {
  const samples = page.attributes.find(({ name }) => name === attribute)?.samples ?? [];
  if (samples.length > 0 && samples.every((text) => /^-?\d+([.,]\d+)?$/.test(text))) return "number";
  if (samples.length > 0 && samples.every((text) => /^(true|false|yes|no)$/i.test(text))) return "boolean";
  return "category";
}

const AGGREGATES: readonly { value: OwnAggregate; label: string }[] = [
  { value: "count", label: "How many" },
  { value: "exists", label: "Whether there was one" },
  { value: "distinct_days", label: "On how many days" },
  { value: "sum", label: "A figure added up" },
  { value: "max", label: "The largest of a figure" },
  { value: "recency", label: "Days since the last" },
];

function EventFields({
  page,
  wish,
  onChange,
  error,
}: SourceFieldsProps<Extract<OwnSignal, { kind: "events" }>>) {
  const properties = [
    ...new Set(
      page.events.filter(({ type }) => wish.types.includes(type)).flatMap((event) => event.properties),
    ),
  ].map((name) => ({ value: name, label: capital(name.replaceAll("_", " ")) }));
  const sums = wish.aggregate === "sum" || wish.aggregate === "max";
  const fades = wish.aggregate === "count" || wish.aggregate === "sum";
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Event" error={error("types")}>
        <Combobox
          size="md"
          options={page.events.map(({ type }) => ({ value: type, label: capital(eventName(type)) }))}
          value={wish.types[0] ?? null}
          placeholder="Choose an event"
          searchPlaceholder="Search events"
          emptyText="No lead ever had such an event"
          onValueChange={(type) => onChange({ ...wish, types: [type], property: null, where: null })}
        />
      </Field>
      <Field label="What counts" error={error("aggregate")}>
        <Select
          size="md"
          options={AGGREGATES}
          value={wish.aggregate}
          onValueChange={(aggregate) =>
            onChange({ ...wish, aggregate: aggregate as OwnAggregate, property: null, halfLifeDays: null })
          }
        />
      </Field>
      {sums ? (
        <Field label="Figure" error={error("property")}>
          <Select
            size="md"
            options={properties}
            {...(wish.property ? { value: wish.property } : {})}
            placeholder="Choose a figure"
            onValueChange={(property) => onChange({ ...wish, property })}
          />
        </Field>
      ) : null}
      {properties.length > 0 ? (
        <Field label="Only with" aside="optional" error={error("where")}>
          <Select
            size="md"
            options={[{ value: "-", label: "All of them" }, ...properties]}
            value={wish.where?.property ?? "-"}
            onValueChange={(property) =>
              onChange({ ...wish, where: property === "-" ? null : { property, values: [] } })
            }
          />
        </Field>
      ) : null}
      {wish.where ? (
        <Field label="Being one of" error={error("where")}>
          <TagInput
            label={`Values of ${wish.where.property}`}
            asTyped
            placeholder="Write a value and press Enter"
            value={wish.where.values}
            suggestions={[]}
            onValueChange={(values) =>
              onChange({ ...wish, where: { property: wish.where!.property, values } })
            }
          />
        </Field>
      ) : null}
      {wish.aggregate === "recency" ? null : (
        <Field label="Within days" aside="empty: ever" error={error("windowDays")}>
          <NumberInput
            value={wish.windowDays}
            onValueChange={(windowDays) => onChange({ ...wish, windowDays })}
            unit="days"
          />
        </Field>
      )}
      {fades ? (
        <Field label="Fades by half every" aside="optional" error={error("halfLifeDays")}>
          <NumberInput
            value={wish.halfLifeDays}
            onValueChange={(halfLifeDays) => onChange({ ...wish, halfLifeDays })}
            unit="days"
          />
        </Field>
      ) : null}
    </div>
  );
}

function RatioFields({
  page,
  wish,
  onChange,
  error,
}: SourceFieldsProps<Extract<OwnSignal, { kind: "ratio" }>>) {
  const numbers = page.rows
    .filter(({ definition, retired }) => definition.type === "number" && !retired)
    .map(({ definition: { key, label } }) => ({ value: key, label }));
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Divide" error={error("numerator")}>
        <Combobox
          size="md"
          options={numbers}
          value={wish.numerator || null}
          placeholder="Choose a signal"
          searchPlaceholder="Search signals"
          onValueChange={(numerator) => onChange({ ...wish, numerator })}
        />
      </Field>
      <Field label="By" error={error("denominator")} hint="Where it is below 1, it counts as 1.">
        <Combobox
          size="md"
          options={[{ value: "days_since_created", label: "Days since creation" }, ...numbers]}
          value={wish.denominator || null}
          placeholder="Choose a signal"
          searchPlaceholder="Search signals"
          onValueChange={(denominator) => onChange({ ...wish, denominator })}
        />
      </Field>
    </div>
  );
}
