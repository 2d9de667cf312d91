import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { causeRef } from "@/lib/core/scoring/causes";
import { ingestEvents } from "@/lib/modules/ingestion/events";
import { expireOverrides } from "@/lib/modules/overrides/jobs";
import { setOverride } from "@/lib/modules/overrides/mutations";
import { revertOverride } from "@/lib/modules/overrides/mutations-end";
import type { OverrideWish } from "@/lib/modules/overrides/types";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { becomeHot, HOT_NOW, happens, hotWorkspace, newLead, scoreNow } from "@/lib/testing/hot-workspace";
import { testMember } from "@/lib/testing/people";
import { addWebhook } from "./mutations";
import { EVENT_TYPES, type EventType } from "./types";

const database = testDatabase({ poolSize: 8 });
const DAY = 86_400_000;
const SLACK = "https://hooks.slack.example/services/T01/B02/x";
const later = (ms: number) => new Date(HOT_NOW.getTime() + ms);
let tenantId: string;
let owner: pg.Client;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: database.ownerUrl() });
  await owner.connect();
});
afterAll(() => owner.end());
beforeEach(async () => {
  tenantId = await hotWorkspace();
  await owner.query("DELETE FROM pgboss.job");
});

async function hook(events: readonly EventType[] = EVENT_TYPES): Promise<string> {
  const { userId } = await testMember(tenantId, "revops");
  const wish = { url: "https://receiver.example/in", description: "", events: [...events] };
  const made = await withTenant(tenantId, (tx) => addWebhook(tx, { tenantId, userId }, wish, HOT_NOW));
  return made?.id ?? "";
}
interface Body {
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>> & { readonly leads?: readonly object[] };
}
async function told(): Promise<
  { readonly topic: string; readonly leadId: string | null; readonly body: Body }[]
> {
  const rows = await withTenant(tenantId, (tx) =>
    tx.delivery.findMany({ where: { webhookId: { not: null } }, orderBy: { id: "asc" } }),
  );
  return rows.map(({ topic, leadId, body }) => ({ topic, leadId, body: body as unknown as Body }));
}
const jobs = async () =>
  (await owner.query("SELECT data FROM pgboss.job WHERE name = 'deliveries.send'")).rows as {
    data: { webhookId?: string };
  }[];

describe("a lead that comes to another band by what it does", () => {
  it("is told of with its score, the reasons of the screen, where it stood and a link", async () => {
    const id = await hook();
    const leadId = await newLead(tenantId, { fields: { company: "Corvane", job_title: "VP Operations" } });
    await scoreNow(tenantId, [leadId], HOT_NOW, causeRef("lead_created"));
    await becomeHot(tenantId, leadId, later(1_000));
    const messages = await told();
    expect(messages.map(({ topic }) => topic)).toEqual([
      "lead.band_changed",
      "lead.hot",
      "lead.band_changed",
    ]);
    expect(messages[0]?.body).toMatchObject({
      data: { previous: null, score: { band: { id: "suppress" } } },
    });
    expect(messages[2]).toMatchObject({
      leadId,
      body: {
        type: "lead.band_changed",
        timestamp: later(1_000).toISOString(),
        data: {
          lead: { id: leadId, company: "Corvane", job_title: "VP Operations", status: "new", owner: null },
          previous: { score: 0, band: { id: "suppress", name: "Suppress" } },
          cause: { key: "activity", text: "Requested a demo" },
          score: {
            ...{ score: 80, band: { id: "hot", name: "Hot" }, action: "call within 2 hours" },
            ...{ respond_within_minutes: 120, overridden: false },
            machine: {
              score: 80,
              probability: null,
              reasons: [{ signal: "demo_requests_90d", text: "Requested a demo this morning", points: 80 }],
              risks: [],
            },
          },
        },
      },
    });
    expect(messages[2]?.body.data.lead).toMatchObject({
      url: expect.stringMatching(new RegExp(`^http.*/leads/${leadId}$`)),
      email: expect.stringMatching(/@firm\.example$/),
    });
    expect((await jobs()).filter(({ data }) => data.webhookId === id)).toHaveLength(3);
  });

  it("is told of only where it is wanted, and not where the webhook is off or of another workspace", async () => {
    await hook(["override.set"]);
    const off = await hook(["lead.band_changed"]);
    await withTenant(tenantId, (tx) =>
      tx.webhook.updateMany({ where: { id: off }, data: { disabledAt: HOT_NOW, disabledWhy: "person" } }),
    );
    const leadId = await newLead(tenantId);
    await becomeHot(tenantId, leadId, HOT_NOW);
    expect(await told()).toEqual([]);
    const elsewhere = await hotWorkspace();
    const mine = tenantId;
    tenantId = elsewhere;
    await hook();
    tenantId = mine;
    await becomeHot(tenantId, await newLead(tenantId), HOT_NOW);
    expect(await told()).toEqual([]);
    tenantId = elsewhere;
    expect(await told()).toEqual([]);
  });

  it("is not told of where the scoring is undone, nor where only the score moved", async () => {
    await hook();
    const leadId = await newLead(tenantId);
    await happens(tenantId, leadId, "demo_requested", later(-1_000));
    const undone = withTenant(tenantId, async (tx) => {
      const { rescoreLeads } = await import("@/lib/modules/scoring/rescore");
      await rescoreLeads(tx, tenantId, [leadId], { moment: HOT_NOW, cause: causeRef("activity") });
      throw new Error("changed my mind");
    });
    await expect(undone).rejects.toThrow("changed my mind");
    expect(await told()).toEqual([]);
    expect(await jobs()).toEqual([]);
    await scoreNow(tenantId, [leadId], HOT_NOW);
    const before = (await told()).length;
    await happens(tenantId, leadId, "page_view", later(500), { page: "pricing", path: "/pricing" });
    await scoreNow(tenantId, [leadId], later(1_000));
    expect(await told()).toHaveLength(before);
  });

  it("is told of as hot once within the cooling time, as people are", async () => {
    await hook(["lead.hot"]);
    const leadId = await newLead(tenantId);
    await becomeHot(tenantId, leadId, HOT_NOW);
    await scoreNow(tenantId, [leadId], later(8 * DAY));
    await becomeHot(tenantId, leadId, later(8 * DAY + 1_000));
    expect((await told()).map(({ topic }) => topic)).toEqual(["lead.hot", "lead.hot"]);
    const other = await newLead(tenantId);
    await withTenant(tenantId, (tx) =>
      tx.workspaceSettings.update({
        where: { tenantId },
        data: { workflow: { alerts: { hot: false } } },
      }),
    );
    await becomeHot(tenantId, other, later(9 * DAY));
    await withTenant(tenantId, (tx) =>
      tx.lead.update({
        where: { tenantId_id: { tenantId, id: other } },
        data: { effectiveBand: "warm", effectiveScore: 50 },
        select: { id: true },
      }),
    );
    await scoreNow(tenantId, [other], later(9 * DAY + 3_600_000));
    expect(await told()).toHaveLength(3);
  });
});

describe("what moves leads by the hundred", () => {
  it("is told in messages of at most 200 leads, without reasons, and not one by one", async () => {
    await hook();
    const leads: string[] = [];
    for (let index = 0; index < 230; index += 1) leads.push(await newLead(tenantId));
    const asked = leads.map((leadId) => ({ id: newId(), subject: { leadId }, type: "demo_requested" }));
    const occurredAt = later(-60_000);
    await withTenant(tenantId, (tx) =>
      ingestEvents(
        tx,
        tenantId,
        asked.map((event) => ({ ...event, occurredAt, properties: {} })),
        { now: HOT_NOW },
      ),
    );
    await scoreNow(tenantId, leads, HOT_NOW, causeRef("rules_published", { version: "Rules v9" }));
    const messages = await told();
    expect(messages.map(({ topic, leadId }) => [topic, leadId])).toEqual([
      ["leads.band_changed", null],
      ["leads.band_changed", null],
    ]);
    const told230 = messages.flatMap(({ body }) => body.data.leads ?? []);
    expect(messages.map(({ body }) => body.data.leads?.length)).toEqual([200, 30]);
    expect(new Set(told230.map((lead) => (lead as { id: string }).id))).toEqual(new Set(leads));
    expect(messages[0]?.body.data.cause).toEqual({ key: "rules_published", text: "Rules v9 published" });
    expect(told230[0]).toEqual({
      ...{ id: expect.any(String), external_id: expect.stringMatching(/^H-/), email: expect.any(String) },
      ...{ score: 80, band: { id: "hot", name: "Hot" }, previous: null },
    });
  });

  it("says nothing to those who did not ask for it", async () => {
    await hook(["lead.band_changed", "lead.hot"]);
    const leadId = await newLead(tenantId);
    await happens(tenantId, leadId, "demo_requested", later(-1_000));
    await scoreNow(tenantId, [leadId], HOT_NOW, causeRef("imported"));
    expect(await told()).toEqual([]);
  });
});

describe("an override", () => {
  async function overridden(leadId: string, at = HOT_NOW) {
    const { userId } = await testMember(tenantId, "manager");
    const actor = { tenantId, userId, name: "Ruth Adeyemi", timeZone: "Etc/UTC" };
    const wish: OverrideWish = {
      ...{ id: newId(), leadId, value: { kind: "band", band: "hot" }, category: "timing" },
      ...{ reason: "Budget is approved for January", note: "private", replaces: null },
      expiry: { kind: "days", days: 14 },
    };
    const done = await withTenant(tenantId, (tx) => setOverride(tx, actor, wish, at));
    if (!done.ok) throw new Error(done.message);
    return { actor, id: wish.id };
  }

  it("is told when it is set, with who, why and until when, beside what the machine says", async () => {
    const leadId = await newLead(tenantId);
    await scoreNow(tenantId, [leadId], HOT_NOW, causeRef("lead_created"));
    await hook();
    const { id } = await overridden(leadId, later(1_000));
    const messages = await told();
    expect(messages.map(({ topic }) => topic).sort()).toEqual([
      "lead.band_changed",
      "lead.hot",
      "override.set",
    ]);
    expect(messages.find(({ topic }) => topic === "override.set")?.body.data).toMatchObject({
      lead: { id: leadId },
      override: {
        ...{ id, kind: "band", score: null, band: { id: "hot", name: "Hot" }, category: "timing" },
        ...{ reason: "Budget is approved for January", set_by: expect.stringMatching(/^Test manager/) },
        expires_at: later(1_000 + 14 * DAY).toISOString(),
      },
      score: {
        score: 70,
        band: { id: "hot" },
        overridden: true,
        machine: { score: 0, band: { id: "suppress" } },
      },
    });
    expect(messages.find(({ topic }) => topic === "lead.band_changed")?.body.data.cause).toEqual({
      key: "override",
      text: "Override",
    });
    expect(JSON.stringify(messages)).not.toContain("private");
  });

  it.each(["reverted", "expired"] as const)(
    "is told when it is %s, with what counts from then on",
    async (how) => {
      const leadId = await newLead(tenantId);
      await scoreNow(tenantId, [leadId], HOT_NOW, causeRef("lead_created"));
      const { actor, id } = await overridden(leadId);
      await hook(["override.ended"]);
      if (how === "reverted")
        await withTenant(tenantId, (tx) => revertOverride(tx, actor, { id }, later(1_000)));
      else await expireOverrides(tenantId, later(15 * DAY));
      const messages = await told();
      expect(messages).toHaveLength(1);
      expect(messages[0]?.body.data).toMatchObject({
        override: { id, ended: how, ended_by: how === "reverted" ? "Ruth Adeyemi" : null },
        score: { score: 0, band: { id: "suppress" }, overridden: false },
      });
    },
  );

  it("is told in the chat too where the workspace wants it, and band changes with it", async () => {
    const alerts = { slackUrl: SLACK, slackBands: true, slackOverrides: true };
    tenantId = await hotWorkspace({ alerts });
    const leadId = await newLead(tenantId);
    await scoreNow(tenantId, [leadId], HOT_NOW, causeRef("lead_created"));
    const chat = () =>
      withTenant(tenantId, async (tx) =>
        (await tx.delivery.findMany({ where: { channel: "slack" }, orderBy: { id: "asc" } })).map(
          ({ topic, target, body }) => ({ topic, target, text: (body as { text: string }).text }),
        ),
      );
    expect(await chat()).toEqual([]);
    await happens(tenantId, leadId, "page_view", later(-1_000), { page: "pricing", path: "/pricing" });
    await scoreNow(tenantId, [leadId], later(1_000), causeRef("activity", { type: "page_view" }));
    const { actor, id } = await overridden(leadId, later(2_000));
    await withTenant(tenantId, (tx) => revertOverride(tx, actor, { id }, later(3_000)));
    const messages = await chat();
    expect(messages.map(({ topic }) => topic)).toEqual(["band", "hot", "override", "override", "band"]);
    expect(messages.every(({ target }) => target === SLACK)).toBe(true);
    expect(messages[0]?.text).toMatch(
      /^Elena Marchetti \d+ went from Suppress to Warm: 45\n.*\nViewed pages\nhttp/,
    );
    expect(messages[2]?.text).toMatch(
      /^Test manager \d+ set Elena Marchetti \d+ to Hot\n.*\n“Budget is approved for January”\nUntil Tue 1 Dec, 11:00/,
    );
    expect(messages[3]?.text).toMatch(/^Ruth Adeyemi reverted the override of Elena Marchetti \d+ to Hot\n/);
    expect(messages[4]?.text).toMatch(/went from Hot to Warm: 45\n.*\nOverride\n/);
  });
});
