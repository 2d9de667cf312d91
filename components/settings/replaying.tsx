"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { BacktestAnswer } from "@/lib/modules/backtests/types";
import { formatNumber } from "@/lib/present/format";
import { Progress } from "../ui/progress";

const EVERY_MS = 500;

/** Leads of the past being replayed for this page; it is loaded again when that is done. */
export function Replaying({ backtestId }: { backtestId: string }) {
  const router = useRouter();
  const [answer, setAnswer] = useState<BacktestAnswer | null>(null);
  const status = answer?.run.status;
  const isOver = status === "done" || status === "failed" || status === "cancelled";
  useEffect(() => {
    if (isOver) {
      router.refresh();
      return;
    }
    const timer = setInterval(async () => {
      const response = await fetch(`/settings/backtests/${backtestId}`, { cache: "no-store" }).catch(
        () => null,
      );
      if (response?.ok) setAnswer((await response.json()) as BacktestAnswer);
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [isOver, backtestId, router]);
  const progress = answer?.run.progress ?? null;
  return (
    <div className="mt-8 max-w-md py-10">
      <p role="status" className="text-13 text-ink-2">
        {progress
          ? `Replaying the past: ${formatNumber(progress.done)} of ${formatNumber(progress.total)} leads`
          : "Replaying the past, so that every edge can be judged by it"}
      </p>
      <Progress
        label="Leads replayed"
        value={progress && progress.total > 0 ? progress.done / progress.total : null}
        className="mt-2"
      />
    </div>
  );
}
