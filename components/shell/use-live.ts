"use client";
import { useEffect, useRef } from "react";

/** One connection a page, however many parts listen. */
const listeners = new Set<() => void>();
let source: EventSource | null = null;

function tell(): void {
  for (const listener of listeners) listener();
}

/** A browser allows few connections to one host: only the tab one looks at holds one. */
function adjust(): void {
  const wanted = listeners.size > 0 && document.visibilityState === "visible";
  if (wanted && !source) {
    source = new EventSource("/live");
    source.addEventListener("change", tell);
  }
  if (!wanted && source) {
    source.close();
    source = null;
  }
}

/** Calls `onChange` whenever something of the workspace changed, and when one comes back to the tab. */
export function useLive(onChange: () => void): void {
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    const listener = () => latest.current();
    if (listeners.size === 0) document.addEventListener("visibilitychange", adjust);
    listeners.add(listener);
    adjust();
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) document.removeEventListener("visibilitychange", adjust);
      adjust();
    };
  }, []);
}
