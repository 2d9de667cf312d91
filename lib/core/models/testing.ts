import { type SignalTable, tableOf } from "../encoding/table.ts";
import type { OutcomeDefinition } from "../outcomes/types.ts";
import { randomStream } from "../random/random.ts";
import { RULES_DEFAULT_BANDS } from "../scoring/bands.ts";
import { DEFAULT_SIGNALS } from "../signals/default-signals.ts";
import { EMPTY_MARKET } from "../signals/market.ts";
import { definitionForAttribute } from "../signals/own-signals.ts";
import type { SignalDefinition, SignalValue } from "../signals/types.ts";
import type { TrainingInput } from "../training/input.ts";

/** Tables for tests: a few standard signals and two own columns, an outcome that depends on some of them. */

export const WON: OutcomeDefinition = {
  kind: "won_deal",
  name: "closed won",
  outcome: "won_deal",
  anchor: "lead_created",
  windowDays: 90,
};

export const OWN: readonly SignalDefinition[] = [
  definitionForAttribute("Minutes on site", "number"),
  definitionForAttribute("Lead origin", "category"),
];

const ORIGINS = ["Landing page", "Form", "Import", "Referral"] as const;

export function sampleRecords(
  rows: number,
  seed: number,
): { records: Record<string, SignalValue>[]; labels: Uint8Array } {
  const random = randomStream(seed, "sample-records");
  const labels = new Uint8Array(rows);
  const records = Array.from({ length: rows }, (_, row): Record<string, SignalValue> => {
    const pricing = random.below(4);
    const decides = random.unit() < 0.3;
    const minutes = random.unit() < 0.1 ? null : Math.round(900 * random.unit() ** 2);
    const origin = random.unit() < 0.05 ? null : ORIGINS[random.below(ORIGINS.length)]!;
    const z =
      -2 +
      0.6 * pricing +
      (decides ? 0.9 : 0) +
      (minutes ?? 100) / 400 +
      (origin === "Referral" ? 1 : 0) +
      (decides ? 0.3 * pricing : 0);
    labels[row] = random.unit() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
    return {
      pricing_views_7d: pricing,
      decision_maker: decides,
      minutes_on_site: minutes,
      lead_origin: origin,
      careers_views_30d: random.below(3) === 0 ? 1 : 0,
    };
  });
  return { records, labels };
}

export function sampleTable(records: readonly Record<string, SignalValue>[]): SignalTable {
  const keys = ["pricing_views_7d", "decision_maker", "careers_views_30d", "minutes_on_site", "lead_origin"];
  const definitions = [...DEFAULT_SIGNALS, ...OWN];
  return tableOf(
    keys.map((key) => definitions.find((definition) => definition.key === key)!),
    records,
  );
}

export function sampleInput(rows: number, seed: number): TrainingInput {
  const { records, labels } = sampleRecords(rows, seed);
  return {
    table: sampleTable(records),
    labels,
    order: { kind: "time", values: Float64Array.from(records, (_, row) => row * 3_600_000) },
    ruleScores: Float64Array.from(records, (record) => 20 * Number(record.pricing_views_7d)),
    ruleVersion: "Rules v1",
    ruleBands: RULES_DEFAULT_BANDS,
    definitions: [...DEFAULT_SIGNALS, ...OWN],
    market: EMPTY_MARKET,
    outcome: WON,
    moment: { kind: "created_plus", hours: 24 },
    dropped: { immature: 0, decided_before_moment: 0, undecided: 0, no_moment: 0 },
    leaveOut: [],
    openSuspects: [],
    sufficiency: "enough",
    seed: 7,
  };
}
