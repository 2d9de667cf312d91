"use client";
import { useState } from "react";
import { countMatchingAction } from "@/lib/modules/bulk/actions";
import { formatNumber } from "@/lib/present/format";
import { Button } from "../../ui/button";
import { useToast } from "../../ui/toast";

/** From a whole page to all leads that the list's filter meets, counted by the server. */
export function EverythingButton({
  query,
  onCounted,
}: {
  query: string;
  onCounted: (count: number) => void;
}) {
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  async function count() {
    setBusy(true);
    const answer = await countMatchingAction(query).catch(() => null);
    setBusy(false);
    if (answer?.ok) onCounted(answer.count);
    else toast({ tone: "error", title: answer?.message ?? "No answer from the server. Try again." });
  }
  return (
    <Button variant="quiet" busy={busy} busyText="Counting" onClick={count}>
      Select all that match
    </Button>
  );
}

export const everythingText = (count: number): string => `All ${formatNumber(count)} that match selected`;
