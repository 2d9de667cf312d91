"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { dropDraftAction, keepDraftAction } from "@/lib/modules/drafts/actions";
import { type Draft, type DraftContents, type DraftKind, isSameDraft } from "@/lib/modules/drafts/types";

/** Long enough not to be asked at every key, short enough that nobody leaves before it. */
const KEEP_AFTER_MS = 700;

const NO_ANSWER = "No answer from the server. Your draft is still here, and is kept with the next change.";

interface Options<Kind extends DraftKind> {
  kind: Kind;
  /** The version in use that the page shows. Give the component a key of it: another one is another page. */
  base: { id: string; version: string };
  /** What `base` says: where a draft begins, and what it is laid beside. */
  start: DraftContents[Kind];
  /** What this person kept before. */
  stored: Draft<Kind> | null;
}

export type KeepState =
  | { readonly state: "kept" }
  /** Changed a moment ago, or on its way. */
  | { readonly state: "keeping" }
  | { readonly state: "not_kept"; readonly message: string };

export interface DraftInHand<Content> {
  readonly content: Content;
  /** Another content than the version in use. */
  readonly isChanged: boolean;
  readonly keep: KeepState;
  /** The version the draft was begun from, where that is not the one in use any more and nobody decided yet. */
  readonly begunFrom: string | null;
  readonly set: (change: Content | ((was: Content) => Content)) => void;
  /** Goes on with a draft that was begun from another version: it is laid beside the one in use from now on. */
  readonly carryOn: () => void;
  /** Back to the version in use. What is returned puts the draft back: for an Undo. */
  readonly discard: () => () => void;
  /** Keeps what is new and waits until nothing is on its way: before publishing, which drops the draft or is refused. */
  readonly settle: () => Promise<void>;
}

/**
 * A draft in hand: kept on the server 700 ms after the last change and when the page is left, one call at a time. A
 * draft that says what the version in use says is dropped.
 */
export function useDraft<Kind extends DraftKind>({
  kind,
  base,
  start,
  stored,
}: Options<Kind>): DraftInHand<DraftContents[Kind]> {
  type Content = DraftContents[Kind];
  const [content, setContent] = useState<Content>(stored?.content ?? start);
  const [baseId, setBaseId] = useState(stored?.baseId ?? base.id);
  const [keep, setKeep] = useState<KeepState>({ state: "kept" });
  const [first] = useState(start);
  const isChanged = !isSameDraft(content, first);

  // What the keeping reads: the newest, whatever was drawn last.
  const latest = useRef({ content, baseId });
  const isDirty = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const onItsWay = useRef<Promise<void> | null>(null);
  const baseNow = base.id;

  const send = useCallback(async () => {
    while (isDirty.current) {
      isDirty.current = false;
      const now = latest.current;
      const isStart = isSameDraft(now.content, first);
      const answer = await (isStart
        ? dropDraftAction({ kind })
        : keepDraftAction({ kind, baseId: now.baseId, content: now.content })
      ).catch(() => null);
      if (answer?.ok) setKeep(isDirty.current ? { state: "keeping" } : { state: "kept" });
      else {
        setKeep({ state: "not_kept", message: answer?.message ?? NO_ANSWER });
        // Tried again with the next change or when the page is left: a server that is away is not asked in a circle.
        isDirty.current = true;
        return;
      }
    }
  }, [kind, first]);

  const flush = useCallback((): Promise<void> => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
    onItsWay.current ??= send().finally(() => {
      onItsWay.current = null;
    });
    return onItsWay.current;
  }, [send]);

  const change = useCallback(
    (next: { content: Content; baseId: string }) => {
      latest.current = next;
      setContent(() => next.content);
      setBaseId(next.baseId);
      isDirty.current = true;
      setKeep((was) => (was.state === "keeping" ? was : { state: "keeping" }));
      if (timer.current) clearTimeout(timer.current);
      timer.current = setTimeout(flush, KEEP_AFTER_MS);
    },
    [flush],
  );

  useEffect(() => {
    const leave = () => {
      if (document.visibilityState === "hidden" && isDirty.current) void flush();
    };
    // Closing the page may cut the call off: the browser asks while something is not kept.
    const ask = (event: BeforeUnloadEvent) => {
      if (!isDirty.current && !onItsWay.current) return;
      void flush();
      event.preventDefault();
    };
    document.addEventListener("visibilitychange", leave);
    window.addEventListener("beforeunload", ask);
    return () => {
      document.removeEventListener("visibilitychange", leave);
      window.removeEventListener("beforeunload", ask);
      if (isDirty.current) void flush();
    };
  }, [flush]);

  const set = useCallback(
    (wish: Content | ((was: Content) => Content)) => {
      const { content: was, baseId: begun } = latest.current;
      const next = typeof wish === "function" ? (wish as (was: Content) => Content)(was) : wish;
      if (next !== was) change({ content: next, baseId: begun });
    },
    [change],
  );
  const carryOn = useCallback(
    () => change({ content: latest.current.content, baseId: baseNow }),
    [change, baseNow],
  );
  const discard = useCallback(() => {
    const was = latest.current;
    change({ content: first, baseId: baseNow });
    void flush();
    return () => change(was);
  }, [change, flush, first, baseNow]);
  const settle = useCallback(async () => {
    await (isDirty.current ? flush() : onItsWay.current);
  }, [flush]);

  return {
    ...{ content, isChanged, keep, set, carryOn, discard, settle },
    begunFrom: baseId === base.id || !isChanged ? null : (stored?.baseVersion ?? null),
  };
}
