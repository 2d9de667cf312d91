import {
  isFiltered,
  type LeadQuery,
  type LeadView,
  leadsHref,
  withoutFilters,
} from "@/lib/modules/leads/query-url";
import { ButtonLink } from "../ui/button";
import { EmptyState } from "../ui/empty-state";

interface LeadsEmptyProps {
  query: LeadQuery;
  view: LeadView;
  labels: Readonly<Record<LeadView, string>>;
  /** The workspace has no lead at all. */
  none?: boolean | undefined;
  mayImport?: boolean | undefined;
}

const VIEW_REMARKS: Readonly<Record<LeadView, string>> = {
  open: "Every lead is won, lost or disqualified.",
  mine: "No open lead is yours yet.",
  unclaimed: "Every open lead in the best band has an owner.",
  quiet: "Every open lead has done something in the last 30 days.",
  all: "There are no leads here.",
};

/** What is so and the next step, in the list's place. */
export function LeadsEmpty({ query, view, labels, none, mayImport }: LeadsEmptyProps) {
  if (none) {
    return (
      <EmptyState
        kind="page"
        title="No leads yet"
        action={
          mayImport ? (
            <ButtonLink href="/leads/import" variant="primary" size="md">
              Import leads
            </ButtonLink>
          ) : null
        }
      >
        {mayImport
          ? "Import a CSV file. Every lead in it gets a score, a band and its reasons."
          : "RevOps or an admin of this workspace can import them from a CSV file."}
      </EmptyState>
    );
  }
  if (isFiltered(query)) {
    const everywhere = leadsHref(query, { view: "all" });
    return (
      <EmptyState
        kind="page"
        title="No lead matches"
        action={
          <>
            <ButtonLink href={leadsHref(withoutFilters(query))}>Clear filters</ButtonLink>
            {view === "all" ? null : <ButtonLink href={everywhere}>Look in all leads</ButtonLink>}
          </>
        }
      >
        {query.text
          ? `Nothing in “${labels[view]}” fits “${query.text}”`
          : `Nothing in “${labels[view]}” fits`}
        {query.text && !isFiltered({ ...query, text: "" }) ? "." : " and the filters."}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      kind="page"
      title={view === "open" ? "No open leads" : "Nobody here"}
      action={
        view === "all" ? null : (
          <ButtonLink href={leadsHref(query, { view: "all" })}>Show all leads</ButtonLink>
        )
      }
    >
      {VIEW_REMARKS[view]}
    </EmptyState>
  );
}
