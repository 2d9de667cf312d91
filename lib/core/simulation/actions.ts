import type { CompiledSignals } from "../signals/compile.ts";
import type { SignalValue } from "../signals/types.ts";
import { isActivity } from "./edit-vector.ts";
import { setEdit, valuesNow } from "./set-edit.ts";
import type { Shape } from "./shapes.ts";
import type { Edits, Standing } from "./types.ts";

/**
 * What sales or marketing can bring about: the whole list. Who the lead is, how large its company, where it came from
 * and what it thinks better of are not on it. Each names the signals that count it, the one with the shortest window
 * first: what happens now is in every window.
 */
const STANDARD: readonly (readonly [string, readonly string[]])[] = [
  ["demo_request", ["demo_requests_90d"]],
  ["call", ["calls_connected_90d"]],
  ["reply", ["email_replies_90d"]],
  ["webinar", ["webinars_attended_90d"]],
  ["trial_start", ["trial_started"]],
  ["trial_day", ["trial_active_days_14d"]],
  ["pricing_view", ["pricing_views_7d", "pricing_views_30d"]],
  ["download", ["content_downloads_90d"]],
  ["click", ["email_clicks_30d"]],
  ["docs_view", ["docs_views_30d"]],
  ["product_repeat", ["product_page_repeats_30d"]],
  ["visit", ["site_visits_30d", "return_visits_7d", "return_visits_30d"]],
];

export interface Action {
  /** Of the list above, or `own:` and the signal's key. */
  readonly key: string;
  readonly signal: string;
  readonly label: string;
  /** Most that the signal may come to: what all but one in a hundred leads stay at, and at least one. */
  readonly most: number;
  readonly isOwn: boolean;
}

/** The actions that exist by these definitions. Own signals are among them only where they count what leads do. */
export function actionsOf(compiled: CompiledSignals, shapes: Readonly<Record<string, Shape>>): Action[] {
  const definitionOf = (key: string) => compiled.definitions[compiled.indexByKey.get(key) ?? -1];
  const mostOf = (key: string): number => {
    const shape = shapes[key];
    return Math.max(1, shape?.kind === "number" ? Math.floor(shape.p99) : 1);
  };
  const standard = STANDARD.flatMap(([key, signals]): Action[] => {
    const definition = signals.map(definitionOf).find((found) => found?.source.kind === "events");
    if (!definition) return [];
    const signal = definition.key;
    return [{ key, signal, label: definition.label, most: mostOf(signal), isOwn: false }];
  });
  const own = compiled.definitions.flatMap(({ key, family, dimension, source, label }): Action[] => {
    if (family !== "custom" || source.kind !== "events" || dimension === "fit" || dimension === "negative")
      return [];
    if (source.aggregate !== "count" && source.aggregate !== "distinct_days") return [];
    if (source.halfLifeDays !== undefined || !isActivity(source.match)) return [];
    return [{ key: `own:${key}`, signal: key, label, most: mostOf(key), isOwn: true }];
  });
  return [...standard, ...own];
}

/**
 * A what-if with the action done once more, now; null where it cannot be: beyond what leads show, or an active trial
 * day before the trial. A visit of a lead that was there before is a return.
 */
export function actOnce(standing: Standing, edits: Edits, action: Action, hasVisited: boolean): Edits | null {
  const { indexByKey } = standing.compiled;
  const values = valuesNow(standing, edits);
  const from = amountOf(values[action.signal]);
  if (from + 1 > action.most || values[action.signal] === true) return null;
  if (action.key === "trial_day" && indexByKey.has("trial_started") && values.trial_started !== true)
    return null;
  if (action.key === "visit") {
    const returning = hasVisited || amountOf(values.site_visits_30d) > 0;
    const signal = ["return_visits_7d", "return_visits_30d"].find((key) => indexByKey.has(key));
    if (returning && signal !== undefined)
      return setEdit(standing, edits, signal, amountOf(values[signal]) + 1);
  }
  const value = typeof values[action.signal] === "boolean" ? true : from + 1;
  return setEdit(standing, edits, action.signal, value);
}

const amountOf = (value: SignalValue | undefined): number =>
  typeof value === "number" ? value : value === true ? 1 : 0;
