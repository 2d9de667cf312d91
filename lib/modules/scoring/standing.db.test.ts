import { beforeAll, describe, expect, it } from "vitest";
import { causeRef } from "@/lib/core/scoring/causes";
import { ingestEvents } from "@/lib/modules/ingestion/events";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { listenFor } from "@/lib/platform/live";
import { testDatabase } from "@/lib/testing/database";
import { applyEffective } from "./apply-effective";
import { requestScores, scorePending } from "./pending";
import { rescoreLeads } from "./rescore";
import { lockStandings } from "./standing";

testDatabase({ poolSize: 8 });

// A Tuesday, 11:00 in UTC.
const NOW = new Date("2026-11-17T11:00:00Z");
const HOUR = 3_600_000;
let tenantId: string;
let serial = 0;

const inTenant: <T>(work: Parameters<typeof withTenant<T>>[1]) => Promise<T> = (work) =>
  withTenant(tenantId, work);
const later = (hours: number) => new Date(NOW.getTime() + hours * HOUR);

/** A vice president of a large company: 35 points of fit, so that events decide between Nurture, Warm and Hot. */
async function newLead(): Promise<string> {
  serial += 1;
  const number = serial;
  const { leads } = await inTenant((tx) =>
    ingestLeads(
      tx,
      tenantId,
      [
        {
          externalId: `S-${number}`,
          createdAt: new Date(NOW.getTime() - 24 * HOUR),
          fields: {
            email: `s${number}@firm.example`,
            job_title: "Chief Operating Officer",
            employees: 2_000,
          },
        },
      ],
      { knownFrom: new Date(NOW.getTime() - 24 * HOUR), source: "test", now: NOW },
    ),
  );
  return leads[0]!.leadId;
}

const score = (leadId: string, at: Date, cause = causeRef("activity", { type: "visit" })) =>
  inTenant((tx) => rescoreLeads(tx, tenantId, [leadId], { moment: at, cause }));

async function happens(leadId: string, types: readonly string[], at: Date): Promise<void> {
  await inTenant((tx) =>
    ingestEvents(
      tx,
      tenantId,
      types.map((type) => ({
        subject: { leadId },
        type,
        occurredAt: at,
        properties: type === "page_view" ? { page: "pricing", path: "/pricing" } : {},
      })),
      { now: at },
    ),
  );
}

const leadOf = (leadId: string) =>
  inTenant((tx) => tx.lead.findFirstOrThrow({ where: { tenantId, id: leadId } }));

async function override(leadId: string, what: { score: number } | { band: string }): Promise<string> {
  const id = newId();
  const lead = await leadOf(leadId);
  await inTenant(async (tx) => {
    await tx.override.create({
      data: {
        ...{ tenantId, id, leadId, status: "active", days: 14, direction: "raised" },
        ...("score" in what
          ? { kind: "score", score: what.score, effectiveScore: what.score }
          : { kind: "band", band: what.band, effectiveScore: 70 }),
        ...{ effectiveBand: "hot", machineScore: lead.scoreTotal ?? 0, machineBand: lead.scoreBand ?? "" },
        ...{ category: "offline_knowledge", reason: "They told us at the fair." },
        ...{ startedAt: NOW, expiresAt: later(24 * 14) },
      },
    });
    await applyEffective(tx, tenantId, [leadId], { now: NOW });
  });
  return id;
}

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Standing" }));
});

describe("a lead's clock", () => {
  it("starts with the band, and is there with the score", async () => {
    const leadId = await newLead();
    await score(leadId, NOW);
    expect(await leadOf(leadId)).toMatchObject({ effectiveBand: "nurture", dueAt: null, bandSince: NOW });
    await happens(
      leadId,
      ["demo_requested", "trial_started", "page_view", "page_view", "page_view"],
      later(1),
    );
    await happens(leadId, ["email_replied", "email_clicked", "email_clicked"], later(1.1));
    await score(leadId, later(2));
    const hot = await leadOf(leadId);
    expect(hot).toMatchObject({
      effectiveBand: "hot",
      dueKind: "respond",
      bandSince: later(2),
      dueAt: later(4),
    });
    await score(leadId, later(3));
    expect(await leadOf(leadId)).toMatchObject({ bandSince: later(2), dueAt: later(4) });
  });

  it("wakes a snoozed lead that asked for it, and no other", async () => {
    for (const snoozeWakes of [true, false]) {
      const leadId = await newLead();
      await inTenant((tx) =>
        tx.lead.updateMany({ where: { id: leadId }, data: { snoozedUntil: later(72), snoozeWakes } }),
      );
      await score(leadId, later(1), causeRef("refresh"));
      expect((await leadOf(leadId)).snoozedUntil).toEqual(later(72));
      await score(leadId, later(1));
      expect((await leadOf(leadId)).snoozedUntil).toEqual(snoozeWakes ? null : later(72));
    }
  });
});

describe("an override in force", () => {
  it("counts from the moment it is set, starts the clock, and survives what the machine says", async () => {
    const leadId = await newLead();
    await score(leadId, NOW);
    const machine = (await leadOf(leadId)).scoreTotal!;
    await override(leadId, { score: 75 });
    expect(await leadOf(leadId)).toMatchObject({
      ...{ scoreTotal: machine, scoreBand: "nurture", effectiveScore: 75, effectiveBand: "hot" },
      ...{ dueKind: "respond", dueAt: later(2) },
    });
    await happens(leadId, ["page_view"], later(1));
    await score(leadId, later(2));
    const lead = await leadOf(leadId);
    expect(lead.scoreTotal).toBeGreaterThan(machine);
    expect(lead).toMatchObject({ effectiveScore: 75, effectiveBand: "hot", dueAt: later(2) });
  });

  it("of a band alone keeps the machine's score inside that band", async () => {
    const leadId = await newLead();
    await score(leadId, NOW);
    await override(leadId, { band: "hot" });
    expect(await leadOf(leadId)).toMatchObject({ effectiveScore: 70, effectiveBand: "hot" });
  });

  it("that ends gives the machine its say again", async () => {
    const leadId = await newLead();
    await score(leadId, NOW);
    const machine = (await leadOf(leadId)).scoreTotal!;
    const id = await override(leadId, { score: 75 });
    await inTenant(async (tx) => {
      await tx.override.updateMany({ where: { id }, data: { status: "reverted", endedAt: later(1) } });
      await applyEffective(tx, tenantId, [leadId], { now: later(1) });
    });
    expect(await leadOf(leadId)).toMatchObject({
      ...{ effectiveScore: machine, effectiveBand: "nurture", dueAt: null, dueKind: null },
    });
  });
});

describe("wishes for a score", () => {
  const pending = () => inTenant((tx) => tx.pendingScore.count());
  const wish = (leadId: string, type = "visit") => ({ leadId, cause: causeRef("activity", { type }) });

  it("are granted once a lead, with what happened as the cause", async () => {
    const [one, other] = [await newLead(), await newLead()];
    await inTenant((tx) => requestScores(tx, tenantId, [wish(one), wish(other), wish(one), wish(one)], NOW));
    expect(await scorePending(tenantId, () => NOW)).toBe(2);
    expect(await pending()).toBe(0);
    const history = await inTenant((tx) => tx.scoreHistory.findMany({ where: { leadId: one } }));
    expect(history).toMatchObject([{ cause: { key: "activity", args: { type: "visit", count: 3 } } }]);
    expect(await leadOf(other)).toMatchObject({ scoreBand: "nurture", scoreUpdatedOn: NOW });
  });

  it("vanish with the transaction that made them, and stay where scoring them fails", async () => {
    const leadId = await newLead();
    await expect(
      inTenant(async (tx) => {
        await requestScores(tx, tenantId, [wish(leadId)], NOW);
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    expect(await pending()).toBe(0);
    await inTenant((tx) => requestScores(tx, tenantId, [wish(leadId)], NOW));
    const broken = () => {
      throw new Error("the clock stopped");
    };
    await expect(scorePending(tenantId, broken)).rejects.toThrow("the clock stopped");
    expect(await pending()).toBe(1);
    expect(await scorePending(tenantId, () => NOW)).toBe(1);
  });

  it("reads no history that is older than what another is just writing", async () => {
    const leadId = await newLead();
    await score(leadId, NOW);
    let scoring: Promise<unknown> = Promise.resolve();
    await inTenant(async (tx) => {
      await lockStandings(tx, tenantId, [leadId]);
      scoring = score(leadId, later(2));
      // Until that scoring waits for this transaction.
      for (;;) {
        const [row] = await tx.$queryRaw<{ waiting: number }[]>`
          SELECT count(*)::int AS waiting FROM pg_locks WHERE NOT granted`;
        if (row?.waiting) break;
      }
      await ingestEvents(
        tx,
        tenantId,
        [{ subject: { leadId }, type: "demo_requested", occurredAt: later(1) }],
        { now: later(1) },
      );
    });
    await scoring;
    const top = (await leadOf(leadId)).topReasons as { reasons: { key: string }[] };
    expect(top.reasons.map(({ key }) => key)).toContain("demo_request");
  });

  it("of many workers at once end in the score that all events give, whoever writes last", async () => {
    const leadIds = await Promise.all(Array.from({ length: 6 }, newLead));
    await Promise.all(
      Array.from({ length: 24 }, async (_, round) => {
        const at = new Date(NOW.getTime() - HOUR + round * 1_000);
        await inTenant(async (tx) => {
          const batch = round % 2 ? leadIds : [...leadIds].reverse();
          await ingestEvents(
            tx,
            tenantId,
            batch.map((leadId) => ({ subject: { leadId }, type: "email_clicked", occurredAt: at })),
            { now: NOW },
          );
          await requestScores(
            tx,
            tenantId,
            batch.map((leadId) => wish(leadId, "email_clicked")),
            NOW,
          );
        });
        await scorePending(tenantId, () => NOW);
      }),
    );
    await scorePending(tenantId, () => NOW);
    expect(await pending()).toBe(0);
    const before = await Promise.all(leadIds.map(leadOf));
    for (const leadId of leadIds) await score(leadId, NOW);
    expect(before.map((lead) => lead.scoreTotal)).toEqual(
      (await Promise.all(leadIds.map(leadOf))).map((lead) => lead.scoreTotal),
    );
  });
});

describe("who listens", () => {
  it("is told of a lead that moved, of the own workspace, after the commit", async () => {
    const { tenantId: stranger } = await createWorkspace({ name: "Stranger" });
    const leadId = await newLead();
    const heard: string[] = [];
    const told = new Promise<void>((resolve) => {
      const stops = [
        listenFor(stranger, () => heard.push("stranger")),
        listenFor(tenantId, () => {
          heard.push("own");
          for (const stop of stops) stop();
          resolve();
        }),
      ];
    });
    // Listening begins when the connection stands; a lead that moves again and again is heard in the end.
    let band = 0;
    while (heard.length === 0) {
      band += 1;
      await moveLead(leadId, band);
      await Promise.race([told, new Promise((resolve) => setImmediate(resolve))]);
    }
    await told;
    expect(heard).toEqual(["own"]);
  });
});

/** Moves a lead for somebody to hear of. */
async function moveLead(leadId: string, step: number): Promise<void> {
  await happens(leadId, ["page_view"], later(step / 100));
  await score(leadId, later(step / 100 + 0.001), causeRef("manual"));
  if (step > 3)
    await inTenant((tx) => tx.lead.updateMany({ where: { id: leadId }, data: { effectiveScore: 0 } }));
}
