"use client";
import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import {
  editTexts,
  parseSimulatorQuery,
  readEdits,
  type SimulatorState,
  simulatorHref,
  simulatorQuery,
  type VariantName,
  type VariantState,
} from "@/lib/modules/simulator/query";
import type { SimulatorPage } from "@/lib/modules/simulator/types";
import type { Scorers } from "./use-scorers";
import type { Variant } from "./variants";

/** What the reader is trying, in the browser. */
export interface WhatIf {
  readonly b: Variant;
  readonly c: Variant | null;
  readonly on: VariantName;
  readonly signal: string | null;
}

/** A change settles this long after the last touch: then it gets a place in the history. */
const SETTLED_MS = 300;

interface Use {
  readonly state: WhatIf;
  readonly dropped: readonly string[];
  readonly set: (change: Partial<WhatIf>) => void;
  /** Stable. The whole state as an address, with another start or scorer where asked. */
  readonly href: (change?: Partial<SimulatorState>) => string;
  readonly query: string;
}

/** Keeps the what-if in the address, and follows the address back and forth. */
export function useWhatIf(page: SimulatorPage, scorers: Scorers): Use {
  const main = page.packs[0]!.id;
  const params = useSearchParams();
  const read = useCallback(
    (state: SimulatorState): { state: WhatIf; dropped: readonly string[] } => {
      const dropped = new Set<string>();
      const variant = ({ edits, quietDays, scorer }: VariantState): Variant => {
        const known = scorer !== null && scorers.has(scorer) ? scorer : null;
        const read = readEdits(scorers.get(known ?? main)!.compiled, edits);
        for (const key of read.dropped) dropped.add(key);
        return { edits: read.edits, quietDays, scorer: known };
      };
      const { b, c, on, signal } = state;
      const typed = { b: variant(b), c: c && variant(c), on, signal };
      return { state: typed, dropped: [...dropped] };
    },
    [main, scorers],
  );
  const [{ state, dropped }, setRead] = useState(() => read(page.state));
  const isTouched = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const whole = useCallback(
    (from: WhatIf, change: Partial<SimulatorState> = {}): SimulatorState => {
      const text = ({ edits, quietDays, scorer }: Variant): VariantState => ({
        edits: editTexts(edits),
        quietDays,
        scorer,
      });
      const { start, scorer, saved } = page.state;
      const { b, c, on, signal } = from;
      return { start, scorer, saved, b: text(b), c: c && text(c), on, signal, ...change };
    },
    [page.state],
  );
  const latest = useRef({ state, whole });
  latest.current = { state, whole };
  const query = simulatorQuery({ ...whole(state), saved: null });

  const here = simulatorQuery({ ...parseSimulatorQuery(params).state, saved: null });
  const seen = useRef(here);
  useEffect(() => {
    // Ours comes back through the router as well; what differs is a step back, forward or a link.
    if (here === seen.current) return;
    seen.current = here;
    clearTimeout(timer.current);
    isTouched.current = false;
    setRead(read(parseSimulatorQuery(params).state));
  }, [here, params, read]);

  useEffect(() => {
    if (query === seen.current) return;
    timer.current = setTimeout(() => {
      seen.current = query;
      const { saved } = parseSimulatorQuery(new URLSearchParams(window.location.search)).state;
      const href = simulatorHref({ ...whole(state), saved });
      // What a link said wrongly is put right in its place: a step back must not lead there again.
      if (isTouched.current) window.history.pushState(null, "", href);
      else window.history.replaceState(null, "", href);
    }, SETTLED_MS);
    return () => clearTimeout(timer.current);
  }, [query, state, whole]);

  return {
    state,
    dropped,
    query,
    set: useCallback((change) => {
      isTouched.current = true;
      setRead((was) => ({ dropped: [], state: { ...was.state, ...change } }));
    }, []),
    href: useCallback((change = {}) => simulatorHref(latest.current.whole(latest.current.state, change)), []),
  };
}
