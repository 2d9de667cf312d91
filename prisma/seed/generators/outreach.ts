import type { EventRecord } from "@/lib/modules/ingestion/types";
import { EMAIL_CAMPAIGNS } from "../distributions/channels";
import type { Random } from "../random";
import { DAY, HOUR, MINUTE, startOfDay, timeOfDay, workday } from "./calendar";
import type { Profile } from "./profile";
import type { Span } from "./sessions";

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** The nurture mails, and what came of each. Some companies' scanners open every link within two seconds. */
export function drawEmails(random: Random, profile: Profile, span: Span): EventRecord[] {
  const events: EventRecord[] = [];
  const subject = { externalId: profile.externalId };
  const scanned = random.chance(0.06);
  const add = (type: string, at: number, properties: Record<string, unknown>, flag?: EventRecord["flag"]) => {
    if (at < span.end)
      events.push({ subject, type, occurredAt: new Date(at), properties, ...(flag ? { flag } : {}) });
  };
  for (let number = 0; number < 7; number += 1) {
    const day = span.created + (number * 8 + random.between(0, 2)) * DAY;
    // The first answers the form within the hour or two; the others keep office hours.
    const sent =
      number === 0
        ? span.created + random.between(3, 90) * MINUTE
        : timeOfDay(random, workday(random, day), profile.offsetHours);
    if (sent <= span.created || sent >= span.end) break;
    const properties = {
      campaign: EMAIL_CAMPAIGNS[number % EMAIL_CAMPAIGNS.length],
      message_id: `${profile.externalId}-${number}`,
    };
    if (number === 0 && random.chance(0.012)) {
      add("email_bounced", sent + 1_000, properties);
      break;
    }
    add("email_delivered", sent, properties);
    if (scanned) {
      const flag = { flag: "scanner", reason: "Every link opened within 2 seconds of delivery" } as const;
      add("email_opened", sent + 900, properties, flag);
      add("email_clicked", sent + 1_400, { ...properties, url: "/pricing" }, flag);
      add("email_clicked", sent + 1_600, { ...properties, url: "/demo" }, flag);
    }
    const interest = profile.intent + 0.3 * profile.fit - 0.12 * number + (number === 0 ? 0.5 : 0);
    if (!random.chance(sigmoid(-0.55 + 0.5 * interest))) continue;
    const opened = sent + Math.round(random.exponential((number === 0 ? 3 : 7) * HOUR)) + MINUTE;
    add("email_opened", opened, properties);
    if (random.chance(0.42 * sigmoid(interest)))
      add("email_clicked", opened + 40_000, { ...properties, url: "/product/scheduling" });
    if (random.chance(0.1 * sigmoid(1.2 * interest - 0.8)))
      add("email_replied", opened + 30 * MINUTE, properties);
    if (random.chance(0.035 * sigmoid(-interest))) {
      add("email_unsubscribed", opened + MINUTE, properties);
      break;
    }
  }
  return events;
}

export interface CallStory {
  readonly events: readonly EventRecord[];
  readonly connected: number;
  readonly firstAt: number | null;
  readonly meetingAt: number | null;
}

/** How promising a lead seems to a rep. */
const promiseOf = (profile: Profile) => sigmoid(0.6 * profile.intent + 0.5 * profile.fit);

/** Time until a rep first tries: the likelier ones sooner; null where nobody owns the lead. */
export const drawCallDelay = (random: Random, profile: Profile, owned: boolean): number | null =>
  owned ? random.exponential(30 * HOUR * (1.5 - promiseOf(profile))) : null;

/** What asks for an answer: a request for a demo, a trial begun, a form that says "soon". */
const ASKS: ReadonlySet<string> = new Set(["demo_requested", "trial_started", "form_submitted"]);
/** Of an ordinary rep, until a lead that asked is called. */
const USUAL_ANSWER = 75 * MINUTE;
const USUAL_DELAY = 20 * HOUR;

/** When somebody calls those who asked for it: reps who are quick to try a lead are quick to answer it too. */
function drawAnswers(random: Random, sessions: readonly EventRecord[], span: Span, delay: number): number[] {
  const asked = sessions.filter(
    ({ type, occurredAt }) => ASKS.has(type) && occurredAt.getTime() >= span.created,
  );
  const pace = Math.min(5, Math.max(0.35, delay / USUAL_DELAY));
  return asked.slice(0, 2).flatMap(({ occurredAt }) => {
    const answered = occurredAt.getTime() + USUAL_ANSWER * pace * Math.exp(random.normal(0, 0.9));
    return random.chance(0.9) ? [atWork(random, Math.floor(answered / 1_000) * 1_000)] : [];
  });
}

/** The same moment where somebody is at work, else soon after the next day begins; most week-ends are free. */
function atWork(random: Random, time: number): number {
  const opening = 6 * HOUR;
  const closing = 19 * HOUR;
  const sinceMidnight = time - startOfDay(time);
  const begin = (day: number) => startOfDay(day) + opening + random.between(2, 70) * MINUTE;
  const weekday = new Date(time).getUTCDay();
  if ((weekday === 0 || weekday === 6) && random.chance(0.7))
    return begin(time + (weekday === 6 ? 2 : 1) * DAY);
  if (sinceMidnight < opening) return begin(time);
  return sinceMidnight > closing ? begin(time + DAY) : time;
}

/** Reps call those who asked, the likelier ones more often, and reach about a third of whom they try. */
export function drawCalls(
  random: Random,
  profile: Profile,
  span: Span,
  delay: number | null,
  sessions: readonly EventRecord[],
): CallStory {
  const events: EventRecord[] = [];
  let connected = 0;
  let firstAt: number | null = null;
  let meetingAt: number | null = null;
  const promise = promiseOf(profile);
  const attempts = delay === null ? 0 : random.poisson(0.5 + 2.4 * promise);
  let at = span.created + (delay ?? 0);
  const moments = Array.from({ length: Math.min(attempts, 6) }, () => {
    const moment = timeOfDay(random, workday(random, at), profile.offsetHours);
    at += random.uniform(1, 7) * DAY;
    return moment;
  });
  const answers = delay === null ? [] : drawAnswers(random.branch("answers"), sessions, span, delay);
  for (const moment of [...moments, ...answers].sort((a, b) => a - b)) {
    if (moment <= span.created || moment >= span.end - 5 * MINUTE) continue;
    const outcome = random.weighted([
      ["no_answer", 38],
      ["voicemail", 20],
      ["bad_number", 3],
      ["connected", 26 + 12 * promise],
      ["meeting_booked", 16 * promise * promise],
      ["not_interested", 7 * (1 - promise)],
    ] as const);
    const spoke = outcome === "connected" || outcome === "meeting_booked" || outcome === "not_interested";
    events.push({
      subject: { externalId: profile.externalId },
      type: "call_logged",
      occurredAt: new Date(moment),
      properties: { outcome, ...(spoke ? { minutes: random.between(1, 14) } : {}) },
    });
    firstAt ??= moment;
    if (spoke) connected += 1;
    if (outcome === "meeting_booked") meetingAt ??= moment;
    if (outcome === "bad_number" || outcome === "not_interested") break;
  }
  return { events, connected, firstAt, meetingAt };
}
