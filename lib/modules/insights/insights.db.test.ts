import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { causeRef } from "@/lib/core/scoring/causes";
import { publishBandsAction } from "@/lib/modules/bands/actions";
import { bulkSnoozeAction } from "@/lib/modules/bulk/actions";
import { startImportAction } from "@/lib/modules/imports/actions";
import { ingestEvents } from "@/lib/modules/ingestion/events";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import type { EventRecord, LeadRecord } from "@/lib/modules/ingestion/types";
import { createKeyAction } from "@/lib/modules/keys/actions";
import { recomputeScoreAction } from "@/lib/modules/leads/actions-score";
import { publishModelAction, rollBackAction } from "@/lib/modules/models/actions";
import { saveOutcomeAction } from "@/lib/modules/outcomes/actions";
import { requestOverrideAction, setOverrideAction } from "@/lib/modules/overrides/actions";
import { wishOf } from "@/lib/modules/overrides/testing";
import { actAction } from "@/lib/modules/queue/actions";
import { publishRulesAction } from "@/lib/modules/rules/actions";
import { rescoreAll } from "@/lib/modules/scoring/rescore";
import { startRunAction } from "@/lib/modules/training/actions";
import { changeRoleAction } from "@/lib/modules/users/actions-people";
import { saveHoursAction, saveRoutingAction } from "@/lib/modules/workflow/actions";
import { deleteWorkspaceAction, erasePersonAction } from "@/lib/modules/workspace-data/actions";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { globalDb, withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { type TestMember, testMember } from "@/lib/testing/people";
import { startDueCount } from "./due";
import { countJob } from "./jobs";
import { loadInsights } from "./loaders";
import { parseInsightsQuery } from "./query";
import type { InsightsData } from "./types";

/** The browser's cookie and the clock; the rest is the real path. */
const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
const clock = vi.hoisted(() => ({ at: new Date(0) }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.mock("next/navigation", () => ({
  redirect: (path: string) => {
    throw new Error(`redirect ${path}`);
  },
  forbidden: () => {
    throw new Error("forbidden");
  },
}));
vi.mock("@/lib/platform/clock", () => ({ now: () => clock.at }));

testDatabase();

const NOW = new Date("2026-11-20T10:00:00Z");
const DAY = 86_400_000;
const ago = (days: number) => new Date(NOW.getTime() - days * DAY);
const signal = new AbortController().signal;

let leader: TestMember;

async function signIn(member: TestMember | undefined): Promise<void> {
  cookie.token = member ? await sealSession({ ...member, sessionEpoch: 0 }, 400 * DAY) : undefined;
}

interface World {
  readonly leads?: readonly LeadRecord[];
  readonly events?: readonly EventRecord[];
}

/** A workspace with these leads, scored and counted, seen by its leader. */
async function seen(name: string, { leads = [], events = [] }: World, params = {}): Promise<InsightsData> {
  const { tenantId } = await createWorkspace({ name });
  leader = await testMember(tenantId, "leader");
  if (leads.length > 0) {
    await withTenant(tenantId, async (tx) => {
      await ingestLeads(tx, tenantId, leads, { knownFrom: "always", source: "file.csv", now: NOW });
      await ingestEvents(tx, tenantId, events, { now: NOW });
    });
    await rescoreAll(tenantId, { moment: NOW, cause: causeRef("imported") });
  }
  await countJob({ tenantId }, { signal });
  await signIn(leader);
  return loadInsights(parseInsightsQuery(params));
}

/** Every number anywhere in a value. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(numbersIn);
}
const noNonsense = (data: InsightsData) =>
  expect(numbersIn(data).filter((value) => !Number.isFinite(value))).toEqual([]);

const lead = (n: number, days: number, value: "positive" | "negative" | "undecided" | null): LeadRecord => ({
  externalId: `L-${n}`,
  createdAt: ago(days),
  fields: {
    job_title: n % 2 === 0 ? "CEO" : "Buyer",
    employees: 10 * n,
    source: n % 3 === 0 ? null : "Webinar",
  },
  ...(value === null
    ? {}
    : {
        status: value === "positive" ? "won" : value === "negative" ? "lost" : "working",
        outcome: { kind: "won_deal", value, ...(value === "undecided" ? {} : { decidedAt: ago(days - 20) }) },
      }),
});
const many = (count: number, days: number, value: Parameters<typeof lead>[2], from = 0) =>
  Array.from({ length: count }, (_, index) => lead(from + index, days, value));

beforeEach(() => {
  clock.at = NOW;
});

describe("states that are not the usual one", () => {
  it("an empty workspace has nothing to say, and says so", async () => {
    const data = await seen("Empty", {});
    expect(data).toMatchObject({ state: "no_leads", figures: null, totals: { leads: 0, judged: 0 } });
    noNonsense(data);
  });

  it("before the first count it is being counted, and after a failed one it says so", async () => {
    const { tenantId } = await createWorkspace({ name: "Uncounted" });
    await withTenant(tenantId, (tx) =>
      ingestLeads(tx, tenantId, many(3, 200, "negative"), { knownFrom: "always", source: "x", now: NOW }),
    );
    await signIn(await testMember(tenantId, "leader"));
    expect(await loadInsights(parseInsightsQuery({}))).toMatchObject({ state: "counting", figures: null });
    await withTenant(tenantId, (tx) =>
      tx.insightCount.create({ data: { tenantId, status: "failed", subject: "x", startedAt: NOW } }),
    );
    expect(await loadInsights(parseInsightsQuery({}))).toMatchObject({ state: "failed", figures: null });
  });

  it("leads whose window is open: no outcomes yet, and when the first can be judged", async () => {
    const visit: EventRecord = { subject: { externalId: "L-1" }, type: "page_view", occurredAt: ago(29) };
    const data = await seen("Young", { leads: many(40, 30, "undecided"), events: [visit] });
    expect(data.state).toBe("no_outcomes");
    expect(data.totals).toEqual({ leads: 40, judged: 0, firstJudgedOn: ago(30).getTime() + 90 * DAY });
    expect(data.figures!.current.all).toEqual({ rows: 0, positives: 0, rate: null, interval: null });
    expect(data.figures!.gain).toBeNull();
    expect(data.figures!.inflow.months.reduce((sum, { total }) => sum + total, 0)).toBe(40);
    noNonsense(data);
  });

  it("no conversions at all", async () => {
    const data = await seen("All lost", { leads: many(60, 200, "negative") });
    expect(data).toMatchObject({ state: "ready", figures: { gain: null } });
    expect(data.figures!.current.all).toMatchObject({ rows: 60, positives: 0, rate: 0 });
    expect(
      data.figures!.current.tiers.every(({ captured, lift }) => captured === null && lift === null),
    ).toBe(true);
    noNonsense(data);
  });

  it("all won, in bands of which some have nobody", async () => {
    const data = await seen("All won", { leads: many(60, 200, "positive") });
    expect(data.state).toBe("ready");
    expect(data.figures!.current.all).toMatchObject({ rows: 60, positives: 60, rate: 1 });
    const empty = data.figures!.current.tiers.filter(({ rows }) => rows === 0);
    expect(empty.length).toBeGreaterThan(0);
    for (const tier of empty)
      expect(tier).toMatchObject({ rate: null, interval: null, lift: null, share: 0 });
    expect(data.figures!.gain!.points.at(-1)).toMatchObject({ share: 1, captured: 1 });
    noNonsense(data);
  });

  it("filters that leave nobody", async () => {
    const data = await seen("Filtered", { leads: many(40, 200, "negative") }, { source: "Nowhere" });
    expect(data.state).toBe("nothing_here");
    expect(data.totals.judged).toBe(40);
    noNonsense(data);
  });

  it("leads without dates are counted where the period is all there is", async () => {
    const undated = many(30, 200, "negative").map(({ createdAt: _, outcome, ...rest }) => ({
      ...rest,
      outcome: { kind: outcome!.kind, value: outcome!.value },
    }));
    const data = await seen("Undated", { leads: undated });
    expect(data).toMatchObject({ state: "ready", period: { from: null, to: null }, compared: null });
    expect(data.figures!.current.all.rows).toBe(30);
    expect(data.figures!.basis).toEqual({ contact: 0, stood: 0, replayed: 30 });
    expect(data.figures!.months).toEqual([]);
    noNonsense(data);
  });

  it("an address that makes no sense is the usual page", async () => {
    const data = await seen(
      "Odd",
      { leads: many(40, 200, "negative") },
      {
        period: "2026-13..x",
        segment: "password:1",
        compare: "never",
        team: ["a", "b"],
      },
    );
    expect(data).toMatchObject({ state: "ready", comparison: "previous" });
  });
});

describe("what counts", () => {
  it("is the score at first contact, whatever became of the score since", async () => {
    const called: EventRecord = { subject: { externalId: "L-1" }, type: "call_logged", occurredAt: ago(190) };
    const later: EventRecord[] = [185, 184, 183].flatMap((days) => [
      { subject: { externalId: "L-1" }, type: "demo_requested", occurredAt: ago(days) },
      ...[1, 2, 3].map((n) => ({
        subject: { externalId: "L-1" },
        type: "page_view",
        occurredAt: new Date(ago(days).getTime() + n * 60_000),
        properties: { page: "pricing", path: "/pricing" },
      })),
    ]);
    const data = await seen("Contact", { leads: [lead(1, 200, "positive")], events: [called, ...later] });
    const tiers = data.figures!.current.tiers.filter(({ rows }) => rows > 0);
    expect(data.figures!.basis).toEqual({ contact: 1, stood: 0, replayed: 0 });
    const now = await withTenant(leader.tenantId, (tx) => tx.lead.findFirstOrThrow());
    expect(now.scoreTotal).toBeGreaterThan(now.firstContactScore!);
    expect(tiers).toMatchObject([{ id: now.firstContactBand, rows: 1, positives: 1 }]);
    expect(now.firstContactVersion).toBe(now.scoreVersion);
  });

  it("a call after the decision was no first contact: the lead counts as of a day after it came", async () => {
    const thanks: EventRecord = { subject: { externalId: "L-1" }, type: "call_logged", occurredAt: ago(100) };
    const data = await seen("Thanks", { leads: [lead(1, 200, "positive")], events: [thanks] });
    expect(data.figures!.basis).toEqual({ contact: 0, stood: 0, replayed: 1 });
    expect(data.figures!.funnel[0]).toMatchObject({ won: 1, contacted: 0, wonWithoutContact: 1 });
    const row = await withTenant(leader.tenantId, (tx) => tx.insightLead.findFirstOrThrow());
    expect(row.countedAt).toEqual(new Date(ago(200).getTime() + DAY));
  });

  it("a call that was taken back is none", async () => {
    const undone: EventRecord = {
      ...{ subject: { externalId: "L-1" }, type: "call_logged", occurredAt: ago(195) },
      flag: { flag: "bot", reason: "taken back" },
    };
    const data = await seen("Undone", { leads: [lead(1, 200, "negative")], events: [undone] });
    expect(data.figures!.funnel[0]).toMatchObject({ created: 1, contacted: 0 });
  });

  it("a second count of a quiet workspace writes nothing, and one after an outcome only that", async () => {
    await seen("Quiet", { leads: many(30, 200, "negative") });
    const { tenantId } = leader;
    const versions = () =>
      withTenant(
        tenantId,
        (tx) => tx.$queryRaw<{ x: string }[]>`SELECT xmin::text AS x FROM insight_leads ORDER BY lead_id`,
      );
    const before = await versions();
    await countJob({ tenantId }, { signal });
    expect(await versions()).toEqual(before);
    const one = await withTenant(tenantId, (tx) => tx.outcome.findFirstOrThrow());
    await withTenant(tenantId, (tx) =>
      tx.outcome.update({ where: { tenantId_id: { tenantId, id: one.id } }, data: { value: "positive" } }),
    );
    await countJob({ tenantId }, { signal });
    const after = await versions();
    expect(after.filter(({ x }, index) => x !== before[index]!.x)).toHaveLength(1);
    expect((await loadInsights(parseInsightsQuery({}))).figures!.current.all.positives).toBe(1);
  });

  it("what another workspace has is not there", async () => {
    await seen("First", { leads: many(30, 200, "negative") });
    const data = await seen("Second", { leads: many(5, 200, "positive", 100) }, { period: "all" });
    expect(data.figures!.current.all).toMatchObject({ rows: 5, positives: 5 });
    expect(data.choices.sources).toEqual(["Webinar"]);
  });
});

describe("when leads are counted", () => {
  const due = (tenantId: string, at = NOW) => withTenant(tenantId, (tx) => startDueCount(tx, tenantId, at));
  const jobs = (tenantId: string) =>
    withTenant(
      tenantId,
      (tx) => tx.$queryRaw<{ n: number }[]>`
        SELECT count(*)::int AS n FROM pgboss.job
         WHERE name = 'insights.count' AND data->>'tenantId' = ${tenantId} AND state = 'created'`,
    ).then(([row]) => row!.n);

  it("is when nobody has, once however often it is asked, and never for an empty workspace", async () => {
    const { tenantId: empty } = await createWorkspace({ name: "Nothing to count" });
    expect(await due(empty)).toBe(false);
    const { tenantId } = await createWorkspace({ name: "To count" });
    await withTenant(tenantId, (tx) =>
      ingestLeads(tx, tenantId, many(3, 200, "negative"), { knownFrom: "always", source: "x", now: NOW }),
    );
    expect(await due(tenantId)).toBe(true);
    await due(tenantId);
    expect(await jobs(tenantId)).toBe(1);
  });

  it("is again when the day, the outcome or the hours are others, or a quarter of an hour after scores changed", async () => {
    await seen("Counted", { leads: many(5, 200, "negative") });
    const { tenantId } = leader;
    const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
    expect(await due(tenantId, at(60))).toBe(false);
    await rescoreAll(tenantId, { moment: at(5), cause: causeRef("manual") });
    expect(await due(tenantId, at(10))).toBe(false);
    expect(await due(tenantId, at(16))).toBe(true);
    expect(await due(tenantId, new Date(NOW.getTime() + DAY))).toBe(true);
    await withTenant(tenantId, (tx) =>
      tx.workspaceSettings.update({
        where: { tenantId },
        data: { workingHours: { days: [1], from: "08:00", to: "09:00" } },
      }),
    );
    expect(await due(tenantId, at(1))).toBe(true);
  });

  it("waits for one that runs, and takes over one that was left behind", async () => {
    await seen("Running", { leads: many(5, 200, "negative") });
    const { tenantId } = leader;
    const set = (status: string, startedAt: Date) =>
      withTenant(tenantId, (tx) =>
        tx.insightCount.update({ where: { tenantId }, data: { status, startedAt, subject: "another" } }),
      );
    await set("running", ago(0.001));
    expect(await due(tenantId)).toBe(false);
    expect((await loadInsights(parseInsightsQuery({}))).isCounting).toBe(true);
    await set("running", ago(0.1));
    expect(await due(tenantId)).toBe(true);
  });

  it("stopped in the middle it is made whole by the next, and what was there stays readable", async () => {
    await seen("Stopped", { leads: many(30, 200, "negative") });
    const { tenantId } = leader;
    const stopped = new AbortController();
    stopped.abort(new Error("stopping"));
    await expect(countJob({ tenantId }, { signal: stopped.signal })).rejects.toThrow("stopping");
    expect(await loadInsights(parseInsightsQuery({}))).toMatchObject({ state: "ready", isCounting: true });
    await countJob({ tenantId }, { signal });
    expect(await loadInsights(parseInsightsQuery({}))).toMatchObject({ state: "ready", isCounting: false });
  });
});

describe("who may", () => {
  const people = new Map<Role, TestMember>();
  beforeAll(async () => {
    clock.at = NOW;
    await seen("Rights", { leads: many(40, 200, "negative") });
    for (const role of ROLES) people.set(role, await testMember(leader.tenantId, role));
  });

  it.each([...ROLES])("a %s reads", async (role) => {
    await signIn(people.get(role));
    expect((await loadInsights(parseInsightsQuery({}))).state).toBe("ready");
  });

  it("nobody reads without a sign-in, or once deactivated", async () => {
    await signIn(undefined);
    await expect(loadInsights(parseInsightsQuery({}))).rejects.toThrow(/redirect \/signin/);
    const gone = await testMember(leader.tenantId, "leader");
    await withTenant(gone.tenantId, (tx) =>
      tx.membership.updateMany({ where: { userId: gone.userId }, data: { deactivatedAt: NOW } }),
    );
    await signIn(gone);
    await expect(loadInsights(parseInsightsQuery({}))).rejects.toThrow(/redirect|forbidden/);
  });

  it("a leader changes nothing: not leads, not scores, not settings, not people", async () => {
    const member = people.get("leader")!;
    await signIn(member);
    const { id: leadId } = await withTenant(member.tenantId, (tx) => tx.lead.findFirstOrThrow());
    const audited = () => withTenant(member.tenantId, (tx) => tx.auditEntry.count());
    const before = await audited();
    const id = newId();
    const attempts: readonly Promise<unknown>[] = [
      setOverrideAction(wishOf(leadId)),
      requestOverrideAction(wishOf(leadId)),
      actAction({ id, leadId, deed: { kind: "claim" } } as never),
      recomputeScoreAction(leadId),
      bulkSnoozeAction({}),
      startImportAction(id, {} as never),
      publishBandsAction({}),
      publishRulesAction({}),
      publishModelAction({}),
      rollBackAction({}),
      startRunAction({} as never),
      saveOutcomeAction({}),
      saveHoursAction({}),
      saveRoutingAction({}),
      createKeyAction({}),
      changeRoleAction({}),
      erasePersonAction({}),
      deleteWorkspaceAction({}),
    ];
    for (const [index, answer] of (await Promise.all(attempts)).entries())
      expect([index, answer]).toEqual([index, expect.objectContaining({ ok: false, code: "forbidden" })]);
    expect(await audited()).toBe(before);
    expect(await globalDb().tenant.count({ where: { id: member.tenantId } })).toBe(1);
  });
});
