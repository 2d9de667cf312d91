import { capital, two } from "./format.ts";
import { zoneTime } from "./zone-time.ts";

/** One line in the page that shows events as they come: what, and where. */
export interface SeenLine {
  readonly what: string;
  readonly where: string;
}

const VIEWED: Readonly<Record<string, string>> = {
  pricing: "Viewed pricing",
  demo: "Viewed the demo page",
  docs: "Read the docs",
  careers: "Viewed careers",
  product: "Viewed a product",
  blog: "Read an article",
};

const WORDS: Readonly<Record<string, string>> = {
  visit: "Visited",
  page_left: "Left a page",
  cta_hovered: "Hovered over a button",
  cta_clicked: "Clicked a button",
  form_started: "Started a form",
  form_submitted: "Sent a form",
  form_abandoned: "Left a form",
  demo_requested: "Requested a demo",
  signup_abandoned: "Left the sign-up form",
  content_downloaded: "Downloaded",
  identified: "Identified",
};

/** "Viewed pricing" and "/pricing". */
export function seenLine(type: string, properties: Readonly<Record<string, unknown>>): SeenLine {
  const text = (name: string) => (typeof properties[name] === "string" ? (properties[name] as string) : "");
  const what =
    type === "page_view"
      ? (VIEWED[text("page")] ?? "Viewed a page")
      : (WORDS[type] ?? capital(type.replaceAll("_", " ")));
  return { what, where: text("path") || text("landing_path") };
}

/** "08:42:11" in the workspace's zone. */
export function clockTime(at: number, timeZone: string): string {
  const { hour, minute } = zoneTime(at, timeZone);
  return `${two(hour)}:${two(minute)}:${two(Math.floor(at / 1_000) % 60)}`;
}
