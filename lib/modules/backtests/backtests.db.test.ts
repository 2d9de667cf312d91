import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { flipsBetween } from "@/lib/core/backtest/histogram";
import { moveEdge } from "@/lib/core/scoring/edit-bands";
import { ingestEvents } from "@/lib/modules/ingestion/events";
import { workspaceOutcome } from "@/lib/modules/outcomes/data";
import { activeScorer, ruleSetOf } from "@/lib/modules/scoring/data";
import { TEST_NOW, WON_AFTER_A_DAY, writeHistory } from "@/lib/modules/training/testing";
import { loadTrainingSet } from "@/lib/modules/training/training-set";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import { cancelBacktestAction, startBacktestAction } from "./actions";
import { getBacktest, runsOf } from "./data";
import { runBacktestJob } from "./jobs";
import { loadBacktest } from "./loaders";
import { beginBacktest, cancelBacktest, queueBacktest } from "./mutations";
import { runBacktest } from "./run";
import type { BacktestRequest } from "./types";

const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));

testDatabase();

const LEADS = 300;
const going = () => ({ signal: new AbortController().signal });
let tenantId: string;
let leadIds: string[];

const { outcome, moment } = WON_AFTER_A_DAY;
const current = () => withTenant(tenantId, (tx) => activeScorer(tx));
async function standing(): Promise<BacktestRequest> {
  return { scorerId: (await current()).id, draft: null, outcome, moment };
}
/** Rules that pay for an opened mail, which is what wins here. */
async function openersFirst(): Promise<BacktestRequest> {
  const scorer = await current();
  const { bands, ...definition } = ruleSetOf(scorer)!;
  const rules = definition.rules.map((rule) =>
    rule.per === "each" && rule.signal === "email_opens_30d" ? { ...rule, points: 60, cap: 60 } : rule,
  );
  const caps = { ...definition.caps, engagement: 90 };
  return {
    ...(await standing()),
    draft: { kind: "rules", definition: { ...definition, rules, caps }, bands },
  };
}
async function resultOf(request: BacktestRequest) {
  const done = await runBacktest(tenantId, request, { now: TEST_NOW });
  if (!done.ok) throw new Error(done.reason);
  return done.result;
}
async function signIn(role: Role, tenant = tenantId) {
  const member = await testMember(tenant, role);
  cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 3_600);
  return member;
}

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Replayers" }));
  leadIds = await writeHistory(tenantId, LEADS);
}, 120_000);
beforeEach(() => {
  cookie.token = undefined;
});

describe("a replay", () => {
  it("scores every lead of the past as training sees it, and counts what is left out", async () => {
    const learnt = await loadTrainingSet(tenantId, { outcome, moment, now: TEST_NOW });
    const result = await resultOf(await standing());
    const expected = new Array<number>(101).fill(0);
    for (const score of learnt.ruleScores) expected[Math.round(score)]! += 1;
    expect(result.current.histogram.leads).toEqual(expected);
    expect(result.leads).toBe(LEADS);
    expect(result.positives).toBe(learnt.labels.reduce((sum, label) => sum + label, 0));
    expect(result.dropped).toEqual(learnt.dropped);
    expect(result.population).toBe("all");
    expect(result.days).toBeCloseTo((LEADS - 1) / 4, 6);
  });

  it("does not see what happened after the moment", async () => {
    const before = await resultOf(await openersFirst());
    await withTenant(tenantId, (tx) =>
      ingestEvents(
        tx,
        tenantId,
        Array.from({ length: 40 }, (_, index) => ({
          subject: { externalId: `T-${index}` },
          type: "demo_requested",
          occurredAt: new Date(TEST_NOW.getTime() - 3 * 86_400_000),
        })),
        { now: TEST_NOW },
      ),
    );
    const after = await resultOf(await openersFirst());
    expect({ ...after, tookMs: 0 }).toEqual({ ...before, tookMs: 0 });
  });

  it("lays other edges beside the published ones: the ranking stays, the flips are those of the histogram", async () => {
    const { bandSet } = await current();
    const bands = moveEdge(moveEdge(bandSet, "nurture", 8), "warm", 12);
    const result = await resultOf({ ...(await standing()), draft: { kind: "bands", bands } });
    expect(result.isSameScorer).toBe(true);
    expect(result.comparison?.difference.auc).toEqual({ difference: 0, interval: { low: 0, high: 0 } });
    const moves = flipsBetween(result.current.histogram, bandSet, bands);
    expect(result.flips?.moves).toEqual(moves);
    expect(result.flips?.count).toBe(moves.reduce((sum, { count }) => sum + count, 0));
    expect(result.flips?.count).toBeGreaterThan(0);
  });

  it("finds rules that pay for what wins the better ones, with an interval", async () => {
    const { comparison, flips } = await resultOf(await openersFirst());
    expect(comparison?.difference.auc?.interval.low).toBeGreaterThan(0.1);
    expect(comparison?.difference.averagePrecision?.interval.low).toBeGreaterThan(0);
    expect(flips?.leads.every(({ leadId }) => leadIds.includes(leadId))).toBe(true);
  });

  it("says so where a version is gone", async () => {
    const gone = { ...(await standing()), scorerId: leadIds[0]! };
    expect(await runBacktest(tenantId, gone, { now: TEST_NOW })).toEqual({
      ok: false,
      reason: "version_gone",
    });
  });
});

describe("a run", () => {
  const queue = async (request: BacktestRequest) =>
    withTenant(tenantId, (tx) => queueBacktest(tx, tenantId, request, { actorId: null, now: TEST_NOW }));
  const stateOf = (id: string) => withTenant(tenantId, (tx) => getBacktest(tx, tenantId, id));

  it("is worked on, finished and found by what it is of", async () => {
    const request = await openersFirst();
    const id = await queue(request);
    await runBacktestJob({ tenantId, backtestId: id }, going());
    const state = await stateOf(id);
    expect(state).toMatchObject({ id, status: "done", message: null });
    expect(state?.result?.draft?.title).toBe("Draft");
    expect(state?.result).not.toHaveProperty("replayed");
    const { done } = await withTenant(tenantId, (tx) => runsOf(tx, tenantId, request));
    expect(done?.id).toBe(id);
  });

  it("that is stopped in the middle is made by the next worker", async () => {
    const id = await queue(await standing());
    const stopped = new AbortController();
    stopped.abort(new Error("the process is stopping"));
    await expect(runBacktestJob({ tenantId, backtestId: id }, { signal: stopped.signal })).rejects.toThrow();
    expect((await stateOf(id))?.status).toBe("running");
    await runBacktestJob({ tenantId, backtestId: id }, going());
    expect((await stateOf(id))?.status).toBe("done");
  });

  it("that somebody cancelled is not begun, and one delivered twice is made once", async () => {
    const id = await queue(await standing());
    expect(await cancelBacktest({ tenantId, backtestId: id }, TEST_NOW)).toBe(true);
    await runBacktestJob({ tenantId, backtestId: id }, going());
    expect(await stateOf(id)).toMatchObject({ status: "cancelled", result: null });
    const twice = await queue(await standing());
    await runBacktestJob({ tenantId, backtestId: twice }, going());
    expect(await beginBacktest({ tenantId, backtestId: twice }, TEST_NOW)).toBe(false);
  });
});

describe.each(ROLES)("a %s", (role) => {
  const may = can(role, "scoring.manage");
  it(`${may ? "starts, reads and cancels" : "neither starts, reads nor cancels"} a backtest`, async () => {
    const { id: scorerId, bandSet } = await current();
    const content = { bands: moveEdge(bandSet, "hot", 60 + ROLES.indexOf(role)) };
    const wish = { kind: "bands", scorerId, content };
    await signIn(role);
    const started = await startBacktestAction(wish);
    if (!may) {
      expect(started).toMatchObject({ ok: false, code: "forbidden" });
      const request = await standing();
      const id = await withTenant(tenantId, (tx) =>
        queueBacktest(tx, tenantId, request, { actorId: null, now: TEST_NOW }),
      );
      expect(await loadBacktest(id)).toMatchObject({ ok: false, code: "forbidden" });
      expect(await cancelBacktestAction(id)).toMatchObject({ ok: false, code: "forbidden" });
      return;
    }
    if (!started.ok) throw new Error(started.message);
    expect(await startBacktestAction(wish)).toEqual(started);
    expect(await loadBacktest(started.backtestId)).toMatchObject({
      ok: true,
      data: { run: { status: "queued" } },
    });
    expect(await cancelBacktestAction(started.backtestId)).toEqual({ ok: true });
    expect(await cancelBacktestAction(started.backtestId)).toMatchObject({ ok: false, code: "over" });
  });
});

describe("what cannot be", () => {
  it("is refused in words: bands that do not fit, versions that are gone, nonsense", async () => {
    await signIn("revops");
    const { id: scorerId, bandSet } = await current();
    const twoHots = { bands: { bands: bandSet.bands.map((band) => ({ ...band, name: "Hot" })) } };
    expect(await startBacktestAction({ kind: "bands", scorerId, content: twoHots })).toMatchObject({
      ok: false,
      code: "invalid",
    });
    const content = { bands: bandSet };
    expect(await startBacktestAction({ kind: "bands", scorerId: leadIds[0], content })).toMatchObject({
      ok: false,
      code: "gone",
    });
    for (const wish of [null, {}, { kind: "bands" }, { kind: "rules", scorerId, content }, "x"])
      expect(await startBacktestAction(wish)).toMatchObject({ ok: false, code: "invalid" });
    expect(await cancelBacktestAction("x")).toMatchObject({ ok: false });
  });

  it("is another workspace's run", async () => {
    const request = await standing();
    const id = await withTenant(tenantId, (tx) =>
      queueBacktest(tx, tenantId, request, { actorId: null, now: TEST_NOW }),
    );
    const { tenantId: other } = await createWorkspace({ name: "Strangers" });
    await signIn("revops", other);
    expect(await loadBacktest(id)).toMatchObject({ ok: false, code: "not_found" });
    expect(await cancelBacktestAction(id)).toMatchObject({ ok: false, code: "over" });
    expect(
      await startBacktestAction({
        kind: "scorer",
        scorerId: request.scorerId,
        candidateId: request.scorerId,
      }),
    ).toMatchObject({ ok: false, code: "gone" });
    expect(await withTenant(other, (tx) => workspaceOutcome(tx, other))).toMatchObject({ source: "default" });
  });
});
