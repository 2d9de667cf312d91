"use client";
import { useSyncExternalStore } from "react";

export type ThemePreference = "light" | "dark" | "system";
const KEY = "firstcall-theme";
const EVENT = "firstcall-theme";

function subscribe(listener: () => void): () => void {
  window.addEventListener(EVENT, listener);
  window.addEventListener("storage", listener);
  return () => {
    window.removeEventListener(EVENT, listener);
    window.removeEventListener("storage", listener);
  };
}

function read(): ThemePreference {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    return "system";
  }
}

/** Keeps the choice in localStorage; public/theme.js listens and applies it. */
export function useThemePreference(): [ThemePreference, (next: ThemePreference) => void] {
  const preference = useSyncExternalStore(subscribe, read, () => "system" as const);
  return [
    preference,
    (next) => {
      try {
        if (next === "system") localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, next);
      } catch {
        // Without storage the choice holds until the page is left.
        document.documentElement.dataset.theme = next === "dark" ? "dark" : "light";
      }
      window.dispatchEvent(new Event(EVENT));
    },
  ];
}

export const themeOptions = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
  { value: "system", label: "As the system" },
] as const;
