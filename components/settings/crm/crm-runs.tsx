"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { continueCrmRunAction, startCrmRunAction, stopCrmRunAction } from "@/lib/modules/crm/actions";
import { CRMS, type CrmPage, type RunMode, type RunView, type RunWhich } from "@/lib/modules/crm/types";
import { formatCount } from "@/lib/present/format";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { EmptyState } from "../../ui/empty-state";
import { Progress } from "../../ui/progress";
import { TextLink } from "../../ui/text-link";
import { useToast } from "../../ui/toast";
import { SettingsSection } from "../settings-page";
import { TrialFindings } from "./trial-findings";

const ASK_EVERY_MS = 1_200;
const NO_ANSWER = "No answer from the server. Load the page again to see what is so.";

/** Trial, writing, what came of both, and which leads were refused. */
export function CrmRuns({ page, isChanged }: { page: CrmPage; isChanged: boolean }) {
  const { kind, runs, refused, refusedCount } = page;
  const router = useRouter();
  const toast = useToast();
  const [isBusy, start] = useTransition();
  const [pressed, setPressed] = useState<string | null>(null);
  const isOpen = runs.some((run) => run.isOpen);
  const trial = runs.find(({ mode }) => mode === "trial");

  useEffect(() => {
    if (!isOpen) return;
    const timer = setInterval(() => router.refresh(), ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isOpen, router]);

  function act(name: string, work: () => Promise<{ readonly ok: boolean; readonly message?: string }>) {
    if (isBusy) return;
    setPressed(name);
    start(async () => {
      const answer = await work().catch(() => null);
      if (!answer?.ok) toast({ title: answer?.message ?? NO_ANSWER, tone: "error" });
      router.refresh();
    });
  }
  const begins = (mode: RunMode, which: RunWhich, text: string) => {
    const name = `${mode} ${which}`;
    const isStarting = isBusy && pressed === name;
    return (
      <Button
        onClick={() => act(name, () => startCrmRunAction({ kind, mode, which }))}
        disabled={isOpen || isChanged || (isBusy && !isStarting)}
        busy={isStarting}
        busyText="Starting"
      >
        {text}
      </Button>
    );
  };

  return (
    <>
      <SettingsSection
        title="Try it, then write"
        claim={`A trial reads ${CRMS[kind].name} and changes nothing there.`}
      >
        <div className="mt-3 flex flex-wrap gap-2">
          {begins("trial", "all", "Try with ten leads")}
          {begins("write", "changed", "Write changed leads")}
          {begins("write", "all", "Write all leads")}
        </div>
        {isChanged ? (
          <p className="mt-2 text-12 text-ink-2">
            Save or discard what you changed first: runs go by what is saved.
          </p>
        ) : null}
        {trial?.findings ? <TrialFindings findings={trial.findings} when={trial.when} /> : null}
      </SettingsSection>
      <SettingsSection title="Runs">
        {runs.length === 0 ? (
          <EmptyState title="Nothing has been written yet" className="mt-3">
            Begin with a trial.
          </EmptyState>
        ) : (
          <ul aria-label="Runs" className="mt-3 border-t border-line">
            {runs.map((run) => (
              <Run key={run.id} run={run} act={act} isBusy={isBusy} />
            ))}
          </ul>
        )}
      </SettingsSection>
      {refusedCount > 0 ? (
        <SettingsSection
          title={`Refused: ${formatCount(refusedCount, "lead")}`}
          claim={refusedCount > refused.length ? `The first ${refused.length} are listed.` : undefined}
        >
          <div className="mt-3">{begins("write", "failed", "Write these again")}</div>
          <ul aria-label="Refused leads" className="mt-3 border-t border-line">
            {refused.map(({ leadId, name, reason }) => (
              <li
                key={leadId}
                className="border-b border-line py-2 text-13 md:grid md:grid-cols-[minmax(0,1fr)_minmax(0,2fr)] md:gap-x-4"
              >
                <TextLink href={`/leads/${leadId}`} className="truncate font-medium text-ink">
                  {name}
                </TextLink>
                <span className="block text-12 text-ink-2 [overflow-wrap:anywhere]">{reason}</span>
              </li>
            ))}
          </ul>
        </SettingsSection>
      ) : null}
    </>
  );
}

function Run({
  run,
  act,
  isBusy,
}: {
  run: RunView;
  act: (name: string, work: () => Promise<{ readonly ok: boolean; readonly message?: string }>) => void;
  isBusy: boolean;
}) {
  return (
    <li className="border-b border-line py-2.5 text-13">
      <div className="items-center md:grid md:grid-cols-[112px_minmax(0,1fr)_minmax(0,1.6fr)_88px] md:gap-x-4">
        <span className="block text-12 text-ink-3 md:text-ink-2">{run.when}</span>
        <span className="block truncate font-medium text-ink">{run.what}</span>
        <span className={cn("block text-12", run.status === "failed" ? "text-danger" : "text-ink-2")}>
          {run.state}
        </span>
        <span className="flex md:justify-end max-md:mt-1">
          {run.isOpen ? (
            <Button
              disabled={isBusy}
              aria-label={`Stop ${run.what}`}
              onClick={() => act("stop", () => stopCrmRunAction({ id: run.id }))}
            >
              Stop
            </Button>
          ) : run.canGoOn ? (
            <Button
              disabled={isBusy}
              aria-label={`Go on with ${run.what}`}
              onClick={() => act("go on", () => continueCrmRunAction({ id: run.id }))}
            >
              Go on
            </Button>
          ) : null}
        </span>
      </div>
      {run.isOpen && run.mode === "write" ? (
        <Progress value={run.percent / 100} label={`Progress of ${run.what}`} height={4} className="mt-2" />
      ) : null}
      {run.problem ? (
        <Banner tone={run.isOpen ? "caution" : "danger"} className="mt-2">
          {run.problem}
          {run.isOpen ? ". It is tried again by itself." : ""}
        </Banner>
      ) : null}
    </li>
  );
}
