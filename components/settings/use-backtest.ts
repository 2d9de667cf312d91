"use client";
import { useCallback, useEffect, useState } from "react";
import { cancelBacktestAction } from "@/lib/modules/backtests/actions";
import type { BacktestAnswer, StartResult } from "@/lib/modules/backtests/types";

const EVERY_MS = 400;
const SILENT = "No answer from the server just now. The backtest goes on; this page keeps asking.";
const NOT_STARTED = "No answer from the server, so nothing was started. Try again.";

export interface BacktestInHand {
  /** What was asked for last; null before anything was. */
  readonly answer: BacktestAnswer | null;
  /** Queued, running, or just asked for. */
  readonly isRunning: boolean;
  readonly problem: string | null;
  /** The text of the draft it is of: what is on screen may have moved on. */
  readonly subject: string | null;
  readonly start: () => void;
  readonly cancel: () => void;
}

/** A backtest under way: started, asked for twice a second, cancelled. `subject` names the draft that is on screen. */
export function useBacktest(ask: () => Promise<StartResult>, subject: string): BacktestInHand {
  const [run, setRun] = useState<{ id: string; subject: string } | null>(null);
  const [answer, setAnswer] = useState<BacktestAnswer | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const status = answer?.run.status;
  const isOver = status === "done" || status === "failed" || status === "cancelled";
  const isWaiting = run !== null && !isOver;

  useEffect(() => {
    if (!run || isOver) return;
    const stop = new AbortController();
    const look = async () => {
      const response = await fetch(`/settings/backtests/${run.id}`, {
        cache: "no-store",
        signal: stop.signal,
      }).catch(() => null);
      if (stop.signal.aborted) return;
      const read = response?.ok ? ((await response.json()) as BacktestAnswer) : null;
      setProblem(read ? read.run.message : SILENT);
      if (read) setAnswer(read);
    };
    void look();
    const timer = setInterval(look, EVERY_MS);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [run, isOver]);

  const start = useCallback(async () => {
    setAsking(true);
    setProblem(null);
    const started = await ask().catch(() => null);
    setAsking(false);
    if (!started?.ok) {
      setProblem(started?.message ?? NOT_STARTED);
      return;
    }
    setAnswer(null);
    setRun({ id: started.backtestId, subject });
  }, [ask, subject]);

  const cancel = useCallback(() => {
    if (run) void cancelBacktestAction(run.id).catch(() => null);
  }, [run]);

  return {
    ...{ answer, problem, start, cancel },
    isRunning: isAsking || isWaiting,
    subject: run?.subject ?? null,
  };
}
