"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { OverrideOutcome } from "@/lib/modules/overrides/types";
import { useToast } from "../ui/toast";

const NO_ANSWER = "No answer from the server. Look at the lead before you try again.";

/** One step of an override: done, or refused with a reason that stays until the next try. */
export function useDecision() {
  const router = useRouter();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  /** @returns whether it was done. */
  async function decide(work: () => Promise<OverrideOutcome>, done: string): Promise<boolean> {
    if (busy) return false;
    setBusy(true);
    setProblem(null);
    const answer = await work().catch(() => null);
    setBusy(false);
    if (answer?.ok) {
      toast({ title: done });
      router.refresh();
      return true;
    }
    setProblem(answer?.message ?? NO_ANSWER);
    return false;
  }
  return { busy, problem, decide, clear: () => setProblem(null), refresh: () => router.refresh() };
}
