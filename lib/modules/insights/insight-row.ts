import type { Calendar } from "@/lib/modules/workflow/clock";
import { type CountedScore, type LeadFate, sizeOf } from "./count-lead";
import type { LeadGroup, RawDeeds, RawLead } from "./data-count";
import { monthAt } from "./months";
import { responseOf } from "./response";

/** A row of insight_leads as it is written; times as ISO text. */
export interface InsightRow extends Omit<LeadGroup, "employees"> {
  readonly lead_id: string;
  readonly basis: "contact" | "stood" | "replayed" | "none";
  readonly counted_at: string | null;
  readonly counted_month: number | null;
  readonly created_month: number | null;
  readonly score: number | null;
  readonly band: string | null;
  readonly promise: number | null;
  readonly version: string | null;
  readonly label: 0 | 1 | null;
  readonly dropped: string | null;
  readonly created_at: string | null;
  readonly contacted_at: string | null;
  readonly qualified_at: string | null;
  readonly is_qualified: boolean;
  readonly decided_at: string | null;
  readonly hot_at: string | null;
  readonly answered_at: string | null;
  readonly answer_minutes: number | null;
  readonly response: string | null;
  readonly calls: number;
  readonly timed_calls: number;
  readonly talk_minutes: number;
  readonly size: string | null;
}

export interface RowRequest {
  readonly lead: RawLead;
  readonly fate: LeadFate;
  readonly score: CountedScore | null;
  readonly deeds: RawDeeds | null;
  readonly hotAt: number | null;
  readonly promiseMinutes: number;
  readonly calendar: Calendar;
  readonly now: number;
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

const monthOf = (at: number | null, timeZone: string) => (at === null ? null : monthAt(at, timeZone));

export function insightRow({ lead, fate, score, deeds, hotAt, ...request }: RowRequest): InsightRow {
  const { employees, ...group } = lead.group;
  const calls = deeds?.calls ?? [];
  const response = hotAt === null ? null : responseOf({ ...request, hotAt, calls, closedAt: lead.closedAt });
  const countedAt = score?.at ?? fate.at;
  const qualifiedAt = deeds?.qualifiedAt ?? null;
  return {
    ...group,
    size: sizeOf(employees),
    lead_id: lead.id,
    basis: score?.basis ?? "none",
    // Undated leads have no month: their values are as imported.
    counted_at: iso(countedAt),
    counted_month: monthOf(countedAt, request.calendar.timeZone),
    created_month: monthOf(lead.createdAt, request.calendar.timeZone),
    score: score?.score ?? null,
    band: score?.band ?? null,
    promise: score?.promise ?? null,
    version: score?.version ?? null,
    label: fate.label,
    dropped: fate.dropped,
    created_at: iso(lead.createdAt),
    contacted_at: fate.isContacted ? iso(lead.contact?.at ?? null) : null,
    qualified_at: iso(qualifiedAt),
    is_qualified: qualifiedAt !== null || lead.status === "qualified" || fate.label === 1,
    decided_at: iso(fate.decidedAt),
    hot_at: iso(hotAt),
    answered_at: iso(response?.answeredAt ?? null),
    answer_minutes: response?.answerMinutes ?? null,
    response: response?.response ?? null,
    calls: calls.length,
    timed_calls: deeds?.timedCalls ?? 0,
    talk_minutes: deeds?.talkMinutes ?? 0,
  };
}
