import {
  capital,
  formatCount,
  formatDay,
  formatTime,
  listOf,
  shortWeekday,
  type TimeContext,
  timelineHeading,
  timesOf,
} from "./format.ts";
import { fieldLabel, fieldValue } from "./leads-fields.ts";
import { zoneTime } from "./zone-time.ts";

/** What happened to a lead, worded and folded: a visit of nine pages is one line. */

export interface TimelineEvent {
  readonly id: string;
  readonly type: string;
  /** Epoch ms. */
  readonly at: number;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Who really did it, where it was not a person: it earns nothing. */
  readonly flag: "bot" | "scanner" | null;
  /** How that was noticed: "Clicked within 2 seconds of delivery". */
  readonly flagReason?: string | null;
}

export type TimelineKind =
  | "web"
  | "mail"
  | "call"
  | "file"
  | "form"
  | "trial"
  | "webinar"
  | "field"
  | "status"
  | "override"
  | "other";

export interface TimelineLine {
  readonly key: string;
  readonly kind: TimelineKind;
  readonly title: string;
  readonly note: string | null;
  /** "08:16", "Thu 12", "22 Oct" */
  readonly time: string;
  readonly at: number;
  /** The lead asked for us or answered us. */
  readonly strong: boolean;
  readonly ignored: boolean;
}

export interface TimelineGroup {
  readonly heading: string;
  readonly lines: readonly TimelineLine[];
}

/** A line that no event stands for: what a person did to the score. */
export interface TimelineNote {
  readonly key: string;
  readonly kind: TimelineKind;
  readonly title: string;
  readonly note: string | null;
  readonly at: number;
}

interface Fold {
  readonly kind: string;
  readonly day: number;
  readonly flag: TimelineEvent["flag"];
  readonly events: TimelineEvent[];
}

const BROWSING: ReadonlySet<string> = new Set(["visit", "page_view", "page_left", "cta_hovered"]);
/** Types whose repeats on one day are one line with a count. */
const COUNTED: Readonly<Record<string, readonly [TimelineKind, (count: number) => string]>> = {
  email_delivered: ["mail", (n) => (n === 1 ? "Was sent an email" : `Was sent ${n} emails`)],
  email_opened: ["mail", (n) => (n === 1 ? "Opened an email" : `Opened emails ${timesOf(n)}`)],
  email_clicked: ["mail", (n) => (n === 1 ? "Clicked an email" : `Clicked emails ${timesOf(n)}`)],
  trial_active: ["trial", (n) => (n === 1 ? "Used the trial" : `Used the trial ${timesOf(n)}`)],
};

const text = (value: unknown): string | null => {
  const plain = typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
  return plain === "" ? null : plain.length > 160 ? `${plain.slice(0, 159).trimEnd()}…` : plain;
};
const quoted = (value: unknown): string | null => {
  const plain = text(value);
  return plain === null ? null : `“${plain}”`;
};

/** Groups of lines, newest first. `events` come newest first, `notes` in any order. */
export function presentTimeline(
  events: readonly TimelineEvent[],
  context: TimeContext,
  notes: readonly TimelineNote[] = [],
): TimelineGroup[] {
  const lines = [
    ...folded(events, context).map((fold) => {
      const heading = timelineHeading(fold.events[0]!.at, context);
      return { heading, line: lineOf(fold, heading, context) };
    }),
    ...notes.map((note) => {
      const heading = timelineHeading(note.at, context);
      return {
        heading,
        line: { ...note, time: lineTime(note.at, heading, context), strong: false, ignored: false },
      };
    }),
  ].sort((a, b) => b.line.at - a.line.at);
  const groups: { heading: string; lines: TimelineLine[] }[] = [];
  for (const { heading, line } of lines) {
    const last = groups.at(-1);
    if (last?.heading === heading) last.lines.push(line);
    else groups.push({ heading, lines: [line] });
  }
  return groups;
}

/** What one did on the site on one day is one fold, whatever lies between; other repeats fold where they touch. */
function folded(events: readonly TimelineEvent[], { timeZone }: TimeContext): Fold[] {
  const folds: Fold[] = [];
  for (const event of events) {
    const day = zoneTime(event.at, timeZone).dayNumber;
    const kind = BROWSING.has(event.type) ? "browsing" : event.type;
    const fits = (fold: Fold) => fold.kind === kind && fold.day === day && fold.flag === event.flag;
    const open =
      kind === "browsing"
        ? folds.findLast((fold) => fold.day !== day || fits(fold))
        : kind in COUNTED
          ? folds.at(-1)
          : undefined;
    if (open && fits(open)) open.events.push(event);
    else folds.push({ kind, day, flag: event.flag, events: [event] });
  }
  return folds;
}

function lineOf({ kind, flag, events }: Fold, heading: string, context: TimeContext): TimelineLine {
  const newest = events[0]!;
  const worded = kind === "browsing" ? wordBrowsing(events) : wordEvent(newest, events.length);
  const who = flag === "scanner" ? "Ignored: link scanner" : flag === "bot" ? "Ignored: bot" : null;
  const because = who && newest.flagReason ? `${who}. ${newest.flagReason}` : who;
  return {
    key: newest.id,
    kind: worded.kind,
    title: worded.title,
    note: because ?? worded.note ?? null,
    time: lineTime(newest.at, heading, context),
    at: newest.at,
    strong: worded.strong === true && flag === null,
    ignored: flag !== null,
  };
}

function lineTime(at: number, heading: string, context: TimeContext): string {
  if (heading === "Last week") {
    const { weekday, day } = zoneTime(at, context.timeZone);
    return `${shortWeekday(weekday)} ${day}`;
  }
  // Months are headed by a lone word (and a year); a day's heading is the day itself.
  const ofDay = heading === "Today" || heading === "Yesterday" || /^\w+day \d/.test(heading);
  return ofDay ? formatTime(at, context.timeZone) : formatDay(at, { ...context, now: at });
}

interface Worded {
  readonly kind: TimelineKind;
  readonly title: string;
  readonly note?: string | null;
  readonly strong?: boolean;
}

const PAGES: readonly (readonly [string, (count: number) => string])[] = [
  ["pricing", (n) => (n === 1 ? "Viewed pricing" : `Viewed pricing ${timesOf(n)}`)],
  ["demo", () => "Viewed the demo page"],
  ["docs", (n) => `Read ${formatCount(n, "docs page")}`],
  ["careers", () => "Visited the careers page"],
  ["product", (n) => `Viewed ${formatCount(n, "product page")}`],
  ["blog", (n) => `Read ${formatCount(n, "article")}`],
];

function wordBrowsing(events: readonly TimelineEvent[]): Worded {
  const views = events.filter(({ type }) => type === "page_view");
  const counts = new Map<string, number>();
  for (const { properties } of views) {
    const page = String(properties.page ?? "other");
    counts.set(page, (counts.get(page) ?? 0) + 1);
  }
  const seconds = events.reduce((sum, { type, properties }) => {
    const spent = type === "page_left" ? Number(properties.seconds) : 0;
    return Number.isFinite(spent) ? sum + spent : sum;
  }, 0);
  const minutes = Math.round(seconds / 60);
  const note = minutes >= 1 ? `${formatCount(minutes, "minute")} on the site` : null;
  const telling = PAGES.find(([page]) => counts.has(page));
  if (!telling) {
    const title =
      views.length > 0
        ? views.length === 1
          ? "Viewed a page"
          : `Viewed ${views.length} pages`
        : events.some(({ type }) => type === "visit")
          ? "Visited the site"
          : events.some(({ type }) => type === "cta_hovered")
            ? "Hovered over a button"
            : "Read on the site";
    return { kind: "web", title, note };
  }
  const [page, say] = telling;
  const count = counts.get(page) ?? 0;
  const others = views.length - count;
  const rest = others > 0 ? `, ${formatCount(others, "other page")}` : "";
  return { kind: "web", title: say(count) + rest, note };
}

const CALLS: Readonly<Record<string, string>> = {
  connected: "Connected",
  no_answer: "No answer",
  voicemail: "Left a voicemail",
  bad_number: "Bad number",
  meeting_booked: "Booked a meeting",
  not_interested: "Not interested",
};

function wordEvent({ type, properties: p }: TimelineEvent, count: number): Worded {
  const counted = COUNTED[type];
  if (counted) return { kind: counted[0], title: counted[1](count), note: count === 1 ? mailNote(p) : null };
  switch (type) {
    case "form_submitted":
      return {
        kind: "form",
        title: text(p.form) ? `Sent the form ${quoted(p.form)}` : "Sent a form",
        note: quoted(p.answer),
        strong: true,
      };
    case "form_started":
    case "form_abandoned": {
      const deed = type === "form_started" ? "Began" : "Left";
      return { kind: "form", title: text(p.form) ? `${deed} the form ${quoted(p.form)}` : `${deed} a form` };
    }
    case "cta_clicked":
      return { kind: "web", title: text(p.cta) ? `Clicked the button ${quoted(p.cta)}` : "Clicked a button" };
    case "identified":
      return { kind: "web", title: "Said who they are on the site" };
    case "demo_requested":
      return { kind: "form", title: "Requested a demo", note: quoted(p.message), strong: true };
    case "trial_started":
      return { kind: "trial", title: "Started a trial", strong: true };
    case "content_downloaded":
      return { kind: "file", title: text(p.asset) ? `Downloaded ${quoted(p.asset)}` : "Downloaded content" };
    case "webinar_attended":
      return { kind: "webinar", title: text(p.title) ? `Attended ${quoted(p.title)}` : "Attended a webinar" };
    case "signup_abandoned":
      return { kind: "form", title: "Left the sign-up form" };
    case "email_replied":
      return { kind: "mail", title: "Replied to an email", note: mailNote(p), strong: true };
    case "email_bounced":
      return { kind: "mail", title: "An email bounced", note: mailNote(p) };
    case "email_marked_spam":
      return { kind: "mail", title: "Marked an email as spam", note: mailNote(p) };
    case "email_unsubscribed":
      return { kind: "mail", title: "Unsubscribed", note: mailNote(p) };
    case "call_logged": {
      const minutes = Number(p.minutes);
      const spoke =
        CALLS[String(p.outcome)] ?? (text(p.outcome) ? `Call: ${text(p.outcome)}` : "Call logged");
      return {
        kind: "call",
        title: minutes > 0 ? `${spoke}, ${Math.round(minutes)} min` : spoke,
        note: quoted(p.note),
      };
    }
    case "status_changed":
      return {
        kind: "status",
        title: text(p.to) ? `Status set to ${text(p.to)}` : "Status changed",
        note: text(p.from) ? `It was ${text(p.from)}` : null,
      };
    case "attributes_set":
      return wordChanges(p);
    default:
      return { kind: "other", title: capital(type.replaceAll("_", " ").trim() || "Something happened") };
  }
}

const mailNote = (p: Readonly<Record<string, unknown>>): string | null =>
  quoted(p.subject) ?? text(p.campaign);

const MOST_NAMED_CHANGES = 2;

function wordChanges(p: Readonly<Record<string, unknown>>): Worded {
  const changes = Object.entries((p.changes ?? {}) as Record<string, unknown>);
  const source = text(p.source);
  const from = source === null ? null : `From ${source}`;
  if (changes.length === 0) return { kind: "field", title: "Fields confirmed", note: from };
  if (changes.length <= MOST_NAMED_CHANGES) {
    const said = changes.map(([key, value]) => {
      const shown = fieldValue(value);
      return shown === null ? `${fieldLabel(key)} emptied` : `${fieldLabel(key)} set to ${shown}`;
    });
    return {
      kind: "field",
      title: listOf(said.map((words, index) => (index === 0 ? words : lowerFirst(words)))),
      note: from,
    };
  }
  const named = changes.slice(0, 3).map(([key]) => fieldLabel(key).toLocaleLowerCase("en"));
  const more = changes.length - named.length;
  return {
    kind: "field",
    title: `${formatCount(changes.length, "field")} set`,
    note: [more > 0 ? `${named.join(", ")} and ${more} more` : listOf(named), from]
      .filter(Boolean)
      .join(". "),
  };
}

const lowerFirst = (words: string): string => words.charAt(0).toLocaleLowerCase("en") + words.slice(1);
