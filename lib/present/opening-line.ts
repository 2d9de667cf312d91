import { relativeDay, type TimeContext } from "./format.ts";
import type { TimelineEvent } from "./leads-timeline.ts";

/**
 * The first words of a call. They mention what the lead told or asked us, never that we watched: visits, opens and
 * clicks are left out, however much they say.
 */
export interface OpeningLine {
  readonly text: string;
  /** "From the demo request and the role." */
  readonly from: string;
}

export interface OpeningInput {
  readonly leadFirstName: string | null;
  readonly company: string | null;
  readonly jobTitle: string | null;
  readonly isDecisionMaker: boolean;
  readonly callerFirstName: string;
  readonly callerCompany: string;
  /** Newest first. */
  readonly events: readonly Pick<TimelineEvent, "type" | "at" | "properties" | "flag">[];
}

const DAY_MS = 86_400_000;

interface Opener {
  readonly types: readonly string[];
  readonly days: number;
  readonly say: (day: string, told: string | null) => string;
  /** Property that holds the lead's own words or the thing's name. */
  readonly told: string;
  readonly ask: (isDecisionMaker: boolean) => string;
  readonly from: string;
}

/** The most telling first. */
const OPENERS: readonly Opener[] = [
  {
    types: ["demo_requested"],
    days: 30,
    told: "message",
    say: (day, told) => `You asked for a demo ${day}${told ? ` and wrote ${told}` : ""}.`,
    ask: (decides) =>
      decides
        ? "Shall I start with what it costs, or show you the part you had in mind?"
        : "Which part shall I show you first?",
    from: "the demo request",
  },
  {
    types: ["email_replied"],
    days: 14,
    told: "subject",
    say: (day, told) => `Thank you for your reply ${day}${told ? ` to ${told}` : ""}.`,
    ask: () => "May I pick it up from there?",
    from: "the reply",
  },
  {
    types: ["form_submitted"],
    days: 30,
    told: "answer",
    say: (day, told) => (told ? `You told us ${day}: ${told}.` : `You wrote to us ${day}.`),
    ask: () => "What would have to be true for that to work out?",
    from: "the form",
  },
  {
    types: ["trial_started"],
    days: 21,
    told: "",
    say: (day) => `You started a trial ${day}.`,
    ask: () => "How far did you get, and what is in the way?",
    from: "the trial",
  },
  {
    types: ["webinar_attended"],
    days: 30,
    told: "title",
    say: (day, told) => `You joined ${told ? `our webinar ${told}` : "our webinar"} ${day}.`,
    ask: () => "Which part of it did you come for?",
    from: "the webinar",
  },
  {
    types: ["content_downloaded"],
    days: 30,
    told: "asset",
    say: (day, told) => `You asked for ${told ?? "our guide"} ${day}.`,
    ask: () => "What were you hoping to find in it?",
    from: "the download",
  },
];

export function openingLine(input: OpeningInput, context: TimeContext): OpeningLine {
  const hello = `Hi${input.leadFirstName ? ` ${input.leadFirstName}` : ""}, ${input.callerFirstName} from ${input.callerCompany}.`;
  for (const opener of OPENERS) {
    const event = input.events.find(
      ({ type, at, flag }) =>
        opener.types.includes(type) && flag === null && context.now - at < opener.days * DAY_MS,
    );
    if (!event) continue;
    const told = quoted(event.properties[opener.told]);
    const said = opener.say(relativeDay(event.at, context), told);
    return {
      text: `${hello} ${said} ${opener.ask(input.isDecisionMaker)}`,
      from: `From ${opener.from}${input.isDecisionMaker && opener.types.includes("demo_requested") ? " and the role" : ""}.`,
    };
  }
  const spoke = input.events.find(
    ({ type, properties, flag }) =>
      type === "call_logged" &&
      flag === null &&
      (properties.outcome === "connected" || properties.outcome === "meeting_booked"),
  );
  if (spoke && context.now - spoke.at < 90 * DAY_MS)
    return {
      text: `${hello} We spoke ${relativeDay(spoke.at, context)}. What has changed on your side since?`,
      from: "From the last call.",
    };
  const { company, jobTitle } = input;
  if (company)
    return {
      text: `${hello} You ${jobTitle ? `are ${article(jobTitle)} at` : "work at"} ${company}: who looks after this with you, and is now a good moment?`,
      from: jobTitle ? "From the role and the company." : "From the company.",
    };
  return { text: `${hello} Is now a good moment?`, from: "Nothing is known yet but the address." };
}

function quoted(value: unknown): string | null {
  const text = typeof value === "string" ? value.trim() : "";
  if (text === "") return null;
  return `“${text.length > 120 ? `${text.slice(0, 119).trimEnd()}…` : text}”`;
}

/** "Chief Operating Officer" stands alone; "buyer" becomes "a buyer". */
const article = (title: string): string =>
  /^(chief|head|vp|vice|director|owner|founder|managing|president|c[a-z]o\b)/i.test(title.trim())
    ? title.trim()
    : `${/^[aeiou]/i.test(title.trim()) ? "an" : "a"} ${title.trim()}`;
