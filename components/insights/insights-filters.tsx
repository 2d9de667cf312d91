"use client";
import { ListFilter } from "lucide-react";
import type { ReactNode } from "react";
import { type InsightsQuery, USUAL } from "@/lib/modules/insights/query-url";
import type { InsightsChoices } from "@/lib/modules/insights/types";
import { periodChoiceText } from "@/lib/present/insights/filter-words";
import { type MonthSpan, spanShort } from "@/lib/present/insights/words";
import { Button } from "../ui/button";
import { FilterChip } from "../ui/chip";
import { Dialog, DialogClose } from "../ui/dialog";
import { IconButton } from "../ui/icon-button";
import { Popover } from "../ui/popover";
import { linkClass } from "../ui/text-link";
import {
  ComparePanel,
  type PanelProps,
  PeriodPanel,
  SegmentPanel,
  SourcePanel,
  TeamPanel,
} from "./filter-panels";
import { useFilters } from "./use-filters";

interface InsightsFiltersProps {
  query: InsightsQuery;
  choices: InsightsChoices;
  period: MonthSpan;
  compared: MonthSpan | null;
}

const isNarrowed = ({ team, source, segment }: InsightsQuery) =>
  team !== null || source !== null || segment !== null;

const CLEARED = { team: null, source: null, segment: null } as const;

/** Period, team, source, segment and comparison, in the bar of the page. */
export function InsightsFilters({ query, choices, period, compared }: InsightsFiltersProps) {
  const { shown, change, isPending } = useFilters(query);
  const panel: PanelProps = { query: shown, choices, period, onChange: change };
  return (
    <>
      <Filter
        label="First contact"
        value={isPending ? periodChoiceText(shown.period) : spanShort(period)}
        panel={<PeriodPanel {...panel} />}
        className="w-[344px]"
      />
      <Filter label="Team" value={shown.team ?? "all"} panel={<TeamPanel {...panel} />} />
      <Filter label="Source" value={shown.source ?? "all"} panel={<SourcePanel {...panel} />} />
      <Filter
        label="Segment"
        value={shown.segment?.value ?? "all"}
        panel={<SegmentPanel {...panel} />}
        className="w-80"
      />
      <Filter
        label="Compare"
        value={shown.comparison === "none" ? "nothing" : compared ? spanShort(compared) : "nothing before"}
        panel={<ComparePanel {...panel} />}
      />
      {isNarrowed(shown) ? (
        <button
          type="button"
          className={`${linkClass} shrink-0 px-1 text-12`}
          onClick={() => change(CLEARED)}
        >
          Clear filters
        </button>
      ) : null}
    </>
  );
}

function Filter({
  label,
  value,
  panel,
  className = "min-w-52",
}: {
  label: string;
  value: string;
  panel: ReactNode;
  className?: string | undefined;
}) {
  return (
    <Popover
      label={`${label} filter`}
      className={`p-3 ${className}`}
      trigger={<FilterChip label={label} value={value} />}
    >
      {panel}
    </Popover>
  );
}

/** The same on a phone: the period as a button, the rest in a sheet. */
export function PhoneFilters({ query, choices, period }: InsightsFiltersProps) {
  const { shown, change, isPending } = useFilters(query);
  const panel: PanelProps = { query: shown, choices, period, onChange: change };
  const isSet = isNarrowed(shown) || shown.comparison !== USUAL.comparison;
  const sections = [
    ["Team", <TeamPanel key="team" {...panel} />],
    ["Source", <SourcePanel key="source" {...panel} />],
    ["Segment", <SegmentPanel key="segment" {...panel} />],
    ["Compare with", <ComparePanel key="compare" {...panel} />],
  ] as const;
  return (
    <>
      <Dialog
        title="Period"
        trigger={
          <Button className="max-w-[168px]">
            <span className="truncate">
              <span className="sr-only">First contact </span>
              {isPending ? periodChoiceText(shown.period) : spanShort(period)}
            </span>
          </Button>
        }
        footer={
          <DialogClose>
            <Button variant="primary">Show figures</Button>
          </DialogClose>
        }
      >
        <PeriodPanel {...panel} />
      </Dialog>
      <Dialog
        title="Filters"
        trigger={
          <IconButton
            label={isSet ? "Filters, some are set" : "Filters"}
            icon={
              <span className="relative">
                <ListFilter aria-hidden="true" className="size-[18px]" />
                {isSet ? <span className="absolute -right-1 -top-1 size-2 rounded-pill bg-accent" /> : null}
              </span>
            }
          />
        }
        footer={
          <>
            <Button disabled={!isSet} onClick={() => change({ ...CLEARED, comparison: USUAL.comparison })}>
              Clear filters
            </Button>
            <DialogClose>
              <Button variant="primary">Show figures</Button>
            </DialogClose>
          </>
        }
      >
        <div className="space-y-5">
          {sections.map(([label, content]) => (
            <section key={label} aria-label={label}>
              <h3 className="mb-1.5 text-13 font-semibold text-ink">{label}</h3>
              {content}
            </section>
          ))}
        </div>
      </Dialog>
    </>
  );
}
