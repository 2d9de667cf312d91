"use client";
import { useState, useTransition } from "react";
import { recomputeScoreAction, verifyScoreAction } from "@/lib/modules/leads/actions-score";
import { cn } from "../ui/cn";
import { linkClass } from "../ui/text-link";
import { type Answer, verifiedAnswer } from "./verified-answer";

interface ScoreToolsProps {
  leadId: string;
  version: string;
  hash: string;
  mayRecompute: boolean;
}

/** Which scorer said so, and its two questions: does it still say so, and what does it say now. */
export function ScoreTools({ leadId, version, hash, mayRecompute }: ScoreToolsProps) {
  const [pending, start] = useTransition();
  const [answer, setAnswer] = useState<Answer | null>(null);

  function ask(work: () => Promise<Answer>) {
    start(async () => {
      setAnswer(null);
      setAnswer(
        await work().catch(() => ({
          text: "That did not work. The score is as it was; try again.",
          bad: true,
        })),
      );
    });
  }
  const verify = async (): Promise<Answer> => {
    const result = await verifyScoreAction(leadId);
    return result.ok ? verifiedAnswer(result.verification) : { text: result.message, bad: true };
  };
  const recompute = async (): Promise<Answer> => {
    const result = await recomputeScoreAction(leadId);
    if (!result.ok) return { text: result.message, bad: true };
    return result.before === result.after
      ? { text: `Scored again from its events: still ${result.after}.`, bad: false }
      : {
          text: `Scored again from its events: ${result.before ?? "none"} is now ${result.after}.`,
          bad: false,
        };
  };

  return (
    <span className="flex flex-col items-end gap-1">
      <span className="flex flex-wrap items-center justify-end gap-x-4">
        <span className="max-md:hidden">
          {version}
          {hash ? <span className="ml-1.5 font-mono text-11 text-ink-3">{hash}</span> : null}
        </span>
        <button
          type="button"
          aria-disabled={pending || undefined}
          onClick={() => !pending && ask(verify)}
          className={cn(linkClass, "touch-target")}
        >
          Verify this score
        </button>
        {mayRecompute ? (
          <button
            type="button"
            aria-disabled={pending || undefined}
            onClick={() => !pending && ask(recompute)}
            className={cn(linkClass, "touch-target")}
          >
            Recompute now
          </button>
        ) : null}
      </span>
      <span role="status" className={answer?.bad ? "text-danger" : "text-ink-2"}>
        {pending ? "Working on it" : answer?.text}
      </span>
    </span>
  );
}
