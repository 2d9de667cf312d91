"use client";
import { useState } from "react";
import type { BacktestContext, BacktestResult, NamedFlip } from "@/lib/modules/backtests/types";
import { type BacktestRow, backtestRows, populationWords } from "@/lib/present/backtest-words";
import { formatCount, formatNumber, formatShort } from "@/lib/present/format";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Progress } from "../ui/progress";
import { PastFlips } from "./past-flips";
import type { BacktestInHand } from "./use-backtest";

interface BacktestPanelProps {
  backtest: BacktestInHand;
  /** The draft on screen as text: another one than the run's is told. */
  subject: string;
  /** Why it cannot be started now; null where it can. */
  blocked: string | null;
  context: BacktestContext;
  /** What it does, where it is not about a draft. */
  claim?: string;
  deed?: string;
  className?: string | undefined;
}

/** What the draft would have meant for the leads of the past, beside the version in use; and who flips, by name. */
export function BacktestPanel(props: BacktestPanelProps) {
  const { backtest, subject, blocked, className } = props;
  const { answer, isRunning, problem, start, cancel } = backtest;
  const progress = answer?.run.progress ?? null;
  const result = answer?.run.status === "done" ? answer.run.result : null;
  const isOther = result !== null && backtest.subject !== subject;
  return (
    <section aria-label="Backtest" className={cn("border-t border-line pt-6", className)}>
      {problem ? (
        <Banner tone="caution" live className="mb-4">
          {problem}
        </Banner>
      ) : null}
      {isRunning ? (
        <div className="flex flex-wrap items-center gap-4">
          <h2 className="text-14 font-semibold text-ink">Backtest</h2>
          <Progress
            label="Leads replayed"
            value={progress && progress.total > 0 ? progress.done / progress.total : null}
            className="w-64 max-w-full"
          />
          <span role="status" className="text-12 text-ink-2">
            {progress
              ? `${formatNumber(progress.done)} of ${formatNumber(progress.total)} leads replayed`
              : "Waiting for its turn"}
          </span>
          <Button variant="quiet" onClick={cancel}>
            Cancel
          </Button>
        </div>
      ) : result?.draft ? (
        <>
          {isOther ? (
            <Banner
              tone="info"
              className="mb-4"
              action={
                <Button onClick={start} disabled={blocked !== null}>
                  Backtest again
                </Button>
              }
            >
              The draft has changed since this backtest.
            </Banner>
          ) : null}
          <div className="grid gap-x-12 gap-y-8 xl:grid-cols-[minmax(0,416px)_minmax(0,1fr)]">
            <Figures result={result} context={props.context} />
            <Flips result={result} flips={answer?.flips ?? []} context={props.context} />
          </div>
        </>
      ) : (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-80">
            <h2 className="text-14 font-semibold text-ink">Backtest</h2>
            <p className="mt-0.5 max-w-[640px] text-12 text-ink-2">
              {answer?.run.status === "cancelled"
                ? "Cancelled. Nothing was changed."
                : (blocked ??
                  props.claim ??
                  "Replays the draft over every lead whose outcome is known, each as of the moment it would have been scored, and lays it beside the version in use.")}
            </p>
          </div>
          <Button onClick={start} disabled={blocked !== null}>
            {props.deed ?? "Backtest the draft"}
          </Button>
        </div>
      )}
    </section>
  );
}

const head = "h-8 text-left text-12 font-normal text-ink-3";

function Figures({ result, context }: { result: BacktestResult; context: BacktestContext }) {
  const rows = backtestRows(result, context);
  return (
    <div className="min-w-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-14 font-semibold text-ink">Backtest</h2>
        <p className="text-12 text-ink-3">
          Replayed {formatCount(result.leads, "lead")} in {formatShort(result.tookMs / 1_000)} s
        </p>
      </div>
      <table className="mt-1 w-full border-collapse text-13">
        <caption className="sr-only">The version in use beside the draft, on the leads of the past</caption>
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className={head}>
              <span className="sr-only">Figure</span>
            </th>
            {["Current", result.draft?.title ?? "Draft", "Change"].map((title) => (
              <th key={title} scope="col" className={cn(head, "pl-3 text-right")}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <FigureRow key={row.key} row={row} />
          ))}
        </tbody>
      </table>
      <p className="mt-3 text-12 text-ink-2">
        On {populationWords(result.population, result.leads, "with a known outcome")}.
        {result.leads === 0 ? "" : " Ranges are 95 % intervals of the change."}
      </p>
    </div>
  );
}

function FigureRow({ row }: { row: BacktestRow }) {
  return (
    <tr className="border-b border-line">
      <th scope="row" className="py-2 text-left font-normal text-ink">
        {row.label}
      </th>
      <td className="pl-3 text-right text-ink-2">{row.current}</td>
      <td className="pl-3 text-right font-semibold text-ink">{row.draft}</td>
      <td className="py-2 pl-3 text-right text-ink-2">
        {row.change}
        {row.range ? (
          <span className="block text-11 text-ink-3">
            {row.range}
            {row.verdict === "cannot_tell" ? ", cannot tell" : ""}
          </span>
        ) : null}
      </td>
    </tr>
  );
}

const FIRST = 5;

function Flips({
  result,
  flips,
  context,
}: {
  result: BacktestResult;
  flips: readonly NamedFlip[];
  context: BacktestContext;
}) {
  const [isWhole, setWhole] = useState(false);
  const { current, draft } = result;
  const count = result.flips?.count ?? 0;
  if (!draft) return null;
  const shown = isWhole ? flips : flips.slice(0, FIRST);
  return (
    <div className="min-w-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-14 font-semibold text-ink">Who would have flipped</h2>
        <p className="text-12 text-ink-3">{flipsClaim(result)}</p>
      </div>
      {count === 0 ? (
        <p className="mt-3 text-13 text-ink-2">Every lead would have been in the band it was in.</p>
      ) : (
        <PastFlips
          className="mt-1"
          flips={shown}
          before={current.bands}
          after={draft.bands}
          outcome={result.outcome}
          context={context}
        />
      )}
      {flips.length > FIRST ? (
        <Button variant="quiet" className="mt-2" onClick={() => setWhole(!isWhole)}>
          {isWhole
            ? "Show fewer"
            : flips.length < count
              ? `First ${flips.length} of ${formatNumber(count)}`
              : `All ${flips.length}`}
        </Button>
      ) : null}
    </div>
  );
}

function flipsClaim({ flips, current, draft }: BacktestResult): string {
  if (!flips || !draft || flips.count === 0) return "Nobody";
  const [first, ...others] = flips.moves;
  const name = (of: BacktestResult["current"], id: string) =>
    of.bands.bands.find((band) => band.id === id)?.name ?? id;
  const count = formatCount(flips.count, "lead");
  return first && others.length === 0
    ? `${count}, all ${name(current, first.from)} to ${name(draft, first.to)}`
    : count;
}
