import { beforeAll, describe, expect, it, vi } from "vitest";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { globalDb, withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testKey } from "@/lib/testing/api-key";
import { testDatabase } from "@/lib/testing/database";
import { testTenant } from "@/lib/testing/people";
import { createApi } from "./app";

testDatabase({ poolSize: 10 });
const api = createApi();
let tenantId: string;
let key: string;

beforeAll(async () => {
  tenantId = await testTenant();
  key = await testKey(tenantId, ["ingest"]);
  await withTenant(tenantId, (tx) =>
    ingestLeads(tx, tenantId, [{ externalId: "L1", fields: { email: "ada@fjord.example" } }], {
      knownFrom: "always",
      source: "test",
      now: new Date(),
    }),
  );
});

interface Answer {
  stored: number;
  duplicates: number;
  rejected: number;
  results: {
    index: number;
    id: string | null;
    status: string;
    issues?: { path: string; message: string }[];
  }[];
}
const post = (body: unknown, headers: Record<string, string> = {}) =>
  api.request("/api/v1/events", {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const send = async (...events: unknown[]) => {
  const response = await post({ events });
  expect(response.status).toBe(202);
  return (await response.json()) as Answer;
};
const event = (more: object = {}) => ({
  ...{ type: "page_view", email: "ada@fjord.example", properties: { path: "/pricing" } },
  ...more,
});
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const kept = (id: string) =>
  withTenant(tenantId, (tx) =>
    tx.event.findMany({ where: { id }, select: { occurredAt: true, properties: true } }),
  );
const problems = async (more: object) => (await send(event(more))).results[0]?.issues;

describe("POST /events", () => {
  it("stores, with a result an item, and asks for a score in the same transaction", async () => {
    const id = newId();
    const answer = await send(
      event({ id }),
      event({ external_id: "L1", email: undefined, type: "own_type" }),
    );
    expect(answer).toEqual({
      ...{ stored: 2, duplicates: 0, rejected: 0 },
      results: [
        { index: 0, id, status: "stored" },
        { index: 1, id: expect.any(String), status: "stored" },
      ],
    });
    expect(await kept(id)).toMatchObject([{ properties: { path: "/pricing", page: "pricing" } }]);
    expect(await withTenant(tenantId, (tx) => tx.pendingScore.count())).toBeGreaterThan(0);
  });

  it("takes one of fifty that say the same at once, under an id of any shape", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(event({ id: "crm:42" }))));
    expect(answers.reduce((sum, { stored }) => sum + stored, 0)).toBe(1);
    expect(answers.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(49);
  });

  it("rejects what is wrong, item by item, and stores the rest", async () => {
    const answer = await send(
      event({ id: "a1" }),
      "nonsense",
      event({ id: "a3", type: "Page View" }),
      event({ email: "nobody@x.example" }),
      event({ id: "a5", colour: "red" }),
      event({ id: "a1" }),
    );
    expect(answer.results.map(({ status }) => status)).toEqual([
      ...["stored", "rejected", "rejected", "rejected", "rejected", "duplicate"],
    ]);
    expect(answer).toMatchObject({ stored: 1, duplicates: 1, rejected: 4 });
    expect(answer.results[1]?.issues).toEqual([{ path: "", message: "must be an object" }]);
    expect(answer.results[3]?.issues).toEqual([
      { path: "email", message: "is not known; send the lead first" },
    ]);
    expect(answer.results[4]?.issues).toEqual([
      { path: "colour", message: "is not a field of this request" },
    ]);
  });

  it.each([
    ["no subject", { email: undefined }, "", /exactly one/],
    ["two subjects", { external_id: "L1" }, "", /exactly one/],
    ["the future", { occurred_at: new Date(Date.now() + 6 * 60_000).toISOString() }, "occurred_at", /future/],
    ["long ago", { occurred_at: "2019-01-01T00:00:00Z" }, "occurred_at", /three years ago/],
    ["a time without zone", { occurred_at: "2026-11-01T10:00:00" }, "occurred_at", /must be a time like/],
    ["what the product writes", { type: "attributes_set" }, "type", /POST \/leads/],
    ["deep properties", { properties: { a: { b: { c: { d: {} } } } } }, "properties", /4 levels/],
    ["large properties", { properties: { a: "x".repeat(9_000) } }, "properties", /8 kB/],
    [
      "many properties",
      { properties: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`p${n}`, n])) },
      "properties",
      /50 entries/,
    ],
  ])("rejects %s", async (_, more, path, message) => {
    expect(await problems(more)).toEqual([{ path, message: expect.stringMatching(message) }]);
  });

  it("takes a clock that is a little ahead for now", async () => {
    const id = newId();
    const before = Date.now();
    await send(event({ id, occurred_at: new Date(before + 4 * 60_000).toISOString() }));
    const [stored] = await kept(id);
    expect(stored?.occurredAt.getTime()).toBeGreaterThanOrEqual(before);
    expect(stored?.occurredAt.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it("takes a thousand and no more, and four megabytes and no more", async () => {
    const thousand = Array.from({ length: 1_000 }, (_, n) => event({ occurred_at: ago(n * 60_000) }));
    expect((await send(...thousand)).stored).toBe(1_000);
    expect((await post({ events: [...thousand, event()] })).status).toBe(400);
    expect((await post({ events: [] })).status).toBe(400);
    expect((await post(JSON.stringify({ events: ["x".repeat(4.2e6)] }))).status).toBe(413);
  });

  it("stores text that no column can hold without the part that cannot be stored", async () => {
    expect((await send(event({ properties: { note: "nul\u0000 \ud800 💡" } }))).stored).toBe(1);
  });

  it("asks for a key that may ingest", async () => {
    expect((await post({ events: [event()] }, { authorization: "" })).status).toBe(401);
    key = await testKey(tenantId, ["read", "score", "write"]);
    expect((await post({ events: [event()] })).status).toBe(403);
    key = await testKey(tenantId, ["ingest"]);
  });

  it("knows no lead of another workspace", async () => {
    const other = await testTenant("Elsewhere");
    const own = key;
    key = await testKey(other, ["ingest"]);
    expect((await send(event(), event({ external_id: "L1", email: undefined }))).rejected).toBe(2);
    key = own;
  });

  it("says 503, and when to come again, while the database cannot take it", async () => {
    const failing = vi
      .spyOn(globalDb(), "$transaction")
      .mockRejectedValue(Object.assign(new Error("Can't reach database server"), { code: "P1001" }));
    const response = await post({ events: [event({ id: "later" })] });
    failing.mockRestore();
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("2");
    expect((await response.json()) as object).toMatchObject({ error: { code: "unavailable" } });
    expect((await send(event({ id: "later" }))).stored).toBe(1);
  });
});
