"use client";
import { useEffect, useState } from "react";
import type { LeadHit, LeadSearch } from "./types";

const PAUSE_MS = 160;

/** Asks after a short pause in typing; a slower answer to an older question is dropped. */
export function useLeadSearch(search: LeadSearch | undefined, query: string) {
  const [state, setState] = useState<{ query: string; hits: readonly LeadHit[]; failed: boolean }>({
    query: "",
    hits: [],
    failed: false,
  });
  const wanted = query.trim();
  useEffect(() => {
    if (!search || wanted.length < 2) return;
    let stale = false;
    const timer = setTimeout(() => {
      search(wanted).then(
        (hits) => {
          if (!stale) setState({ query: wanted, hits, failed: false });
        },
        () => {
          if (!stale) setState({ query: wanted, hits: [], failed: true });
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
    hits: active ? state.hits : [],
    failed: active && state.failed,
    searching: active && state.query !== wanted,
  };
}
