import { z } from "zod";

/** The state of the queue in its address. */
export interface QueueQuery {
  /** mine: without the pool; pool: without my own. */
  readonly show: "all" | "mine" | "pool";
  readonly bands: readonly string[];
  readonly lead: string | null;
  /** The saved view that this began as. */
  readonly saved: string | null;
}

export const QUEUE_SHOWS = ["all", "mine", "pool"] as const;

type RawParams = Readonly<Record<string, string | string[] | undefined>>;
const first = (raw: RawParams[string]): string | undefined => (typeof raw === "string" ? raw : raw?.[0]);

/** Broken parts count as absent. */
export function parseQueueQuery(params: RawParams): QueueQuery {
  const bands = (first(params.band) ?? "").split(",").filter((id) => /^[a-z0-9_-]{1,60}$/.test(id));
  return {
    show: z.enum(QUEUE_SHOWS).safeParse(first(params.show)).data ?? "all",
    bands: [...new Set(bands)].slice(0, 6),
    lead: z.uuid().safeParse(first(params.lead)).data ?? null,
    saved: z.uuid().safeParse(first(params.saved)).data ?? null,
  };
}

/** The one way a state is written; the lead last. */
export function queueSearch({ show, bands, lead, saved }: Partial<QueueQuery>): string {
  const params = new URLSearchParams();
  if (show && show !== "all") params.set("show", show);
  if (bands && bands.length > 0) params.set("band", bands.join(","));
  if (saved) params.set("saved", saved);
  if (lead) params.set("lead", lead);
  return params.toString().replaceAll("%2C", ",");
}

export function queueHref(query: Partial<QueueQuery> = {}): string {
  const search = queueSearch(query);
  return search ? `/queue?${search}` : "/queue";
}

export const isLeadId = (id: string): boolean => z.uuid().safeParse(id).success;
