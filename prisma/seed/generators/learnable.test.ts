import { describe, expect, it } from "vitest";
import { weightedRuleSet } from "@/lib/core/rules/presets";
import { scoreRules } from "@/lib/core/rules/score-rules";
import { signalsAsOf } from "@/lib/core/signals/as-of";
import { compileSignals } from "@/lib/core/signals/compile";
import { CONDITION_SIGNALS } from "@/lib/core/signals/condition-signals";
import { DEFAULT_SIGNALS } from "@/lib/core/signals/default-signals";
import { DEMO_SEED } from "../demo-seed";
import { DEMO_MARKET } from "../market";
import { DAY } from "./calendar";
import { generatePipeline } from "./pipeline";
import { historyOf, storiesOf } from "./stories";

const compiled = compileSignals([...DEFAULT_SIGNALS, ...CONDITION_SIGNALS], DEMO_MARKET);
const rules = weightedRuleSet(DEMO_MARKET);
const pipeline = generatePipeline({ seed: DEMO_SEED, now: Date.parse("2026-11-20T10:00:00Z") });

/** Decided leads as of a day after they were made. */
const rows = [...storiesOf(pipeline)].flatMap(([lead, story]) => {
  const { createdAt, closedAt, status, fields } = lead.records[0]!;
  const moment = createdAt!.getTime() + DAY;
  if (!closedAt || closedAt.getTime() <= moment) return [];
  const { vector, evidence } = signalsAsOf(compiled, historyOf(lead, story), moment);
  const calledAt = story.find(({ type }) => type === "call_logged")?.occurredAt.getTime();
  return [
    {
      won: status === "won",
      score: scoreRules(rules, vector, evidence).unrounded,
      values: vector.values,
      source: String(fields.source),
      calledWithinADay: calledAt !== undefined && calledAt < moment,
    },
  ];
});
const baseRate = rate(rows);

function rate(of: readonly { won: boolean }[]): number {
  return of.filter(({ won }) => won).length / of.length;
}

/** Share of (won, not won) pairs that the measure puts in the right order; ties count half. */
function auc(measure: (row: (typeof rows)[number]) => number): number {
  const sorted = rows.map((row) => ({ at: measure(row), won: row.won })).sort((a, b) => a.at - b.at);
  let lostBelow = 0;
  let pairs = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to]!.at === sorted[from]!.at) to += 1;
    const won = sorted.slice(from, to).filter((row) => row.won).length;
    const lost = to - from - won;
    pairs += won * (lostBelow + lost / 2);
    lostBelow += lost;
    from = to;
  }
  return pairs / (lostBelow * (sorted.length - lostBelow));
}

describe("a day after a lead was made", () => {
  it("the rules rank better than chance, and far from perfectly", () => {
    const quality = auc(({ score }) => score);
    expect(quality).toBeGreaterThan(0.74);
    expect(quality).toBeLessThan(0.85);
  });

  it("the best fifth by the rules holds more than twice its share of deals, and misses many", () => {
    const best = [...rows].sort((a, b) => b.score - a.score).slice(0, rows.length / 5);
    const captured = (rate(best) * best.length) / (baseRate * rows.length);
    expect(captured).toBeGreaterThan(0.42);
    expect(captured).toBeLessThan(0.65);
  });

  it("no single signal knows the end", () => {
    for (const { key, type } of DEFAULT_SIGNALS) {
      if (type === "category") continue;
      const alone = auc(({ values }) => Number(values[key] ?? 0));
      expect(Math.max(alone, 1 - alone), key).toBeLessThan(0.82);
    }
  });

  it("how it came and how soon it was called matter, which the rules do not know", () => {
    const from = (source: string) => rate(rows.filter((row) => row.source === source));
    expect(from("Referral")).toBeGreaterThan(1.6 * baseRate);
    expect(from("Content download")).toBeLessThan(0.7 * baseRate);
    const called = rate(rows.filter((row) => row.calledWithinADay));
    expect(called).toBeGreaterThan(1.1 * rate(rows.filter((row) => !row.calledWithinADay)));
  });
});
