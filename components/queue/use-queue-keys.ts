"use client";
import { useEffect, useRef } from "react";

export type KeyHandlers = Readonly<Record<string, (() => void) | undefined>>;

const TYPING =
  "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], [role=menu], [role=listbox]";
const PRESSABLE = "a, button, summary, [role=button], [role=option]";

/** Single keys of the page, while nobody types and nothing floats above it. Enter and Space stay a focused control's. */
export function useQueueKeys(handlers: KeyHandlers): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const handler = latest.current[key];
      if (!handler) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(TYPING)) return;
      if ((key === "Enter" || key === " ") && target?.closest(PRESSABLE)) return;
      if (document.querySelector("[role=dialog]")) return;
      event.preventDefault();
      handler();
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
