import { tableOf } from "@/lib/core/encoding/table";
import { sampleInput } from "@/lib/core/models/testing";
import { randomStream } from "@/lib/core/random/random";
import { DEFAULT_SIGNALS } from "@/lib/core/signals/default-signals";
import type { SignalValue } from "@/lib/core/signals/types";
import type { TrainingReport } from "@/lib/core/training/report";
import { trainContenders } from "@/lib/core/training/train";

/** A run on invented leads, for looking at the page only: nothing here is a figure of the product. */

const KEYS = [
  "email_opens_30d",
  "email_clicks_30d",
  "email_replies_90d",
  "calls_connected_90d",
  "decision_maker",
  "seniority",
  "company_size_log",
  "industry_fit",
  "in_territory",
  "source_channel",
  "days_since_last_activity",
  "decision_maker_x_pricing",
  "unsubscribed",
];
const SOURCES = ["organic", "paid_search", "referral", "webinar", "email"] as const;

function sampleLead(random: ReturnType<typeof randomStream>) {
  const decides = random.unit() < 0.3;
  const source = SOURCES[random.below(SOURCES.length)]!;
  const active = random.unit();
  const count = (most: number) => Math.floor(most * active * random.unit() ** 1.5);
  const people = random.unit() < 0.1 ? null : Math.log1p(10 ** (0.7 + 2.8 * random.unit()));
  const lead: Record<string, SignalValue> = {
    email_opens_30d: count(12),
    email_clicks_30d: count(6),
    email_replies_90d: count(3),
    calls_connected_90d: count(4),
    decision_maker: decides,
    seniority: decides ? "executive" : random.unit() < 0.4 ? null : "staff",
    company_size_log: people,
    industry_fit: random.unit() < 0.4 ? "core" : random.unit() < 0.5 ? "near" : "other",
    in_territory: random.unit() < 0.8,
    source_channel: source,
    days_since_last_activity: Math.round(60 * (1 - active) * random.unit()),
    decision_maker_x_pricing: decides ? count(5) : 0,
    unsubscribed: random.unit() < 0.04,
  };
  const z =
    -4 +
    2.2 * active +
    0.5 * Number(lead.email_clicks_30d) +
    0.9 * Number(lead.email_replies_90d) +
    (decides ? 0.7 : 0) +
    0.5 * Number(lead.decision_maker_x_pricing) +
    (source === "referral" ? 1 : source === "paid_search" ? -0.4 : 0) +
    (lead.industry_fit === "core" ? 0.6 : 0) +
    (people === null ? 0 : 0.15 * (people - 4)) -
    (lead.unsubscribed ? 2 : 0);
  return { lead, label: random.unit() < 1 / (1 + Math.exp(-z)) ? 1 : 0 };
}

let report: TrainingReport | undefined;

/** Trained when first asked for; seconds of machine time. */
export function sampleReport(): TrainingReport {
  if (report) return report;
  const random = randomStream(4, "sample-report");
  const leads = Array.from({ length: 6_000 }, () => sampleLead(random));
  const base = sampleInput(10, 4);
  const trained = trainContenders({
    ...base,
    table: tableOf(
      KEYS.map((key) => DEFAULT_SIGNALS.find((signal) => signal.key === key)!),
      leads.map(({ lead }) => lead),
    ),
    labels: Uint8Array.from(leads, ({ label }) => label),
    order: {
      kind: "time",
      values: Float64Array.from(leads, (_, row) => 1_735_700_000_000 + row * 7_200_000),
    },
    ruleScores: Float64Array.from(
      leads,
      ({ lead }) =>
        8 * Number(lead.email_clicks_30d) + (lead.decision_maker ? 20 : 0) + Number(lead.email_opens_30d),
    ),
    ruleVersion: "Rules v12",
    dropped: { immature: 412, decided_before_moment: 0, undecided: 96, no_moment: 7 },
    leaveOut: [{ key: "in_territory", why: "suspect" }],
  });
  if (!trained.ok) throw new Error(trained.reason);
  report = trained.report;
  return report;
}
