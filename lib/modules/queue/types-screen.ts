import type { BandSet } from "@/lib/core/scoring/types";
import type { BandLookText, LeadListItem } from "@/lib/present/leads-row";
import type { ReasonText } from "@/lib/present/leads-score";
import type { TimelineGroup } from "@/lib/present/leads-timeline";
import type { OpeningLine } from "@/lib/present/opening-line";

/** What the queue's page is given: worded, but for times that run on while one looks. */

export interface QueueDue {
  /** Epoch ms. */
  readonly at: number;
  readonly kind: "respond" | "follow_up";
  /** A promise of hours, shown as time left; else as the time of day. */
  readonly isTimed: boolean;
  /** When the clock began; what share of the time is left is counted from here. */
  readonly since: number | null;
}

export interface QueueItem {
  readonly id: string;
  readonly name: string;
  readonly company: string | null;
  readonly score: number | null;
  /** The machine's, where a person set another. */
  readonly machine: number | null;
  readonly bandId: string | null;
  readonly band: BandLookText | null;
  readonly reason: string | null;
  readonly due: QueueDue;
  readonly isUnclaimed: boolean;
}

export interface QueueSection {
  /** Band id; "" for follow-ups. */
  readonly key: string;
  readonly title: string;
  readonly band: BandLookText | null;
  readonly rows: readonly QueueItem[];
  /** All there are; more than rows where the section is cut. */
  readonly count: number;
}

export interface QueueDay {
  readonly today: number;
  readonly overdue: number;
  /** Epoch ms of the first that is due on a later day. */
  readonly nextAt: number | null;
  readonly minutesPerCall: number;
  readonly called: number;
  readonly connected: number;
  readonly meetings: number;
}

export interface QueueView {
  readonly sections: readonly QueueSection[];
  readonly day: QueueDay;
  /** Epoch ms at which this was true. */
  readonly at: number;
}

export interface QueueChange {
  /** "Since you last looked, Mon 17:30" */
  readonly since: string;
  readonly from: { readonly score: number; readonly band: BandLookText | null } | null;
  readonly to: { readonly score: number; readonly band: BandLookText | null };
  readonly lines: readonly { readonly title: string; readonly points: string; readonly raises: boolean }[];
  /** Why, where the points of before are not known: "Requested a demo". */
  readonly cause: string | null;
}

export interface QueueNote {
  readonly id: string;
  readonly text: string;
  readonly by: string;
  readonly time: string;
}

/** One lead beside the list. */
export interface QueueLead {
  readonly id: string;
  readonly row: LeadListItem;
  readonly company: string | null;
  readonly jobTitle: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** "Milan, Italy, 09:42 there" */
  readonly place: string | null;
  readonly qualityNotes: readonly string[];
  readonly bandSet: BandSet;
  readonly due: QueueDue | null;
  /** The one thing to do: "Call within 2 hours", "Call again: nobody answered at 09:12". */
  readonly next: string;
  readonly sentence: string | null;
  /** 95 % interval of what became of leads like this, in score points. */
  readonly interval: readonly [number, number] | null;
  readonly before: number | null;
  readonly reasons: readonly ReasonText[];
  readonly risks: readonly ReasonText[];
  /** "6 smaller factors add 12 to a starting point of 25." */
  readonly rest: string | null;
  readonly factorCount: number;
  readonly change: QueueChange | null;
  readonly timeline: readonly TimelineGroup[];
  readonly notes: readonly QueueNote[];
  readonly opening: OpeningLine;
  /** Points that a connected call would add; null where it cannot be told. */
  readonly connectedEffect: number | null;
  readonly isOpen: boolean;
  readonly ownerId: string | null;
  /** This person may act on it. */
  readonly mayWork: boolean;
  /** Epoch ms of the score. */
  readonly scoredAt: number | null;
}

export interface QueuePerson {
  readonly id: string;
  readonly name: string;
}

export interface QueueContext {
  readonly me: QueuePerson & { readonly firstName: string };
  readonly workspace: string;
  readonly timeZone: string;
  /** Whom a lead can be given to. */
  readonly people: readonly QueuePerson[];
  readonly bandSet: BandSet;
  /** Manages overrides: sets them; else asks for them, or neither. */
  readonly override: "set" | "request" | null;
}

export interface QueuePage {
  readonly view: QueueView;
  readonly context: QueueContext;
  /** The lead in the address, else the first; with the next ones, so that the first keys are answered at once. */
  readonly leads: readonly QueueLead[];
  readonly currentId: string | null;
  /** Times at which a call logged now would come back. */
  readonly again: QueueAgain;
}

export interface QueueAgain {
  readonly noAnswerAt: number;
  readonly voicemailAt: number;
  /** Morning of the next working day, and of the next week. */
  readonly tomorrowAt: number;
  readonly nextWeekAt: number;
  /** 14:00 today where that is still to come. */
  readonly afternoonAt: number | null;
}

/** What a page that is open needs to see whether something came or went: a few bytes a lead. */
export interface QueueMark {
  readonly id: string;
  readonly band: string | null;
  readonly dueAt: number;
  readonly kind: "respond" | "follow_up";
}
