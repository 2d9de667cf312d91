"use client";
import { useEffect, useState } from "react";
import { unpackVectors } from "@/lib/core/scoring/vector-columns";
import type { MarketSettings, SignalVector } from "@/lib/core/signals/types";
import { searchLeadsAction } from "@/lib/modules/leads/actions-search";
import { askSample } from "./use-sample";

export interface OneLead {
  readonly id: string;
  readonly before: SignalVector;
  readonly after: SignalVector;
}

const PAUSE_MS = 250;

/** A lead that was not drawn, measured by the lists in use and by the draft's; null until it is, and without an id. */
export function useOneLead(id: string | null, market: MarketSettings | null, moment: number): OneLead | null {
  const [lead, setLead] = useState<OneLead | null>(null);
  useEffect(() => {
    if (id === null) return;
    let isStale = false;
    const measure = async () => {
      const plain = await askSample(null, moment, id);
      const drafted = market === null ? plain : await askSample(market, moment, id);
      const [before] = plain ? unpackVectors(plain.vectors) : [];
      const [after] = drafted ? unpackVectors(drafted.vectors) : [];
      if (!isStale && before && after) setLead({ id, before, after });
    };
    void measure();
    return () => {
      isStale = true;
    };
  }, [id, market, moment]);
  return lead?.id === id ? lead : null;
}

/** Leads of the whole workspace that are called what was typed; none while `isOn` is false. */
export function useLeadsCalled(query: string, isOn: boolean): readonly { id: string; label: string }[] {
  const [found, setFound] = useState<{ query: string; leads: { id: string; label: string }[] } | null>(null);
  const wanted = query.trim();
  useEffect(() => {
    if (!isOn || wanted.length < 2) return;
    let isStale = false;
    const timer = setTimeout(async () => {
      const answer = await searchLeadsAction(wanted).catch(() => null);
      if (isStale) return;
      const leads = (answer?.hits ?? []).map(({ href, name, detail }) => ({
        id: href.split("/").pop() ?? "",
        label: `${name}, ${detail}`,
      }));
      setFound({ query: wanted, leads });
    }, PAUSE_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [wanted, isOn]);
  return found?.query === wanted ? found.leads : [];
}
