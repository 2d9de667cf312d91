"use client";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { actAction, undoAction } from "@/lib/modules/queue/actions";
import { type QueueQuery, queueSearch } from "@/lib/modules/queue/query";
import type { DeedInput } from "@/lib/modules/queue/types";
import type {
  QueueAgain,
  QueueItem,
  QueueMark,
  QueuePage,
  QueueView,
} from "@/lib/modules/queue/types-screen";
import { callToast, snoozeToast } from "@/lib/present/queue-words";
import { useLive } from "../shell/use-live";
import { useToast } from "../ui/toast";
import { clientId } from "./client-id";
import { firstState, openRows, type QueueState, queueReducer } from "./queue-state";
import { useLeadCache } from "./use-lead-cache";

const LOOK_MS = 1_500;
const PREFETCH = 2;

export type Queue = ReturnType<typeof useQueue>;

/** Everything the queue does: what is open, what was done, and what the server says of it. */
export function useQueue(page: QueuePage, query: QueueQuery) {
  const toast = useToast();
  const [state, dispatch] = useReducer(queueReducer, page, ({ view, currentId }) =>
    firstState(view, currentId),
  );
  const [again, setAgain] = useState<QueueAgain>(page.again);
  const cache = useLeadCache(page.leads);
  const now = useNow(page.view.at);
  const latest = useRef<QueueState>(state);
  useEffect(() => {
    latest.current = state;
  });
  const { currentId } = state;
  const { timeZone, bandSet } = page.context;
  const bestBand = bandSet.bands[0]?.id;
  const filter = queueSearch({ show: query.show, bands: query.bands });

  // The open lead, and those that a key would open next.
  useEffect(() => {
    if (!currentId) return;
    cache.want(currentId);
    const rows = openRows(state);
    const at = rows.findIndex(({ id }) => id === currentId);
    for (const row of rows.slice(Math.max(0, at - 1), at + 1 + PREFETCH)) cache.want(row.id);
  }, [currentId, state, cache]);

  // Seen for a moment: what "since you last looked" begins with the next time.
  useEffect(() => {
    if (!currentId) return;
    const timer = setTimeout(() => navigator.sendBeacon(`/queue/leads/${currentId}/looked`), LOOK_MS);
    return () => clearTimeout(timer);
  }, [currentId]);

  const lastLook = useRef({ at: 0, waiting: false });
  const look = useCallback(async () => {
    const marks = await ask<readonly QueueMark[]>(`/queue/marks${filter ? `?${filter}` : ""}`);
    if (marks) dispatch({ type: "marks", marks, bestBand });
    const open = latest.current.currentId;
    if (open) cache.refresh(open);
  }, [filter, bestBand, cache]);
  useLive(() => {
    // Not more than once a second, and never not at all.
    const { at, waiting } = lastLook.current;
    if (waiting) return;
    const wait = Math.max(0, at + 1_000 - Date.now());
    lastLook.current = { at: Date.now() + wait, waiting: true };
    setTimeout(() => {
      lastLook.current = { at: Date.now(), waiting: false };
      void look();
    }, wait);
  });

  const takeIn = useCallback(async () => {
    const fresh = await ask<{ view: QueueView; again: QueueAgain }>(
      `/queue/list${filter ? `?${filter}` : ""}`,
    );
    if (!fresh) return toast({ title: "The server did not answer. Your list is as it was.", tone: "error" });
    setAgain(fresh.again);
    dispatch({ type: "replace", view: fresh.view });
  }, [filter, toast]);

  const act = useCallback(
    async (item: Pick<QueueItem, "id" | "name">, deed: DeedInput): Promise<boolean> => {
      const id = clientId();
      const stays =
        STAYS.has(deed.kind) && !(deed.kind === "assign" && leavesMe(deed.toUserId, page.context.me.id));
      if (stays) {
        if (deed.kind === "claim") dispatch({ type: "claimed", id: item.id, isUnclaimed: false });
      } else {
        dispatch({ type: "handle", id: item.id, outcome: deed.kind === "call" ? deed.outcome : null });
      }
      const answer = actAction({ id, leadId: item.id, deed }).catch(() => UNREACHABLE);
      const undo = async () => {
        dispatch({ type: "restore", id: item.id, select: true });
        if (!(await answer).ok) return;
        const undone = await undoAction(id).catch(() => UNREACHABLE);
        if (!undone.ok) {
          if (!stays) dispatch({ type: "handle", id: item.id, outcome: null });
          toast({ title: undone.message, tone: "error" });
        }
        cache.refresh(item.id);
      };
      const title = (dueAt: number | null) =>
        deedToast(item.name, deed, dueAt, { now: Date.now(), timeZone }, page.context.people);
      if (deed.kind !== "claim") toast({ title: title(expectedDue(deed, again)), undo });
      const done = await answer;
      if (done.ok) {
        if (stays) cache.refresh(item.id);
        return true;
      }
      // It did not happen: the row is back, unless somebody else has the lead.
      if (done.code === "taken" || done.code === "closed")
        dispatch({ type: "handle", id: item.id, outcome: null });
      else if (stays) dispatch({ type: "claimed", id: item.id, isUnclaimed: true });
      else dispatch({ type: "restore", id: item.id, select: false });
      toast({ title: done.message, tone: "error" });
      return false;
    },
    [again, cache, page.context.me.id, page.context.people, timeZone, toast],
  );

  return { state, dispatch, act, takeIn, now, again, cache, timeZone, bandSet, entry: cache.get(currentId) };
}

const STAYS: ReadonlySet<DeedInput["kind"]> = new Set(["claim", "note", "assign"]);
const leavesMe = (toUserId: string | null, me: string) => toUserId !== me && toUserId !== null;

const UNREACHABLE = {
  ok: false as const,
  code: "unreachable",
  message: "The server did not answer. Nothing was changed; try again.",
};

async function ask<T>(path: string): Promise<T | null> {
  try {
    const response = await fetch(path, { headers: { accept: "application/json" } });
    if (response.status === 401) window.location.assign("/signin?callbackUrl=%2Fqueue");
    return response.ok ? ((await response.json()) as T) : null;
  } catch {
    return null;
  }
}

function expectedDue(deed: DeedInput, again: QueueAgain): number | null {
  if (deed.kind === "snooze") return deed.until;
  if (deed.kind !== "call") return null;
  if (deed.outcome === "no_answer") return again.noAnswerAt;
  return deed.outcome === "voicemail" || deed.outcome === "bad_number" ? again.voicemailAt : null;
}

function deedToast(
  name: string,
  deed: DeedInput,
  dueAt: number | null,
  context: { readonly now: number; readonly timeZone: string },
  people: QueuePage["context"]["people"],
): string {
  switch (deed.kind) {
    case "call":
      return callToast(name, deed.outcome, dueAt, context);
    case "snooze":
      return snoozeToast(name, deed.until, context);
    case "email":
      return `${name}: written to`;
    case "note":
      return `${name}: note added`;
    case "disqualify":
      return `${name}: disqualified`;
    case "assign":
      return deed.toUserId === null
        ? `${name}: back in the pool`
        : `${name}: given to ${people.find(({ id }) => id === deed.toUserId)?.name ?? "a colleague"}`;
    case "claim":
      return `${name}: yours now`;
  }
}

/** The time as the server has it, to the half minute: what clocks are drawn with. */
function useNow(serverNow: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const skew = serverNow - Date.now();
    const timer = setInterval(() => setNow(Date.now() + skew), 15_000);
    return () => clearInterval(timer);
  }, [serverNow]);
  return now;
}
