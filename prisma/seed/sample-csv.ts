import { signalsAsOf } from "@/lib/core/signals/as-of";
import { compileSignals } from "@/lib/core/signals/compile";
import { CONDITION_SIGNALS } from "@/lib/core/signals/condition-signals";
import { DEFAULT_SIGNALS } from "@/lib/core/signals/default-signals";
import type { SignalValue } from "@/lib/core/signals/types";
import type { EventRecord } from "@/lib/modules/ingestion/types";
import { type CsvValue, csvLine } from "@/lib/platform/csv/write";
import { DAY } from "./generators/calendar";
import { type GeneratedLead, generatePipeline } from "./generators/pipeline";
import { historyOf, storiesOf } from "./generators/stories";
import { DEMO_MARKET } from "./market";

/**
 * "Download a sample": a file as a CRM exports it, for people who have none at hand. The same model of a business as
 * the demo's, other people, and what each did in its first week, so that the file does not know the end.
 */
export const SAMPLE = { seed: "sample-1", now: Date.parse("2026-11-02T08:00:00Z"), leads: 275, thisWeek: 25 };
export const SAMPLE_FILE = "public/sample-crm-export.csv";

type Column = readonly [header: string, value: (row: Row) => CsvValue];

interface Row {
  readonly lead: GeneratedLead;
  readonly number: number;
  readonly signals: Readonly<Record<string, SignalValue>>;
}

const field =
  (key: string) =>
  ({ lead }: Row): CsvValue => {
    for (const { fields } of lead.records) if (fields[key] !== undefined) return fields[key];
    return null;
  };
const signal =
  (key: string) =>
  ({ signals }: Row): CsvValue => {
    const value = signals[key];
    return typeof value === "number" ? Math.round(value * 10) / 10 : value;
  };
const day = (date: Date | undefined) => date?.toISOString().slice(0, 10);

const COLUMNS: readonly Column[] = [
  ["Lead ID", ({ number }) => `SMP-${String(number).padStart(4, "0")}`],
  ["Created", ({ lead }) => day(lead.records[0]?.createdAt)],
  ["First name", field("first_name")],
  ["Last name", field("last_name")],
  ["Email", field("email")],
  ["Company", field("company")],
  ["Job title", field("job_title")],
  ["Country", field("country")],
  ["City", field("city")],
  ["Industry", field("industry")],
  ["Employees", field("employees")],
  ["Lead source", field("source")],
  ["Campaign", field("campaign")],
  ["First touch page", field("first_touch_page")],
  ["Warehouses", field("warehouses")],
  ["ERP", field("erp")],
  ["Website visits", signal("site_visits_30d")],
  ["Pricing page views", signal("pricing_views_30d")],
  ["Minutes on site", signal("time_on_site_30d_minutes")],
  ["Demo requests", signal("demo_requests_90d")],
  ["Emails clicked", signal("email_clicks_30d")],
  ["Status", ({ lead }) => lead.records[0]?.status],
  ["Closed", ({ lead }) => day(lead.records[0]?.closedAt)],
];

const SIGNALS = compileSignals([...DEFAULT_SIGNALS, ...CONDITION_SIGNALS], DEMO_MARKET);

/** Two rows that an import must point out without stopping: an address that is none, and a day that never was. */
const FLAWS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  41: { Email: "ask at reception" },
  128: { Created: "2026-02-31" },
};

export function sampleCsv(): string {
  const lines = [...storiesOf(generatePipeline(SAMPLE))].map(([lead, story], index) => {
    const row: Row = { lead, number: index + 1, signals: firstWeek(lead, story) };
    return csvLine(COLUMNS.map(([header, value]) => FLAWS[row.number]?.[header] ?? value(row)));
  });
  return `\uFEFF${csvLine(COLUMNS.map(([header]) => header))}${lines.join("")}`;
}

function firstWeek(lead: GeneratedLead, story: readonly EventRecord[]): Row["signals"] {
  const { createdAt, closedAt } = lead.records[0]!;
  const moment = Math.min(createdAt!.getTime() + 7 * DAY, closedAt?.getTime() ?? SAMPLE.now);
  return signalsAsOf(SIGNALS, historyOf(lead, story), moment).vector.values;
}
