import type { PreparedChart } from "../evaluation/prepared.ts";
import { bandMonthsChart } from "./band-months.ts";
import { bandTable } from "./bands.ts";
import { captureChart } from "./capture.ts";
import { decileChart } from "./deciles.ts";
import { funnelChart } from "./funnel.ts";
import { gainChart } from "./gain.ts";
import { inflowChart } from "./inflow.ts";
import { sourceTable } from "./sources.ts";
import { responseChart, speedChart } from "./speed.ts";
import { truthChart } from "./truth.ts";
import type { InsightsFacts } from "./words.ts";
import { workloadTable } from "./workload.ts";

/** Everything on the page, both sides of each switch, in its order; what has nothing to show is left out. */
export function insightsCharts(facts: InsightsFacts): PreparedChart[] {
  return [
    captureChart(facts),
    bandTable(facts),
    gainChart(facts),
    truthChart(facts),
    bandMonthsChart(facts),
    decileChart(facts),
    funnelChart(facts),
    speedChart(facts, "owner"),
    speedChart(facts, "team"),
    responseChart(facts),
    inflowChart(facts, "band"),
    inflowChart(facts, "source"),
    sourceTable(facts),
    workloadTable(facts),
  ].filter((chart) => chart !== null);
}
