"use client";
import { Download } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { type LeadQuery, OPTIONAL_COLUMNS } from "@/lib/modules/leads/query-url";
import type { LeadListItem } from "@/lib/present/leads-row";
import { DataTable } from "../table/data-table";
import { MobileRow } from "../table/mobile-list";
import { Avatar } from "../ui/avatar";
import { BandBadge } from "../ui/band";
import { buttonClass } from "../ui/button-class";
import { ScoreFigure } from "../ui/score";
import { leadColumns } from "./leads-columns";
import { useListNavigation } from "./list-navigation";

interface LeadsTableProps {
  items: readonly LeadListItem[];
  query: LeadQuery;
  empty: ReactNode;
  footer: ReactNode;
}

const rowId = (lead: LeadListItem) => lead.id;
const rowHref = (lead: LeadListItem) => `/leads/${lead.id}`;
const rowName = (lead: LeadListItem) => lead.name;

/** The ranked list: a table on a screen, a list on a phone. */
export function LeadsTable({ items, query, empty, footer }: LeadsTableProps) {
  const { pending } = useListNavigation();
  const columns = useMemo(() => leadColumns(query), [query]);
  const hidden = useMemo(
    () => OPTIONAL_COLUMNS.filter((column) => !query.columns.includes(column)),
    [query.columns],
  );
  return (
    <DataTable
      label="Leads"
      rows={items}
      columns={columns}
      rowId={rowId}
      rowHref={rowHref}
      rowName={rowName}
      hiddenColumns={hidden}
      pending={pending}
      selectionActions={({ ids }) => (
        <a
          href={`/leads/export?${ids.map((id) => `id=${id}`).join("&")}`}
          download
          className={buttonClass({ variant: "quiet" })}
        >
          <Download aria-hidden="true" className="size-4" /> Export
        </a>
      )}
      renderMobile={MobileLead}
      empty={empty}
      footer={footer}
    />
  );
}

function MobileLead(lead: LeadListItem) {
  return (
    <MobileRow
      lead={
        <>
          {lead.score === null ? (
            <span className="text-20 leading-6 text-ink-3">–</span>
          ) : (
            <ScoreFigure value={lead.score} size={20} className="leading-6" />
          )}
          {lead.band ? <BandBadge band={lead.band} className="text-12" /> : null}
        </>
      }
      title={lead.name}
      detail={lead.detail}
      reason={lead.reasons[0] ?? (lead.risk ? `− ${lead.risk}` : "Nothing known raises this score yet")}
      end={
        <>
          <Avatar name={lead.owner?.name ?? null} id={lead.owner?.id} />
          <span className="sr-only">{lead.owner ? `Owner ${lead.owner.name}` : "Unclaimed"}, scored</span>
          {lead.scored ? <span>{lead.scored}</span> : null}
        </>
      }
    />
  );
}
