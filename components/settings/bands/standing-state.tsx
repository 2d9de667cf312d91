"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { BacktestAnswer } from "@/lib/modules/backtests/types";
import type { Standing } from "@/lib/modules/bands/types";
import { formatNumber } from "@/lib/present/format";
import { Banner } from "../../ui/banner";
import { ButtonLink } from "../../ui/button";
import { EmptyState } from "../../ui/empty-state";
import { Progress } from "../../ui/progress";

const EVERY_MS = 500;

/** In place of the figures: leads being replayed, none with a known outcome, or why there is nothing. */
export function StandingState({ standing, leads }: { standing: Standing; leads: number | null }) {
  if (standing.state === "running") return <Replaying backtestId={standing.backtestId} />;
  if (standing.state === "failed")
    return (
      <Banner tone="caution" className="mt-6">
        {standing.message} Bands can be drawn and published all the same; load the page again to try once
        more.
      </Banner>
    );
  return (
    <EmptyState
      className="mt-6"
      title="No lead with a known outcome yet"
      action={<ButtonLink href="/settings/outcome">What is predicted</ButtonLink>}
    >
      {formatNumber(leads ?? 0)} leads to judge edges by. Once leads are won or lost, this shows what each
      edge would have meant for them. Bands can be drawn and published all the same.
    </EmptyState>
  );
}

function Replaying({ backtestId }: { backtestId: string }) {
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
