import { z } from "zod";
import { HISTORY_RANGES, type HistoryRange } from "@/lib/present/leads-score";
import type { RawParams } from "./query";
import type { LeadTab, TimelineCursor } from "./types";

/** The state of a lead's page in its address. */
export interface LeadPageState {
  readonly tab: LeadTab;
  readonly range: HistoryRange;
  readonly before: TimelineCursor | null;
}

const TABS = ["why", "timeline", "history", "fields"] as const;
const LATEST_MS = Date.UTC(9999, 0, 1);

const first = (raw: RawParams[string]): string | undefined => (typeof raw === "string" ? raw : raw?.[0]);

/** Broken parts count as absent. */
export function parseLeadState(params: RawParams): LeadPageState {
  const [, at, id] = /^(-?\d{1,15})_([0-9a-f-]{36})$/.exec(first(params.before) ?? "") ?? [];
  const moment = Number(at);
  const known = z.uuid().safeParse(id).success && Math.abs(moment) < LATEST_MS;
  return {
    tab: z.enum(TABS).safeParse(first(params.tab)).data ?? "why",
    range: z.enum(HISTORY_RANGES).safeParse(first(params.range)).data ?? "60",
    before: known && id ? { at: moment, id } : null,
  };
}

export function leadHref(id: string, state: Partial<LeadPageState> = {}): string {
  const params = new URLSearchParams();
  if (state.tab && state.tab !== "why") params.set("tab", state.tab);
  if (state.range && state.range !== "60") params.set("range", state.range);
  if (state.before) params.set("before", `${state.before.at}_${state.before.id}`);
  const search = params.toString();
  return `/leads/${id}${search ? `?${search}` : ""}`;
}

export const isLeadId = (id: string): boolean => z.uuid().safeParse(id).success;
