"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useLive } from "../shell/use-live";

/** At most as often, however much happens in the workspace meanwhile. */
const APART_MS = 2_000;
/** And once in a while, should the word that it is done be lost. */
const ANYWAY_MS = 15_000;

/** Shows the newer count as soon as it is made. While none is under way, nothing moves under the reader's eye. */
export function RefreshWhenCounted() {
  const router = useRouter();
  const last = useRef(0);
  useLive(() => {
    const at = Date.now();
    if (at - last.current < APART_MS) return;
    last.current = at;
    router.refresh();
  });
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, ANYWAY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
