import type { ReasonRef } from "../core/scoring/types.ts";
import { formatCount, timesOf } from "./format.ts";

/** Words why a score moved, for the score history: "Viewed pricing twice", "Rules v2 published", "5 quiet days". */

const ACTIVITIES: Readonly<Record<string, string>> = {
  visit: "Visited the site",
  page_view: "Viewed pages",
  page_left: "Read on the site",
  cta_hovered: "Hovered over a button",
  form_submitted: "Sent a form",
  demo_requested: "Requested a demo",
  trial_started: "Started a trial",
  trial_active: "Used the trial",
  content_downloaded: "Downloaded content",
  webinar_attended: "Attended a webinar",
  signup_abandoned: "Left the sign-up form",
  email_delivered: "Received an email",
  email_opened: "Opened an email",
  email_clicked: "Clicked an email",
  email_replied: "Replied to an email",
  email_bounced: "Email bounced",
  email_marked_spam: "Marked an email as spam",
  email_unsubscribed: "Unsubscribed",
  call_logged: "Call logged",
  attributes_set: "Fields changed",
  status_changed: "Status changed",
};

export function wordCause({ key, args }: ReasonRef): string {
  switch (key) {
    case "lead_created":
      return "Lead created";
    case "imported":
      return "Imported";
    case "enriched":
      return "Enriched";
    case "activity": {
      const type = String(args.type ?? "");
      const count = typeof args.count === "number" ? args.count : 1;
      const base = ACTIVITIES[type] ?? (type === "" ? "New activity" : type.replaceAll("_", " "));
      return count > 1 ? `${base} ${timesOf(count)}` : base;
    }
    case "status_changed":
      return args.to ? `Status set to ${args.to}` : "Status changed";
    case "rules_published":
    case "model_published":
      return `${args.version ?? (key === "rules_published" ? "Rules" : "Model")} published`;
    case "bands_published":
      return `Bands of ${args.version ?? "another version"} published`;
    case "rolled_back":
      return `Back to ${args.version ?? "an earlier version"}`;
    case "market_changed":
      return "Market settings changed";
    case "manual":
      return "Scored by hand";
    case "refresh":
      return typeof args.quiet_days === "number" && args.quiet_days > 0
        ? formatCount(args.quiet_days, "quiet day")
        : "Time passed";
    default:
      return "Scored again";
  }
}
