"use client";
import { createContext, use, useEffect, useLayoutEffect, useState } from "react";

export type KeyHandlers = Readonly<Record<string, (() => void) | undefined>>;

const TYPING =
  "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], [role=menu], [role=listbox]";
const PRESSABLE = "a, button, summary, [role=button], [role=option]";

type Slot = "page" | "lead";
type Slots = Record<Slot, KeyHandlers>;

const KeysContext = createContext<Slots | null>(null);
export const QueueKeys = KeysContext.Provider;

/**
 * Single keys of the page, while nobody types and nothing floats above it. Enter and Space stay a focused control's. One
 * listener for the page's life, so that no key is lost between one lead and the next.
 */
export function useQueueKeys(handlers: KeyHandlers): Slots {
  const [slots] = useState<Slots>(() => ({ page: handlers, lead: {} }));
  useLayoutEffect(() => {
    slots.page = handlers;
  });
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const { page, lead } = slots;
      const handler = lead[key] ?? page[key];
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
  }, [slots]);
  return slots;
}

/** Keys of the lead that is drawn: they change with the drawing, so that none means the lead before. */
export function useLeadKeys(handlers: KeyHandlers): void {
  const slots = use(KeysContext);
  useLayoutEffect(() => {
    if (slots) slots.lead = handlers;
  });
  useLayoutEffect(
    () => () => {
      if (slots) slots.lead = {};
    },
    [slots],
  );
}
