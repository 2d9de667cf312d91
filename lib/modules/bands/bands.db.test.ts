import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { bandFor } from "@/lib/core/scoring/bands";
import { causeRef } from "@/lib/core/scoring/causes";
import { moveEdge } from "@/lib/core/scoring/edit-bands";
import type { BandSet } from "@/lib/core/scoring/types";
import { startBacktestAction } from "@/lib/modules/backtests/actions";
import { runBacktestJob } from "@/lib/modules/backtests/jobs";
import { keepDraft } from "@/lib/modules/drafts/mutations";
import { rescoreProgress } from "@/lib/modules/models/data";
import { goBackTo } from "@/lib/modules/models/mutations";
import { activeScorer } from "@/lib/modules/scoring/data";
import { rebandAll } from "@/lib/modules/scoring/reband";
import { rescoreAll } from "@/lib/modules/scoring/rescore";
import { verifyScore } from "@/lib/modules/scoring/verify";
import { TEST_NOW, writeHistory } from "@/lib/modules/training/testing";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import { flipsOfBandsAction, publishBandsAction } from "./actions";
import { loadBandsPage } from "./loaders";

const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.mock("next/navigation", () => ({
  forbidden: () => {
    throw new Error("forbidden");
  },
  notFound: () => {
    throw new Error("not found");
  },
  redirect: (path: string) => {
    throw new Error(`to ${path}`);
  },
}));

testDatabase();

const later = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000);
let tenantId: string;

const active = () => withTenant(tenantId, (tx) => activeScorer(tx));
async function signIn(role: Role, tenant = tenantId) {
  const member = await testMember(tenant, role);
  cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 3_600);
  return member;
}
async function wishFor(bands: BandSet, note = "More calls in autumn") {
  const { id } = await active();
  return { scorerId: id, expectedActiveId: id, content: { bands }, note };
}
const standings = () =>
  withTenant(tenantId, (tx) =>
    tx.lead.findMany({
      orderBy: { id: "asc" },
      select: {
        id: true,
        scoreTotal: true,
        scoreBand: true,
        scoreVersion: true,
        effectiveBand: true,
        effectiveScore: true,
      },
    }),
  );

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Banders" }));
  await writeHistory(tenantId, 250);
  // Half of them are open, so that clocks and the queue have something to lose.
  await withTenant(
    tenantId,
    (tx) => tx.$executeRaw`
      UPDATE leads SET status = 'new', closed_at = NULL
       WHERE tenant_id = ${tenantId}::uuid AND right(external_id, 1) IN ('1', '3', '5', '7', '9')`,
  );
  await rescoreAll(tenantId, { moment: TEST_NOW, cause: causeRef("imported") });
}, 120_000);
beforeEach(() => {
  cookie.token = undefined;
});

describe.each(ROLES)("a %s", (role) => {
  const may = can(role, "scoring.manage");
  it(`${may ? "opens the page and publishes" : "neither opens the page nor publishes"}`, async () => {
    const { bandSet, version } = await active();
    const bands = moveEdge(bandSet, "hot", bandSet.bands[0]!.from - 1);
    await signIn(role);
    if (!may) {
      await expect(loadBandsPage(null)).rejects.toThrow("forbidden");
      expect(await publishBandsAction(await wishFor(bands))).toMatchObject({ ok: false, code: "forbidden" });
      expect(await flipsOfBandsAction({})).toMatchObject({ ok: false, code: "forbidden" });
      expect((await active()).version).toBe(version);
      return;
    }
    const page = await loadBandsPage(null);
    expect(page).toMatchObject({ scorer: { version, isActive: true }, bands: bandSet });
    expect(page.open?.reduce((sum, count) => sum + count, 0)).toBe(125);
    expect(await publishBandsAction(await wishFor(bands))).toMatchObject({
      ok: true,
      isInUse: true,
      leads: 250,
    });
    expect((await active()).bandSet).toEqual(bands);
  });
});

describe("published bands", () => {
  it("put every lead where its score is, without scoring it again", async () => {
    const from = await active();
    await rescoreAll(tenantId, { moment: TEST_NOW, cause: causeRef("manual") });
    const before = await standings();
    const [overridden] = before.filter(({ scoreBand }) => scoreBand === "suppress");
    await withTenant(
      tenantId,
      (tx) => tx.$executeRaw`
        INSERT INTO overrides (tenant_id, id, lead_id, status, kind, band, effective_score, effective_band,
                               machine_score, machine_band, direction, category, reason, days, started_at, expires_at)
        VALUES (${tenantId}::uuid, ${newId()}::uuid, ${overridden!.id}::uuid, 'active', 'band', 'hot', 70, 'hot',
                ${overridden!.scoreTotal}, 'suppress', 'raised', 'offline_knowledge', 'Met at the fair in May', 14,
                ${TEST_NOW}::timestamptz, ${later(60 * 24 * 14)}::timestamptz)`,
    );
    await signIn("revops");
    const bands = moveEdge(moveEdge(moveEdge(from.bandSet, "nurture", 2), "warm", 5), "hot", 8);
    const published = await publishBandsAction(await wishFor(bands));
    expect(published).toMatchObject({ ok: true, isInUse: true });
    const to = await active();
    const outcome = await rebandAll(tenantId, to.id, {
      moment: later(1),
      cause: causeRef("bands_published", { version: to.version }),
      chunkSize: 60,
    });
    const after = await standings();
    const flipped = after.filter((lead, at) => lead.scoreBand !== before[at]!.scoreBand);
    expect(outcome).toEqual({ moved: flipped.length, scored: 0 });
    expect(flipped.length).toBeGreaterThan(20);
    for (const [at, lead] of after.entries()) {
      expect(lead.scoreTotal).toBe(before[at]!.scoreTotal);
      expect(lead.scoreBand).toBe(bandFor(bands, lead.scoreTotal!).id);
      const isSet = lead.id === overridden!.id;
      const isTold = isSet || lead.scoreBand !== before[at]!.scoreBand;
      expect(lead.scoreVersion).toBe(isTold ? to.version : before[at]!.scoreVersion);
    }
    const set = after.find(({ id }) => id === overridden!.id);
    expect(set).toMatchObject({ effectiveBand: "hot", effectiveScore: 8 });
    for (const { id } of flipped.slice(0, 5))
      expect(await withTenant(tenantId, (tx) => verifyScore(tx, id))).toMatchObject({
        ok: true,
        equal: true,
        scorer: to.version,
      });
    expect(await withTenant(tenantId, (tx) => rescoreProgress(tx, tenantId))).toEqual({
      done: 250,
      total: 250,
    });
    const lines = await withTenant(tenantId, (tx) => tx.scoreHistory.count());
    // Scoring all of them the long way changes nothing any more.
    const long = await rescoreAll(tenantId, { moment: TEST_NOW, cause: causeRef("manual") });
    expect(long.moved).toEqual([]);
    expect(await withTenant(tenantId, (tx) => tx.scoreHistory.count())).toBe(lines);
    const whole = await standings();
    expect(whole.map(({ scoreVersion: _, ...lead }) => lead)).toEqual(
      after.map(({ scoreVersion: _, ...lead }) => lead),
    );
    expect(new Set(whole.map(({ scoreVersion }) => scoreVersion))).toEqual(new Set([to.version]));
    // What enters a band that is called gets its clock; the closed get none.
    const due = await withTenant(
      tenantId,
      (tx) => tx.$queryRaw<{ open: number; closed: number }[]>`
        SELECT count(*) FILTER (WHERE is_open AND due_at IS NOT NULL)::int AS open,
               count(*) FILTER (WHERE NOT is_open AND due_at IS NOT NULL)::int AS closed
          FROM leads WHERE tenant_id = ${tenantId}::uuid`,
    );
    expect(due[0]!.open).toBeGreaterThan(0);
    expect(due[0]!.closed).toBe(0);
  });

  it("are taken back with their version", async () => {
    const newest = await active();
    const bands = moveEdge(newest.bandSet, "hot", 60);
    await signIn("revops");
    await publishBandsAction(await wishFor(bands));
    const back = await withTenant(tenantId, (tx) =>
      goBackTo(
        tx,
        { tenantId, actorId: null, now: later(5) },
        { scorerId: newest.id, expectedActiveId: null },
      ),
    );
    expect(back).toMatchObject({ ok: true, version: newest.version });
    expect((await active()).bandSet).toEqual(newest.bandSet);
  });

  it("reach leads that something else had scored by scoring them, and stop where another version takes over", async () => {
    const from = await active();
    await withTenant(
      tenantId,
      (tx) => tx.$executeRaw`
        UPDATE leads SET score_version = 'Rules v0' WHERE tenant_id = ${tenantId}::uuid AND right(external_id, 1) = '2'`,
    );
    await signIn("revops");
    await publishBandsAction(await wishFor(moveEdge(from.bandSet, "hot", 30)));
    const second = await active();
    const options = { moment: later(9), cause: causeRef("bands_published", { version: second.version }) };
    const { scored } = await rebandAll(tenantId, second.id, options);
    expect(scored).toBe(25);
    await publishBandsAction(await wishFor(moveEdge(from.bandSet, "hot", 40)));
    expect(await rebandAll(tenantId, second.id, options)).toEqual({
      moved: 0,
      scored: 0,
    });
  });

  it("say whether they were backtested, and end the draft", async () => {
    const { id, bandSet } = await active();
    const bands = moveEdge(bandSet, "hot", bandSet.bands[0]!.from + 3);
    const { userId } = await signIn("revops");
    await withTenant(tenantId, (tx) =>
      keepDraft(tx, { tenantId, userId, now: TEST_NOW }, { kind: "bands", baseId: id, content: { bands } }),
    );
    const started = await startBacktestAction({ kind: "bands", scorerId: id, content: { bands } });
    if (!started.ok) throw new Error(started.message);
    await runBacktestJob(
      { tenantId, backtestId: started.backtestId },
      { signal: new AbortController().signal },
    );
    expect(await publishBandsAction(await wishFor(bands))).toMatchObject({ ok: true });
    const { id: published } = await active();
    const audited = await withTenant(tenantId, (tx) =>
      tx.auditEntry.findMany({ where: { subjectId: published, action: "scorer.published" } }),
    );
    expect(audited.map(({ details }) => details)).toMatchObject([{ backtested: true }]);
    expect(await withTenant(tenantId, (tx) => tx.scoringDraft.count())).toBe(0);
  });

  it("of a version that is not in use wait in the registry", async () => {
    const { id: inUse, version } = await active();
    const [first] = await withTenant(tenantId, (tx) =>
      tx.ruleSet.findMany({ where: { version: "Rules v1" } }),
    );
    await signIn("revops");
    const page = await loadBandsPage(first!.id);
    expect(page).toMatchObject({ scorer: { isActive: false }, open: null, active: { version } });
    const wish = {
      scorerId: first!.id,
      expectedActiveId: inUse,
      content: { bands: moveEdge(page.bands, "hot", 77) },
      note: "For later",
    };
    expect(await publishBandsAction(wish)).toMatchObject({ ok: true, isInUse: false });
    expect((await active()).id).toBe(inUse);
  });
});

describe("what cannot be", () => {
  const change = (bands: BandSet, index: number, by: Partial<BandSet["bands"][number]>): BandSet => ({
    bands: bands.bands.map((band, at) => (at === index ? { ...band, ...by } : band)),
  });
  it.each([
    ["101", (set: BandSet) => change(set, 0, { from: 101 }), /0 to 100/],
    ["an edge above the band above it", (set: BandSet) => change(set, 1, { from: 99 }), /has to begin below/],
    [
      "two bands of one name",
      (set: BandSet) => change(set, 1, { name: "hot " }),
      /another band|Another band/,
    ],
    ["a gap at the bottom", (set: BandSet) => change(set, 3, { from: 1 }), /begins at 0/],
    ["half a point", (set: BandSet) => change(set, 0, { from: 70.5 }), /whole number/],
    ["no figure", (set: BandSet) => change(set, 0, { from: Number.NaN }), /whole number/],
    ["no name", (set: BandSet) => change(set, 2, { name: "  " }), /name/],
    ["one band", (set: BandSet) => ({ bands: [set.bands[3]!] }), /two to six/],
  ])("%s is refused in words, whoever sends it", async (_, broken, words) => {
    const { bandSet, version } = await active();
    await signIn("admin");
    const answer = await publishBandsAction(await wishFor(broken(bandSet)));
    expect(answer).toMatchObject({ ok: false, code: "invalid" });
    expect(answer.ok ? "" : answer.message).toMatch(words);
    expect((await active()).version).toBe(version);
  });

  it("is the same bands again, a note without words, and being second", async () => {
    const { id, bandSet } = await active();
    await signIn("revops");
    expect(await publishBandsAction(await wishFor(bandSet))).toMatchObject({ ok: false, code: "unchanged" });
    expect(await publishBandsAction(await wishFor(moveEdge(bandSet, "hot", 88), " "))).toMatchObject({
      ok: false,
      code: "invalid",
    });
    expect(await publishBandsAction(await wishFor(moveEdge(bandSet, "hot", 88)))).toMatchObject({ ok: true });
    const late = {
      scorerId: id,
      expectedActiveId: id,
      content: { bands: moveEdge(bandSet, "hot", 90) },
      note: "Too late",
    };
    expect(await publishBandsAction(late)).toMatchObject({ ok: false, code: "overtaken" });
  });

  it("is another workspace's version", async () => {
    const { bandSet } = await active();
    const wish = await wishFor(moveEdge(bandSet, "hot", 55));
    const { tenantId: other } = await createWorkspace({ name: "Others" });
    await signIn("revops", other);
    expect(await publishBandsAction(wish)).toMatchObject({ ok: false, code: "overtaken" });
    await expect(loadBandsPage(wish.scorerId)).rejects.toThrow("not found");
    await expect(loadBandsPage("x")).rejects.toThrow("not found");
  });
});
