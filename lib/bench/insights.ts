import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { openMigrated } from "@/lib/cli/database";
import { afterBulkLoad } from "@/lib/modules/ingestion/maintenance";
import { countLeads } from "@/lib/modules/insights/count";
import { countJob } from "@/lib/modules/insights/jobs";
import { parseInsightsQuery } from "@/lib/modules/insights/query";
import { readInsights } from "@/lib/modules/insights/read";
import { activeScorer } from "@/lib/modules/scoring/data";
import { replayScores } from "@/lib/modules/scoring/replay";
import { sealSession, sessionCookieName } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { pastWorkspace } from "./backtest-workspace";
import { benchMember } from "./member";
import { startProduct } from "./product";
import { quantile } from "./quantile";

type Figure = (name: string, value: number, unit: string) => void;

const LEADS = 100_000;
/** With the 120 days after the newest lead: three years of outcomes. */
const DAYS = 1_000;
const EVENTS = 10;
const ROUNDS = 15;

const MIX = {
  usual: "",
  all: "period=all",
  year: "period=12m&compare=year",
  source: "period=12m&source=Webinar",
  segment: "period=all&segment=size:1–49",
} as const;

/**
 * Insights over 100,000 leads with 1,000,000 events, a million scores in their history and three years of outcomes: the job that counts them, what the
 * page reads, its whole response, and the page in a browser until its headline and last section are drawn.
 */
export async function bench(figure: Figure): Promise<void> {
  const root = join(import.meta.dirname, "..", "..");
  process.env.FIRSTCALL_DATA ??= join(root, ".data", "bench");
  const database = await openMigrated(root);
  try {
    const tenantId = await workspace((line) => console.error(line));
    const signal = new AbortController().signal;
    const first = performance.now();
    await countJob({ tenantId }, { signal });
    figure("insights_count_100k_s", (performance.now() - first) / 1_000, "s");
    await afterBulkLoad();
    const again = performance.now();
    await countLeads(tenantId, { now: new Date() });
    figure("insights_count_again_s", (performance.now() - again) / 1_000, "s");
    await benchReads(figure, tenantId);
    await benchPage(figure, tenantId, root);
  } finally {
    await database.stop();
  }
}

/** Leads with a past, their scores at first contact, and the history of scores they had. */
async function workspace(say: (line: string) => void): Promise<string> {
  const tenantId = await pastWorkspace({ leads: LEADS, days: DAYS, events: EVENTS, scored: true }, say);
  const unreplayed = () =>
    withTenant(
      tenantId,
      (tx) => tx.$queryRaw<{ id: string }[]>`
        SELECT l.id FROM leads l
         WHERE NOT EXISTS (SELECT 1 FROM score_history h WHERE h.lead_id = l.id AND h.scored_on < l.created_at + interval '26 days')
         ORDER BY l.id LIMIT 1000`,
      { timeoutMs: 60_000 },
    );
  let said = false;
  for (let ids = await unreplayed(); ids.length > 0; ids = await unreplayed()) {
    if (!said) say("writing the history of their scores, once");
    said = true;
    await withTenant(
      tenantId,
      async (tx) => {
        const scorer = await activeScorer(tx);
        await replayScores(
          tx,
          tenantId,
          ids.map(({ id }) => id),
          { until: new Date(), scorer },
        );
      },
      { timeoutMs: 120_000 },
    );
  }
  if (said) await afterBulkLoad();
  return tenantId;
}

async function benchReads(figure: Figure, tenantId: string): Promise<void> {
  const all: number[] = [];
  for (const [name, search] of Object.entries(MIX)) {
    const query = parseInsightsQuery(Object.fromEntries(new URLSearchParams(search)));
    const times: number[] = [];
    for (let round = 0; round < ROUNDS + 2; round += 1) {
      const started = performance.now();
      const data = await withTenant(tenantId, (tx) => readInsights(tx, tenantId, query, new Date()));
      if (data.state !== "ready" || data.figures!.current.all.rows < 100)
        throw new Error(`${name}: ${data.state}, ${data.figures?.current.all.rows} leads`);
      if (round > 1) times.push(performance.now() - started);
    }
    all.push(...times);
    figure(`insights_read_${name}_p95_ms`, quantile(times, 0.95), "ms");
  }
  figure("insights_read_p95_ms", quantile(all, 0.95), "ms");
}

async function benchPage(figure: Figure, tenantId: string, root: string): Promise<void> {
  const server = await startProduct(root);
  const path = "/usr/bin/chromium";
  const browser = await chromium.launch({
    ...(existsSync(path) ? { executablePath: path } : {}),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const userId = await benchMember(tenantId, { email: "leader@bench.example", role: "leader" });
    const token = await sealSession({ tenantId, userId, sessionEpoch: 0 }, 3_600);
    const cookie = `${sessionCookieName()}=${token}`;
    const responses: number[] = [];
    for (let round = 0; round < ROUNDS + 2; round += 1)
      for (const search of Object.values(MIX)) {
        const started = performance.now();
        const response = await fetch(`${server.url}/insights?${search}`, {
          headers: { cookie },
          redirect: "manual",
        });
        const body = await response.text();
        if (response.status !== 200 || !body.includes("of the pipeline"))
          throw new Error(`/insights?${search} answered ${response.status} without its headline`);
        if (round > 1) responses.push(performance.now() - started);
      }
    figure("insights_response_p50_ms", quantile(responses, 0.5), "ms");
    figure("insights_response_p95_ms", quantile(responses, 0.95), "ms");

    const context = await browser.newContext({ viewport: { width: 1_440, height: 900 } });
    await context.addCookies([{ name: sessionCookieName(), value: token, url: server.url }]);
    const loads: number[] = [];
    for (let round = 0; round < ROUNDS + 2; round += 1) {
      const page = await context.newPage();
      const started = performance.now();
      await page.goto(`${server.url}/insights?${MIX[round % 2 === 0 ? "usual" : "all"]}`, {
        waitUntil: "load",
      });
      await page.getByRole("heading", { name: /of the pipeline/ }).waitFor();
      await page.getByRole("heading", { name: "Workload" }).waitFor();
      if (round > 1) loads.push(performance.now() - started);
      await page.close();
    }
    figure("insights_page_loaded_p50_ms", quantile(loads, 0.5), "ms");
    figure("insights_page_loaded_p95_ms", quantile(loads, 0.95), "ms");
  } finally {
    await browser.close();
    await server.stop();
  }
}
