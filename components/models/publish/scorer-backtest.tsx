"use client";
import { useCallback } from "react";
import { startBacktestAction } from "@/lib/modules/backtests/actions";
import type { BacktestContext } from "@/lib/modules/backtests/types";
import { BacktestPanel } from "../../settings/backtest-panel";
import { useBacktest } from "../../settings/use-backtest";

/** The model laid beside the version in use over the leads that came after what it learnt from. */
export function ScorerBacktest({
  candidateId,
  activeId,
  context,
}: {
  candidateId: string;
  activeId: string;
  context: BacktestContext;
}) {
  const ask = useCallback(
    () => startBacktestAction({ kind: "scorer", scorerId: activeId, candidateId }),
    [activeId, candidateId],
  );
  const backtest = useBacktest(ask, candidateId);
  return (
    <BacktestPanel
      backtest={backtest}
      subject={candidateId}
      blocked={null}
      context={context}
      claim="Replays the model over leads whose outcome is known and which it did not learn from, each as of the moment it would have been scored, beside the version in use."
      deed="Backtest the model"
      className="mb-8"
    />
  );
}
