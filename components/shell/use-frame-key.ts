"use client";
import { useEffect } from "react";

/** Keys of every page: the palette with ⌘K or Ctrl K wherever one is, the sheet of keys with "?" where nobody types. */
export function useFrameKey({ onPalette, onKeys }: { onPalette: () => void; onKeys: () => void }): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.altKey || event.defaultPrevented) return;
      const command = event.metaKey || event.ctrlKey;
      if (command && !event.shiftKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        onPalette();
      } else if (!command && event.key === "?" && !isTaken(event)) {
        event.preventDefault();
        onKeys();
      }
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [onPalette, onKeys]);
}

/** Somebody types, or something floats that has keys of its own. */
function isTaken({ target }: KeyboardEvent): boolean {
  const typing =
    target instanceof Element &&
    target.closest(
      "input:not([type=checkbox]), textarea, select, [contenteditable], [role=menu], [role=listbox]",
    );
  return Boolean(typing) || document.querySelector("[role=dialog]") !== null;
}
