import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { causeRef } from "@/lib/core/scoring/causes";
import { score } from "@/lib/core/scoring/score";
import { DAY_MS } from "@/lib/core/signals/types";
import { openServedScorer } from "@/lib/core/simulation/served-scorer";
import { standingOf } from "@/lib/core/simulation/standing";
import { identifyVisitors, ingestEvents } from "@/lib/modules/ingestion/events";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { activeScorer } from "@/lib/modules/scoring/data";
import { loadHistories } from "@/lib/modules/scoring/histories";
import { rescoreAll } from "@/lib/modules/scoring/rescore";
import { scoreAsOf } from "@/lib/modules/scoring/score-lead";
import { TEST_NOW, writeHistory } from "@/lib/modules/training/testing";
import { saveViewAction } from "@/lib/modules/views/actions";
import { loadViews } from "@/lib/modules/views/loaders";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import { servedKey } from "./data";
import { loadServedScorer, loadSimulator } from "./loaders";
import { parseSimulatorQuery } from "./query";

/** The browser's cookie; the rest is the real path: session, membership in the database, role. */
const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.mock("@/lib/platform/clock", () => ({ now: () => new Date("2026-11-17T08:00:00Z") }));

testDatabase();

let tenantId: string;
let elsewhere: string;
let leadIds: string[];
let openLead: string;

async function signIn(role: Role, tenant = tenantId) {
  cookie.token = await sealSession({ ...(await testMember(tenant, role)), sessionEpoch: 0 }, 3_600);
}
const load = (query = "") => loadSimulator(parseSimulatorQuery(new URLSearchParams(query)));
const [, , , ID, KEY] = [0, 1, 2, 3, 4];
const served = (href: string) => {
  const parts = href.split("/");
  return loadServedScorer(parts[ID]!, parts[KEY]!);
};

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Simulated" }));
  ({ tenantId: elsewhere } = await createWorkspace({ name: "Elsewhere" }));
  leadIds = await writeHistory(tenantId, 40);
  await withTenant(tenantId, async (tx) => {
    const ago = (days: number) => new Date(TEST_NOW.getTime() - days * DAY_MS);
    const { leads } = await ingestLeads(
      tx,
      tenantId,
      [
        {
          externalId: "open",
          createdAt: ago(20),
          fields: { first_name: "Joana", last_name: "Pires", job_title: "Director", employees: 240 },
        },
      ],
      { knownFrom: "always", source: "test", now: TEST_NOW },
    );
    openLead = leads[0]!.leadId;
    const pricing = { page: "pricing", path: "/pricing" };
    await ingestEvents(
      tx,
      tenantId,
      [
        { subject: { leadId: openLead }, type: "demo_requested", occurredAt: ago(3) },
        { subject: { visitorKey: "mine" }, type: "page_view", occurredAt: ago(5), properties: pricing },
        { subject: { visitorKey: "nobody" }, type: "page_view", occurredAt: ago(2), properties: pricing },
        {
          subject: { leadId: openLead },
          type: "page_view",
          occurredAt: ago(1),
          properties: pricing,
          flag: { flag: "bot", reason: "known agent" },
        },
      ],
      { now: TEST_NOW },
    );
    await identifyVisitors(tx, tenantId, [{ visitorKey: "mine", leadId: openLead, identifiedAt: ago(4) }]);
  });
  await rescoreAll(tenantId, { moment: TEST_NOW, cause: causeRef("manual") });
}, 120_000);
beforeEach(() => {
  cookie.token = undefined;
});

describe.each(ROLES)("a %s", (role) => {
  it("opens the simulator, and gets the scorer to score with", async () => {
    await signIn(role);
    const page = await load(`lead=${openLead}`);
    expect(page.problems).toEqual([]);
    expect(page.start).toMatchObject({ kind: "lead", name: "Joana Pires", isClosed: false });
    expect(await served(page.packs[0]!.href)).toMatchObject({ ok: true });
  });
});

describe("the simulator", () => {
  it("is closed to who is signed out", async () => {
    await signIn("rep");
    const { packs } = await load();
    cookie.token = undefined;
    await expect(load()).rejects.toThrow("NEXT_REDIRECT");
    expect(await served(packs[0]!.href)).toMatchObject({ ok: false, code: "signed_out" });
  });

  it("shows another workspace neither scorer nor lead, as if there were none", async () => {
    await signIn("admin");
    const { packs } = await load();
    await signIn("admin", elsewhere);
    expect(await served(packs[0]!.href)).toMatchObject({ ok: false, code: "not_found" });
    const page = await load(`lead=${openLead}&scorer=${packs[0]!.id}`);
    expect(page.start.kind).toBe("blank");
    expect(page.problems).toEqual(expect.arrayContaining(["lead_gone", "scorer_gone"]));
    expect(page.state.start).toEqual({ kind: "blank" });
  });

  it("serves no scorer under an address that names other content", async () => {
    await signIn("rep");
    const { packs } = await load();
    const href = packs[0]!.href;
    expect(await served(href.replace(/.$/, (last) => (last === "0" ? "1" : "0")))).toMatchObject({
      code: "not_found",
    });
    expect(await loadServedScorer("../../etc", "x")).toMatchObject({ code: "not_found" });
    expect(await loadServedScorer(newId(), href.split("/")[KEY]!)).toMatchObject({ code: "not_found" });
  });

  it("names the served scorer by its bands too, so that other edges are another address", async () => {
    const active = await withTenant(tenantId, (tx) => activeScorer(tx));
    const [best, ...others] = active.bandSet.bands;
    const moved = { bands: [{ ...best!, from: best!.from + 1 }, ...others] };
    expect(servedKey({ ...active, bandSet: moved })).not.toBe(servedKey(active));
    expect(servedKey({ ...active, definitions: active.definitions.slice(1) })).not.toBe(servedKey(active));
    expect(servedKey({ ...active })).toBe(servedKey(active));
  });

  it("measures and scores in the browser what the server does, bit for bit, for every lead and later days", async () => {
    await signIn("rep");
    const histories = await withTenant(tenantId, (tx) => loadHistories(tx, [...leadIds, openLead]));
    for (const leadId of [...leadIds, openLead]) {
      const { start, packs } = await load(`lead=${leadId}`);
      const answer = await served(packs[0]!.href);
      if (!answer.ok) throw new Error(answer.message);
      const { scorer, compiled } = openServedScorer(JSON.parse(answer.text));
      const { history } = histories.find((each) => each.leadId === leadId)!;
      const sent = JSON.parse(JSON.stringify(start.history));
      for (const days of [0, 9, 45]) {
        const { later } = standingOf(compiled, sent, start.moment, days);
        const truth = await withTenant(tenantId, async (tx) =>
          scoreAsOf(await activeScorer(tx), history, start.moment + days * DAY_MS),
        );
        expect(later).toEqual(truth.signals);
        expect(score(scorer, later.vector, later.evidence)).toEqual(truth.result);
      }
      const stored = await withTenant(tenantId, (tx) => tx.lead.findFirstOrThrow({ where: { id: leadId } }));
      const { now } = standingOf(compiled, sent, start.moment);
      expect(score(scorer, now.vector).total).toBe(stored.scoreTotal);
    }
  }, 60_000);

  it("takes along only what counts: no bots, nobody else's visits, no visitor ids", async () => {
    await signIn("rep");
    const { start } = await load(`lead=${openLead}`);
    const types = start.history.events.map(({ type }) => type).sort();
    expect(types).toEqual(["attributes_set", "demo_requested", "page_view"]);
    expect(JSON.stringify(start.history)).not.toContain("visitorId");
  });

  it("starts from a blank lead where the one asked for was erased, and says so", async () => {
    const leadId = leadIds[0]!;
    await withTenant(
      tenantId,
      (tx) => tx.$executeRaw`DELETE FROM score_history WHERE lead_id = ${leadId}::uuid`,
    );
    await withTenant(tenantId, (tx) => tx.$executeRaw`DELETE FROM leads WHERE id = ${leadId}::uuid`);
    await signIn("rep");
    const page = await load(`lead=${leadId}&b.pricing_views_7d=2`);
    expect(page.problems).toEqual(["lead_gone"]);
    expect(page.start.kind).toBe("blank");
    expect(page.state.b.edits).toEqual({});
  });

  it("works in an empty workspace, from a blank lead and from every made-up one", async () => {
    await signIn("leader", elsewhere);
    for (const query of ["", "persona=student", "persona=director", "persona=trial", "persona=faded"]) {
      const page = await load(query);
      expect(page.problems).toEqual([]);
      expect(page.sampled).toBe(0);
      const answer = await served(page.packs[0]!.href);
      if (!answer.ok) throw new Error(answer.message);
      const { scorer, compiled } = openServedScorer(JSON.parse(answer.text));
      const { vector } = standingOf(compiled, page.start.history, page.start.moment).now;
      expect(score(scorer, vector).total).toBeGreaterThanOrEqual(0);
      expect(vector.values.days_since_last_activity).not.toBeNull();
    }
  });

  it("keeps a what-if under a name, in one wording, for colleagues of other roles to open", async () => {
    await signIn("rep");
    const query = `on=c&lead=${openLead}&b.demo_requests_90d=1&utm_source=x&scorer=broken`;
    const kept = await saveViewAction({ page: "simulator", name: "Demo for Joana", query, shared: true });
    expect(kept).toMatchObject({ ok: true, query: `lead=${openLead}&b.demo_requests_90d=1` });
    await signIn("leader");
    expect(await loadViews("simulator")).toMatchObject([
      { name: "Demo for Joana", query: `lead=${openLead}&b.demo_requests_90d=1`, mine: false },
    ]);
    await signIn("admin", elsewhere);
    expect(await loadViews("simulator")).toEqual([]);
  });
});
