"use client";
import { useEffect } from "react";

/** Runs an action on a single key while nobody types and nothing floats. */
export function usePageKey(key: string, action: () => void, enabled = true): void {
  useEffect(() => {
    if (!enabled) return;
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== key || event.defaultPrevented) return;
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : null;
      if (
        target?.closest(
          "input:not([type=checkbox], [type=range]), textarea, select, [contenteditable], [role=menu], [role=listbox]",
        )
      )
        return;
      if (document.querySelector("[role=dialog]")) return;
      event.preventDefault();
      action();
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [key, action, enabled]);
}
