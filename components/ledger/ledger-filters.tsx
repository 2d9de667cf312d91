"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import {
  EMPTY_LEDGER_QUERY,
  isLedgerFiltered,
  LEDGER_DIRECTIONS,
  LEDGER_STATES,
  type LedgerQuery,
  ledgerHref,
} from "@/lib/modules/overrides/query-ledger-url";
import { OVERRIDE_CATEGORIES } from "@/lib/modules/overrides/types";
import { DIRECTION_WORDS, STATE_WORDS } from "@/lib/present/ledger-row";
import { CATEGORY_WORDS } from "@/lib/present/override-words";
import { CheckboxField } from "../ui/checkbox";
import { FilterChip } from "../ui/chip";
import { Popover } from "../ui/popover";
import { linkClass } from "../ui/text-link";

interface LedgerFiltersProps {
  query: LedgerQuery;
  managers: readonly { readonly id: string; readonly name: string }[];
}

/** Four filters of the ledger; every change is an address of its own. */
export function LedgerFilters({ query, managers }: LedgerFiltersProps) {
  const router = useRouter();
  const [, start] = useTransition();
  const [shown, show] = useOptimistic(query);
  const change = (next: Partial<LedgerQuery>) => {
    const changed = { ...shown, ...next };
    start(() => {
      show(changed);
      router.replace(ledgerHref(changed), { scroll: false });
    });
  };
  return (
    <>
      <Filter
        label="Status"
        values={shown.states}
        options={LEDGER_STATES.map((id) => ({ id, name: STATE_WORDS[id] ?? id }))}
        onChange={(states) => change({ states })}
      />
      <Filter
        label="Direction"
        values={shown.directions}
        options={LEDGER_DIRECTIONS.map((id) => ({ id, name: DIRECTION_WORDS[id] ?? id }))}
        onChange={(directions) => change({ directions })}
      />
      <Filter
        label="Manager"
        values={shown.managers}
        options={managers}
        onChange={(next) => change({ managers: next })}
      />
      <Filter
        label="Reason"
        values={shown.categories}
        options={OVERRIDE_CATEGORIES.map((id) => ({ id, name: CATEGORY_WORDS[id] ?? id }))}
        onChange={(categories) => change({ categories })}
      />
      {isLedgerFiltered(shown) ? (
        <Link
          href={ledgerHref(EMPTY_LEDGER_QUERY)}
          scroll={false}
          className={`${linkClass} touch-target shrink-0 px-1 text-12`}
        >
          Clear filters
        </Link>
      ) : null}
    </>
  );
}

interface FilterProps<Id extends string> {
  label: string;
  values: readonly Id[];
  options: readonly { readonly id: Id; readonly name: string }[];
  onChange: (values: readonly Id[]) => void;
}

function Filter<Id extends string>({ label, values, options, onChange }: FilterProps<Id>) {
  const chosen = options.filter(({ id }) => values.includes(id)).map(({ name }) => name);
  const value = chosen.length === 0 ? "all" : chosen.length === 1 ? chosen[0] : `${chosen.length} of them`;
  return (
    <Popover
      label={`${label} filter`}
      className="min-w-48 p-3"
      trigger={<FilterChip label={label} value={value} />}
    >
      <fieldset className="max-h-72 space-y-1.5 overflow-y-auto pr-1">
        <legend className="sr-only">{label}: what to show</legend>
        {options.map(({ id, name }) => (
          <CheckboxField
            key={id}
            label={name}
            checked={values.includes(id)}
            onCheckedChange={(on) =>
              onChange(on === true ? [...values, id] : values.filter((other) => other !== id))
            }
          />
        ))}
        {options.length === 0 ? <p className="text-12 text-ink-3">Nobody has set an override yet.</p> : null}
      </fieldset>
    </Popover>
  );
}
