"use client";
import { type RefObject, useEffect } from "react";

interface RowKeys {
  /** Toggles the selection of the row with this id. */
  toggle?: ((id: string, range: boolean) => void) | undefined;
  clear?: (() => void) | undefined;
}

/** Where keys belong to something else: a field, an open menu or dialog. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return true;
  const target = event.target instanceof Element ? event.target : null;
  if (
    target?.closest(
      "input:not([type=checkbox]), textarea, select, [contenteditable], [role=menu], [role=listbox]",
    )
  )
    return true;
  return document.querySelector("[role=dialog]") !== null;
}

/** J and K move the focus from row link to row link, X selects, Esc clears; Enter follows the link by itself. */
export function useRowKeys(root: RefObject<HTMLElement | null>, keys: RowKeys): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const container = root.current;
      if (!container || isTaken(event)) return;
      const rows = [...container.querySelectorAll<HTMLElement>("[data-row-id]")].filter(
        (row) => row.offsetParent !== null,
      );
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      const key = event.key.toLowerCase();
      if (key === "j" || key === "k") {
        const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + (key === "j" ? 1 : -1)));
        const link = rows[next]?.querySelector<HTMLElement>("[data-row-link]");
        if (!link) return;
        event.preventDefault();
        link.focus({ preventScroll: true });
        rows[next]?.scrollIntoView({ block: "nearest" });
      } else if (key === "x" && at >= 0) {
        const id = rows[at]?.dataset.rowId;
        if (id === undefined || !keys.toggle) return;
        event.preventDefault();
        keys.toggle(id, event.shiftKey);
      } else if (event.key === "Escape") {
        keys.clear?.();
      }
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [root, keys]);
}
