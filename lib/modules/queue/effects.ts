import { morningAfter, promisedBy } from "@/lib/modules/workflow/clock";
import type { Workflow } from "@/lib/modules/workflow/types";
import type { LeadState } from "./lead-state";
import type { Deed } from "./types";

/** What a deed does to a lead, decided without a database. */
export interface Effect {
  readonly state: Partial<LeadState>;
  /** The fact that signals, labels and speed-to-lead read; null where the deed is none. */
  readonly event: { readonly type: string; readonly properties: Readonly<Record<string, unknown>> } | null;
  readonly outcome: "meeting" | "negative" | null;
}

const NOTHING_DUE = { dueAt: null, dueKind: null } as const;
const AWAKE = { snoozedUntil: null, snoozeWakes: false } as const;

const followUp = (at: number) => ({ dueAt: new Date(at).toISOString(), dueKind: "follow_up" as const });

/** @param now of the deed */
export function effectOf(deed: Deed, before: LeadState, now: Date, workflow: Workflow): Effect {
  const at = now.toISOString();
  const none = { event: null, outcome: null };
  switch (deed.kind) {
    case "claim":
    case "assign":
    case "note":
      return { state: {}, ...none };
    case "email":
      return {
        state: {
          ...AWAKE,
          ...worked(before),
          lastContactAt: at,
          ...followUp(morningAfter(now.getTime(), workflow.queue.voicemailDays, workflow)),
        },
        ...none,
      };
    case "snooze":
      return {
        state: { snoozedUntil: new Date(deed.until).toISOString(), snoozeWakes: deed.wakes },
        ...none,
      };
    case "disqualify":
      return {
        state: { ...AWAKE, ...NOTHING_DUE, status: "disqualified", closedAt: at },
        event: {
          type: "status_changed",
          properties: { from: before.status, to: "disqualified", reason: deed.reason },
        },
        outcome: "negative",
      };
    case "call":
      return callEffect(deed, before, now, workflow);
  }
}

/** When an outcome brings the lead back. */
export function callAgainAt(
  outcome: Extract<Deed, { kind: "call" }>["outcome"],
  now: number,
  workflow: Workflow,
): number | null {
  if (outcome === "no_answer") return promisedBy(now, workflow.queue.noAnswerMinutes, workflow);
  if (outcome === "voicemail" || outcome === "bad_number")
    return morningAfter(now, workflow.queue.voicemailDays, workflow);
  return null;
}

function callEffect(
  { outcome, note, reason }: Extract<Deed, { kind: "call" }>,
  before: LeadState,
  now: Date,
  workflow: Workflow,
): Effect {
  const again = callAgainAt(outcome, now.getTime(), workflow);
  const ends = outcome === "not_interested" && reason !== null;
  const event = {
    type: "call_logged",
    properties: { outcome, ...(note ? { note } : {}), ...(reason ? { reason } : {}) },
  };
  const contact = {
    ...AWAKE,
    ...(again === null ? NOTHING_DUE : followUp(again)),
    lastContactAt: now.toISOString(),
  };
  if (ends) {
    return {
      state: { ...contact, status: "disqualified", closedAt: now.toISOString() },
      event,
      outcome: "negative",
    };
  }
  const met = outcome === "meeting_booked";
  return {
    state: { ...contact, ...(met ? { status: "qualified" as const } : worked(before)) },
    event,
    outcome: met ? "meeting" : null,
  };
}

/** A new lead that somebody turned to is being worked on. */
const worked = ({ status }: LeadState): Partial<LeadState> => (status === "new" ? { status: "working" } : {});
