import { NextRequest } from "next/server";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { GET } from "@/app/(app)/leads/export/route";
import { causeRef } from "@/lib/core/scoring/causes";
import { ingestEvents } from "@/lib/modules/ingestion/events";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { rescoreLeads } from "@/lib/modules/scoring/rescore";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { type TestMember, testMember } from "@/lib/testing/people";
import { listSourcesAction } from "./actions";
import { recomputeScoreAction, verifyScoreAction } from "./actions-score";
import { searchLeadsAction } from "./actions-search";
import { loadLeads } from "./loaders";
import { loadLead } from "./loaders-lead";
import { parseLeadQuery } from "./query";
import { parseLeadState } from "./query-lead";
import type { TimelineCursor } from "./types";

/** The browser's cookie; the rest is the real path: session, membership in the database, role. */
const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));

testDatabase();

const NOW = new Date();
const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const people = new Map<Role, TestMember>();
let tenantId: string;
let stranger: TestMember;
let ids: string[];

async function signIn(member: TestMember | undefined): Promise<void> {
  cookie.token = member ? await sealSession({ ...member, sessionEpoch: 0 }, 3_600) : undefined;
}

beforeAll(async () => {
  tenantId = (await createWorkspace({ name: "Fjordline" })).tenantId;
  for (const role of ROLES) people.set(role, await testMember(tenantId, role));
  stranger = await testMember((await createWorkspace({ name: "Elsewhere" })).tenantId, "admin");
  ids = await withTenant(tenantId, async (tx) => {
    const { leads } = await ingestLeads(
      tx,
      tenantId,
      [
        {
          externalId: "1",
          fields: {
            first_name: "Ingrid",
            last_name: "Solheim",
            email: "i@solheim.example",
            job_title: "COO",
            company: '=HYPERLINK("http://evil")',
            employees: 700,
            source: "Partner",
          },
          createdAt: ago(40),
        },
        {
          externalId: "2",
          fields: { last_name: '+Plus, "quoted"', company: "Nordhem", source: "Web" },
          createdAt: ago(3),
        },
        { externalId: "3", fields: { email: "nameless@example.com" }, status: "won", closedAt: ago(1) },
      ],
      { knownFrom: "always", source: "test", now: NOW },
    );
    const found = leads.map(({ leadId }) => leadId);
    await ingestEvents(
      tx,
      tenantId,
      [
        {
          subject: { leadId: found[0]! },
          type: "page_view",
          occurredAt: ago(2),
          properties: { path: "/pricing", page: "pricing" },
        },
        {
          subject: { leadId: found[0]! },
          type: "email_clicked",
          occurredAt: ago(1),
          flag: { flag: "scanner", reason: "clicked within a second" },
        },
        {
          subject: { visitorKey: "anon-1" },
          type: "page_view",
          occurredAt: ago(5),
          properties: { path: "/docs/x", page: "docs" },
        },
      ],
      { now: NOW },
    );
    const { identifyVisitors } = await import("@/lib/modules/ingestion/events");
    await identifyVisitors(tx, tenantId, [{ visitorKey: "anon-1", leadId: found[0]!, identifiedAt: ago(4) }]);
    await rescoreLeads(tx, tenantId, found, { moment: NOW, cause: causeRef("imported") });
    return found;
  });
});
beforeEach(() => signIn(undefined));

const audits = () =>
  withTenant(tenantId, (tx) =>
    tx.auditEntry.findMany({ where: { action: { startsWith: "lead" } }, orderBy: { id: "asc" } }),
  );
const get = (search: string) => GET(new NextRequest(`http://localhost/leads/export${search}`));

describe("recomputing a score", () => {
  it.each(["manager", "revops", "admin"] as const)("is a %s's to do, and is written down", async (role) => {
    await signIn(people.get(role));
    const before = (await audits()).length;
    expect(await recomputeScoreAction(ids[0])).toMatchObject({ ok: true });
    const written = await audits();
    expect(written).toHaveLength(before + 1);
    expect(written.at(-1)).toMatchObject({
      action: "lead.score_recomputed",
      actorId: people.get(role)?.userId,
      subjectId: ids[0],
    });
  });

  it.each(["rep", "leader"] as const)("is refused to a %s, and nothing is written", async (role) => {
    await signIn(people.get(role));
    const before = (await audits()).length;
    expect(await recomputeScoreAction(ids[0])).toMatchObject({ ok: false, code: "forbidden" });
    expect(await audits()).toHaveLength(before);
  });

  it("is refused to somebody signed out, to another workspace, and for what is no lead", async () => {
    expect(await recomputeScoreAction(ids[0])).toMatchObject({ ok: false, code: "signed_out" });
    await signIn(stranger);
    expect(await recomputeScoreAction(ids[0])).toMatchObject({ ok: false, code: "not_found" });
    await signIn(people.get("admin"));
    for (const id of ["x", null, { toString: () => ids[0] }])
      expect(await recomputeScoreAction(id)).toMatchObject({ ok: false, code: "not_found" });
  });
});

describe("verifying a score", () => {
  it.each(ROLES)("gives a %s the same bits", async (role) => {
    await signIn(people.get(role));
    expect(await verifyScoreAction(ids[0])).toMatchObject({
      ok: true,
      verification: { ok: true, equal: true },
    });
  });

  it("tells nothing to the signed out, nor about another workspace's lead", async () => {
    expect(await verifyScoreAction(ids[0])).toMatchObject({ ok: false, code: "signed_out" });
    await signIn(stranger);
    expect(await verifyScoreAction(ids[0])).toMatchObject({
      ok: true,
      verification: { ok: false, reason: "never_scored" },
    });
  });
});

describe("the export", () => {
  it.each(ROLES)("is a %s's to take, is complete, and is written down before it leaves", async (role) => {
    await signIn(people.get(role));
    const response = await get("?view=all");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("text/csv");
    const lines = (await response.text()).trim().split("\r\n");
    expect(lines).toHaveLength(4);
    expect((await audits()).at(-1)).toMatchObject({
      action: "leads.exported",
      actorId: people.get(role)?.userId,
      details: { count: 3, view: "all", filter: "view=all" },
    });
  });

  it("neutralises formulas and quotes what needs it", async () => {
    await signIn(people.get("rep"));
    const text = await (await get("?view=all")).text();
    expect(text).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(text).toContain(`"'+Plus, ""quoted"""`);
    expect(text).not.toMatch(/(^|,)"?[=+]/m);
  });

  it("keeps to the filter, and to what was selected", async () => {
    await signIn(people.get("rep"));
    expect((await (await get("?q=nordhem")).text()).trim().split("\r\n")).toHaveLength(2);
    const selected = await (await get(`?id=${ids[2]}&id=nonsense`)).text();
    expect(
      selected
        .trim()
        .split("\r\n")
        .map((line) => line.replace("\uFEFF", "").split(",")[0]),
    ).toEqual(["id", ids[2]]);
    expect((await (await get("?id=nonsense")).text()).trim().split("\r\n")).toHaveLength(1);
  });

  it("gives nothing to the signed out, and nobody another workspace's leads", async () => {
    expect((await get("")).status).toBe(401);
    await signIn(stranger);
    const text = await (await get(`?view=all&id=${ids[0]}`)).text();
    expect(text.trim().split("\r\n")).toHaveLength(1);
  });
});

describe("reading leads", () => {
  it.each(ROLES)("is open to a %s", async (role) => {
    await signIn(people.get(role));
    const loaded = loadLeads(parseLeadQuery({}));
    const list = await loaded.list;
    expect(list.view).toBe("open");
    expect(list.items.map(({ id }) => id).sort()).toEqual([ids[0], ids[1]].sort());
    expect((await loaded.counts)?.total).toBe("2 leads");
    expect(await listSourcesAction()).toMatchObject({
      ok: true,
      sources: [{ count: 1 }, { count: 1 }, { count: 1 }],
    });
    const lead = await loadLead(ids[0]!, parseLeadState({}));
    expect(lead).toMatchObject({
      row: { name: "Ingrid Solheim" },
      mayRecompute: ["manager", "revops", "admin"].includes(role),
      mayErase: role === "admin",
    });
  });

  it("shows one lead whole: printed points that add up, stitched visits, and what was ignored", async () => {
    await signIn(people.get("rep"));
    const lead = (await loadLead(ids[0]!, parseLeadState({ tab: "timeline" })))!;
    const { waterfall } = lead.explained!;
    const tenths =
      waterfall.startingPoint.tenths +
      waterfall.groups.flatMap((group) => group.rows).reduce((sum, row) => sum + row.tenths, 0) +
      (waterfall.clamp?.tenths ?? 0) +
      (waterfall.rounding?.tenths ?? 0);
    expect(tenths).toBe(waterfall.total * 10);
    expect(waterfall.total).toBe(lead.row.score);
    const lines = lead.timeline.groups.flatMap((group) =>
      group.lines.map(({ title, note }) => `${title} / ${note}`),
    );
    expect(lines).toContain("Clicked an email / Ignored: link scanner. clicked within a second");
    expect(lines).toContain("Viewed pricing / null");
    expect(lines).toContain("Read 1 docs page / null");
    expect(lead.neighbours).toEqual({ above: null, below: ids[1] });
  });

  it("pages a timeline by its own cursor without losing an event", async () => {
    await signIn(people.get("rep"));
    const { getTimeline } = await import("./data-lead");
    const all = await withTenant(tenantId, (tx) =>
      getTimeline(tx, tenantId, ids[0]!, { before: null, limit: 100 }),
    );
    const seen: string[] = [];
    let before: TimelineCursor | null = null;
    do {
      const at: TimelineCursor | null = before;
      const page: Awaited<ReturnType<typeof getTimeline>> = await withTenant(tenantId, (tx) =>
        getTimeline(tx, tenantId, ids[0]!, { before: at, limit: 1 }),
      );
      seen.push(...page.events.map((event) => event.id));
      before = page.older;
    } while (before);
    expect(seen).toEqual(all.events.map((event) => event.id));
    expect(seen.length).toBeGreaterThanOrEqual(4);
  });

  it("finds no lead of another workspace and none by a malformed id", async () => {
    await signIn(stranger);
    expect(await loadLead(ids[0]!, parseLeadState({}))).toBeNull();
    expect((await loadLeads(parseLeadQuery({})).list).hasLeads).toBe(false);
    expect(await loadLead("../../etc", parseLeadState({}))).toBeNull();
  });
});

describe("searching from the palette", () => {
  it("finds a lead by what was typed, for every role", async () => {
    for (const role of ROLES) {
      await signIn(people.get(role));
      const found = await searchLeadsAction("solheim");
      expect(found?.hits.map((hit) => hit.name)).toEqual(["Ingrid Solheim"]);
      expect(found).toMatchObject({ count: "1 of 3 leads", all: null });
      expect(found?.hits[0]?.besideHref).toBe(
        can(role, "leads.work") ? `/queue?lead=${found?.hits[0]?.href.slice("/leads/".length)}` : undefined,
      );
      expect(await searchLeadsAction("nobody is called this")).toMatchObject({
        hits: [],
        count: "0 of 3 leads",
      });
    }
  });

  it("tells nothing to a stranger, to somebody signed out, or of a blank", async () => {
    await signIn(stranger);
    expect(await searchLeadsAction("solheim")).toMatchObject({ hits: [], count: "0 of 0 leads" });
    await signIn(undefined);
    expect(await searchLeadsAction("solheim")).toBeNull();
    await signIn(people.get("rep"));
    expect(await searchLeadsAction("   ")).toBeNull();
  });
});
