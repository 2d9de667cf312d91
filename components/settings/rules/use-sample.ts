"use client";
import { useEffect, useMemo, useState } from "react";
import { unpackVectors } from "@/lib/core/scoring/vector-columns";
import type { MarketSettings, SignalVector } from "@/lib/core/signals/types";
import type { RulesSample } from "@/lib/modules/rules/types";

/** Leads to preview on: measured once, scored in the browser as often as the draft changes. */
export interface SampleInHand {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly companies: readonly (string | null)[];
  /** As measured by the market lists of the version in use. */
  readonly before: readonly SignalVector[];
  /** As measured by the draft's; the same where it changes none. */
  readonly after: readonly SignalVector[];
  readonly of: number;
  readonly areOpen: boolean;
}

export type SampleState =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly again: () => void }
  | { readonly state: "here"; readonly sample: SampleInHand; readonly isBehind: boolean };

const PAUSE_MS = 500;

/** `lead`: that one alone; else as many as are drawn. */
export async function askSample(
  market: MarketSettings | null,
  moment: number | null,
  lead: string | null = null,
): Promise<RulesSample | null> {
  const answer = await fetch("/settings/rules/sample", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ market, moment, lead }),
  }).catch(() => null);
  return answer?.ok ? ((await answer.json()) as RulesSample) : null;
}

/** `market` is null while the draft leaves the market lists as they are. */
export function useSample(market: MarketSettings | null): SampleState {
  const [first, setFirst] = useState<SampleInHand | "failed" | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [measured, setMeasured] = useState<{
    market: string;
    byId: ReadonlyMap<string, SignalVector>;
  } | null>(null);
  const wanted = market === null ? null : JSON.stringify(market);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    let isStale = false;
    askSample(null, null).then((sample) => {
      if (isStale) return;
      if (!sample) return setFirst("failed");
      const before = unpackVectors(sample.vectors);
      const { ids, names, companies, of, areOpen } = sample;
      setFirst({ ids, names, companies, of, areOpen, before, after: before });
    });
    return () => {
      isStale = true;
    };
  }, [attempt]);

  // Industries and territories are measured on the server: other lists make other vectors.
  const moment = first !== null && first !== "failed" ? (first.before[0]?.moment ?? null) : null;
  useEffect(() => {
    if (wanted === null || moment === null) return;
    let isStale = false;
    const timer = setTimeout(() => {
      askSample(JSON.parse(wanted) as MarketSettings, moment).then((sample) => {
        if (isStale || !sample) return;
        const vectors = unpackVectors(sample.vectors);
        const byId = new Map(sample.ids.map((id, index) => [id, vectors[index]!]));
        setMeasured({ market: wanted, byId });
      });
    }, PAUSE_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [wanted, moment]);

  const byId = wanted === null ? null : (measured?.byId ?? null);
  const sample = useMemo((): SampleInHand | null => {
    if (first === null || first === "failed") return null;
    if (byId === null) return first;
    return { ...first, after: first.ids.map((id, index) => byId.get(id) ?? first.before[index]!) };
  }, [first, byId]);
  if (first === "failed")
    return {
      state: "failed",
      again: () => {
        setFirst(null);
        setAttempt((was) => was + 1);
      },
    };
  if (sample === null) return { state: "loading" };
  return { state: "here", sample, isBehind: wanted !== null && measured?.market !== wanted };
}
