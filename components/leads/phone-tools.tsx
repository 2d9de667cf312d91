"use client";
import { ListFilter, Search } from "lucide-react";
import { type ReactNode, useState } from "react";
import { isFiltered, type LeadQuery, leadsHref, withoutFilters } from "@/lib/modules/leads/query-url";
import { Button } from "../ui/button";
import { Dialog, DialogClose } from "../ui/dialog";
import { IconButton } from "../ui/icon-button";
import type { FilterContext } from "./filter-context";
import { BandPanel, OwnerPanel, ScorePanel, SourcePanel, StatusPanel } from "./filter-panels";
import { LeadSearch } from "./lead-search";
import { useListNavigation } from "./list-navigation";

interface PhoneToolsProps {
  query: LeadQuery;
  context: FilterContext;
  title: ReactNode;
}

const SECTIONS = [
  ["Band", BandPanel],
  ["Owner", OwnerPanel],
  ["Status", StatusPanel],
  ["Source", SourcePanel],
  ["Score range", ScorePanel],
] as const;

/** The head of the list on a phone: its name, search and filters behind two buttons. */
export function PhoneTools({ query, context, title }: PhoneToolsProps) {
  const { go } = useListNavigation();
  const [searching, setSearching] = useState(query.text !== "");
  const filtered = isFiltered({ ...query, text: "" });
  return (
    <div className="px-4 pb-2.5 pt-2 md:hidden">
      <div className="flex items-center gap-1">
        <div className="min-w-0 flex-1">{title}</div>
        <IconButton
          label={searching ? "Hide search" : "Search leads"}
          aria-expanded={searching}
          icon={<Search aria-hidden="true" className="!size-[18px]" />}
          onClick={() => setSearching((was) => !was)}
        />
        <Dialog
          title="Filters"
          trigger={
            <IconButton
              label={filtered ? "Filters, some are set" : "Filters"}
              icon={
                <span className="relative">
                  <ListFilter aria-hidden="true" className="size-[18px]" />
                  {filtered ? (
                    <span className="absolute -right-1 -top-1 size-2 rounded-pill bg-accent" />
                  ) : null}
                </span>
              }
            />
          }
          footer={
            <>
              <Button
                disabled={!filtered}
                onClick={() => go(leadsHref(withoutFilters(query), { text: query.text }))}
              >
                Clear filters
              </Button>
              <DialogClose>
                <Button variant="primary">Show leads</Button>
              </DialogClose>
            </>
          }
        >
          <div className="space-y-5">
            {SECTIONS.map(([label, Panel]) => (
              <section key={label} aria-label={label}>
                <h3 className="mb-1 text-13 font-semibold text-ink">{label}</h3>
                <Panel query={query} context={context} onChange={(change) => go(leadsHref(query, change))} />
              </section>
            ))}
          </div>
        </Dialog>
      </div>
      {searching ? <LeadSearch query={query} autoFocus={query.text === ""} className="mt-1.5 block" /> : null}
    </div>
  );
}
