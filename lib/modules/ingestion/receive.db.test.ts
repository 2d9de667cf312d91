import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { scorePending } from "@/lib/modules/scoring/pending";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { identifyVisitors } from "./events";
import { ingestLeads } from "./leads";
import { receiveEvents } from "./receive";
import { receiveTogether, TooManyWaiting } from "./together";
import type { EventRecord } from "./types";

const database = testDatabase({ poolSize: 12 });
const now = new Date("2026-11-17T08:00:00Z");
const clock = () => now;
let tenantId: string;
let leadId: string;
let number = 0;

async function newLead(): Promise<string> {
  number += 1;
  const record = { externalId: `R${number}`, fields: { email: `r${number}@fjord.example` } };
  const { leads } = await withTenant(tenantId, (tx) =>
    ingestLeads(tx, tenantId, [record], { knownFrom: "always", source: "test", now }),
  );
  return leads[0]!.leadId;
}

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Receiving" }));
  leadId = await newLead();
});

const event = (record: Partial<EventRecord> = {}): EventRecord => ({
  subject: { leadId },
  type: "page_view",
  occurredAt: new Date("2026-11-17T07:59:00Z"),
  properties: { page: "pricing", path: "/pricing" },
  ...record,
});
const receive = (records: readonly EventRecord[]) =>
  withTenant(tenantId, (tx) => receiveEvents(tx, tenantId, records, { now }));
const outcomes = async (records: readonly EventRecord[]) =>
  (await receive(records)).events.map((entry) => entry.outcome);
const stored = (id: string) => withTenant(tenantId, (tx) => tx.event.count({ where: { id } }));
const wishes = () =>
  withTenant(tenantId, (tx) =>
    tx.pendingScore.findMany({ select: { leadId: true, cause: true, activityAt: true } }),
  );
const flagsOf = async (lead: string) =>
  (
    await withTenant(
      tenantId,
      (tx) =>
        tx.$queryRaw<{ type: string; flag: string; reason: string }[]>`
        SELECT e.type, f.flag, f.reason FROM events e JOIN event_flags f ON f.event_id = e.id
         WHERE e.lead_id = ${lead}::uuid ORDER BY e.occurred_at`,
    )
  ).map(({ type, flag, reason }) => [type, flag, reason]);

describe("an event's id", () => {
  it("makes one event of fifty retries at once, each in a transaction of its own", async () => {
    const id = newId();
    const results = await Promise.all(Array.from({ length: 50 }, () => outcomes([event({ id })])));
    expect(results.flat().filter((outcome) => outcome === "stored")).toHaveLength(1);
    expect(await stored(id)).toBe(1);
  });

  it("makes one event of fifty retries that are stored together", async () => {
    const id = newId();
    const results = await Promise.all(
      Array.from({ length: 50 }, () => receiveTogether(tenantId, [event({ id })], clock)),
    );
    expect(
      results
        .flat()
        .map((entry) => entry.outcome)
        .sort(),
    ).toEqual([...Array.from({ length: 49 }, () => "duplicate"), "stored"]);
    expect(await stored(id)).toBe(1);
  });

  it("is known whatever time a repeat gives it, in the same batch too", async () => {
    const [first, second] = [newId(), newId()];
    const later = new Date("2026-10-02T00:00:00Z");
    expect(await outcomes([event({ id: first }), event({ id: first, occurredAt: later })])).toEqual([
      "stored",
      "duplicate",
    ]);
    expect(await outcomes([event({ id: second })])).toEqual(["stored"]);
    expect(await outcomes([event({ id: second, occurredAt: later })])).toEqual(["duplicate"]);
    expect([await stored(first), await stored(second)]).toEqual([1, 1]);
  });

  it("is another tenant's own affair", async () => {
    const id = newId();
    await receive([event({ id })]);
    const other = await createWorkspace({ name: "Elsewhere" });
    const result = await withTenant(other.tenantId, (tx) =>
      receiveEvents(tx, other.tenantId, [event({ id, subject: { visitorKey: "v" } })], { now }),
    );
    expect(result.events[0]?.outcome).toBe("stored");
  });

  it("holds however two batches mix the same ids", async () => {
    const ids = Array.from({ length: 60 }, newId);
    const batches = Array.from({ length: 8 }, (_, turn) =>
      [...ids.slice(turn * 7), ...ids.slice(0, turn * 7)].map((id) => event({ id })),
    );
    const results = await Promise.all(batches.map(outcomes));
    expect(results.flat().filter((outcome) => outcome === "stored")).toHaveLength(ids.length);
  });
});

describe("whose an event is", () => {
  it("is told by e-mail too", async () => {
    expect(await outcomes([event({ subject: { email: " R1@Fjord.example " } })])).toEqual(["stored"]);
    expect(await outcomes([event({ subject: { email: "nobody@fjord.example" } })])).toEqual(["unknown_lead"]);
  });
});

describe("scoring", () => {
  it("is asked for once a lead, with what it did last, and writes that with the score", async () => {
    await scorePending(tenantId, clock);
    const id = await newLead();
    const at = (time: string) => new Date(`2026-11-17T07:${time}Z`);
    await receive([
      event({ subject: { leadId: id }, occurredAt: at("10:00") }),
      event({ subject: { leadId: id }, occurredAt: at("12:00") }),
      event({ subject: { leadId: id }, type: "email_delivered", occurredAt: at("50:00") }),
    ]);
    expect(await wishes()).toEqual([
      {
        leadId: id,
        cause: { key: "activity", args: { type: "page_view", count: 2 } },
        activityAt: at("12:00"),
      },
    ]);
    const lead = () => withTenant(tenantId, (tx) => tx.lead.findFirstOrThrow({ where: { id } }));
    expect((await lead()).lastActivityAt).toBeNull();
    expect(await scorePending(tenantId, clock)).toBe(1);
    expect(await lead()).toMatchObject({ lastActivityAt: at("12:00"), scoreTotal: 8 });
  });

  it("is asked for when a stitched visitor does something", async () => {
    await scorePending(tenantId, clock);
    const subject = { visitorKey: "browser-7" };
    await receive([event({ subject })]);
    expect(await wishes()).toEqual([]);
    await withTenant(tenantId, (tx) =>
      identifyVisitors(tx, tenantId, [{ visitorKey: "browser-7", leadId, identifiedAt: now }]),
    );
    await receive([event({ subject, occurredAt: now })]);
    expect((await wishes()).map((wish) => wish.leadId)).toEqual([leadId]);
  });

  it("is not asked for because of a robot", async () => {
    await scorePending(tenantId, clock);
    await receive([event({ flag: { flag: "bot", reason: "Known robot: Googlebot" }, id: newId() })]);
    expect(await wishes()).toEqual([]);
  });

  it("never makes who stores events wait", async () => {
    const owner = new pg.Client({ connectionString: database.ownerUrl() });
    await owner.connect();
    try {
      await owner.query("BEGIN");
      await owner.query("SELECT set_config('app.tenant_id', $1, true)", [tenantId]);
      await owner.query("SELECT 1 FROM leads WHERE id = $1 FOR NO KEY UPDATE", [leadId]);
      expect(await outcomes([event({ id: newId() })])).toEqual(["stored"]);
    } finally {
      await owner.query("ROLLBACK");
      await owner.end();
    }
  });
});

describe("robots", () => {
  const mail = (type: string, time: string, url?: string): EventRecord =>
    event({
      type: `email_${type}`,
      occurredAt: new Date(`2026-11-17T06:${time}Z`),
      properties: { message_id: "m-1", ...(url ? { url } : {}) },
    });

  it("are flagged when the delivery comes after the click, and their lead is scored again", async () => {
    const id = await newLead();
    const of = (record: EventRecord) => ({ ...record, subject: { leadId: id } });
    await receive([of(mail("clicked", "00:02", "/a"))]);
    await scorePending(tenantId, clock);
    const score = () =>
      withTenant(tenantId, async (tx) => (await tx.lead.findFirstOrThrow({ where: { id } })).scoreTotal);
    expect(await score()).toBe(3);
    expect(await flagsOf(id)).toEqual([]);
    await receive([of(mail("delivered", "00:00"))]);
    expect(await flagsOf(id)).toEqual([["email_clicked", "scanner", "Clicked within 2 seconds of delivery"]]);
    await scorePending(tenantId, clock);
    expect(await score()).toBe(0);
  });

  it("are flagged by many links at once, over several requests", async () => {
    const id = await newLead();
    for (const [index, url] of ["/a", "/b", "/c"].entries())
      await receive([{ ...mail("clicked", `30:0${index}`, url), subject: { leadId: id } }]);
    expect(await flagsOf(id)).toEqual(
      [0, 1, 2].map(() => ["email_clicked", "scanner", "3 different links clicked within 5 seconds"]),
    );
  });
});

describe("requests that are stored together", () => {
  it("fail alone", async () => {
    const good = () => receiveTogether(tenantId, [event({ id: newId() })], clock);
    const bad = receiveTogether(tenantId, [event({ occurredAt: new Date("1980-01-01T00:00:00Z") })], clock);
    const results = await Promise.allSettled([good(), bad, good()]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  it("are refused, and not held, when far too many wait", async () => {
    const many = () =>
      receiveTogether(
        tenantId,
        Array.from({ length: 15_000 }, () => event({ subject: { email: "nobody@x.example" } })),
        clock,
      );
    const results = await Promise.allSettled([many(), many(), many(), many(), many()]);
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(TooManyWaiting);
  });
});
