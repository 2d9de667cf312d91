"use client";
import { usePathname } from "next/navigation";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { markReadAction } from "@/lib/modules/alerts/actions";
import type { AlertItem, Bell } from "@/lib/modules/alerts/types";

interface BellState extends Bell {
  readonly markRead: (item: AlertItem) => void;
  /** All that are on the screen; @returns whether it is done */
  readonly markAllRead: (newest: string) => Promise<boolean>;
  readonly refresh: () => void;
}

const BellContext = createContext<BellState | null>(null);

/** What the bell knows; null where there is none (the gallery). */
export const useBell = (): BellState | null => use(BellContext);

/** Keeps the bell true: asks again on every page, and when somebody comes back to the window. */
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
  useEffect(() => {
    const onReturn = () => {
      if (document.visibilityState === "visible") refresh();
    };
    window.addEventListener("focus", onReturn);
    document.addEventListener("visibilitychange", onReturn);
    return () => {
      window.removeEventListener("focus", onReturn);
      document.removeEventListener("visibilitychange", onReturn);
    };
  }, [refresh]);

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
