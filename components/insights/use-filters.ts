"use client";
import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import { type InsightsQuery, insightsHref } from "@/lib/modules/insights/query-url";

export interface Filters {
  /** As chosen, even while its figures are on their way. */
  readonly shown: InsightsQuery;
  readonly change: (next: Partial<InsightsQuery>) => void;
  readonly isPending: boolean;
}

/** Every change of a filter is an address of its own. */
export function useFilters(query: InsightsQuery): Filters {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const [shown, show] = useOptimistic(query);
  const change = (next: Partial<InsightsQuery>) => {
    const changed = { ...shown, ...next };
    start(() => {
      show(changed);
      router.push(insightsHref(changed), { scroll: false });
    });
  };
  return { shown, change, isPending };
}
