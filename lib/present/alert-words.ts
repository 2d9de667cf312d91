import {
  formatAge,
  formatCount,
  formatTime,
  relativeDay,
  type TimeContext,
  timelineHeading,
} from "./format.ts";
import { leadDetail, leadName, type NamedLead } from "./leads-row.ts";
import { zoneTime } from "./zone-time.ts";

/** What a person is told in the product, worded. Details are those that whoever raised the alert wrote down. */

export interface WordableAlert {
  readonly kind: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  /** Null where it is about none, or the lead is gone. */
  readonly lead: (NamedLead & { readonly company: string | null; readonly jobTitle: string | null }) | null;
  /** The colleague behind it, where there is one. */
  readonly by: string | null;
}

export interface AlertText {
  /** "Ingrid Solheim is Hot: 78" */
  readonly title: string;
  /** "Given to you by Ruth Adeyemi" */
  readonly detail: string;
}

export function wordAlert({ kind, details, lead, by }: WordableAlert): AlertText {
  const name = lead ? leadName(lead).name : "A lead";
  const who = by ?? "Somebody";
  const about = lead ? leadDetail(lead) : "This lead is gone";
  const told = String(details.value ?? "");
  const value = details.kind === "score" ? `a score of ${told}` : told;
  switch (kind) {
    case "hot":
      return {
        title: `${name} is ${details.band ?? "in the best band"}${details.score === undefined ? "" : `: ${details.score}`}`,
        detail: details.routed ? `Given to you. ${about}` : about,
      };
    case "assigned":
      // Many at once are told of once.
      if (typeof details.leads === "number")
        return {
          title: `${formatCount(details.leads, "lead")} ${details.leads === 1 ? "is" : "are"} yours`,
          detail: `Given to you by ${who}`,
        };
      return {
        title: `${name} is yours`,
        detail: by ? `Given to you by ${by}. ${about}` : `Given to you by routing. ${about}`,
      };
    case "override_requested":
      return { title: `${who} asks to set ${name} to ${value}`, detail: about };
    case "override_decided":
      return {
        title: `${who} ${details.how === "declined" ? "declined" : "approved"} your request: ${name} to ${value}`,
        detail: details.note ? `“${details.note}”` : about,
      };
    case "override_crossed":
      return {
        title: `The machine has come to agree on ${name}`,
        detail: `It says ${details.machine} by itself; you set ${value}`,
      };
    case "override_ended":
      return { title: `Your override of ${name} ended`, detail: endText(details.how, who, value) };
    case "webhook_off":
      return {
        title: `The webhook to ${details.host} was switched off`,
        detail:
          details.why === "gone"
            ? "Its receiver says that it is gone for good. Look at Settings, Webhooks"
            : "Nothing has arrived there for five days. Look at Settings, Webhooks",
      };
    default:
      return { title: `News of ${name}`, detail: about };
  }
}

function endText(how: WordableAlert["details"][string] | undefined, who: string, value: string): string {
  switch (how) {
    case "reverted":
      return `${who} reverted ${value}; the machine's score counts again`;
    case "replaced":
      return `${who} set another in place of ${value}`;
    case "lead_closed":
      return `The lead was closed, and ${value} with it`;
    default:
      return `Its time was up; the machine's score counts again instead of ${value}`;
  }
}

/** "26 min ago", "07:58", "on Monday": short, at the right of a line. */
export function alertTime(at: number, context: TimeContext): string {
  const age = context.now - at;
  if (age < 60_000) return "now";
  if (age < 3_600_000) return `${formatAge(age)} ago`;
  const days = zoneTime(context.now, context.timeZone).dayNumber - zoneTime(at, context.timeZone).dayNumber;
  return days === 0
    ? formatTime(at, context.timeZone)
    : relativeDay(at, context).replace(/^on /, "").replace(/^y/, "Y");
}

/** The day an alert stands under. */
export const alertDay = timelineHeading;
