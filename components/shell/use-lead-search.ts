"use client";
import { useEffect, useState } from "react";
import type { LeadSearch, LeadsFound } from "./types";

const PAUSE_MS = 160;

/** Asks after a short pause in typing; a slower answer to an older question is dropped. */
export function useLeadSearch(search: LeadSearch | undefined, query: string) {
  const [state, setState] = useState<{ query: string; found: LeadsFound | null; failed: boolean }>({
    query: "",
    found: null,
    failed: false,
  });
  const wanted = query.trim();
  useEffect(() => {
    if (!search || wanted.length < 2) return;
    let stale = false;
    const timer = setTimeout(() => {
      search(wanted).then(
        (found) => {
          if (!stale) setState({ query: wanted, found, failed: false });
        },
        () => {
          if (!stale) setState({ query: wanted, found: null, failed: true });
        },
      );
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [search, wanted]);
  const active = Boolean(search) && wanted.length >= 2;
  return {
    found: active ? state.found : null,
    failed: active && state.failed,
    searching: active && state.query !== wanted,
  };
}
