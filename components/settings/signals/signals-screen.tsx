"use client";
import { Plus } from "lucide-react";
import { useState, useTransition } from "react";
import { retireSignalAction } from "@/lib/modules/signals/actions";
import type { SignalRow, SignalsPage } from "@/lib/modules/signals/types";
import { formatCount, formatDayTime } from "@/lib/present/format";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { PageBar } from "../../ui/page-bar";
import { useToast } from "../../ui/toast";
import { Replaying } from "../replaying";
import { SettingsTabs } from "../settings-nav";
import { SignalDialog } from "./signal-dialog";
import { SignalsTable } from "./signals-table";

const GROUPS: readonly { title: string; claim: string; has: (row: SignalRow) => boolean }[] = [
  {
    title: "Own signals",
    claim: "Made here, or brought by an import",
    has: ({ origin }) => origin === "own" || origin === "import",
  },
  {
    title: "On the site and in the trial",
    claim: "What the lead does",
    has: ({ origin, definition }) => origin === "default" && definition.family === "behavioural",
  },
  {
    title: "Email and calls",
    claim: "What goes back and forth",
    has: ({ origin, definition }) => origin === "default" && definition.family === "email",
  },
  {
    title: "Company and source",
    claim: "Who the lead is",
    has: ({ origin, definition }) =>
      origin === "default" && (definition.family === "firmographic" || definition.family === "source"),
  },
  {
    title: "Conditions",
    claim: "Read by rules, offered to no model",
    has: ({ origin }) => origin === "condition",
  },
];

/** The catalogue: what can be measured of a lead, and what each of it was worth over the leads of the past. */
export function SignalsScreen({ page }: { page: SignalsPage }) {
  const toast = useToast();
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [, start] = useTransition();
  const { measured } = page;
  function retire({ definition: { key, label }, retired }: SignalRow) {
    start(async () => {
      setProblem(null);
      const answer = await retireSignalAction({ key, retired: !retired }).catch(() => null);
      if (!answer?.ok) setProblem(answer?.message ?? "No answer from the server. Nothing was changed.");
      else
        toast({
          title: retired ? `${label} is offered again` : `${label} is retired`,
          undo: () => void retireSignalAction({ key, retired }),
        });
    });
  }
  return (
    <>
      <PageBar
        title="Signals"
        actions={
          <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setOpen(true)}>
            New signal
          </Button>
        }
      />
      <SettingsTabs />
      <div className="max-w-[1040px] px-8 pb-16 pt-6 max-xl:px-6 max-md:px-4">
        <p className="max-w-[720px] text-13 text-ink-2">
          What can be measured of a lead. Protected attributes, such as age, gender or origin, cannot become
          signals.
          {measured.state === "done"
            ? ` Measured on ${formatCount(measured.rows, "lead")} with a known outcome, each as of the moment it would have been scored; drift compares ${formatCount(measured.recent, "lead")} of the last ${measured.recentDays} days with them. As of ${formatDayTime(measured.asOf, page)}.`
            : ""}
        </p>
        {measured.state === "running" ? <Replaying backtestId={measured.backtestId} /> : null}
        {measured.state === "failed" ? (
          <Banner tone="caution" className="mt-4">
            {measured.message} The signals work all the same; load the page again to measure them once more.
          </Banner>
        ) : null}
        {problem ? (
          <Banner tone="danger" live className="mt-4">
            {problem}
          </Banner>
        ) : null}
        {GROUPS.map(({ title, claim, has }) => {
          const rows = page.rows.filter(has);
          return rows.length === 0 ? null : (
            <SignalsTable key={title} title={title} claim={claim} rows={rows} onRetire={retire} />
          );
        })}
        <p className="mt-6 text-12 text-ink-3">
          Observed, not an experiment: what goes with the outcome need not bring it about.
        </p>
      </div>
      <SignalDialog page={page} open={isOpen} onOpenChange={setOpen} />
    </>
  );
}
