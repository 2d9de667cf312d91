"use client";
import { useMemo, useState } from "react";
import type { MappingScreenData } from "@/lib/modules/imports/types-screen";
import {
  GROUP_FILTERS,
  GROUP_WORDS,
  groupOf,
  IMPORT_GROUPS,
  type ImportGroup,
} from "@/lib/present/import-words";
import { cn } from "../ui/cn";
import { SegmentedControl } from "../ui/radio-group";
import { eventOptions, leadOptions } from "./destinations";
import { MappingRow } from "./mapping-row";
import type { Mapping } from "./use-mapping";

const ALL = { key: "all", groups: IMPORT_GROUPS };

/** The columns of the file, grouped by where they go, with a filter above. */
export function MappingColumns({ data, mapping }: { data: MappingScreenData; mapping: Mapping }) {
  const { plan, placed } = mapping;
  const [filter, setFilter] = useState("all");
  const groups = useMemo(() => {
    const sorted = new Map<ImportGroup, MappingScreenData["columns"][number][]>();
    for (const column of data.columns) {
      const waits = plan.kind === "leads" && column.doubt !== null && !placed.has(column.name);
      const group = waits ? "needs_you" : groupOf(plan.columns[column.name] ?? "leave_out");
      sorted.set(group, [...(sorted.get(group) ?? []), column]);
    }
    return sorted;
  }, [data.columns, plan, placed]);
  const countOf = (names: readonly ImportGroup[]) =>
    names.reduce((sum, name) => sum + (groups.get(name)?.length ?? 0), 0);
  const filters = GROUP_FILTERS.filter(({ key, groups: names }) => key === "all" || countOf(names) > 0);
  const chosen = filters.find(({ key }) => key === filter) ?? ALL;

  return (
    <>
      <div
        className={cn("overflow-x-auto py-px max-md:-mx-4 max-md:px-4", plan.kind === "events" && "hidden")}
      >
        <SegmentedControl
          label="Which columns"
          value={chosen.key}
          onValueChange={setFilter}
          options={filters.map(({ key, label, groups: names }) => ({
            value: key,
            label,
            hint: ` ${countOf(names)}`,
          }))}
        />
      </div>
      <div
        aria-hidden="true"
        className="mt-3 hidden gap-x-4 pb-1 text-12 font-medium text-ink-2 md:grid md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_248px] xl:grid-cols-[184px_minmax(0,1fr)_248px_150px]"
      >
        <span>Column and type</span>
        <span>Sample values</span>
        <span>Goes to</span>
      </div>
      {(plan.kind === "events" ? EVENT_GROUPS : chosen.groups).map((group) => {
        const columns = groups.get(group) ?? [];
        if (columns.length === 0) return null;
        return (
          <section key={group} aria-label={wordsOf(group, plan.kind)} className="max-md:mt-4">
            <h2 className="-mx-2 flex h-8 items-center justify-between bg-bg px-2 text-12 font-medium text-ink-2">
              <span className="truncate">{wordsOf(group, plan.kind)}</span>
              <span>{columns.length}</span>
            </h2>
            <ul>
              {columns.map((column) => (
                <MappingRow
                  key={column.name}
                  column={column}
                  to={plan.columns[column.name] ?? "leave_out"}
                  inSeconds={plan.kind === "leads" && plan.secondsColumns.includes(column.name)}
                  options={plan.kind === "leads" ? leadOptions(column.name) : eventOptions(column.name)}
                  needsYou={group === "needs_you"}
                  onPlace={(to) => mapping.place(column.name, to)}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

/** Whose, when and what come first; every column is shown. */
const EVENT_GROUPS: readonly ImportGroup[] = ["attributes", "own", "left_out"];

function wordsOf(group: ImportGroup, kind: "leads" | "events"): string {
  if (kind === "leads") return GROUP_WORDS[group];
  return group === "own"
    ? "Kept with the event"
    : group === "attributes"
      ? "Whose it is, when and what"
      : GROUP_WORDS[group];
}
