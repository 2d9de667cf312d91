"use client";
import { Check } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { ContenderProgress, TrainingProgress } from "@/lib/core/training/input";
import { cancelRunAction } from "@/lib/modules/training/actions";
import type { RunningData } from "@/lib/modules/training/types-screen";
import { formatNumber } from "@/lib/present/format";
import { contenderName } from "@/lib/present/outcome-words";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { PageBar, PageHeading } from "../../ui/page-bar";
import { Progress } from "../../ui/progress";

const EVERY_MS = 1_000;
const STAGES: Readonly<Record<TrainingProgress["stage"], string>> = {
  cross_validation: "Comparing by five folds",
  final_fit: "Fitting on the first 70 %",
  evaluation: "Reading the test part",
};
const TRAIL = [{ href: "/models", label: "Models" }];
const WAITING: readonly ContenderProgress[] = (
  ["rules", "bayes", "logistic", "forest", "boosted"] as const
).map((kind) => ({ kind, state: "waiting", foldsDone: 0, provisionalAuc: null }));

/** A run while it is checked or trained. The page asks how far it is; leaving changes nothing. */
export function RunningScreen({ data: first }: { data: RunningData }) {
  const router = useRouter();
  const [data, setData] = useState(first);
  const [silent, setSilent] = useState(false);
  const [stopping, setStopping] = useState(false);
  const isChecking = data.status === "checking";
  const ended = data.status !== first.status && !(first.status === "queued" && data.status === "running");

  useEffect(() => {
    if (ended) {
      router.refresh();
      return;
    }
    const timer = setInterval(async () => {
      const answer = await fetch(`/models/runs/${first.id}/status`, { cache: "no-store" }).catch(() => null);
      setSilent(!answer?.ok);
      if (answer?.ok) setData((await answer.json()) as RunningData);
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [ended, first.id, router]);

  const { progress } = data;
  const share = progress?.share ?? 0;
  const title = isChecking
    ? "Looking at what happened"
    : `Training 5 scorers${data.rows === null ? "" : ` on ${formatNumber(data.rows)} leads`}`;
  const elapsed =
    data.startedAt === null ? null : Math.max(0, Math.round((data.now - data.startedAt) / 1000));
  const left =
    elapsed !== null && share > 0.1 && share < 1 ? Math.round((elapsed / share) * (1 - share)) : null;

  return (
    <>
      <PageBar
        title={isChecking ? "Check" : "Train"}
        trail={TRAIL}
        heading={false}
        actions={
          data.mayTrain ? (
            <Button
              busy={stopping}
              busyText="Cancelling"
              onClick={async () => {
                setStopping(true);
                await cancelRunAction(first.id).catch(() => null);
                router.refresh();
              }}
            >
              Cancel run
            </Button>
          ) : null
        }
      />
      <div className="mx-auto max-w-[1168px] px-4 pb-16 pt-8 md:px-8">
        <PageHeading title={title} size={24}>
          Predicts {data.outcome}, looked at {data.moment}. You can leave this page; a restart of the server
          does not lose the run.
        </PageHeading>
        {silent ? (
          <Banner tone="caution" live className="mt-4">
            No answer from the server just now. The run goes on; this page keeps asking.
          </Banner>
        ) : null}
        <div className="mt-8 flex flex-wrap items-baseline justify-between gap-x-4">
          <p className="text-13 text-ink-2">
            {isChecking ? (
              "Measuring the leads as of their moments, then asking every column what it knows"
            ) : (
              <>
                <span className="mr-3 text-28 font-semibold text-ink">
                  {formatNumber(Math.floor(100 * share))} %
                </span>
                {data.status === "queued"
                  ? "Waiting for its turn"
                  : progress
                    ? STAGES[progress.stage]
                    : "Measuring the leads"}
                {elapsed === null ? "" : `, ${formatNumber(elapsed)} s`}
                {left === null ? "" : `, about ${formatNumber(left)} s left`}
              </>
            )}
          </p>
        </div>
        <Progress value={isChecking || !progress ? null : share} label={title} className="mt-2" />
        {isChecking ? null : (
          <Contenders
            rows={progress?.contenders ?? WAITING}
            folds={progress?.folds ?? 5}
            ruleVersion={data.ruleVersion}
          />
        )}
        {isChecking ? null : (
          <div className="mt-8 grid gap-8 border-t border-line pt-6 md:grid-cols-3">
            <Note title="Same leads for all">
              Five scorers learn from, and are tested on, the very same leads.
            </Note>
            <Note title="Left out">
              {data.leftOut.length === 0
                ? "Nothing was left out."
                : `${formatNumber(data.leftOut.length)}: ${data.leftOut.slice(0, 6).join(", ")}${data.leftOut.length > 6 ? " and more" : ""}.`}
            </Note>
            <Note title="What happens then">
              A proposal with curves and the leads that would change band. Scores change only when you
              publish.
            </Note>
          </div>
        )}
      </div>
    </>
  );
}

function Contenders({
  rows,
  folds,
  ruleVersion,
}: {
  rows: readonly ContenderProgress[];
  folds: number;
  ruleVersion: string;
}) {
  return (
    <table className="mt-6 w-full text-13">
      <caption className="sr-only">How far each scorer is</caption>
      <thead className="text-12 text-ink-2">
        <tr className="border-b border-line">
          <th scope="col" className="py-2 text-left font-normal">
            Scorer
          </th>
          <th scope="col" className="w-40 py-2 text-left font-normal max-md:hidden">
            Progress
          </th>
          <th scope="col" className="py-2 text-left font-normal">
            Now
          </th>
          <th scope="col" className="py-2 text-right font-normal">
            AUC so far
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ kind, state, foldsDone, provisionalAuc }) => (
          <tr key={kind} className="h-10 border-b border-line">
            <th scope="row" className="text-left font-medium text-ink">
              {kind === "rules" ? ruleVersion : contenderName(kind)}
            </th>
            <td className="max-md:hidden">
              <span className="block h-1 w-36 overflow-hidden rounded-pill bg-sunken" aria-hidden="true">
                <span
                  className={cn("block h-full", state === "done" ? "bg-ink-2" : "bg-accent")}
                  style={{ width: `${(100 * foldsDone) / folds}%` }}
                />
              </span>
            </td>
            <td className="text-ink-2">
              {state === "done" ? (
                <span className="flex items-center gap-1.5">
                  <Check aria-hidden="true" className="size-3.5 text-accent" /> Compared
                </span>
              ) : state === "running" ? (
                `Fold ${foldsDone + 1} of ${folds}`
              ) : (
                "Waiting"
              )}
            </td>
            <td className={cn("text-right", state === "done" ? "font-medium text-ink" : "text-ink-3")}>
              {provisionalAuc === null ? "" : provisionalAuc.toFixed(3)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Note({ title, children }: { title: string; children: string }) {
  return (
    <section>
      <h2 className="text-14 font-semibold text-ink">{title}</h2>
      <p className="mt-1 text-13 text-ink-2">{children}</p>
    </section>
  );
}
