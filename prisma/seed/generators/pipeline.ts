import type { EventRecord, LeadRecord, LeadStatus } from "@/lib/modules/ingestion/types";
import { Random } from "../random";
import { arrivals, recentArrivals } from "./arrivals";
import { DAY, HOUR } from "./calendar";
import { drawCallDelay, drawCalls, drawEmails } from "./outreach";
import { drawProfile, type Profile, type World } from "./profile";
import { drawSessions, drawTrialDays, type Span } from "./sessions";

export interface PipelineOptions {
  readonly seed: string;
  /** Nothing happens at or after it. */
  readonly now: number;
  /** Leads over the twelve months, those of this week not counted. */
  readonly leads?: number;
  /** Open leads created in the seven days before `now`. */
  readonly thisWeek?: number;
}

export const PIPELINE_SIZE = { leads: 4_800, thisWeek: 200 } as const;

export interface GeneratedLead {
  /** As first seen, and as enrichment completed it. */
  readonly records: readonly LeadRecord[];
  readonly visitorKey: string;
  readonly identifiedAt: Date;
  /** Index of the owner among the reps; null: unclaimed. */
  readonly owner: number | null;
  /** Log-odds of buying, as only the generator knows them. Never stored; the demo's managers see a blurred glimpse. */
  readonly promise: number;
}

export interface Pipeline {
  readonly leads: readonly GeneratedLead[];
  /** By time. */
  readonly events: readonly EventRecord[];
}

const REPS = 3;
const BASE_LOGIT = -2.75;

/**
 * Twelve months of a B2B pipeline, ending now: each lead has a hidden fit and a hidden intent, which cause what it
 * does, whom the reps call, and whether it buys. No score is made up anywhere. Same seed and now, same result.
 */
export function generatePipeline({
  seed,
  now,
  leads = PIPELINE_SIZE.leads,
  thisWeek = PIPELINE_SIZE.thisWeek,
}: PipelineOptions): Pipeline {
  const random = new Random(seed);
  const created = [
    ...arrivals(random.branch("arrivals"), now, leads),
    ...recentArrivals(random.branch("this week"), now, thisWeek),
  ].sort((a, b) => a.at - b.at);
  const world: World = { companies: random.branch("companies"), addresses: new Set() };
  const stories = created.map(({ at, open }, index) =>
    drawStory(random.branch(`lead ${index}`), world, index, at, open, now),
  );
  const events = [...stories.flatMap((story) => story.events), ...drawBots(random.branch("bots"), now)];
  return {
    leads: stories.map((story) => story.lead),
    events: events.sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime()),
  };
}

interface Story {
  readonly lead: GeneratedLead;
  readonly events: readonly EventRecord[];
}

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

function drawStory(
  random: Random,
  world: World,
  index: number,
  created: number,
  mustBeOpen: boolean,
  now: number,
): Story {
  const profile = drawProfile(random.branch("profile"), index, world);
  const visitorKey = `v_${random.branch("visitor").hex(16)}`;
  const owner = drawOwner(random.branch("owner"), created, now);
  const delay = drawCallDelay(random.branch("delay"), profile, owner !== null);
  const fate = random.branch("fate");
  const promise =
    BASE_LOGIT +
    0.9 * profile.fit +
    1.35 * profile.intent +
    2.1 * profile.channel.closes +
    contactEffect(delay) +
    0.2 * profile.fit * profile.intent +
    fate.normal(0, 0.6);
  const wins = fate.chance(sigmoid(promise));
  const lag = DAY * Math.exp(fate.normal(wins ? 3.0 - 0.12 * profile.intent : 3.3, 0.55));
  const decided = mustBeOpen
    ? Number.POSITIVE_INFINITY
    : created + Math.min(Math.max(lag, 1.2 * DAY), 120 * DAY);
  const closed = decided < now;
  const end = Math.floor((closed ? decided : now) / 1_000) * 1_000;
  const firstSeen = created - Math.round(fate.exponential(9 * DAY)) - HOUR;
  const span: Span = { firstSeen, created, end, fades: !wins };

  const sessions = drawSessions(random.branch("sessions"), profile, visitorKey, span);
  const trial = sessions.find((event) => event.type === "trial_started");
  const trialDays = trial
    ? drawTrialDays(random.branch("trial"), profile, visitorKey, trial.occurredAt.getTime(), end)
    : [];
  const calls = drawCalls(random.branch("calls"), profile, span, delay, sessions);
  const emails = drawEmails(random.branch("emails"), profile, span);
  const status = statusOf(closed, wins, profile, calls, fate);
  const events = [
    ...sessions,
    ...trialDays,
    ...emails,
    ...calls.events,
    ...statusEvents(profile, calls, closed ? status : null, end),
  ];
  const lead: GeneratedLead = {
    records: recordsOf(random.branch("records"), profile, status, created, closed ? end : null, now),
    visitorKey,
    identifiedAt: new Date(created),
    owner,
    promise,
  };
  return { lead, events };
}

/** A call within hours wins deals that a call next week does not; no call at all costs the most. Log-odds. */
const contactEffect = (delay: number | null) =>
  delay === null ? -0.4 : 0.45 * Math.exp(-delay / (12 * HOUR));

function drawOwner(random: Random, created: number, now: number): number | null {
  const fresh = now - created < 2 * DAY;
  return random.chance(fresh ? 0.35 : 0.1) ? null : random.between(0, REPS - 1);
}

interface Calls {
  readonly firstAt: number | null;
  readonly meetingAt: number | null;
}

function statusOf(
  closed: boolean,
  wins: boolean,
  profile: Profile,
  calls: Calls,
  random: Random,
): LeadStatus {
  if (closed && wins) return "won";
  if (closed) return profile.quirk !== "none" && random.chance(0.6) ? "disqualified" : "lost";
  if (calls.meetingAt !== null) return "qualified";
  return calls.firstAt === null ? "new" : "working";
}

function statusEvents(profile: Profile, calls: Calls, final: LeadStatus | null, end: number): EventRecord[] {
  const steps: (readonly [number, string, string])[] = [];
  if (calls.firstAt !== null) steps.push([calls.firstAt + 1_000, "new", "working"]);
  if (calls.meetingAt !== null) steps.push([calls.meetingAt + 2_000, "working", "qualified"]);
  if (final !== null) steps.push([end - 1_000, steps.at(-1)?.[2] ?? "new", final]);
  return steps
    .filter(([at]) => at < end)
    .map(([at, from, to]) => ({
      subject: { externalId: profile.externalId },
      type: "status_changed",
      occurredAt: new Date(at),
      properties: { from, to },
    }));
}

function recordsOf(
  random: Random,
  profile: Profile,
  status: LeadStatus,
  created: number,
  closedAt: number | null,
  now: number,
): LeadRecord[] {
  const createdAt = new Date(created);
  const positive = status === "won";
  const decided = closedAt === null ? {} : { decidedAt: new Date(closedAt) };
  const amount =
    Math.round(Math.exp(random.normal(9.1 + 0.28 * (Math.log(profile.employees) - 4.5), 0.5))) * 100;
  const outcome: NonNullable<LeadRecord["outcome"]> = {
    kind: "won_deal",
    value: closedAt === null ? "undecided" : positive ? "positive" : "negative",
    ...decided,
    ...(positive ? { amountMinor: amount, currency: "EUR" } : {}),
  };
  const territory = String(profile.given.country ?? "");
  const first: LeadRecord = {
    externalId: profile.externalId,
    createdAt,
    knownAt: createdAt,
    status,
    fields: profile.given,
    outcome,
    territory,
    team: profile.sellsThere ? "Nordics and DACH" : "Partners",
    ...(closedAt === null ? {} : { closedAt: new Date(closedAt) }),
  };
  const enrichedAt = created + Math.round(random.exponential(16 * HOUR)) + HOUR / 2;
  const known = Object.keys(profile.enriched).length > 0 && enrichedAt < Math.min(closedAt ?? now, now);
  if (!known) return [first];
  return [first, { externalId: profile.externalId, fields: profile.enriched, knownAt: new Date(enrichedAt) }];
}

/** A few machines read hundreds of pages; they are kept, flagged, and never become anybody. */
function drawBots(random: Random, now: number): EventRecord[] {
  const flag = { flag: "bot", reason: "Known crawler, 40 pages a minute" } as const;
  return Array.from({ length: 5 }, (_, bot) => bot).flatMap((bot) => {
    const branch = random.branch(bot);
    const subject = { visitorKey: `v_bot_${branch.hex(8)}` };
    const start = now - branch.between(2, 300) * DAY;
    const pages = branch.between(60, 160);
    return Array.from({ length: pages }, (_, page) => ({
      subject,
      type: "page_view",
      occurredAt: new Date(start + page * 1_500),
      properties: { path: `/docs/page-${page}`, page: "docs" },
      flag,
    }));
  });
}
