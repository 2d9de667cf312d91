"use client";
import { Download, Pencil, User } from "lucide-react";
import { DataTable } from "@/components/table/data-table";
import { MobileRow } from "@/components/table/mobile-list";
import { TwoLines } from "@/components/table/table-parts";
import type { DataColumn } from "@/components/table/types";
import { Avatar } from "@/components/ui/avatar";
import { BandBadge } from "@/components/ui/band";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { RiskText } from "@/components/ui/reason-line";
import { ScoreChange, ScoreFigure } from "@/components/ui/score";
import { bands, leads, type SampleLead } from "./samples";

const dot = (
  <span aria-hidden="true" className="mx-1.5 text-ink-3">
    ·
  </span>
);

const columns: readonly DataColumn<SampleLead>[] = [
  {
    id: "score",
    header: "Score",
    width: "84px",
    align: "right",
    sort: { href: "?sort=score", direction: "desc" },
    cell: (lead) => (
      <span className="flex items-baseline justify-end gap-2.5">
        <ScoreChange change={lead.change} />
        <ScoreFigure value={lead.score} machine={lead.machine} />
      </span>
    ),
  },
  { id: "band", header: "Band", width: "102px", cell: (lead) => <BandBadge band={bands[lead.band]} /> },
  {
    id: "lead",
    header: "Lead",
    width: "22%",
    primary: true,
    sort: { href: "?sort=name", direction: null },
    cell: (lead) => <TwoLines top={<span className="font-medium">{lead.name}</span>} bottom={lead.detail} />,
  },
  {
    id: "why",
    header: "Why",
    cell: (lead) => (
      <TwoLines
        top={
          <>
            {lead.reasons[0]}
            {lead.reasons[1] ? (
              <span className="text-ink-2">
                {dot}
                {lead.reasons[1]}
              </span>
            ) : null}
          </>
        }
        bottom={
          <>
            {lead.third}
            {lead.third && lead.risk ? dot : null}
            {lead.risk ? <RiskText>{lead.risk}</RiskText> : null}
          </>
        }
      />
    ),
  },
  {
    id: "step",
    header: "Next step",
    width: "132px",
    hideBelow: "xl",
    cell: (lead) => (
      <TwoLines
        top={<span className={lead.late ? "font-medium text-danger" : undefined}>{lead.step}</span>}
        bottom={lead.left ? <span className={lead.late ? "text-danger" : undefined}>{lead.left}</span> : null}
      />
    ),
  },
  {
    id: "owner",
    header: "Owner",
    width: "124px",
    hideBelow: "lg",
    cell: (lead) => (
      <span className="flex items-center gap-2">
        <Avatar name={lead.owner} />
        <span className={lead.owner ? "truncate" : "text-ink-3"}>
          {lead.owner?.split(" ")[0] ?? "Unclaimed"}
        </span>
      </span>
    ),
  },
  {
    id: "age",
    header: "Scored",
    width: "88px",
    align: "right",
    cell: (lead) => <span className="text-12 text-ink-2">{lead.age}</span>,
  },
];

/** The leads list with invented leads. */
export function SampleTable({ stickyTop, empty }: { stickyTop?: number; empty?: boolean }) {
  return (
    <DataTable
      label="Sample leads"
      rows={empty ? [] : leads}
      columns={columns}
      rowId={(lead) => lead.id}
      rowHref={() => "/components"}
      rowName={(lead) => lead.name}
      stickyTop={stickyTop}
      selectionActions={() => (
        <>
          <Button variant="quiet" icon={<User aria-hidden="true" />} kbd="A">
            Assign
          </Button>
          <Button variant="quiet" icon={<Pencil aria-hidden="true" />}>
            Override
          </Button>
          <Button variant="quiet" icon={<Download aria-hidden="true" />}>
            Export
          </Button>
        </>
      )}
      renderMobile={(lead) => (
        <MobileRow
          lead={
            <>
              <ScoreFigure value={lead.score} size={20} className="leading-6" />
              <BandBadge band={bands[lead.band]} className="text-12" />
            </>
          }
          title={lead.name}
          detail={lead.detail}
          reason={lead.reasons[0]}
          end={
            <>
              <Avatar name={lead.owner} />
              <span className={lead.late ? "text-danger" : undefined}>{lead.left ?? lead.step}</span>
            </>
          }
        />
      )}
      empty={
        <EmptyState kind="page" title="No lead matches" action={<Button>Clear filters</Button>}>
          7 open leads are left out by 2 filters.
        </EmptyState>
      }
      footer="All 7 sample leads"
    />
  );
}
