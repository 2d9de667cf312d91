import { eventSignal, on } from "./event-signal.ts";
import type { DerivedSource, Dimension, SignalDefinition, SignalType, SignalUnit } from "./types.ts";

/**
 * What rules and ratios read beside the 33: not offered to models, because they restate another signal (employees,
 * out of territory) or are too rare to learn from (competitor).
 */

function derived(
  name: DerivedSource["name"],
  label: string,
  dimension: Dimension,
  type: SignalType = "boolean",
  unit?: SignalUnit,
): SignalDefinition {
  return {
    key: name,
    label,
    type,
    family: "firmographic",
    dimension,
    ...(unit === undefined ? {} : { unit }),
    source: { kind: "derived", name },
    modelled: false,
  };
}

export const CONDITION_SIGNALS: readonly SignalDefinition[] = [
  derived("employees", "Company size", "fit", "number", "count"),
  derived("competitor", "Competitor's address", "negative"),
  derived("student_mail", "Student address", "negative"),
  derived("free_mail", "Free mail address", "negative"),
  derived("out_of_territory", "Outside the sales territory", "negative"),
  eventSignal(
    {
      key: "high_value_form_answer",
      label: "High-value form answer",
      dimension: "intent",
      match: { types: ["form_submitted"], where: [{ property: "high_value", in: [true] }] },
      days: null,
      aggregate: "exists",
    },
    false,
  ),
  eventSignal(
    {
      key: "email_clicks_90d",
      label: "Email clicks, 90 days",
      dimension: "engagement",
      match: on("email_clicked"),
      days: 90,
      family: "email",
    },
    false,
  ),
  eventSignal(
    {
      key: "emails_delivered_90d",
      label: "Emails delivered, 90 days",
      dimension: "engagement",
      match: on("email_delivered"),
      days: 90,
      family: "email",
    },
    false,
  ),
];
