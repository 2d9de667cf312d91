import { type PageKind, pageKindOf } from "../signals/events.ts";

/** "The page of this path, and all below it, is about that." */
export interface PageRule {
  /** "/preise": lower case, begins with a slash, without a star. */
  readonly path: string;
  readonly page: PageKind;
}

/** What the browser tells of itself beside the event's own type and time. */
export type RawProperties = Readonly<Record<string, unknown>>;

export interface WebEvent {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Facts that a browser cannot know: a public key must not be able to claim them. */
const NOT_A_BROWSERS =
  /^(attributes_set|status_changed|call_logged|email_\w+|webinar_attended|identify|lead_\w+|score_\w+)$/;
const TYPE = /^[a-z][a-z0-9_.-]{0,59}$/;
const MOST_PROPERTIES = 20;
const LONGEST_TEXT = 300;
const DAY_SECONDS = 86_400;

const DEMO_FORM = /(^|[^a-z])(demo|book|meeting)([^a-z]|$)/;
const SIGN_UP_FORM = /(^|[^a-z])(sign-?_?up|register|registration|trial|get-?_?started)([^a-z]|$)/;

/** Whether a browser may send this type under the public key. */
export const isWebEventType = (type: string): boolean => TYPE.test(type) && !NOT_A_BROWSERS.test(type);

/** What a path is about: the workspace's own rules first, the longest that fits; else the usual names. */
export function pageOf(path: string, rules: readonly PageRule[]): PageKind {
  const clean = path.toLowerCase().split(/[?#]/, 1)[0] ?? "";
  let best: PageRule | undefined;
  for (const rule of rules) {
    const fits =
      clean === rule.path || clean.startsWith(rule.path.endsWith("/") ? rule.path : `${rule.path}/`);
    if (fits && (!best || rule.path.length > best.path.length)) best = rule;
  }
  return best?.page ?? pageKindOf(clean);
}

/**
 * What the tracker saw, in the vocabulary that signals read. Here alone is decided what a page or a form is about: the
 * browser sends paths and names, never kinds.
 */
export function webEvent(type: string, raw: RawProperties, rules: readonly PageRule[]): WebEvent {
  const path = textOf(raw.path)?.slice(0, LONGEST_TEXT) ?? "/";
  const session = textOf(raw.session_id);
  const place = { path, ...(session ? { session_id: session } : {}) };
  const form = textOf(raw.form) ?? "form";
  switch (type) {
    case "visit":
      return {
        type,
        properties: { landing_path: path, ...(session ? { session_id: session } : {}), ...origins(raw) },
      };
    case "page_view":
      return { type, properties: { ...place, page: pageOf(path, rules) } };
    case "page_left":
      return {
        type,
        properties: {
          ...place,
          seconds: within(raw.seconds, DAY_SECONDS),
          scroll_pct: within(raw.scroll_pct, 100),
        },
      };
    case "form_submitted":
      return DEMO_FORM.test(form.toLowerCase()) || isDemoPage(form, path, rules)
        ? { type: "demo_requested", properties: { ...place, form } }
        : { type, properties: { ...place, form } };
    case "form_abandoned":
      return {
        type: SIGN_UP_FORM.test(form.toLowerCase()) ? "signup_abandoned" : type,
        properties: { ...place, form },
      };
    default:
      return { type, properties: { ...plainProperties(raw), ...place } };
  }
}

/** A form without a name of its own, on the page where one asks for a demo. */
const isDemoPage = (form: string, path: string, rules: readonly PageRule[]) =>
  form === "form" && pageOf(path, rules) === "demo";

function origins(raw: RawProperties): Record<string, string> {
  const told: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    const text = textOf(value);
    if (text && (name === "referrer" || /^utm_[a-z]{1,20}$/.test(name))) told[name] = text;
  }
  return told;
}

function plainProperties(raw: RawProperties): Record<string, string | number | boolean> {
  const plain: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(raw).slice(0, MOST_PROPERTIES)) {
    if (!/^[a-z][a-z0-9_]{0,39}$/i.test(name)) continue;
    if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value)))
      plain[name] = value;
    else {
      const text = textOf(value);
      if (text) plain[name] = text;
    }
  }
  return plain;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, LONGEST_TEXT) : null;
}

/** 0 to `most`; what is no number counts as 0. */
function within(value: unknown, most: number): number {
  return typeof value === "number" && value > 0 ? Math.min(most, Math.round(value)) : 0;
}
