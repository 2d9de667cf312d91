"use client";
import { useCallback, useState } from "react";
import { bulkAssignAction, bulkSnoozeAction, bulkUndoAction } from "@/lib/modules/bulk/actions";
import type { BulkAnswer, BulkSelection, Result, SnoozeUntil } from "@/lib/modules/bulk/types";
import { useToast } from "../../ui/toast";

/** What is done to leads of the list: give them to somebody (null: the pool), or let them sleep. */
export type BulkDeed =
  | { readonly kind: "assign"; readonly toUserId: string | null; readonly name: string }
  | { readonly kind: "snooze"; readonly until: SnoozeUntil; readonly when: string };

const NO_ANSWER = "No answer from the server. Look at the list before you try again.";

/** Carries a deed out and says what became of every lead, with an undo. Resolves to whether anything was done. */
export function useBulk(): {
  readonly run: (selection: BulkSelection, deed: BulkDeed) => Promise<boolean>;
  readonly busy: boolean;
} {
  const toast = useToast();
  const [busy, setBusy] = useState(false);

  const undo = useCallback(
    async (activityIds: readonly string[]) => {
      const answer = await bulkUndoAction({ activityIds }).catch(() => null);
      if (answer?.ok) toast({ title: answer.message });
      else toast({ tone: "error", title: answer?.message ?? NO_ANSWER });
    },
    [toast],
  );
  const run = useCallback(
    async (selection: BulkSelection, deed: BulkDeed) => {
      setBusy(true);
      const answer = await send(selection, deed).catch(() => null);
      setBusy(false);
      if (!answer?.ok) {
        toast({ tone: "error", title: answer?.message ?? NO_ANSWER });
        return false;
      }
      const { done, message, activityIds } = answer;
      if (done === 0) toast({ tone: "error", title: message });
      else toast({ title: message, undo: () => void undo(activityIds) });
      return done > 0;
    },
    [toast, undo],
  );
  return { run, busy };
}

function send(selection: BulkSelection, deed: BulkDeed): Promise<Result<BulkAnswer>> {
  return deed.kind === "assign"
    ? bulkAssignAction({ selection, toUserId: deed.toUserId })
    : bulkSnoozeAction({ selection, until: deed.until });
}
