import { beforeAll, describe, expect, it } from "vitest";
import { causeRef } from "@/lib/core/scoring/causes";
import { identifyVisitors, ingestEvents } from "@/lib/modules/ingestion/events";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { createKey } from "@/lib/modules/keys/mutations";
import { SCOPES, type Scope } from "@/lib/modules/keys/types";
import { rescoreLeads } from "@/lib/modules/scoring/rescore";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { wordReasons } from "@/lib/present/word-reason";
import { testDatabase } from "@/lib/testing/database";
import { createApi } from "./app";

testDatabase();
const api = createApi();
const NOW = new Date();
const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

interface Place {
  readonly tenantId: string;
  readonly leadIds: readonly string[];
  readonly headers: Record<string, string>;
}

async function keyOf(tenantId: string, scopes: readonly Scope[]) {
  const wish = {
    kind: "secret" as const,
    name: "Test",
    scopes: [...scopes],
    limitPerMinute: 10_000,
    expiresAt: null,
  };
  const { made } = await withTenant(tenantId, (tx) =>
    createKey(tx, tenantId, wish, { actorId: null, now: NOW }),
  );
  return { authorization: `Bearer ${made.text}` };
}

/** Five scored leads, the first busy; one not scored yet; a known browser and an anonymous one. */
async function place(name: string): Promise<Place> {
  const { tenantId } = await createWorkspace({ name });
  const leadIds = await withTenant(tenantId, async (tx) => {
    const { leads } = await ingestLeads(
      tx,
      tenantId,
      Array.from({ length: 6 }, (_, index) => ({
        externalId: `${name}-${index}`,
        ...(index === 4 ? { status: "working" as const } : {}),
        fields: {
          email: `${name}${index}@firm.example`,
          company: "Firm",
          job_title: index === 0 ? "CEO" : "Analyst",
          team: name,
        },
      })),
      { knownFrom: "always", source: "API", now: ago(2) },
    );
    const ids = leads.map(({ leadId }) => leadId).sort();
    const first = { leadId: leads[0]?.leadId ?? "" };
    const pricing = { type: "page_view", properties: { page: "pricing", path: "/pricing" } };
    await ingestEvents(
      tx,
      tenantId,
      [
        { subject: first, type: "demo_requested", occurredAt: ago(1) },
        { subject: { visitorKey: "known" }, ...pricing, occurredAt: ago(3) },
        ...[1, 2, 3].map((days) => ({
          subject: { visitorKey: "anonymous" },
          ...pricing,
          occurredAt: ago(days),
        })),
        {
          subject: { visitorKey: "anonymous" },
          ...{
            type: "demo_requested",
            occurredAt: ago(1),
            flag: { flag: "bot" as const, reason: "known agent" },
          },
        },
      ],
      { now: NOW },
    );
    await identifyVisitors(tx, tenantId, [
      { visitorKey: "known", leadId: first.leadId, identifiedAt: ago(1) },
    ]);
    const scored = leads.slice(0, 5).map(({ leadId }) => leadId);
    await rescoreLeads(tx, tenantId, scored, { moment: NOW, cause: causeRef("imported") });
    return [first.leadId, ...ids.filter((id) => id !== first.leadId)];
  });
  return { tenantId, leadIds, headers: await keyOf(tenantId, ["score", "read"]) };
}

let here: Place;
let elsewhere: Place;
const get = (path: string, headers = here.headers) => api.request(`/api/v1${path}`, { headers });
// biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests are about
async function read(path: string, headers = here.headers): Promise<any> {
  const response = await get(path, headers);
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return JSON.parse(text);
}

beforeAll(async () => {
  here = await place("here");
  elsewhere = await place("elsewhere");
});

const ASKED: readonly (readonly [string, Scope])[] = [
  ["/leads", "read"],
  ["/leads/ID", "read"],
  ["/leads/ID/factors", "read"],
  ["/leads/ID/score", "score"],
  ["/visitors/anonymous/score", "score"],
];

describe.each(ASKED)("GET %s", (path, needed) => {
  it.each(SCOPES)(`asks for ${needed}; with %s alone`, async (scope) => {
    const response = await get(path.replace("ID", here.leadIds[0]!), await keyOf(here.tenantId, [scope]));
    expect(response.status).toBe(scope === needed ? 200 : 403);
  });
  it("is refused without a key", async () => {
    expect((await api.request(`/api/v1${path.replace("ID", here.leadIds[0]!)}`)).status).toBe(401);
  });
});

describe("reading leads", () => {
  it("gives every lead once, page by page, and none of another workspace", async () => {
    const seen: string[] = [];
    let cursor = "";
    for (let page = 0; page < 4; page += 1) {
      const answer = await read(`/leads?limit=2${cursor}`);
      seen.push(...answer.leads.map(({ id }: { id: string }) => id));
      expect(JSON.stringify(answer)).not.toContain("elsewhere");
      if (answer.next_cursor === null) break;
      cursor = `&cursor=${answer.next_cursor}`;
    }
    expect(seen).toEqual([...here.leadIds].sort());
  });

  it("filters by band, status and since when", async () => {
    const [first] = here.leadIds;
    const lead = await read(`/leads/${first}`);
    const inBand = await read(`/leads?band=${lead.effective_band}`);
    expect(inBand.leads.map(({ id }: { id: string }) => id)).toContain(first);
    for (const { effective_band } of inBand.leads) expect(effective_band).toBe(lead.effective_band);
    expect((await read("/leads?status=working")).leads).toHaveLength(1);
    expect(
      (await read(`/leads?updated_since=${ago(0.5).toISOString()}`)).leads.length,
    ).toBeGreaterThanOrEqual(5);
    expect((await read(`/leads?updated_since=${new Date(Date.now() + 60_000).toISOString()}`)).leads).toEqual(
      [],
    );
    expect((await read("/leads?band=none-such")).leads).toEqual([]);
  });

  it("tells a lead with its own fields, and an unscored one without a score", async () => {
    const lead = await read(`/leads/${here.leadIds[0]}`);
    expect(lead).toMatchObject({
      external_id: "here-0",
      company: "Firm",
      attributes: { team: "here" },
      is_overridden: false,
    });
    expect(lead.score).toBe(lead.effective_score);
    const all = await read("/leads?limit=200");
    const unscored = all.leads.find(({ external_id }: { external_id: string }) => external_id === "here-5");
    expect(unscored).toMatchObject({ score: null, band: null, effective_score: null });
    const response = await get(`/leads/${unscored.id}/score`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: "not_scored" } });
  });

  it("tells the score in the words of the screen", async () => {
    const [leadId = ""] = here.leadIds;
    const answer = await read(`/leads/${leadId}/score`);
    const kept = await withTenant(here.tenantId, (tx) => tx.lead.findFirstOrThrow({ where: { id: leadId } }));
    expect(answer).toMatchObject({
      lead_id: leadId,
      score: kept.scoreTotal,
      band: { id: kept.scoreBand },
      probability: null,
    });
    expect(answer.scorer).toEqual({ kind: "rules", version: kept.scoreVersion, hash: kept.scoreHash });
    const { reasons } = kept.topReasons as unknown as { reasons: Parameters<typeof wordReasons>[0] };
    const words = wordReasons(reasons, { now: Date.now(), timeZone: "Etc/UTC" });
    expect(answer.reasons.map(({ text }: { text: string }) => text)).toEqual(words.map(({ title }) => title));
    expect(answer.reasons).toHaveLength(3);
  });

  it("tells all that a score is made of, heaviest first", async () => {
    const { factors, score } = await read(`/leads/${here.leadIds[0]}/factors`);
    const points = factors.map((factor: { points: number }) => Math.abs(factor.points));
    expect(points).toEqual([...points].sort((a, b) => b - a));
    const sum = factors.reduce((total: number, factor: { points: number }) => total + factor.points, 0);
    expect(Math.abs(sum - score)).toBeLessThan(0.51);
    for (const { text } of factors) expect(text).not.toBe("");
  });

  it("says 404 of another workspace's lead and of none", async () => {
    for (const id of [elsewhere.leadIds[0], newId()])
      for (const path of [`/leads/${id}`, `/leads/${id}/score`, `/leads/${id}/factors`])
        expect((await get(path)).status, path).toBe(404);
  });

  it.each([
    "/leads/7",
    "/leads/7/score",
    "/leads?limit=0",
    "/leads?limit=201",
    "/leads?limit=x",
    "/leads?status=lukewarm",
    "/leads?updated_since=yesterday",
    "/leads?colour=red",
    "/leads?cursor=abc",
    "/leads?cursor=%00",
    "/visitors/%00/score",
    `/visitors/${"x".repeat(201)}/score`,
  ])("answers 400 to %s", async (path) => expect((await get(path)).status).toBe(400));

  it("takes any band for a question", async () => {
    expect((await get("/leads?band=a%00")).status).toBe(400);
    expect((await get("/leads?band=%F0%9F%94%A5")).status).toBe(200);
  });
});

describe("GET /visitors/{visitor_id}/score", () => {
  it("scores an anonymous browser by what it did, bots' doings apart, and logs it", async () => {
    const answer = await read("/visitors/anonymous/score");
    expect(answer).toMatchObject({ lead_id: null, scorer: { kind: "rules" } });
    expect(answer.reasons.map(({ text }: { text: string }) => text)).toContain(
      "Viewed pricing 3 times in 7 days",
    );
    expect(JSON.stringify(answer)).not.toContain("demo");
    const rows = await withTenant(here.tenantId, (tx) =>
      tx.prediction.findMany({ where: { id: answer.request_id } }),
    );
    expect(rows).toMatchObject([{ source: "visitor", total: answer.score, emailHash: null }]);
  });

  it("gives the lead's score once somebody was recognised", async () => {
    const answer = await read("/visitors/known/score");
    expect(answer.lead_id).toBe(here.leadIds[0]);
    expect(answer.score).toBe((await read(`/leads/${here.leadIds[0]}/score`)).score);
  });

  it("says 404 of a browser nobody saw", async () =>
    expect((await get("/visitors/nobody/score")).status).toBe(404));
});
