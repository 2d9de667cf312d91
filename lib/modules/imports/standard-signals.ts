import { DEFAULT_SIGNALS } from "@/lib/core/signals/default-signals";
import type { SignalDefinition } from "@/lib/core/signals/types";

/** Standard signals that come from fields of the lead: a column goes to the field, not to the signal. */
const FROM_FIELDS: ReadonlySet<string> = new Set([
  "company_size_log",
  "industry_fit",
  "in_territory",
  "source_channel",
]);

/** Standard signals that a column of aggregates may feed. */
export const STANDARD_SIGNALS: readonly SignalDefinition[] = DEFAULT_SIGNALS.filter(
  ({ key, source }) => !FROM_FIELDS.has(key) && source.kind !== "interaction",
);

export const STANDARD_SIGNAL_KEYS: readonly string[] = STANDARD_SIGNALS.map(({ key }) => key);

const BY_KEY = new Map(DEFAULT_SIGNALS.map((definition) => [definition.key, definition]));

export const standardSignal = (key: string): SignalDefinition | undefined => BY_KEY.get(key);

/** Which standard signals a field of the lead feeds. */
export const SIGNALS_OF_FIELD: Readonly<Record<string, readonly string[]>> = {
  job_title: ["seniority", "decision_maker"],
  employees: ["company_size_log"],
  industry: ["industry_fit"],
  country: ["in_territory"],
  source: ["source_channel"],
};
