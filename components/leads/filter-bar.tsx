"use client";
import { ChevronLeft } from "lucide-react";
import { type ReactNode, useState } from "react";
import { isFiltered, type LeadQuery, leadsHref, withoutFilters } from "@/lib/modules/leads/query-url";
import { AddChip, FilterChip, RemovableChip } from "../ui/chip";
import { itemClass } from "../ui/float-class";
import { Popover } from "../ui/popover";
import { linkClass } from "../ui/text-link";
import {
  bandWords,
  type FilterContext,
  ownerWords,
  scoreWords,
  sourceWords,
  statusWords,
} from "./filter-context";
import { BandPanel, OwnerPanel, ScorePanel, SourcePanel, StatusPanel } from "./filter-panels";
import { LeadSearch } from "./lead-search";
import { useListNavigation } from "./list-navigation";

interface FilterBarProps {
  query: LeadQuery;
  context: FilterContext;
  /** Right: "7 hot · 6 warm", in its own time. */
  summary: ReactNode;
}

const MORE = [
  { id: "source", label: "Source", Panel: SourcePanel },
  { id: "status", label: "Status", Panel: StatusPanel },
  { id: "score", label: "Score range", Panel: ScorePanel },
] as const;

/** Search and filters above the table; every change is an address of its own. */
export function FilterBar({ query, context, summary }: FilterBarProps) {
  const { go } = useListNavigation();
  const change = (next: Partial<LeadQuery>) => go(leadsHref(query, next));
  const clear = (next: Partial<LeadQuery>) => leadsHref(query, next);
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line px-6 py-2 max-md:hidden">
      <LeadSearch query={query} className="w-[220px]" />
      <Popover
        label="Band filter"
        className="min-w-44 p-3"
        trigger={<FilterChip label="Band" value={bandWords(query, context)} />}
      >
        <BandPanel query={query} context={context} onChange={change} />
      </Popover>
      <Popover
        label="Owner filter"
        className="min-w-52 p-3"
        trigger={<FilterChip label="Owner" value={ownerWords(query, context)} />}
      >
        <OwnerPanel query={query} context={context} onChange={change} />
      </Popover>
      {query.source ? (
        <RemovableChip label="Source" value={sourceWords(query)} removeHref={clear({ source: null })} />
      ) : null}
      {query.statuses.length > 0 ? (
        <RemovableChip label="Status" value={statusWords(query)} removeHref={clear({ statuses: [] })} />
      ) : null}
      {query.scoreFrom !== null || query.scoreTo !== null ? (
        <RemovableChip
          label="Score"
          value={scoreWords(query)}
          removeHref={clear({ scoreFrom: null, scoreTo: null })}
        />
      ) : null}
      <MoreFilters query={query} context={context} onChange={change} />
      {isFiltered(query) ? (
        <button
          type="button"
          className={`${linkClass} px-1 text-12`}
          onClick={() => go(leadsHref(withoutFilters(query)))}
        >
          Clear filters
        </button>
      ) : null}
      <div className="ml-auto pl-4 text-12 text-ink-2">{summary}</div>
    </div>
  );
}

function MoreFilters({
  query,
  context,
  onChange,
}: {
  query: LeadQuery;
  context: FilterContext;
  onChange: (next: Partial<LeadQuery>) => void;
}) {
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<(typeof MORE)[number]["id"] | null>(null);
  const chosen = MORE.find(({ id }) => id === kind);
  return (
    <Popover
      label="Add a filter"
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) setKind(null);
      }}
      className={chosen ? "min-w-56 p-3" : "w-44 p-1"}
      trigger={<AddChip>Filter</AddChip>}
    >
      {chosen ? (
        <>
          <button
            type="button"
            onClick={() => setKind(null)}
            className="-ml-1 mb-2 inline-flex items-center gap-1 rounded-1 px-1 text-12 font-medium text-ink-2 hover:text-ink"
          >
            <ChevronLeft aria-hidden="true" className="size-3.5" /> {chosen.label}
          </button>
          <chosen.Panel query={query} context={context} onChange={onChange} />
        </>
      ) : (
        MORE.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            onClick={() => setKind(id)}
            className={`${itemClass} w-full cursor-pointer outline-offset-[-2px] hover:bg-hover`}
          >
            {label}
          </button>
        ))
      )}
    </Popover>
  );
}
