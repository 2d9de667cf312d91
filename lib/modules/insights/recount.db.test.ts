import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { seedDemo } from "../../../prisma/seed/demo";
import { countLeads } from "./count";
import { beginCount, finishCount } from "./mutations";
import { parseInsightsQuery } from "./query";
import type { InsightsQuery } from "./query-url";
import { promiseAtRandom, randomWorkspace } from "./random-workspace.testing";
import { readInsights } from "./read";
import { recount } from "./recount.testing";
import type { InsightsData } from "./types";

const database = testDatabase();
const now = new Date("2026-11-20T10:20:30Z");
const timeZone = "Europe/Oslo";
let client: pg.Client;
const workspaces = new Map<string, string>();

beforeAll(async () => {
  client = new pg.Client({ connectionString: database.superuserUrl(), options: "-c TimeZone=UTC" });
  await client.connect();
  const demo = await seedDemo({ now, log: () => {}, leads: 900, thisWeek: 60 });
  workspaces.set("demo", demo.tenantId!);
  workspaces.set("random", await randomWorkspace({ now, timeZone, leads: 1_500, seed: 11 }));
  await promiseAtRandom(client, workspaces.get("random")!, now);
  for (const tenantId of workspaces.values()) {
    await beginCount(tenantId, "test", now);
    const { outcome } = await countLeads(tenantId, { now, chunkSize: 400 });
    await finishCount(tenantId, { outcome, now });
  }
}, 180_000);

afterAll(async () => {
  await client?.end();
});

const read = (tenantId: string, query: InsightsQuery): Promise<InsightsData> =>
  withTenant(tenantId, (tx) => readInsights(tx, tenantId, query, now));

describe.each(["demo", "random"])("the page's figures of the %s workspace", (name) => {
  describe.each([
    ["a quarter", { period: "2026-04..2026-06" }],
    ["a longer period", { period: "2025-12..2026-07", compare: "none" }],
    ["one team", { period: "2026-01..2026-06", team: "Partners" }],
    ["one source", { period: "2026-01..2026-06", source: "Webinar" }],
    ["a segment", { period: "2026-02..2026-07", segment: "industry:Logistics" }],
  ] as const)("for %s", (_, params: Record<string, string>) => {
    let data: InsightsData;
    let counted: Awaited<ReturnType<typeof recount>>;
    const figures = () => data.figures!;

    beforeAll(async () => {
      const tenantId = workspaces.get(name)!;
      data = await read(tenantId, parseInsightsQuery(params));
      const [from, to] = params.period!.split("..") as [string, string];
      const { team = null, source = null, segment } = params;
      const industry = segment?.split(":")[1] ?? null;
      counted = await recount(client, { tenantId, now, timeZone, from, to, team, source, industry });
    });

    it("has leads to speak of", () => {
      expect(data.state).toBe("ready");
      expect(figures().current.all.rows).toBeGreaterThan(10);
    });

    it("counts leads and conversions by band, with share, capture, lift and interval", () => {
      const shown = figures()
        .current.tiers.filter(({ rows }) => rows > 0)
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(shown.map(({ id, rows, positives }) => [id, rows, positives])).toEqual(
        counted.tiers.map(({ band, rows, positives }) => [band, rows, positives]),
      );
      for (const [index, tier] of shown.entries()) {
        const again = counted.tiers[index];
        expect(tier.share).toBeCloseTo(again.share, 12);
        expect(tier.captured ?? Number.NaN).toBeCloseTo(Number(again.captured ?? Number.NaN), 12);
        expect(tier.lift ?? Number.NaN).toBeCloseTo(Number(again.lift ?? Number.NaN), 10);
        if (tier.positives > 0) expect(tier.interval!.low).toBeCloseTo(Number(again.low), 8);
      }
    });

    it("counts them by month", () => {
      const axis = new Set(figures().months.map(({ month }) => month));
      const shown = figures().months.flatMap(({ month, tiers }) =>
        tiers
          .filter(({ rows }) => rows > 0)
          .map((tier) => `${month} ${tier.id} ${tier.rows} ${tier.positives}`),
      );
      expect(shown.sort()).toEqual(
        counted.months
          .filter(({ month }) => axis.has(month))
          .map(({ month, band, rows, positives }) => `${month} ${band} ${rows} ${positives}`)
          .sort(),
      );
    });

    it("draws the gain curve of the scores at first contact", () => {
      if (figures().current.all.positives === 0) return expect(figures().gain).toBeNull();
      for (const [step, point] of figures().gain!.points.entries())
        expect(point.captured).toBeCloseTo(Number(counted.gain[step].captured), 9);
    });

    it("follows leads through the funnel", () => {
      const shown = figures().funnel.filter(({ created }) => created > 0);
      expect(
        shown
          .map((row) => [
            row.id ?? "all",
            row.created,
            row.contacted,
            row.qualified,
            row.won,
            row.wonWithoutContact,
          ])
          .sort(),
      ).toEqual(
        counted.funnel
          .map((row) => [row.band, row.created, row.contacted, row.qualified, row.won, row.alone])
          .sort(),
      );
      for (const row of shown) {
        const again = counted.funnel.find(({ band }) => band === (row.id ?? "all"));
        const same = (a: number | null, b: unknown) =>
          b === null ? expect(a).toBeNull() : expect(a!).toBeCloseTo(Number(b), 6);
        same(row.hoursToContacted, again.hours_contacted);
        same(row.hoursToQualified, again.hours_qualified);
        same(row.hoursToWon, again.hours_won);
      }
    });

    it("knows sources by volume, score, conversion and share of hot", () => {
      const whole = figures().sources.filter(({ campaign }) => campaign === undefined);
      expect(
        whole
          .map(({ source, rows, positives, hot }) => `${source ?? "-"} ${rows} ${positives} ${hot}`)
          .sort(),
      ).toEqual(
        counted.sources
          .map(({ source, rows, positives, hot }) => `${source} ${rows} ${positives} ${hot}`)
          .sort(),
      );
      for (const { source, meanScore } of whole)
        expect(meanScore).toBeCloseTo(counted.sources.find((row) => row.source === (source ?? "-")).score, 9);
      // Campaigns add up to their source.
      for (const { source, rows } of whole) {
        const campaigns = figures().sources.filter(
          (row) => row.source === source && row.campaign !== undefined,
        );
        if (campaigns.length > 0) expect(campaigns.reduce((sum, row) => sum + row.rows, 0)).toBe(rows);
      }
    });

    it("counts what comes in, to the last lead", () => {
      const byMonth = new Map(counted.inflow.map(({ month, rows }) => [month, rows]));
      for (const { month, total, byBand, bySource } of figures().inflow.months) {
        expect(total).toBe(byMonth.get(month) ?? 0);
        expect(byBand.reduce((sum, count) => sum + count, 0)).toBe(total);
        expect(bySource.reduce((sum, count) => sum + count, 0)).toBe(total);
      }
      expect(figures().inflow.months.at(-1)).toMatchObject({ month: "2026-11", isPartial: true });
    });

    it("knows who called in time, and what came of it", () => {
      const { speed } = figures();
      const sum = (
        wanted: (row: (typeof counted.speed)[number]) => boolean,
        key: "rows" | "judged" | "positives",
      ) => counted.speed.filter(wanted).reduce((total, row) => total + row[key], 0);
      const is = (response: string) => (row: { response: string }) => row.response === response;
      expect(speed!.all).toMatchObject({
        inTime: sum(is("in_time"), "rows"),
        late: sum(is("late"), "rows"),
        unanswered: sum(is("unanswered"), "rows"),
        open: sum(is("open"), "rows"),
      });
      for (const group of speed!.byOwner)
        expect(group.inTime).toBe(
          sum((row) => row.owner === (group.id ?? "-") && row.response === "in_time", "rows"),
        );
      for (const [index, bucket] of speed!.buckets.entries()) {
        const wanted = bucket.isNever
          ? is("unanswered")
          : (row: { bucket: number | null }) => row.bucket === index;
        expect([index, bucket.rows, bucket.positives]).toEqual([
          index,
          sum(wanted, "judged"),
          sum(wanted, "positives"),
        ]);
      }
    });

    it("knows what everybody has to do", () => {
      const shown = figures()
        .workload.filter(({ open }) => open > 0)
        .map((row) => `${row.ownerId ?? "-"} ${row.open} ${row.hot} ${row.late}`);
      expect(shown.sort()).toEqual(
        counted.workload.map(({ owner, open, hot, late }) => `${owner} ${open} ${hot} ${late}`).sort(),
      );
    });

    it("lays promises beside what happened", () => {
      const promised = figures().months.filter(({ truth }) => truth?.kind === "model");
      for (const { month, truth } of promised) {
        const again = counted.truth.find((row) => row.month === month);
        expect([truth!.rows, truth!.positives]).toEqual([again.rows, again.positives]);
        expect(truth!.promised).toBeCloseTo(again.promised, 9);
      }
      if (name === "random") expect(promised.length).toBeGreaterThan(0);
    });
  });
});
