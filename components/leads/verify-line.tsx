"use client";
import { useState, useTransition } from "react";
import { verifyScoreAction } from "@/lib/modules/leads/actions-score";
import { cn } from "../ui/cn";
import { linkClass } from "../ui/text-link";
import { type Answer, verifiedAnswer } from "./verified-answer";

/** Computes one past score again from what was stored then; the answer takes the place of the question. */
export function VerifyLine({ leadId, at, when }: { leadId: string; at: number; when: string }) {
  const [pending, start] = useTransition();
  const [answer, setAnswer] = useState<Answer | null>(null);

  function verify() {
    if (pending) return;
    start(async () => {
      const result = await verifyScoreAction(leadId, at).catch(() => null);
      setAnswer(
        result?.ok
          ? verifiedAnswer(result.verification)
          : { text: result?.message ?? "No answer from the server. Try again.", bad: true },
      );
    });
  }

  return (
    <span role="status">
      {answer ? (
        <span className={cn("text-12", answer.bad ? "text-danger" : "text-ink-2")}>
          {answer.bad ? answer.text : "Equal, bit for bit"}
        </span>
      ) : (
        <button
          type="button"
          aria-label={`Verify the score of ${when}`}
          aria-disabled={pending || undefined}
          onClick={verify}
          className={cn(linkClass, "touch-target")}
        >
          {pending ? "Verifying" : "Verify"}
        </button>
      )}
    </span>
  );
}
