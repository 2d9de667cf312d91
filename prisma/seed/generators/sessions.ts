import { pageKindOf } from "@/lib/core/signals/events";
import type { EventRecord } from "@/lib/modules/ingestion/types";
import { DEMO_MESSAGES, GUIDES, PAGES, WEBINARS } from "../distributions/channels";
import type { Random } from "../random";
import { DAY, HOUR, MINUTE, timeOfDay, workday } from "./calendar";
import type { Profile } from "./profile";

export interface Span {
  /** The first visit is before it became a lead. */
  readonly firstSeen: number;
  readonly created: number;
  /** Nothing of the lead happens at or after it. */
  readonly end: number;
  /** Interest fades for those who will not buy. */
  readonly fades: boolean;
}

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** Everything a browser did, before and after it was known whose it was. */
export function drawSessions(
  random: Random,
  profile: Profile,
  visitorKey: string,
  span: Span,
): EventRecord[] {
  const events: EventRecord[] = [];
  const subject = { visitorKey };
  for (const [number, start] of sessionStarts(random.branch("starts"), profile, span).entries()) {
    events.push(...drawSession(random.branch(number), profile, subject, start, span, number));
  }
  // Nobody asks for a demo again and again.
  const most = { demo_requested: random.branch("insists").chance(0.2) ? 2 : 1, trial_started: 1 };
  const asked = { demo_requested: 0, trial_started: 0 };
  return events.filter(({ type }) => {
    if (type !== "demo_requested" && type !== "trial_started") return true;
    asked[type] += 1;
    return asked[type] <= most[type];
  });
}

/** The session that made it a lead always happens; before and after it, as often as intent has it. */
function sessionStarts(random: Random, profile: Profile, span: Span): number[] {
  const making = span.created - random.between(2, 12) * MINUTE;
  const starts: number[] = [];
  const before = Math.min(5, random.poisson(Math.exp(0.15 + 0.5 * profile.intent)));
  for (let visit = 0; visit < before; visit += 1) {
    const day = span.firstSeen + random.next() * (span.created - span.firstSeen);
    starts.push(timeOfDay(random, workday(random, day), profile.offsetHours));
  }
  const weeks = Math.max(0, (span.end - span.created) / (7 * DAY));
  const rate = Math.exp(0.1 + 0.6 * profile.intent);
  const after = random.poisson(
    Math.min(9, rate * (span.fades ? 1.4 * (1 - Math.exp(-weeks / 1.4)) : Math.min(weeks, 5) ** 0.75 * 1.25)),
  );
  for (let visit = 0; visit < after; visit += 1) {
    const share = span.fades
      ? Math.min(1, random.exponential(9 * DAY) / (span.end - span.created))
      : random.next() ** 1.25;
    const day = span.created + share * (span.end - span.created);
    starts.push(timeOfDay(random, workday(random, day), profile.offsetHours));
  }
  const others = starts.filter(
    (start) => start < span.end - 40 * MINUTE && Math.abs(start - span.created) > 3 * HOUR,
  );
  return [making, ...others].sort((a, b) => a - b);
}

function drawSession(
  random: Random,
  profile: Profile,
  subject: EventRecord["subject"],
  start: number,
  span: Span,
  number: number,
): EventRecord[] {
  const events: EventRecord[] = [];
  const add = (type: string, at: number, properties: Record<string, unknown>) =>
    events.push({ subject, type, occurredAt: new Date(at), properties });
  const landing = number === 0 ? String(profile.given.first_touch_page ?? "/") : "/";
  const sessionId = random.hex(10);
  add("visit", start, {
    session_id: sessionId,
    landing_path: landing,
    ...(profile.given.campaign ? { utm_campaign: profile.given.campaign } : {}),
  });
  const { intent } = profile;
  const count = 1 + Math.min(9, random.poisson(Math.exp(0.45 + 0.28 * intent)));
  let at = start;
  let seconds = 0;
  let deepest = 0;
  const seen = new Set<string>();
  for (let page = 0; page < count; page += 1) {
    const path = page === 0 ? landing : drawPath(random, profile, seen);
    seen.add(path);
    add("page_view", at, { path, page: pageKindOf(path), session_id: sessionId });
    const dwell = Math.round(8 + random.exponential(28 + 75 * sigmoid(intent)));
    seconds += dwell;
    deepest = Math.max(deepest, Math.min(100, Math.round(random.uniform(15, 80) + 14 * sigmoid(intent))));
    at += dwell * 1_000;
  }
  add("page_left", at, { path: landing, seconds, scroll_pct: deepest });
  const known = start > span.created - 20 * MINUTE;
  for (const [type, properties] of drawDeeds(random.branch("deeds"), profile, known)) {
    at += random.between(5, 90) * 1_000;
    add(type, at, properties);
  }
  return events.filter((event) => event.occurredAt.getTime() < span.end);
}

/** The next page of a session; prices and forms are seldom looked at twice in one. */
function drawPath(random: Random, profile: Profile, seen: ReadonlySet<string>): string {
  const pull = Math.exp(0.95 * Math.min(profile.intent, 2.2));
  const again = (path: string) => (seen.has(path) ? 0.06 : 1);
  const kind = random.weighted([
    ["pricing", 0.8 * pull * again("/pricing")],
    ["demo", 0.14 * pull * again("/demo")],
    ["docs", 0.45 * Math.exp(0.4 * profile.intent)],
    ["product", 2.4],
    ["blog", 1.2],
    ["careers", profile.quirk === "job_seeker" ? 4 : 0.015],
    ["other", 1.4],
  ] as const);
  if (kind === "pricing") return "/pricing";
  if (kind === "demo") return "/demo";
  if (kind === "careers") return "/careers";
  return random.pick(PAGES[kind]);
}

/** What is done beyond reading; asking for things leaves a name, so it happens once the visitor is known. */
function drawDeeds(
  random: Random,
  { intent, channel }: Profile,
  known: boolean,
): [string, Record<string, unknown>][] {
  const deeds: [string, Record<string, unknown>][] = [];
  if (random.chance(0.1 * sigmoid(intent))) deeds.push(["cta_hovered", { cta: "demo" }]);
  if (!known) return deeds;
  if (random.chance(0.6 * sigmoid(1.9 * intent - 1.6))) {
    deeds.push(["demo_requested", random.chance(0.7) ? { message: random.pick(DEMO_MESSAGES) } : {}]);
  }
  if (random.chance(0.34 * sigmoid(1.6 * intent - 1.9))) deeds.push(["trial_started", {}]);
  if (random.chance(0.16)) deeds.push(["content_downloaded", { asset: random.pick(GUIDES) }]);
  if (random.chance(channel.name === "Webinar" ? 0.3 : 0.03))
    deeds.push(["webinar_attended", { title: random.pick(WEBINARS) }]);
  if (random.chance(0.05 * sigmoid(intent))) deeds.push(["signup_abandoned", { form: "trial" }]);
  if (random.chance(0.16 * sigmoid(1.4 * intent - 0.6))) {
    deeds.push(["form_submitted", { form: "qualifier", answer: "Start within 3 months", high_value: true }]);
  }
  return deeds;
}

/** Days inside the product after a trial began: those who mean it come back. */
export function drawTrialDays(
  random: Random,
  profile: Profile,
  visitorKey: string,
  trialAt: number,
  end: number,
): EventRecord[] {
  const events: EventRecord[] = [];
  for (let day = 0; day < 14; day += 1) {
    if (!random.chance(0.55 * sigmoid(profile.intent) * Math.exp(-day / 12))) continue;
    const at = day === 0 ? trialAt + 5 * MINUTE : timeOfDay(random, trialAt + day * DAY, profile.offsetHours);
    if (at > trialAt && at < end) {
      events.push({
        subject: { visitorKey },
        type: "trial_active",
        occurredAt: new Date(at),
        properties: { feature: random.pick(["floor view", "import", "shift plan"]) },
      });
    }
  }
  return events;
}
