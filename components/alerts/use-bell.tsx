"use client";
import { usePathname } from "next/navigation";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { markReadAction } from "@/lib/modules/alerts/actions";
import type { AlertItem, Bell } from "@/lib/modules/alerts/types";
import { useLive } from "../shell/use-live";

interface BellState extends Bell {
  readonly markRead: (item: AlertItem) => void;
  /** All that are on the screen; @returns whether it is done */
  readonly markAllRead: (newest: string) => Promise<boolean>;
  readonly refresh: () => void;
}

const BellContext = createContext<BellState | null>(null);

/** What the bell knows; null where there is none (the gallery). */
export const useBell = (): BellState | null => use(BellContext);

const LIVE_PAUSE_MS = 1_000;

/** Keeps the bell true: asks again on every page, when something changed, and when one comes back to the tab. */
export function BellProvider({ children }: { children: ReactNode }) {
  const path = usePathname();
  const [bell, setBell] = useState<Bell>({ unread: 0, items: [] });
  const asked = useRef(0);

  const refresh = useCallback(() => {
    const turn = ++asked.current;
    fetch("/alerts/recent", { cache: "no-store" })
      .then(async (response) => {
        // A slower answer to an older question is dropped.
        if (response.ok && turn === asked.current) setBell((await response.json()) as Bell);
      })
      // Away from the network the last answer stands; the next question mends it.
      .catch(() => {});
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another moment to ask
  useEffect(refresh, [path, refresh]);
  // Under a stream of changes the bell asks once a second, the last time after the last change.
  const next = useRef<{ timer: number | null; at: number }>({ timer: null, at: 0 });
  useLive(
    useCallback(() => {
      const { timer, at } = next.current;
      if (timer !== null) return;
      next.current.timer = window.setTimeout(
        () => {
          next.current = { timer: null, at: Date.now() };
          refresh();
        },
        Math.max(0, at + LIVE_PAUSE_MS - Date.now()),
      );
    }, [refresh]),
  );

  const markRead = useCallback(
    (item: AlertItem) => {
      if (item.isRead) return;
      setBell((was) => ({
        unread: Math.max(0, was.unread - 1),
        items: was.items.map((one) => (one.id === item.id ? { ...one, isRead: true } : one)),
      }));
      void markReadAction({ id: item.id }).then(refresh, refresh);
    },
    [refresh],
  );
  const markAllRead = useCallback(
    async (newest: string) => {
      const result = await markReadAction({ upTo: newest }).catch(() => null);
      refresh();
      return result?.ok ?? false;
    },
    [refresh],
  );

  const state = useMemo(
    () => ({ ...bell, markRead, markAllRead, refresh }),
    [bell, markRead, markAllRead, refresh],
  );
  return <BellContext value={state}>{children}</BellContext>;
}
