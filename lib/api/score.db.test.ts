import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { causeRef } from "@/lib/core/scoring/causes";
import { score } from "@/lib/core/scoring/score";
import { type CompactVector, expandVector } from "@/lib/core/scoring/vector-json";
import { ingestEvents } from "@/lib/modules/ingestion/events";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { openKeyGate } from "@/lib/modules/keys/gate";
import { createKey, revokeKey } from "@/lib/modules/keys/mutations";
import { SCOPES, type Scope } from "@/lib/modules/keys/types";
import { publishModel } from "@/lib/modules/models/mutations";
import { openScoreLedger } from "@/lib/modules/predictions/ledger";
import { hashedEmail } from "@/lib/modules/predictions/log";
import { activeScorer, scorerById } from "@/lib/modules/scoring/data";
import { forgetLiveScorers } from "@/lib/modules/scoring/live-scorer";
import { rescoreLeads } from "@/lib/modules/scoring/rescore";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { openQuickDatabase } from "@/lib/platform/db/quick";
import { log } from "@/lib/platform/log";
import { wordReasons } from "@/lib/present/word-reason";
import { testDatabase } from "@/lib/testing/database";
import { storedModel } from "@/lib/testing/stored-model";
import { createApi } from "./app";

testDatabase();
const api = createApi();
const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
let tenantId: string;
let headers: Record<string, string>;

async function keyOf(tenant: string, scopes: readonly Scope[]) {
  const wish = {
    kind: "secret" as const,
    name: "Test",
    scopes: [...scopes],
    limitPerMinute: 100_000,
    expiresAt: null,
  };
  const { made } = await withTenant(tenant, (tx) =>
    createKey(tx, tenant, wish, { actorId: null, now: new Date() }),
  );
  return { authorization: `Bearer ${made.text}`, "content-type": "application/json" };
}
const ask = (body: unknown, as = headers) =>
  api.request("/api/v1/score", {
    method: "POST",
    headers: as,
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

interface Answer {
  score: number;
  probability: number | null;
  band: { id: string; name: string };
  action: string;
  respond_within_minutes: number | null;
  reasons: { signal: string; text: string; detail: string | null; points: number }[];
  risks: { signal: string; text: string; detail: string | null; points: number }[];
  factors: { key: string; signal: string; points: number; value: unknown; category: string }[];
  starting_point: number;
  fit_score: number;
  intent_score: number;
  scorer: { kind: string; version: string; hash: string };
  as_of: string;
  request_id: string;
}
async function scored(body: unknown, as = headers): Promise<Answer> {
  const response = await ask(body, as);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} ${text}`);
  return JSON.parse(text) as Answer;
}
const stored = (id: string, tenant = tenantId) =>
  withTenant(tenant, (tx) => tx.prediction.findMany({ where: { id } }));

const NORA = {
  email: "Nora@corvane.example",
  company: "Corvane",
  job_title: "VP Operations",
  employees: 640,
};
const EVENTS = [
  { type: "page_view", occurred_at: ago(2), properties: { page: "pricing", path: "/pricing" } },
  { type: "page_view", occurred_at: ago(3), properties: { page: "pricing", path: "/pricing" } },
  { type: "demo_requested", occurred_at: ago(1) },
  { type: "email_opened", occurred_at: ago(40) },
];

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Scores" }));
  headers = await keyOf(tenantId, ["score"]);
});
beforeEach(forgetLiveScorers);

describe("POST /score", () => {
  it.each(SCOPES)("asks for the scope score; with %s alone", async (scope) => {
    const response = await ask({ lead: NORA }, await keyOf(tenantId, [scope]));
    expect(response.status).toBe(scope === "score" ? 200 : 403);
  });

  it("scores a sent history to the very score and words of the same lead in the workspace", async () => {
    const as_of = new Date(Date.now() - 60_000).toISOString();
    const answer = await scored({ lead: NORA, events: EVENTS, as_of });
    const kept = await withTenant(tenantId, async (tx) => {
      const moment = new Date(as_of);
      const { leads } = await ingestLeads(tx, tenantId, [{ externalId: "N", fields: NORA }], {
        ...{ knownFrom: "always", source: "API", now: moment },
      });
      const leadId = leads[0]?.leadId ?? "";
      await ingestEvents(
        tx,
        tenantId,
        EVENTS.map(({ occurred_at, ...event }) => ({
          ...event,
          subject: { leadId },
          occurredAt: new Date(occurred_at),
        })),
        { now: moment },
      );
      await rescoreLeads(tx, tenantId, [leadId], { moment, cause: causeRef("lead_created") });
      return tx.lead.findFirstOrThrow({ where: { id: leadId } });
    });
    expect(answer).toMatchObject({
      score: kept.scoreTotal,
      probability: null,
      fit_score: kept.fitScore,
      intent_score: kept.intentScore,
    });
    expect(answer.band).toEqual({ id: kept.scoreBand, name: "Warm" });
    expect([answer.action, answer.respond_within_minutes]).toEqual(["follow up within 24 hours", 1_440]);
    const { reasons } = kept.topReasons as unknown as { reasons: Parameters<typeof wordReasons>[0] };
    const words = wordReasons(reasons, { now: Date.parse(as_of), timeZone: "Etc/UTC" });
    expect(answer.reasons.map(({ text, detail }) => ({ title: text, evidence: detail }))).toEqual(words);
    expect(answer.reasons).toHaveLength(3);
    expect(answer.scorer).toMatchObject({ kind: "rules", version: kept.scoreVersion, hash: kept.scoreHash });
    const sum = answer.factors.reduce((total, { points }) => total + points, answer.starting_point);
    expect(Math.abs(sum - answer.score)).toBeLessThan(0.6);
  });

  it("sees only what had happened by as_of", async () => {
    const now = await scored({ lead: NORA, events: EVENTS });
    const before = await scored({ lead: NORA, events: EVENTS, as_of: ago(2.5) });
    expect(before.score).toBeLessThan(now.score);
    expect(before.factors.map(({ key }) => key)).not.toContain("demo_requests");
  });

  it("takes stated signals, alone or beside a lead, and lets what is made of them follow", async () => {
    const alone = await scored({ signals: { pricing_views_30d: 2, decision_maker: true } });
    expect(alone.factors.map(({ signal }) => signal)).toContain("decision_maker_x_pricing");
    expect(alone.risks).toEqual([]);
    const beside = await scored({ lead: { job_title: "Analyst" }, signals: { seniority: "c_level" } });
    expect(beside.factors).toContainEqual(expect.objectContaining({ value: "c_level", points: 12 }));
    expect((await scored({ signals: {} })).score).toBe(0);
  });

  it("logs the prediction before it answers, with all that computes it again and nobody's address", async () => {
    const answer = await scored({ lead: NORA, events: EVENTS });
    const [row, ...more] = await stored(answer.request_id);
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      ...{ source: "score", total: answer.score, band: answer.band.id, scorerVersion: answer.scorer.version },
      emailHash: hashedEmail(tenantId, "nora@corvane.example"),
    });
    expect(JSON.stringify(row).toLowerCase()).not.toMatch(/nora|corvane/);
    const again = await withTenant(tenantId, async (tx) => {
      const scorer = await scorerById(tx, row?.scorerId ?? "");
      if (!scorer) throw new Error("no scorer");
      return score(scorer.scorer, expandVector(row?.inputs as unknown as CompactVector, scorer.definitions));
    });
    expect([again.unrounded, again.total, again.margin]).toEqual([row?.unrounded, row?.total, row?.margin]);
  });

  it("keeps a text with an address in it as its hash", async () => {
    const answer = await scored({ lead: { ...NORA, source: "told by joe@firm.example" } });
    const [row] = await stored(answer.request_id);
    expect(JSON.stringify(row?.inputs)).toContain("sha256:");
    expect(JSON.stringify(row)).not.toContain("firm.example");
  });

  it.each([
    ["nothing", {}, [["lead.email"], ["lead.company"], ["lead.job_title"]]],
    [
      "a lead without a title",
      { lead: { email: "a@b.example", company: "B" } },
      [["lead.job_title", "is required unless signals are given"]],
    ],
    ["blank text", { lead: { ...NORA, company: "  " } }, [["lead.company"]]],
    [
      "an unknown signal",
      { signals: { shoe_size: 4 } },
      [["signals.shoe_size", "is not a signal that the scorer in use reads"]],
    ],
    [
      "a protected one",
      { signals: { marital_status: "single" } },
      [["signals.marital_status", "is refused: it is about marital status, a protected attribute"]],
    ],
    [
      "text for a number",
      { signals: { pricing_views_7d: "3" } },
      [["signals.pricing_views_7d", "must be a number"]],
    ],
    [
      "a number for yes or no",
      { signals: { decision_maker: 1 } },
      [["signals.decision_maker", "must be true or false"]],
    ],
    ["an unknown level", { signals: { seniority: "boss" } }, [["signals.seniority"]]],
    ["a list of signals", { signals: [1] }, [["signals", "must be an object of signals by key"]]],
    [
      "a field that does not exist",
      { lead: { ...NORA, titel: "CEO" } },
      [["lead.titel", "is not a field of this request"]],
    ],
    ["a date without a time", { lead: NORA, as_of: "2026-11-01" }, [["as_of"]]],
    ["the future", { lead: NORA, as_of: "2031-01-01T00:00:00Z" }, [["as_of", "must not lie ahead"]]],
    [
      "ancient events",
      { lead: NORA, events: [{ type: "visit", occurred_at: "0001-01-01T00:00:00Z" }] },
      [["events[0].occurred_at", "must not lie before 1990"]],
    ],
    [
      "events of our own",
      { lead: NORA, events: [{ type: "attributes_set", occurred_at: ago(1) }] },
      [["events[0].type"]],
    ],
  ] as const)("answers 400 with the place of it: %s", async (_, body, expected) => {
    const response = await ask(body);
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { issues: { path: string; message: string }[] } };
    expect(error.issues.map(({ path }) => path)).toEqual(expected.map(([path]) => path));
    for (const [at, [, message]] of expected.entries())
      if (message) expect(error.issues[at]?.message).toBe(message);
  });

  it("takes whatever text people have, half a pair and nothing among it", async () => {
    const odd =
      '{"lead":{"email":"\\ud800@\\u0000x","company":"\\u0000","job_title":"CEO\\u0000","attributes":{"__proto__":"x","n":"\\udfff"}},"signals":{"source_channel":"\\u0000\\ud800"},"events":[{"type":"visit","occurred_at":"2026-11-01T00:00:00Z","properties":{"a\\u0000":"\\ud800"}}]}';
    expect((await ask(odd)).status).toBe(200);
  });

  it("never shows a key another workspace's scorer or predictions", async () => {
    const { tenantId: other } = await createWorkspace({ name: "Elsewhere" });
    const answer = await scored({ lead: NORA }, await keyOf(other, ["score"]));
    expect(await stored(answer.request_id)).toEqual([]);
    expect(await stored(answer.request_id, other)).toHaveLength(1);
  });
});

describe("with a model in use", () => {
  it.each(["logistic", "boosted"] as const)(
    "a %s answers its probability, and the lines add up",
    async (kind) => {
      const { tenantId: here } = await createWorkspace({ name: `Model ${kind}` });
      const key = await keyOf(here, ["score"]);
      expect((await scored({ lead: NORA }, key)).scorer.kind).toBe("rules");
      const rules = await withTenant(here, activeScorer);
      const modelId = await storedModel(here, kind);
      await withTenant(here, (tx) =>
        publishModel(
          tx,
          { tenantId: here, actorId: null, now: new Date() },
          { modelId, expectedActiveId: rules.id, note: "" },
        ),
      );
      forgetLiveScorers();
      const answer = await scored({ lead: NORA, events: EVENTS }, key);
      expect(answer.scorer).toMatchObject({ kind, version: "Model v1" });
      expect(Math.round(100 * (answer.probability ?? -1))).toBe(answer.score);
      const sum = answer.factors.reduce((total, { points }) => total + points, answer.starting_point);
      expect(Math.abs(sum - 100 * (answer.probability ?? 0))).toBeLessThan(1e-3);
      const [row] = await stored(answer.request_id, here);
      const again = await withTenant(here, async (tx) => {
        const scorer = await scorerById(tx, modelId);
        if (!scorer) throw new Error("no scorer");
        return score(
          scorer.scorer,
          expandVector(row?.inputs as unknown as CompactVector, scorer.definitions),
        );
      });
      expect([again.unrounded, again.probability]).toEqual([row?.unrounded, row?.probability]);
    },
  );

  it("is found within two seconds of its publication, without anybody being told", async () => {
    const { tenantId: here } = await createWorkspace({ name: "Fresh" });
    const key = await keyOf(here, ["score"]);
    const rules = await withTenant(here, activeScorer);
    await scored({ lead: NORA }, key);
    const modelId = await storedModel(here, "logistic");
    await withTenant(here, (tx) =>
      publishModel(
        tx,
        { tenantId: here, actorId: null, now: new Date() },
        { modelId, expectedActiveId: rules.id, note: "" },
      ),
    );
    const published = performance.now();
    while ((await scored({ lead: NORA }, key)).scorer.kind !== "logistic")
      expect(performance.now() - published).toBeLessThan(2_000);
  });
});

describe("the limit of a key that scores", () => {
  const limited = async (limitPerMinute: number) => {
    const { tenantId: here } = await createWorkspace({ name: "Limited" });
    const wish = {
      kind: "secret" as const,
      name: "x",
      scopes: ["score" as const],
      limitPerMinute,
      expiresAt: null,
    };
    const by = { actorId: null, now: new Date() };
    const { made, keyId } = await withTenant(here, (tx) => createKey(tx, here, wish, by));
    const key = { authorization: `Bearer ${made.text}`, "content-type": "application/json" };
    const logged = () => withTenant(here, (tx) => tx.prediction.findMany({ select: { id: true } }));
    return { here, keyId, key, logged };
  };
  const MINUTE = new Date("2026-11-21T10:00:07Z");
  const request = (headers: Record<string, string>, body: string) => ({ method: "POST", headers, body });

  it("lets exactly as many of 200 concurrent over two processes pass, and logs those and no other", async () => {
    const { key, logged } = await limited(73);
    const databases = [openQuickDatabase(), openQuickDatabase()];
    const apps = databases.map((database) =>
      createApi({
        gate: openKeyGate(
          () => database,
          () => MINUTE,
        ),
        ledger: openScoreLedger(
          () => database,
          () => MINUTE,
        ),
      }),
    );
    const body = JSON.stringify({ signals: { pricing_views_7d: 2 } });
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, at) => apps[at % 2]!.request("/api/v1/score", request(key, body))),
    );
    const passed = answers.filter(({ status }) => status === 200);
    expect([passed.length, answers.filter(({ status }) => status === 429).length]).toEqual([73, 127]);
    const ids = await Promise.all(passed.map(async (answer) => ((await answer.json()) as Answer).request_id));
    expect((await logged()).map(({ id }) => id).sort()).toEqual(ids.sort());
    // From here on it is refused before anything is worked out, and still counted.
    expect((await apps[0]!.request("/api/v1/score", request(key, "{"))).status).toBe(429);
    await Promise.all(databases.map((database) => database.close()));
  });

  it("counts what is not valid, too, and refuses a key that was revoked with its next request", async () => {
    const { here, keyId, key, logged } = await limited(2);
    const app = createApi({
      gate: openKeyGate(undefined, () => MINUTE),
      ledger: openScoreLedger(undefined, () => MINUTE),
    });
    const statuses: number[] = [];
    for (const body of ['{"signals":{"nonsense":1}}', "{", '{"signals":{}}'])
      statuses.push((await app.request("/api/v1/score", request(key, body))).status);
    expect(statuses).toEqual([400, 400, 429]);
    await withTenant(here, (tx) => revokeKey(tx, here, keyId, { actorId: null, now: MINUTE }));
    const after = createApi();
    expect((await after.request("/api/v1/score", request(key, '{"signals":{}}'))).status).toBe(401);
    expect((await app.request("/api/v1/score", request(key, '{"signals":{}}'))).status).toBe(401);
    expect(await logged()).toEqual([]);
  });
});

it("answers a log that fails with an error, and never with a score", async () => {
  const logged = vi.spyOn(log, "error").mockImplementation(() => {});
  const failing = createApi({ ledger: () => Promise.reject(new Error("disk full")) });
  const response = await failing.request("/api/v1/score", {
    method: "POST",
    headers,
    body: JSON.stringify({ lead: NORA }),
  });
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("disk");
  expect(logged).toHaveBeenCalledOnce();
  logged.mockRestore();
});
