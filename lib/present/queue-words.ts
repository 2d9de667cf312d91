import {
  capital,
  formatCount,
  formatDay,
  formatSpan,
  formatTime,
  type ResponseClock,
  responseClock,
  shortWeekday,
  type TimeContext,
} from "./format.ts";
import { zoneTime } from "./zone-time.ts";

/** The words of the queue: what is due, how a call went, until when somebody sleeps. */

export const CALL_OUTCOMES = [
  "meeting_booked",
  "connected",
  "no_answer",
  "voicemail",
  "bad_number",
  "not_interested",
] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

export const CALL_OUTCOME_WORDS: Readonly<Record<CallOutcome, string>> = {
  meeting_booked: "Meeting booked",
  connected: "Connected",
  no_answer: "No answer",
  voicemail: "Voicemail",
  bad_number: "Bad number",
  not_interested: "Not interested",
};

export const DISQUALIFY_REASONS = [
  "not_a_fit",
  "no_budget",
  "no_need",
  "competitor",
  "not_real",
  "other",
] as const;
export type DisqualifyReason = (typeof DISQUALIFY_REASONS)[number];

export const DISQUALIFY_WORDS: Readonly<Record<DisqualifyReason, string>> = {
  not_a_fit: "Not a fit",
  no_budget: "No budget",
  no_need: "No need",
  competitor: "Chose a competitor",
  not_real: "Not a real lead",
  other: "Other",
};

const DAY_MS = 86_400_000;

/** "11:00" today, "tomorrow 09:00", "Mon 09:00" within a week, else "Mon 23 Nov, 09:00". */
export function whenText(at: number, context: TimeContext): string {
  const then = zoneTime(at, context.timeZone);
  const days = then.dayNumber - zoneTime(context.now, context.timeZone).dayNumber;
  const time = formatTime(at, context.timeZone);
  if (days === 0) return time;
  if (days === 1) return `tomorrow ${time}`;
  const weekday = shortWeekday(then.weekday);
  if (days > 1 && days < 7) return `${weekday} ${time}`;
  return `${weekday} ${formatDay(at, context)}, ${time}`;
}

export interface DueText extends ResponseClock {
  /** "Call by 09:58" */
  readonly by: string;
}

/**
 * What a row says of its time: "1 h 16" while the promise runs today, "22 min over" once it is broken, "Mon 09:00" where
 * it ends on another day, "14:30" for what was agreed.
 */
export function dueText(
  due: { readonly at: number; readonly kind: "respond" | "follow_up"; readonly isTimed: boolean },
  context: TimeContext,
): DueText {
  const by = `${due.kind === "respond" ? "Call by" : "Follow up"} ${whenText(due.at, context)}`;
  const clock = responseClock(due.at, context.now);
  if (clock.state === "overdue") return { text: overText(context.now - due.at), state: "overdue", by };
  const today =
    zoneTime(due.at, context.timeZone).dayNumber === zoneTime(context.now, context.timeZone).dayNumber;
  if (due.isTimed && today) return { text: clock.text.replace(/ left$/, ""), state: clock.state, by };
  const text = whenText(due.at, context);
  return { text: capital(text), state: "in_time", by };
}

/** "22 min over", "3 h over", "1 day over" */
function overText(ms: number): string {
  if (ms >= DAY_MS) return `${formatCount(Math.floor(ms / DAY_MS), "day")} over`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes === 0) return "due now";
  return `${formatSpan(minutes >= 180 ? Math.floor(minutes / 60) * 60 : minutes)} over`;
}

/** "about 2 h 10", to ten minutes once it is more than an hour. */
export function effortText(minutes: number): string {
  if (minutes >= 24 * 60) return `about ${Math.round(minutes / 60)} h`;
  return `about ${formatSpan(minutes > 60 ? Math.round(minutes / 10) * 10 : minutes)}`;
}

/** What logging this outcome leads to, shown on its button. */
export function outcomeHint(
  outcome: CallOutcome,
  next: { readonly noAnswerAt: number; readonly voicemailAt: number; readonly effect: number | null },
  context: TimeContext,
): string {
  switch (outcome) {
    case "meeting_booked":
      return "Becomes qualified";
    case "connected":
      return next.effect === null || next.effect === 0
        ? "Off the list"
        : `Score about ${next.effect > 0 ? "+" : "−"}${Math.abs(next.effect)}`;
    case "no_answer":
      return `Again ${atText(next.noAnswerAt, context)}`;
    case "voicemail":
      return capital(whenText(next.voicemailAt, context));
    case "bad_number":
      return "Find another";
    case "not_interested":
      return "Ask why";
  }
}

const atText = (at: number, context: TimeContext): string => {
  const text = whenText(at, context);
  return /^\d/.test(text) ? `at ${text}` : text;
};

/** The toast after a deed: "Petra Vogel: no answer, again at 11:00". */
export function callToast(
  name: string,
  outcome: CallOutcome,
  dueAt: number | null,
  context: TimeContext,
): string {
  const again =
    dueAt === null || outcome === "meeting_booked" || outcome === "connected"
      ? ""
      : `, again ${atText(dueAt, context)}`;
  return `${name}: ${CALL_OUTCOME_WORDS[outcome].toLocaleLowerCase("en")}${again}`;
}

export const snoozeToast = (name: string, until: number, context: TimeContext): string =>
  `${name}: snoozed until ${whenText(until, context)}`;

const CALL_ENDED: Readonly<Record<string, string>> = {
  no_answer: "nobody answered",
  voicemail: "you left a message",
  bad_number: "the number was wrong",
};

/** The one thing to do with a lead: "Call within 2 hours", "Call again: nobody answered at 09:12". */
export function nextText(
  {
    step,
    due,
    lastCall,
  }: {
    readonly step: { readonly what: string; readonly when: string | null };
    readonly due: { readonly kind: "respond" | "follow_up" } | null;
    readonly lastCall: { readonly at: number; readonly properties: Readonly<Record<string, unknown>> } | null;
  },
  context: TimeContext,
): string {
  if (due?.kind === "follow_up") {
    const ended = lastCall && CALL_ENDED[String(lastCall.properties.outcome)];
    return ended ? `Call again: ${ended} ${pastText(lastCall.at, context)}` : "Follow up";
  }
  return step.when ? `${step.what} ${step.when}` : step.what;
}

/** "at 09:12", "yesterday", "on Mon 16 Nov" */
function pastText(at: number, context: TimeContext): string {
  const days = zoneTime(context.now, context.timeZone).dayNumber - zoneTime(at, context.timeZone).dayNumber;
  if (days === 0) return `at ${formatTime(at, context.timeZone)}`;
  if (days === 1) return "yesterday";
  return `on ${shortWeekday(zoneTime(at, context.timeZone).weekday)} ${formatDay(at, context)}`;
}

/** Why something could not be done, and what is so now. */
export function refusalText(
  { code, byName }: { readonly code: string; readonly byName?: string | undefined },
  name: string,
): string {
  const who = byName ?? "Somebody else";
  switch (code) {
    case "taken":
      return `${who} has ${name} already. Nothing was changed.`;
    case "closed":
      return `${name} is closed. Reopen the lead in your CRM to work on it.`;
    case "not_yours":
      return `${name} belongs to somebody else. Nothing was changed.`;
    case "unchanged":
      return `${name} is so already.`;
    case "no_such_person":
      return "This person takes no leads. Choose somebody else.";
    case "past":
      return "Choose a time that is still to come.";
    case "used":
      return "This was sent before, for something else. Load the page again.";
    case "too_late":
      return "Too late to undo. What was done stays; do the opposite instead.";
    case "worked_since":
      return `${byName ?? "Somebody"} has worked on ${name} since. Nothing was undone.`;
    default:
      return `${name} is not here any more.`;
  }
}
