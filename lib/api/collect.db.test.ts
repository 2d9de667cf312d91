import { beforeAll, describe, expect, it } from "vitest";
import { scorePending } from "@/lib/modules/scoring/pending";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testKey } from "@/lib/testing/api-key";
import { testDatabase } from "@/lib/testing/database";
import { createApi } from "./app";

testDatabase({ poolSize: 10 });
const api = createApi();
const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
let tenantId: string;
let key: string;

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Site" }));
  key = await testKey(tenantId, "write_key");
});

const MINUTE = 60_000;
const event = (type: string, minutesAgo: number, more: object = {}) => ({
  ...{ id: newId(), type, at: Date.now() - minutesAgo * MINUTE, path: "/", session_id: "s1" },
  ...more,
});
const post = (body: unknown, headers: Record<string, string> = {}) =>
  api.request("/api/v1/collect", {
    method: "POST",
    headers: { "user-agent": CHROME, "content-type": "text/plain;charset=UTF-8", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const batch = (visitor: string, events: unknown[], more: object = {}) => ({
  ...{ key, visitor, sent_at: Date.now(), events },
  ...more,
});
const send = async (
  visitor: string,
  events: unknown[],
  more: object = {},
  headers: Record<string, string> = {},
) => {
  const response = await post(batch(visitor, events, more), headers);
  expect(response.status).toBe(202);
  return (await response.json()) as { stored: number; duplicates: number; rejected: number };
};
const eventsOf = (visitor: string) =>
  withTenant(
    tenantId,
    (tx) => tx.$queryRaw<
      {
        type: string;
        occurred_at: Date;
        properties: Record<string, unknown>;
        flag: string | null;
        reason: string | null;
      }[]
    >`
      SELECT e.type, e.occurred_at, e.properties, f.flag, f.reason
        FROM visitors v JOIN events e ON e.visitor_id = v.id
        LEFT JOIN event_flags f ON f.event_id = e.id
       WHERE v.visitor_key = ${visitor} ORDER BY e.occurred_at, e.type`,
  );
const leadOf = (email: string) => withTenant(tenantId, (tx) => tx.lead.findFirst({ where: { email } }));
const setSettings = (tracker: object) =>
  withTenant(tenantId, (tx) => tx.workspaceSettings.update({ where: { tenantId }, data: { tracker } }));

describe("POST /collect", () => {
  it("stores what a browser saw, once, in the words that signals read", async () => {
    const events = [
      event("visit", 4, { utm_source: "ads" }),
      event("page_view", 3, { path: "/pricing" }),
      event("page_left", 2, { path: "/pricing", seconds: 41, scroll_pct: 88 }),
    ];
    expect(await send("browser-one", events)).toEqual({ stored: 3, duplicates: 0, rejected: 0 });
    expect(await send("browser-one", events)).toEqual({ stored: 0, duplicates: 3, rejected: 0 });
    expect(
      (await eventsOf("browser-one")).map(({ type, properties, flag }) => [type, properties, flag]),
    ).toEqual([
      ["visit", { landing_path: "/", session_id: "s1", utm_source: "ads" }, null],
      ["page_view", { path: "/pricing", page: "pricing", session_id: "s1" }, null],
      ["page_left", { path: "/pricing", session_id: "s1", seconds: 41, scroll_pct: 88 }, null],
    ]);
  });

  it("puts a wrong clock right, and takes repeats for what they are although their time moves", async () => {
    const wrong = 9 * 3_600_000;
    const seen = { ...event("page_view", 1), at: Date.now() - MINUTE + wrong };
    await send("browser-clock", [seen], { sent_at: Date.now() + wrong });
    await send("browser-clock", [seen], { sent_at: Date.now() + wrong + 7_000 });
    const stored = await eventsOf("browser-clock");
    expect(stored).toHaveLength(1);
    expect(Math.abs(stored[0]!.occurred_at.getTime() - (Date.now() - MINUTE))).toBeLessThan(5_000);
  });

  it("leaves out what no browser can know, and what is too old", async () => {
    const events = [
      event("email_replied", 1),
      event("attributes_set", 1),
      event("page_view", 8 * 24 * 60),
      event("Odd", 1),
    ];
    expect(await send("browser-two", [...events, event("page_view", 1)])).toEqual({
      ...{ stored: 1, duplicates: 0, rejected: 4 },
    });
  });

  it("makes a lead of who identifies, with the visits of before, scored and explained", async () => {
    const email = "grace@harbour.example";
    await send("browser-three", [
      event("visit", 9, { utm_source: "newsletter", utm_campaign: "Autumn" }),
      event("page_view", 9, { path: "/pricing" }),
      event("page_view", 8, { path: "/pricing" }),
    ]);
    await send("browser-three", [
      event("identify", 1, {
        email: ` ${email.toUpperCase()} `,
        fields: { first_name: "Grace", role: "admin" },
      }),
      event("page_view", 0, { path: "/pricing" }),
    ]);
    expect(await leadOf(email)).toMatchObject({
      ...{ firstName: "Grace", source: "newsletter", campaign: "Autumn", status: "new", attributes: {} },
    });
    expect(await scorePending(tenantId, () => new Date(Date.now() + 5))).toBe(1);
    const lead = await leadOf(email);
    expect(lead?.scoreTotal).toBe(13);
    expect(JSON.stringify(lead?.topReasons)).toContain("pricing_views");
    expect(lead?.lastActivityAt).not.toBeNull();
  });

  it("finds the lead that is known, and overwrites nothing of it", async () => {
    const email = "grace@harbour.example";
    await send("phone-three", [event("identify", 1, { email, fields: { first_name: "Mallory" } })]);
    const lead = await leadOf(email);
    expect(lead?.firstName).toBe("Grace");
    expect(await withTenant(tenantId, (tx) => tx.visitor.count({ where: { leadId: lead?.id ?? "" } }))).toBe(
      2,
    );
    expect(await withTenant(tenantId, (tx) => tx.lead.count({ where: { email } }))).toBe(1);
  });

  it("makes one lead of ten browsers that identify the same person at once", async () => {
    const email = "many@harbour.example";
    await Promise.all(
      Array.from({ length: 10 }, (_, at) => send(`browser-many-${at}`, [event("identify", 1, { email })])),
    );
    expect(await withTenant(tenantId, (tx) => tx.lead.count({ where: { email } }))).toBe(1);
  });

  it.each([
    [
      "a robot that says so",
      { "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)" },
      {},
      "Known robot: Googlebot",
    ],
    ["a browser that a program drives", {}, { bot: true }, "A browser that a program drives"],
  ])("keeps what %s did, flagged, and makes it nobody's lead", async (name, headers, more, reason) => {
    const visitor = `robot ${name}`.slice(0, 60);
    const email = `${visitor.replaceAll(" ", ".")}@x.example`;
    await send(visitor, [event("page_view", 2), event("identify", 1, { email })], more, headers);
    expect((await eventsOf(visitor)).map((row) => [row.type, row.flag, row.reason])).toEqual([
      ["page_view", "bot", reason],
      ["identified", "bot", reason],
    ]);
    expect(await leadOf(email)).toBeNull();
  });

  it("notices a visitor who reads faster than anybody can, over several requests", async () => {
    const views = Array.from({ length: 12 }, (_, at) => ({
      ...event("page_view", 1, { path: `/page-${at}` }),
      at: Date.now() - MINUTE + at * 200,
    }));
    await send("browser-fast", views.slice(0, 8));
    expect((await eventsOf("browser-fast")).filter(({ flag }) => flag)).toEqual([]);
    await send("browser-fast", views.slice(8));
    const flags = (await eventsOf("browser-fast")).map(({ flag, reason }) => [flag, reason]);
    expect(flags).toEqual(views.map(() => ["bot", "12 pages within 3 seconds"]));
  });

  it.each([{ dnt: "1" }, { "sec-gpc": "1" }])("keeps nothing of a browser that says %o", async (headers) => {
    const response = await post(batch("private-browser", [event("page_view", 1)]), headers);
    expect(response.status).toBe(204);
    expect(await eventsOf("private-browser")).toEqual([]);
  });

  it("may be called from any page, and is told so, refusals included", async () => {
    const origin = { origin: "https://www.site.example" };
    const preflight = await api.request("/api/v1/collect", { method: "OPTIONS", headers: origin });
    expect(preflight.status).toBe(204);
    const answers = [
      preflight,
      await post(batch("browser-cors", [event("page_view", 1)]), origin),
      await post("{", origin),
    ];
    for (const answer of answers) {
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    }
    expect(answers.map(({ status }) => status)).toEqual([204, 202, 400]);
  });

  it("refuses a secret key, no key, and a page of another site", async () => {
    const secret = await testKey(tenantId, ["ingest"]);
    const view = [event("page_view", 1)];
    expect((await post(batch("browser-keys", view, { key: secret }))).status).toBe(403);
    expect((await post(batch("browser-keys", view, { key: "fcw_unknown" }))).status).toBe(401);
    ({ tenantId } = await createWorkspace({ name: "With sites" }));
    key = await testKey(tenantId, "write_key");
    await setSettings({ sites: ["site.example"], pages: [{ path: "/preise", page: "pricing" }] });
    const from = (origin: string) =>
      post(batch("browser-sites", [event("page_view", 1, { path: "/preise" })]), { origin });
    const statuses = [];
    for (const origin of [
      "https://site.example",
      "https://shop.site.example",
      "https://evilsite.example",
      "null",
    ])
      statuses.push((await from(origin)).status);
    expect(statuses).toEqual([202, 202, 403, 403]);
    expect((await eventsOf("browser-sites"))[0]?.properties.page).toBe("pricing");
  });

  it.each([
    ["no JSON", "x", 400],
    ["no events", { visitor: "browser-x", sent_at: 1, events: [] }, 400],
    [
      "a visitor without a name",
      { visitor: "", sent_at: 1, events: [{ id: "1", type: "page_view", at: 1 }] },
      400,
    ],
    ["a large body", "x".repeat(140_000), 413],
  ])("answers %s plainly", async (_, body, status) => {
    const response = await post(typeof body === "string" ? body : { key, ...body });
    expect(response.status).toBe(status);
    expect((await response.json()) as object).toMatchObject({ error: { request_id: expect.any(String) } });
  });
});
