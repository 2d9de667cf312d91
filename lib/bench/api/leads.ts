import { type SignalTable, tableOf } from "@/lib/core/encoding/table";
import { randomStream } from "@/lib/core/random/random";
import { DEFAULT_SIGNALS } from "@/lib/core/signals/default-signals";
import type { SignalDefinition, SignalValue } from "@/lib/core/signals/types";

/** Made-up leads by the 33 standard signals: a quarter of them won, about 5 % of what can be unknown is. */
export interface BenchLeads {
  readonly table: SignalTable;
  readonly records: readonly Readonly<Record<string, SignalValue>>[];
  readonly labels: Uint8Array;
  /** The same as numbers, row-major, NaN where unknown: what the Python stack is given. */
  readonly numbers: Float32Array;
}

const LEVELS: Readonly<Record<string, readonly string[]>> = {
  seniority: ["individual", "manager", "director", "vp", "c_level"],
  industry_fit: ["poor", "neutral", "adjacent", "target"],
  source_channel: ["outbound", "paid search", "organic search", "event", "partner", "referral"],
};
const PULL = { fit: 0.5, intent: 0.7, engagement: 0.5, negative: -0.4 } as const;
const UNKNOWN_SHARE = 0.05;

export const SIGNAL_KEYS: readonly string[] = DEFAULT_SIGNALS.map(({ key }) => key);

export function makeLeads(rows: number, seed: number): BenchLeads {
  const random = randomStream(seed, "bench-api");
  const normal = () => {
    const radius = Math.sqrt(-2 * Math.log(1 - random.unit()));
    return radius * Math.cos(2 * Math.PI * random.unit());
  };
  const labels = new Uint8Array(rows);
  const numbers = new Float32Array(rows * DEFAULT_SIGNALS.length);
  const records = Array.from({ length: rows }, (_, row) => {
    const traits = { fit: normal(), intent: normal(), engagement: normal(), negative: normal() };
    const record: Record<string, SignalValue> = {};
    let z = -1.5 + 0.5 * normal();
    for (const [column, definition] of DEFAULT_SIGNALS.entries()) {
      const level = traits[definition.dimension] * 0.8 + 0.6 * normal();
      const { value, amount } = valueAt(definition, level, random.unit());
      z += (PULL[definition.dimension] * level) / 6;
      const isUnknown = definition.dimension === "fit" && random.unit() < UNKNOWN_SHARE * 3;
      record[definition.key] = isUnknown ? null : value;
      numbers[row * DEFAULT_SIGNALS.length + column] = isUnknown ? Number.NaN : amount;
    }
    labels[row] = random.unit() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
    return record;
  });
  return { table: tableOf(DEFAULT_SIGNALS, records), records, labels, numbers };
}

function valueAt(
  { key, type, unit }: SignalDefinition,
  level: number,
  share: number,
): { value: SignalValue; amount: number } {
  if (type === "boolean") return { value: level > 0.8, amount: level > 0.8 ? 1 : 0 };
  if (type === "category") {
    const levels = LEVELS[key] ?? ["one", "two", "three"];
    const at = Math.max(0, Math.min(levels.length - 1, Math.floor(levels.length * (0.5 + level / 4))));
    return { value: levels[at] ?? null, amount: at };
  }
  if (unit === "share") return number(Math.round(1_000 / (1 + Math.exp(1 - level))) / 1_000);
  if (unit === "log_employees") return number(Math.log1p(Math.round(Math.exp(4.5 + 1.4 * level))));
  if (unit === "minutes") return number(Math.round(120 * share * Math.exp(level / 2)) / 10);
  if (unit === "percent") return number(Math.min(100, Math.round(50 + 25 * level)));
  if (unit === "days") return number(Math.floor(20 * share * Math.exp(level / 2)));
  return number(Math.max(0, Math.floor(Math.exp(level) - 0.6 + share)));
}

const number = (value: number) => {
  const amount = Math.max(0, value);
  return { value: amount, amount };
};
