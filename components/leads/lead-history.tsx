import type { BandSet } from "@/lib/core/scoring/types";
import { leadHref } from "@/lib/modules/leads/query-lead";
import type { LeadTab } from "@/lib/modules/leads/types";
import { HISTORY_RANGES, type HistoryRange, type HistoryView } from "@/lib/present/leads-score";
import { ScoreHistory } from "../charts/score-history";
import { SimpleTable } from "../table/simple-table";
import { EmptyState } from "../ui/empty-state";
import { SectionHeading } from "../ui/page-bar";
import { SegmentedLinks } from "../ui/segmented-links";
import { VerifyLine } from "./verify-line";

interface LeadHistoryProps {
  leadId: string;
  tab: LeadTab;
  range: HistoryRange;
  history: HistoryView;
  bandSet: BandSet;
}

const RANGE_WORDS: Readonly<Record<HistoryRange, string>> = { "30": "30 days", "60": "60 days", all: "All" };

/** How the score came to be where it is, with what moved it. */
export function LeadHistory({ leadId, tab, range, history, bandSet }: LeadHistoryProps) {
  const { chart } = history;
  return (
    <section aria-labelledby="history-heading">
      <SectionHeading
        id="history-heading"
        title="Score history"
        aside={
          <SegmentedLinks
            label="Time shown"
            items={HISTORY_RANGES.map((value) => ({
              href: leadHref(leadId, { tab, range: value }),
              label: RANGE_WORDS[value],
              current: value === range,
            }))}
          />
        }
      />
      {chart.latest === null ? (
        <EmptyState title="No score yet" className="mt-4">
          It appears with the first scoring.
        </EmptyState>
      ) : (
        <ScoreHistory
          className="mt-4"
          data={{
            points: history.points,
            overrides: history.spans,
            causes: history.causes,
            bands: bandSet.bands.map(({ name, tone, from }) => ({ name, tone, from })),
            from: chart.domain.from,
            to: chart.domain.to,
            ticks: history.ticks,
            machineLabel: history.labels.machine,
            overrideLabel: history.labels.set ?? undefined,
            summary: history.summary,
          }}
        />
      )}
      {tab === "history" && history.rows.length > 0 ? (
        <SimpleTable
          label="Every score in this time"
          className="mt-8"
          heads={[
            { label: "When", width: "168px" },
            { label: "Score", width: "96px" },
            { label: "Band", width: "112px" },
            { label: "What moved it" },
            { label: "Same bits again", width: "152px" },
          ]}
          rows={history.rows.map((row) => ({
            key: String(row.at),
            cells: [
              row.time,
              row.score,
              row.band,
              row.cause,
              <VerifyLine key="verify" leadId={leadId} at={row.at} when={row.time} />,
            ],
          }))}
        />
      ) : null}
    </section>
  );
}
