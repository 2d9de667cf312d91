"use client";
import { useEffect, useId, useState } from "react";
import { listSourcesAction } from "@/lib/modules/leads/actions";
import { LEAD_STATUSES, type LeadQuery } from "@/lib/modules/leads/query-url";
import { formatNumber } from "@/lib/present/format";
import { STATUS_WORDS } from "@/lib/present/leads-row";
import { BandBadge } from "../ui/band";
import { Button } from "../ui/button";
import { CheckboxField } from "../ui/checkbox";
import { NumberInput } from "../ui/input";
import { SegmentedControl } from "../ui/radio-group";
import { Skeleton } from "../ui/skeleton";
import type { FilterContext } from "./filter-context";

interface PanelProps {
  context: FilterContext;
  query: LeadQuery;
  onChange: (change: Partial<LeadQuery>) => void;
}

function toggled<T>(values: readonly T[], value: T, on: boolean): T[] {
  return on ? [...values, value] : values.filter((other) => other !== value);
}

export function BandPanel({ context, query, onChange }: PanelProps) {
  return (
    <fieldset className="space-y-1.5">
      <legend className="sr-only">Bands to show</legend>
      {context.bands.map((band) => (
        <CheckboxField
          key={band.id}
          label={<BandBadge band={{ ...band, count: context.bands.length }} />}
          checked={query.bands.includes(band.id)}
          onCheckedChange={(on) => onChange({ bands: toggled(query.bands, band.id, on === true) })}
        />
      ))}
    </fieldset>
  );
}

export function OwnerPanel({ context, query, onChange }: PanelProps) {
  const people = [
    { id: "me", name: "Me" },
    { id: "none", name: "Unclaimed" },
    ...context.people.filter((person) => person.id !== context.me),
  ];
  return (
    <fieldset className="max-h-72 space-y-1.5 overflow-y-auto pr-1 [overflow-wrap:anywhere]">
      <legend className="sr-only">Owners to show</legend>
      {people.map((person) => (
        <CheckboxField
          key={person.id}
          label={person.name}
          checked={query.owners.includes(person.id)}
          onCheckedChange={(on) => onChange({ owners: toggled(query.owners, person.id, on === true) })}
        />
      ))}
    </fieldset>
  );
}

export function StatusPanel({ query, onChange }: PanelProps) {
  return (
    <fieldset className="space-y-1.5">
      <legend className="sr-only">Statuses to show</legend>
      {LEAD_STATUSES.map((status) => (
        <CheckboxField
          key={status}
          label={STATUS_WORDS[status]}
          checked={query.statuses.includes(status)}
          onCheckedChange={(on) => onChange({ statuses: toggled(query.statuses, status, on === true) })}
        />
      ))}
    </fieldset>
  );
}

export function SourcePanel({ query, onChange }: PanelProps) {
  const [sources, setSources] = useState<readonly { value: string; count: number }[] | "failed" | null>(null);
  useEffect(() => {
    let stale = false;
    listSourcesAction().then(
      (result) => {
        if (!stale) setSources(result.ok ? result.sources : "failed");
      },
      () => {
        if (!stale) setSources("failed");
      },
    );
    return () => {
      stale = true;
    };
  }, []);
  const mode = query.source?.mode ?? "is";
  const values = query.source?.values ?? [];
  const set = (next: readonly string[], nextMode = mode) =>
    onChange({ source: next.length > 0 ? { mode: nextMode, values: next } : null });
  return (
    <div className="space-y-3">
      <SegmentedControl
        label="Source is or is not"
        options={[
          { value: "is", label: "Is" },
          { value: "not", label: "Is not" },
        ]}
        value={mode}
        onValueChange={(next) => set(values, next as "is" | "not")}
      />
      {sources === null ? (
        <div className="space-y-2">
          <Skeleton className="w-32" />
          <Skeleton className="w-24" />
          <Skeleton className="w-36" />
        </div>
      ) : sources === "failed" ? (
        <p role="alert" className="text-12 text-danger">
          The sources did not load. Close this and try again.
        </p>
      ) : (
        <fieldset className="max-h-64 space-y-1.5 overflow-y-auto pr-1">
          <legend className="sr-only">Sources</legend>
          {sources.map((source) => (
            <CheckboxField
              key={source.value}
              label={
                <>
                  {source.value === "" ? "No source" : source.value}{" "}
                  <span className="text-12 text-ink-3">{formatNumber(source.count)}</span>
                </>
              }
              checked={values.includes(source.value)}
              onCheckedChange={(on) => set(toggled(values, source.value, on === true))}
            />
          ))}
          {sources.length === 0 ? <p className="text-12 text-ink-3">No lead has a source yet.</p> : null}
        </fieldset>
      )}
    </div>
  );
}

export function ScorePanel({ query, onChange }: PanelProps) {
  const id = useId();
  const [from, setFrom] = useState<number | null>(query.scoreFrom);
  const [to, setTo] = useState<number | null>(query.scoreTo);
  const wrong = [from, to].some((end) => end !== null && (end < 0 || end > 100 || !Number.isInteger(end)));
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong) return;
        const [low, high] = from !== null && to !== null && from > to ? [to, from] : [from, to];
        onChange({ scoreFrom: low, scoreTo: high });
      }}
    >
      <div className="flex items-center gap-2">
        <label htmlFor={`${id}-from`} className="text-12 text-ink-2">
          From
        </label>
        <NumberInput
          id={`${id}-from`}
          size="sm"
          min={0}
          max={100}
          value={from}
          onValueChange={setFrom}
          className="w-16"
        />
        <label htmlFor={`${id}-to`} className="text-12 text-ink-2">
          to
        </label>
        <NumberInput
          id={`${id}-to`}
          size="sm"
          min={0}
          max={100}
          value={to}
          onValueChange={setTo}
          className="w-16"
        />
        <Button type="submit">Show</Button>
      </div>
      {wrong ? (
        <p role="alert" className="text-12 text-danger">
          A score goes from 0 to 100.
        </p>
      ) : null}
    </form>
  );
}
