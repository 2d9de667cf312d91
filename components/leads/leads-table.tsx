"use client";
import { Download } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { type LeadQuery, OPTIONAL_COLUMNS } from "@/lib/modules/leads/query-url";
import type { LeadListItem } from "@/lib/present/leads-row";
import { DataTable } from "../table/data-table";
import { MobileRow } from "../table/mobile-list";
import type { Selection } from "../table/types";
import { Avatar } from "../ui/avatar";
import { BandBadge } from "../ui/band";
import { buttonClass } from "../ui/button-class";
import { ScoreFigure } from "../ui/score";
import { BulkActions, type Worker } from "./bulk/bulk-actions";
import { EverythingButton, everythingText } from "./bulk/everything";
import { leadColumns } from "./leads-columns";
import { useListNavigation } from "./list-navigation";

interface LeadsTableProps {
  items: readonly LeadListItem[];
  query: LeadQuery;
  /** null: somebody who works on no leads. */
  worker: Worker | null;
  /** The list as its address says it, and whether there are more leads than on this page. */
  state: string;
  hasMore: boolean;
  empty: ReactNode;
  footer: ReactNode;
}

const rowId = (lead: LeadListItem) => lead.id;
const rowHref = (lead: LeadListItem) => `/leads/${lead.id}`;
const rowName = (lead: LeadListItem) => lead.name;

/** The ranked list: a table on a screen, a list on a phone. */
export function LeadsTable({ items, query, worker, state, hasMore, empty, footer }: LeadsTableProps) {
  const { pending } = useListNavigation();
  const columns = useMemo(() => leadColumns(query, worker), [query, worker]);
  // All that match: counted for this state of the list, and only as long as the whole page stays ticked.
  const [everything, setEverything] = useState<{ state: string; count: number } | null>(null);
  const all = ({ wholePage }: Selection) => (wholePage && everything?.state === state ? everything : null);
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
      selectionText={(selection) => {
        const reach = all(selection);
        return reach ? everythingText(reach.count) : null;
      }}
      selectionActions={(selection) => {
        const reach = all(selection);
        const { ids, wholePage, clear } = selection;
        return (
          <>
            {worker && wholePage && hasMore && !reach ? (
              <EverythingButton query={state} onCounted={(count) => setEverything({ state, count })} />
            ) : null}
            {worker ? (
              <BulkActions
                me={worker}
                count={reach?.count ?? ids.length}
                selection={
                  reach
                    ? { kind: "all", query: state, count: reach.count }
                    : { kind: "ticked", ids: [...ids] }
                }
                onDone={() => {
                  setEverything(null);
                  clear();
                }}
              />
            ) : null}
            <a
              href={`/leads/export?${reach ? state : ids.map((id) => `id=${id}`).join("&")}`}
              download
              className={buttonClass({ variant: "quiet" })}
            >
              <Download aria-hidden="true" className="size-4" /> Export
            </a>
          </>
        );
      }}
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
