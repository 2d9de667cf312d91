"use client";
import { useEffect, useState } from "react";
import { type OpenedScorer, openServedScorer, type ServedScorer } from "@/lib/core/simulation/served-scorer";
import type { ScorerPack } from "@/lib/modules/simulator/types";

/** Opened once a visit: their addresses name their content. */
const opened = new Map<string, Promise<OpenedScorer>>();

function open(href: string): Promise<OpenedScorer> {
  const known = opened.get(href);
  if (known) return known;
  const asked = fetch(href).then(async (answer) => {
    if (!answer.ok || answer.body === null) throw new Error(`scorer ${answer.status}`);
    const text = new Response(answer.body.pipeThrough(new DecompressionStream("gzip")));
    return openServedScorer((await text.json()) as ServedScorer);
  });
  opened.set(href, asked);
  // A failure is asked anew.
  asked.catch(() => opened.delete(href));
  return asked;
}

export type Scorers = ReadonlyMap<string, OpenedScorer>;

/** The scorers of these packs by id, fetched and opened; null until all are there. */
export function useScorers(packs: readonly ScorerPack[]): {
  readonly scorers: Scorers | null;
  readonly failed: boolean;
  readonly retry: () => void;
} {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<{ key: string; scorers: Scorers | null; failed: boolean } | null>(null);
  const key = packs.map(({ href }) => href).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the addresses say which packs, `attempt` asks again
  useEffect(() => {
    let stale = false;
    Promise.all(packs.map(async ({ id, href }) => [id, await open(href)] as const)).then(
      (entries) => !stale && setState({ key, scorers: new Map(entries), failed: false }),
      () => !stale && setState({ key, scorers: null, failed: true }),
    );
    return () => {
      stale = true;
    };
  }, [key, attempt]);
  const current = state?.key === key ? state : null;
  return {
    scorers: current?.scorers ?? null,
    failed: current?.failed ?? false,
    retry: () => {
      setState(null);
      setAttempt((was) => was + 1);
    },
  };
}
