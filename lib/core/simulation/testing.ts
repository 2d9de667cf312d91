import { tableOf } from "../encoding/table.ts";
import { artefactText, readArtefact } from "../models/artefact.ts";
import { sampleInput } from "../models/testing.ts";
import { randomStream } from "../random/random.ts";
import type { Scorer } from "../scoring/score.ts";
import { signalsAsOf } from "../signals/as-of.ts";
import { type CompiledSignals, compileSignals } from "../signals/compile.ts";
import { CONDITION_SIGNALS } from "../signals/condition-signals.ts";
import { DEFAULT_SIGNALS } from "../signals/default-signals.ts";
import { definitionForRatio, definitionsForEventType } from "../signals/own-signals.ts";
import { DAY_MS, type HistoryEvent, type LeadHistory, type SignalDefinition } from "../signals/types.ts";
import { trainContenders } from "../training/train.ts";

/** Leads for tests of the simulator: histories drawn by a seed, and the standard signals beside a few own ones. */

export const MOMENT = Date.UTC(2026, 10, 21, 9, 30);

const clicks = [...DEFAULT_SIGNALS, ...CONDITION_SIGNALS].find(({ key }) => key === "email_clicks_90d")!;

export const DEFINITIONS: readonly SignalDefinition[] = [
  ...DEFAULT_SIGNALS,
  ...CONDITION_SIGNALS,
  ...definitionsForEventType("Spoke to advisor", "intent"),
  definitionForRatio("Clicks a day", "Clicks a day", clicks, "days_since_created"),
];

export const MARKET = {
  industries: { target: ["logistics"], adjacent: ["retail"], poor: ["mining"] },
  territories: ["norway"],
  competitorDomains: [],
  freeMailDomains: [],
  studentMailDomains: [],
};

export const COMPILED: CompiledSignals = compileSignals(DEFINITIONS, MARKET);

const PAGES = ["home", "product", "pricing", "docs", "careers"];

const KINDS: readonly ((pick: (below: number) => number) => Omit<HistoryEvent, "occurredAt">)[] = [
  () => ({ type: "visit", properties: {} }),
  (pick) => {
    const page = PAGES[pick(PAGES.length)]!;
    return { type: "page_view", properties: { page, path: `/${page}/${pick(2)}` } };
  },
  (pick) => ({ type: "page_left", properties: { seconds: pick(300), scroll_pct: pick(101) } }),
  () => ({ type: "demo_requested", properties: {} }),
  () => ({ type: "trial_started", properties: {} }),
  () => ({ type: "trial_active", properties: {} }),
  () => ({ type: "content_downloaded", properties: { asset: "Guide" } }),
  () => ({ type: "webinar_attended", properties: {} }),
  () => ({ type: "email_delivered", properties: {} }),
  () => ({ type: "email_opened", properties: {} }),
  () => ({ type: "email_clicked", properties: {} }),
  () => ({ type: "email_replied", properties: {} }),
  (pick) => ({ type: "call_logged", properties: { outcome: pick(2) === 0 ? "connected" : "no_answer" } }),
  () => ({ type: "Spoke to advisor", properties: {} }),
];

/** The same lead for the same seed: up to `most` events of all kinds in the last 120 days. */
export function drawHistory(seed: number, most = 30): LeadHistory {
  const random = randomStream(seed, "simulated-lead");
  const pick = (below: number) => random.below(below);
  const created = MOMENT - (1 + pick(200)) * DAY_MS;
  const attributes = {
    job_title: ["Director of operations", "Analyst", "CEO", null][pick(4)]!,
    employees: [12, 80, 240, 900, 4_000, null][pick(6)]!,
    industry: ["logistics", "retail", "mining", "farming"][pick(4)]!,
    country: ["Norway", "Spain"][pick(2)]!,
    email: "someone@fjordline.example",
  };
  const events = Array.from(
    { length: pick(most + 1) },
    (): HistoryEvent => ({
      ...KINDS[pick(KINDS.length)]!(pick),
      // Squared: more of it lately, as with real leads.
      occurredAt: MOMENT - 1 - Math.floor(random.unit() ** 2 * 120 * DAY_MS),
    }),
  );
  return {
    createdAt: created,
    visitors: [],
    events: [
      {
        type: "attributes_set",
        occurredAt: created,
        properties: { changes: attributes, always_known: true },
      },
      ...events,
    ],
  };
}

/** A logistic regression, a forest and boosted trees over drawn leads whose outcome depends on what they did. */
export function drawnModels(rows = 1_200): Scorer[] {
  const random = randomStream(7, "simulated-outcomes");
  const records = Array.from(
    { length: rows },
    (_, lead) => signalsAsOf(COMPILED, drawHistory(lead, 24), MOMENT).vector.values,
  );
  const labels = Uint8Array.from(records, (values) => {
    const of = (key: string) => Number(values[key] ?? 0);
    const z =
      -2.2 +
      0.9 * of("pricing_views_30d") +
      1.4 * of("demo_requests_90d") +
      0.5 * of("email_clicks_30d") +
      0.7 * of("decision_maker_x_pricing") -
      0.04 * of("days_since_last_activity");
    return random.unit() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
  });
  const trained = trainContenders({
    ...sampleInput(2, 1),
    table: tableOf(
      DEFINITIONS.filter(({ modelled }) => modelled),
      records,
    ),
    labels,
    order: { kind: "time", values: Float64Array.from(records, (_, row) => row) },
    ruleScores: Float64Array.from(records, (values) => Number(values.pricing_views_30d)),
    definitions: DEFINITIONS,
    market: MARKET,
  });
  if (!trained.ok) throw new Error(trained.reason);
  return trained.models.map(({ kind, bands, artefact }) => {
    const read = readArtefact(artefactText(artefact));
    if (!read.ok) throw new Error(read.reason);
    return { ref: { kind, version: "Model v1", hash: "h" }, model: read.model, bands } as Scorer;
  });
}
