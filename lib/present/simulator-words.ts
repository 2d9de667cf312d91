import type { Dimension, SignalValue } from "../core/signals/types.ts";
import type { Action } from "../core/simulation/actions.ts";
import type { Control } from "../core/simulation/controls.ts";
import type { Answer } from "../core/simulation/counterfactual.ts";
import type { Shape } from "../core/simulation/shapes.ts";
import { sizeBracket } from "./company-size.ts";
import { capital, formatCount, formatNumber, formatShare, formatShort, listOf } from "./format.ts";

/** What the simulator says: values of controls, what would help, what was changed. */

/** Categories of the standard signals; a tenant's own words stay as they are. */
const CATEGORY_WORDS: Readonly<Record<string, string>> = {
  c_level: "C-level",
  vp: "VP",
  director: "Director",
  manager: "Manager",
  individual: "Individual contributor",
  target: "Target industry",
  adjacent: "Close to the target",
  neutral: "Not on the list",
  poor: "Poor fit",
};

export const UNKNOWN_WORD = "Unknown";

export function categoryWords(value: string): string {
  return CATEGORY_WORDS[value] ?? capital(value);
}

export interface SizeChoice {
  /** Employees that stand for the bracket. */
  readonly employees: number;
  readonly label: string;
}

/** The usual brackets of company size, by a number in the middle of each. */
export const SIZE_CHOICES: readonly SizeChoice[] = [3, 22, 70, 141, 316, 707, 2_000].map((employees) => ({
  employees,
  label: `${sizeBracket(employees)} people`,
}));

/** Employees behind a value of the size control, whichever of the two signals it sets. */
export function employeesFrom(value: SignalValue | undefined, isLog: boolean): number | null {
  if (typeof value !== "number") return null;
  return isLog ? Math.max(1, Math.round(Math.expm1(value))) : value;
}

const UNITS: Readonly<Record<string, (value: string, one: boolean) => string>> = {
  minutes: (value) => `${value} min`,
  percent: (value) => `${value} %`,
  days: (value, one) => `${value} ${one ? "day" : "days"}`,
};

/** A value as it stands beside its control: "2", "18 min", "Yes", "200–499 people". */
export function valueWords(control: Pick<Control, "kind" | "unit" | "key">, value: SignalValue): string {
  if (value === null) return UNKNOWN_WORD;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "string") return categoryWords(value);
  if (control.kind === "size") {
    const size = sizeBracket(employeesFrom(value, control.key === "company_size_log"));
    return size === null ? UNKNOWN_WORD : `${size} people`;
  }
  const text =
    Math.abs(value) >= 100
      ? formatNumber(Math.round(value))
      : formatShort(value, control.unit === undefined || control.unit === "share" ? 2 : 1);
  return UNITS[control.unit ?? ""]?.(text, value === 1) ?? text;
}

/** "median 0", "9 % do", "31 % are": what leads show, beside a control without a distribution behind it. */
export function shapeWords(shape: Shape | undefined, isCount: boolean, dimension?: Dimension): string {
  if (shape?.kind === "boolean")
    return `${formatShare(shape.share)} ${dimension === "fit" ? "are" : dimension === "negative" ? "of leads" : "do"}`;
  if (shape?.kind !== "number") return "";
  if (!isCount) return `median ${formatShort(shape.median)}`;
  const some = shape.bins.slice(1).reduce((sum, count) => sum + count, 0);
  const all = some + (shape.bins[0] ?? 0);
  return all === 0 ? "" : `${formatShare(some / all)} do`;
}

/** [for one, for several]; the figure goes before the latter. */
const ACTION_WORDS: Readonly<Record<string, readonly [string, string]>> = {
  demo_request: ["a demo request", "demo requests"],
  call: ["a connected call", "connected calls"],
  reply: ["a reply to an email", "replies to emails"],
  webinar: ["a webinar", "webinars"],
  trial_start: ["a trial start", "trial starts"],
  trial_day: ["an active trial day", "active trial days"],
  pricing_view: ["a pricing view", "pricing views"],
  download: ["a download", "downloads"],
  click: ["an email click", "email clicks"],
  docs_view: ["a docs page", "docs pages"],
  product_repeat: ["a repeated product page", "repeated product pages"],
  visit: ["a visit", "visits"],
};

function actionWords({ key, label }: Action, times: number, from: SignalValue): string {
  const [one, many] = ACTION_WORDS[key] ?? [
    `“${label.replace(/, times$/, "")}” once`,
    `times “${label.replace(/, times$/, "")}”`,
  ];
  if (times > 1) return `${formatNumber(times)} ${many}`;
  return typeof from === "number" && from > 0 && ACTION_WORDS[key] ? one.replace(/^an? /, "one more ") : one;
}

/** "One more pricing view", "A webinar and an email click". */
export function answerTitle({ steps }: Pick<Answer, "steps">): string {
  return capital(listOf(steps.map(({ action, times, from }) => actionWords(action, times, from))));
}

/** "Pricing views 1 to 2", "Not yet to yes". */
export function answerDetail({ steps }: Pick<Answer, "steps">): string {
  return steps
    .map(({ action, from, to }) => {
      const name = action.label.split(",")[0]!;
      if (from === false && to === true) return `${name}: not yet to yes`;
      return `${name} ${formatShort(Number(from ?? 0))} to ${formatShort(Number(to ?? 0))}`;
    })
    .join(", ");
}

/** "Smallest", "1 step", "3 steps" */
export function costWords(cost: number, least: number, isExact: boolean): string {
  return cost === least && isExact && cost > 1
    ? `Smallest, ${formatCount(cost, "step")}`
    : formatCount(cost, "step");
}

const DECLINES: Readonly<Record<string, string>> = {
  unsubscribed: "Unsubscribing",
  bounced_or_spam: "A bounced email",
  careers_views_30d: "A look at the careers page",
};

/** "9 quiet days would bring it down to 26, Nurture." */
export function declineWords(key: string, total: number, band: string, days?: number): string {
  const cause = days === undefined ? (DECLINES[key] ?? key) : `${formatCount(days, "quiet day")}`;
  return `${cause} would bring it down to ${total}, ${band}.`;
}

/** "Pricing views, 7 days 2, decision maker yes, 5 quiet days"; "Unchanged" where nothing was set. */
export function changeWords(
  changes: readonly {
    readonly control: Pick<Control, "kind" | "unit" | "key" | "label">;
    readonly value: SignalValue;
  }[],
  quietDays: number,
): string {
  const parts = changes.map(({ control, value }) => {
    const name = control.label.split(",")[0]!;
    if (value === true) return name;
    if (value === false) return `not ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    return `${name} ${valueWords(control, value).toLocaleLowerCase("en")}`;
  });
  if (quietDays > 0) parts.push(formatCount(quietDays, "quiet day"));
  return parts.length === 0 ? "Unchanged" : capital(parts.join(", "));
}

/** "Scored here in 0.4 ms": a clock that shows tenths cannot say less. */
export function timingWords(ms: number): string {
  return ms < 0.1 ? "Scored here in under 0.1 ms" : `Scored here in ${formatNumber(ms, ms < 10 ? 1 : 0)} ms`;
}

/** One sentence on what of an address was left out; null where nothing was. */
export function problemWords(problems: readonly string[], droppedSignals: readonly string[]): string | null {
  const parts = [
    problems.includes("lead_gone")
      ? "The lead of this link is not in this workspace, or was erased. This is a blank lead."
      : null,
    problems.includes("lead") || problems.includes("persona")
      ? "This link names a start that does not exist. This is a blank lead."
      : null,
    problems.includes("scorer_gone") || problems.includes("scorer")
      ? "The scorer version of this link is not here. The version in use scores instead."
      : null,
    problems.includes("edit") || droppedSignals.length > 0
      ? `Values that this scorer’s signals cannot have were left out${droppedSignals.length > 0 ? `: ${droppedSignals.slice(0, 3).join(", ")}${droppedSignals.length > 3 ? " and more" : ""}` : ""}.`
      : null,
    problems.includes("quiet") ? "Quiet days go from 0 to 90; the ones of this link were left out." : null,
    problems.includes("signal") ? "The signal to draw a curve of was not understood." : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(" ");
}
