import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { causeRef } from "@/lib/core/scoring/causes";
import { identifyVisitors, ingestEvents } from "@/lib/modules/ingestion/events";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { adoptNewestChange, replayScores } from "./replay";
import { rescoreAll, rescoreLeads } from "./rescore";
import type { TopReasons } from "./types";
import { verifyScore } from "./verify";

const database = testDatabase();
const now = new Date("2026-11-17T08:00:00Z");
const DAY = 86_400_000;
const ago = (days: number) => new Date(now.getTime() - days * DAY);
let tenantId: string;
let leadId: string;

const inTenant: <T>(work: Parameters<typeof withTenant<T>>[1]) => Promise<T> = (work) =>
  withTenant(tenantId, work);
const rescore = (moment = now) =>
  inTenant((tx) => rescoreLeads(tx, tenantId, [leadId], { moment, cause: causeRef("manual") }));
const lead = () => inTenant((tx) => tx.lead.findFirstOrThrow({ where: { id: leadId } }));

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Scoring" }));
  await inTenant(async (tx) => {
    const { leads } = await ingestLeads(
      tx,
      tenantId,
      [{ externalId: "A1", createdAt: ago(20), fields: { job_title: "VP Operations", employees: 700 } }],
      { knownFrom: "always", source: "crm.csv", now },
    );
    leadId = leads[0]!.leadId;
    await ingestEvents(
      tx,
      tenantId,
      [
        { subject: { leadId }, type: "demo_requested", occurredAt: ago(1) },
        {
          subject: { visitorKey: "v1" },
          type: "page_view",
          occurredAt: ago(2),
          properties: { page: "pricing", path: "/pricing" },
        },
        {
          subject: { leadId },
          type: "page_view",
          occurredAt: ago(3),
          properties: { page: "pricing", path: "/pricing" },
          flag: { flag: "bot", reason: "known agent" },
        },
      ],
      { now },
    );
  });
});

describe("rescoring", () => {
  it("writes the score, its reasons, history and factors, and adds up", async () => {
    expect(await rescore()).toMatchObject({ scored: 1, changed: 1 });
    const row = await lead();
    // VP 10 + decision maker 8 + 500-999 people 8 + demo 12
    expect(row).toMatchObject({
      scoreTotal: 38,
      effectiveScore: 38,
      scoreBand: "nurture",
      scoreVersion: "Rules v1",
    });
    expect((row.topReasons as unknown as TopReasons).reasons[0]).toMatchObject({
      signal: "demo_requests_90d",
    });
    const factors = await inTenant((tx) => tx.leadScoreFactor.findMany({ where: { leadId } }));
    expect(factors.reduce((sum, factor) => sum + Number(factor.points), 0)).toBeCloseTo(38, 3);
    expect(await inTenant((tx) => tx.scoreHistory.count({ where: { leadId } }))).toBe(1);
  });

  it("writes no history when nothing changed, but the score's age", async () => {
    const later = new Date(now.getTime() + 60_000);
    expect(await rescore(later)).toMatchObject({ scored: 1, changed: 0 });
    expect((await lead()).scoreUpdatedOn).toEqual(later);
    expect(await inTenant((tx) => tx.scoreHistory.count({ where: { leadId } }))).toBe(1);
  });

  it("counts a visitor's earlier events once the visitor is known, and never a bot's", async () => {
    await inTenant((tx) => identifyVisitors(tx, tenantId, [{ visitorKey: "v1", leadId, identifiedAt: now }]));
    const later = new Date(now.getTime() + 120_000);
    await rescore(later);
    // one pricing view: 4, and a decision maker who viewed pricing: 4
    expect(await lead()).toMatchObject({
      scoreTotal: 46,
      scoreBand: "warm",
      previousScore: 38,
      previousBand: "nurture",
    });
  });

  it("verifies bit for bit, and notices a changed digit", async () => {
    expect(await inTenant((tx) => verifyScore(tx, leadId))).toMatchObject({
      ok: true,
      equal: true,
      stored: 46,
    });
    const superuser = new pg.Client({ connectionString: database.superuserUrl() });
    await superuser.connect();
    await superuser.query("UPDATE score_history SET unrounded = unrounded + 1e-12 WHERE total = 46");
    await superuser.end();
    expect(await inTenant((tx) => verifyScore(tx, leadId))).toMatchObject({
      ok: true,
      equal: false,
      computed: 46,
    });
  });

  it("keeps the score of a closed lead as of its closing", async () => {
    await inTenant((tx) =>
      ingestLeads(tx, tenantId, [{ externalId: "A1", fields: {}, status: "lost", closedAt: ago(1.5) }], {
        knownFrom: now,
        source: "crm.csv",
        now,
      }),
    );
    await rescore(new Date(now.getTime() + 400 * DAY));
    // The demo came half a day after the closing, the visitor was not known then.
    expect((await lead()).scoreTotal).toBe(26);
  });

  it("goes through every lead in chunks and says how far it is", async () => {
    const progress: number[] = [];
    const outcome = await rescoreAll(tenantId, {
      moment: now,
      cause: causeRef("refresh"),
      chunkSize: 1,
      onProgress: (done) => void progress.push(done),
    });
    expect(outcome.scored).toBe(1);
    expect(progress).toEqual([1]);
  });

  it("refuses to be told of another tenant's lead", async () => {
    const other = await createWorkspace({ name: "Stranger" });
    const outcome = await withTenant(other.tenantId, (tx) =>
      rescoreLeads(tx, other.tenantId, [leadId], { moment: now, cause: causeRef("manual") }),
    );
    expect(outcome.scored).toBe(0);
  });
});

describe("replaying", () => {
  it("writes the history a lead would have had, oldest first, and leaves the current score alone", async () => {
    const before = await lead();
    await inTenant(
      (tx) => tx.$executeRaw`UPDATE leads SET status = 'new', closed_at = NULL WHERE id = ${leadId}::uuid`,
    );
    expect(await inTenant((tx) => replayScores(tx, tenantId, [leadId], { until: now }))).toBeGreaterThan(0);
    const history = await inTenant((tx) =>
      tx.scoreHistory.findMany({ where: { leadId }, orderBy: { scoredOn: "asc" } }),
    );
    expect(history[0]).toMatchObject({ total: 26, cause: { key: "lead_created" } });
    expect((await lead()).scoreTotal).toBe(before.scoreTotal);
    await inTenant((tx) => adoptNewestChange(tx, tenantId));
    const newest = history.findLast((entry, index) => index > 0 && entry.total !== history[index - 1]?.total);
    expect(newest).toBeDefined();
    expect((await lead()).scoreChangedOn).toEqual(newest?.scoredOn);
  });
});
