import { join } from "node:path";
import { openMigrated } from "@/lib/cli/database";
import { OUTCOME_PRESETS } from "@/lib/core/outcomes/presets";
import { runBacktest } from "@/lib/modules/backtests/run";
import type { BacktestRequest } from "@/lib/modules/backtests/types";
import { activeScorer, ruleSetOf } from "@/lib/modules/scoring/data";
import { withTenant } from "@/lib/platform/db/client";
import { pastWorkspace } from "./backtest-workspace";

type Figure = (name: string, value: number, unit: string) => void;

/** A draft of rules replayed point in time beside the rules in use: 10,000 leads with 300,000 events, then ten times that. */
export async function bench(figure: Figure, args: readonly string[]): Promise<void> {
  const root = join(import.meta.dirname, "..", "..");
  process.env.FIRSTCALL_DATA ??= join(root, ".data", "bench");
  const database = await openMigrated(root);
  try {
    for (const leads of args.includes("--small") ? [10_000] : [10_000, 100_000]) {
      const tenantId = await pastWorkspace({ leads, scored: false }, (line) => console.error(line));
      const request = await draftOf(tenantId);
      const name = `backtest_${leads / 1_000}k`;
      for (let round = 0; round < (leads > 10_000 ? 1 : 3); round += 1) {
        const started = performance.now();
        const done = await runBacktest(tenantId, request, { now: new Date() });
        if (!done.ok || done.result.leads < leads * 0.9)
          throw new Error("the backtest did not see its leads");
        figure(`${name}_s`, (performance.now() - started) / 1_000, "s");
        figure(`${name}_flips`, done.result.flips?.count ?? 0, "leads");
      }
    }
  } finally {
    await database.stop();
  }
}

/** Rules in use, and a draft with other points, another decay and another edge. */
async function draftOf(tenantId: string): Promise<BacktestRequest> {
  return withTenant(tenantId, async (tx) => {
    const current = await activeScorer(tx);
    const { bands, ...definition } = ruleSetOf(current)!;
    return {
      scorerId: current.id,
      outcome: OUTCOME_PRESETS.won_deal,
      moment: { kind: "created_plus", hours: 24 },
      draft: {
        kind: "rules",
        definition: {
          ...definition,
          rules: definition.rules.map((rule) =>
            rule.per === "each"
              ? { ...rule, points: rule.points * 2, decay: { kind: "half_life", days: 20 } }
              : rule,
          ),
        },
        bands: {
          bands: bands.bands.map((band) => (band.id === "warm" ? { ...band, from: band.from - 5 } : band)),
        },
      },
    };
  });
}
