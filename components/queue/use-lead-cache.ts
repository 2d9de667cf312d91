"use client";
import { useCallback, useMemo, useRef, useState } from "react";
import type { QueueLead } from "@/lib/modules/queue/types-screen";

export type LeadEntry =
  | { readonly state: "here"; readonly lead: QueueLead }
  | { readonly state: "coming"; readonly lead: QueueLead | null }
  | { readonly state: "failed"; readonly message: string };

interface LeadCache {
  readonly get: (id: string | null) => LeadEntry | null;
  /** Asks for a lead that is not here yet. */
  readonly want: (id: string) => void;
  /** Asks again for one that may have changed; what is here shows until then. */
  readonly refresh: (id: string) => void;
}

/** Leads that were looked at or come next, so that a key is answered from memory. */
export function useLeadCache(first: readonly QueueLead[]): LeadCache {
  const [entries, setEntries] = useState<ReadonlyMap<string, LeadEntry>>(
    () => new Map(first.map((lead) => [lead.id, { state: "here", lead }])),
  );
  const asked = useRef(new Map<string, number>());
  const serial = useRef(0);

  const load = useCallback(async (id: string) => {
    serial.current += 1;
    const turn = serial.current;
    asked.current.set(id, turn);
    const put = (entry: LeadEntry) => {
      // Only the newest answer counts.
      if (asked.current.get(id) === turn) setEntries((was) => new Map(was).set(id, entry));
    };
    setEntries((was) => {
      const known = was.get(id);
      return new Map(was).set(id, { state: "coming", lead: known && "lead" in known ? known.lead : null });
    });
    try {
      const response = await fetch(`/queue/leads/${id}`, { headers: { accept: "application/json" } });
      const body = (await response.json()) as QueueLead & { message?: string };
      put(
        response.ok
          ? { state: "here", lead: body }
          : { state: "failed", message: body.message ?? "This lead could not be read." },
      );
    } catch {
      put({ state: "failed", message: "The server did not answer. What you logged is safe." });
    }
  }, []);

  return useMemo(
    () => ({
      get: (id) => (id === null ? null : (entries.get(id) ?? null)),
      want: (id) => {
        if (!entries.has(id) && !asked.current.has(id)) void load(id);
      },
      refresh: (id) => void load(id),
    }),
    [entries, load],
  );
}
