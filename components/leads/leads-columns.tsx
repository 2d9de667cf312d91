import type { LeadQuery, OptionalColumn, SortKey } from "@/lib/modules/leads/query-url";
import { sortHref } from "@/lib/modules/leads/query-url";
import type { LeadListItem } from "@/lib/present/leads-row";
import { TwoLines } from "../table/table-parts";
import type { DataColumn } from "../table/types";
import { Avatar } from "../ui/avatar";
import { BandBadge } from "../ui/band";
import { cn } from "../ui/cn";
import { RiskText } from "../ui/reason-line";
import { ScoreChange, ScoreFigure } from "../ui/score";
import type { Worker } from "./bulk/bulk-actions";
import { RowMenu } from "./bulk/row-menu";

export const COLUMN_LABELS: Readonly<Record<OptionalColumn, string>> = {
  band: "Band",
  why: "Why",
  step: "Next step",
  owner: "Owner",
  source: "Source",
  status: "Status",
  created: "Created",
  activity: "Last activity",
  scored: "Scored",
};

const dot = (
  <span aria-hidden="true" className="mx-1.5 text-ink-3">
    ·
  </span>
);
const unknown = (
  <span className="text-ink-3">
    <span aria-hidden="true">–</span>
    <span className="sr-only">not known</span>
  </span>
);
const meta = (text: string | null) =>
  text === null ? unknown : <span className="text-12 text-ink-2">{text}</span>;

/** The columns of the list in the order of the picture; sorting headers lead to their own address. Who works has a menu a row. */
export function leadColumns(query: LeadQuery, worker: Worker | null): DataColumn<LeadListItem>[] {
  const sort = (key: SortKey) => ({
    href: sortHref(query, key),
    direction: query.sort === key ? query.direction : null,
  });
  return [
    { id: "score", header: "Score", width: "88px", align: "right", sort: sort("score"), cell: ScoreCell },
    {
      id: "band",
      header: "Band",
      width: "104px",
      cell: (lead) => (lead.band ? <BandBadge band={lead.band} /> : unknown),
    },
    {
      id: "lead",
      header: "Lead",
      ...(query.columns.includes("why") ? { width: "18.5%" } : {}),
      primary: true,
      sort: sort("name"),
      cell: (lead) => (
        <TwoLines
          top={
            <span className={lead.nameIsKnown ? "font-medium" : "font-medium text-ink-2"}>{lead.name}</span>
          }
          bottom={<span className="text-ink-3">{lead.detail}</span>}
        />
      ),
    },
    { id: "why", header: "Why", cell: WhyCell },
    { id: "step", header: "Next step", width: "124px", hideBelow: "xl", cell: StepCell },
    { id: "owner", header: "Owner", width: "116px", hideBelow: "lg", cell: OwnerCell },
    {
      id: "source",
      header: "Source",
      width: "112px",
      hideBelow: "lg",
      cell: (lead) =>
        lead.source ? <span className="block truncate text-12 text-ink-2">{lead.source}</span> : unknown,
    },
    { id: "status", header: "Status", width: "96px", hideBelow: "lg", cell: (lead) => meta(lead.status) },
    {
      id: "created",
      header: "Created",
      width: "96px",
      align: "right",
      hideBelow: "lg",
      sort: sort("created"),
      cell: (lead) => meta(lead.created),
    },
    {
      id: "activity",
      header: "Last activity",
      width: "112px",
      align: "right",
      hideBelow: "lg",
      sort: sort("activity"),
      cell: (lead) => meta(lead.activity),
    },
    {
      id: "scored",
      header: "Scored",
      width: "88px",
      align: "right",
      sort: sort("scored"),
      cell: (lead) => meta(lead.scored),
    },
    ...(worker
      ? [
          {
            id: "menu",
            header: "Actions",
            hideHeader: true,
            interactive: true,
            align: "right" as const,
            width: "60px",
            cell: (lead: LeadListItem) => <RowMenu lead={lead} me={worker} />,
          },
        ]
      : []),
  ];
}

function ScoreCell(lead: LeadListItem) {
  if (lead.score === null) return unknown;
  return (
    <span className="flex items-baseline justify-end gap-2.5">
      {lead.machine === null ? <ScoreChange change={lead.change} /> : null}
      <ScoreFigure value={lead.score} machine={lead.machine} />
    </span>
  );
}

function WhyCell(lead: LeadListItem) {
  const [first, second, third] = lead.reasons;
  if (!first && !lead.risk) {
    return (
      <span className="text-12 text-ink-3">
        {lead.score === null ? "Not scored yet" : "Nothing known raises this score yet"}
      </span>
    );
  }
  const below =
    third || (lead.risk && first) ? (
      <>
        {third}
        {third && lead.risk ? dot : null}
        {lead.risk && first ? <RiskText>{lead.risk}</RiskText> : null}
      </>
    ) : null;
  return (
    <TwoLines
      top={
        first ? (
          <>
            {first}
            {second ? (
              <span className="text-ink-2">
                {dot}
                {second}
              </span>
            ) : null}
          </>
        ) : (
          <RiskText>{lead.risk}</RiskText>
        )
      }
      bottom={below}
    />
  );
}

function StepCell(lead: LeadListItem) {
  const { what, when } = lead.step;
  if (when) return <TwoLines top={what} bottom={<span className="text-ink-3">{when}</span>} />;
  return <span className="line-clamp-2 text-13 leading-[18px] text-ink">{what}</span>;
}

function OwnerCell(lead: LeadListItem) {
  return (
    <span className="flex items-center gap-2">
      <Avatar name={lead.owner?.name ?? null} id={lead.owner?.id} />
      <span className={cn("truncate", !lead.owner && "text-ink-3")} title={lead.owner?.name}>
        {lead.owner ? lead.owner.name.split(" ")[0] : "Unclaimed"}
      </span>
    </span>
  );
}
