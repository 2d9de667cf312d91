import { beforeEach, describe, expect, it } from "vitest";
import { globalDb, withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { becomeHot, HOT_NOW, hotWorkspace, newLead, scoreNow } from "@/lib/testing/hot-workspace";
import { testMember } from "@/lib/testing/people";
import { refreshQuietLeads } from "./refresh";

testDatabase();

const DAY = 86_400_000;
const later = (days: number) => new Date(HOT_NOW.getTime() + days * DAY);
let tenantId: string;

beforeEach(async () => {
  tenantId = await hotWorkspace({ routing: { mode: "round_robin" } });
});

const inTenant: <T>(work: Parameters<typeof withTenant<T>>[1]) => Promise<T> = (work) =>
  withTenant(tenantId, work);
const lead = (id: string) => inTenant((tx) => tx.lead.findFirstOrThrow({ where: { id } }));
const refreshedOn = async () =>
  (await inTenant((tx) => tx.workspaceSettings.findFirstOrThrow())).refreshedOn?.toISOString().slice(0, 10);
const causes = (leadId: string) =>
  inTenant(async (tx) =>
    (await tx.scoreHistory.findMany({ where: { leadId }, orderBy: { scoredOn: "asc" } })).map(
      ({ cause }) => cause,
    ),
  );

describe("the day's refresh", () => {
  it("lowers who has been quiet, says for how long, and writes the day down", async () => {
    const leadId = await newLead(tenantId, {}, later(-1));
    await becomeHot(tenantId, leadId, HOT_NOW);
    expect(await refreshQuietLeads(tenantId, { now: later(8) })).toEqual({ scored: 1, changed: 1 });
    expect(await lead(leadId)).toMatchObject({
      scoreTotal: 60,
      effectiveScore: 60,
      effectiveBand: "warm",
      scoreUpdatedOn: later(8),
    });
    expect((await causes(leadId)).at(-1)).toEqual({ key: "refresh", args: { quiet_days: 8 } });
    expect(await refreshedOn()).toBe("2026-11-25");
  });

  it("passes over who was scored today, who is closed and who never was scored", async () => {
    const [today, closed, never] = [
      await newLead(tenantId),
      await newLead(tenantId),
      await newLead(tenantId),
    ];
    await scoreNow(tenantId, [today, closed], HOT_NOW);
    await inTenant((tx) => tx.lead.updateMany({ where: { id: closed }, data: { status: "lost" } }));
    expect(await refreshQuietLeads(tenantId, { now: new Date(HOT_NOW.getTime() + 3_600_000) })).toMatchObject(
      { scored: 0 },
    );
    expect(await refreshQuietLeads(tenantId, { now: later(1) })).toMatchObject({ scored: 1, changed: 0 });
    expect((await lead(closed)).scoreUpdatedOn).toEqual(HOT_NOW);
    expect((await lead(never)).scoreTotal).toBeNull();
  });

  it("begins with the workspace's own midnight", async () => {
    await globalDb().tenant.update({ where: { id: tenantId }, data: { timeZone: "Pacific/Auckland" } });
    const leadId = await newLead(tenantId);
    // 23:30 there, and 00:10 of the next day.
    await scoreNow(tenantId, [leadId], new Date("2026-11-17T10:30:00Z"));
    expect(await refreshQuietLeads(tenantId, { now: new Date("2026-11-17T10:50:00Z") })).toMatchObject({
      scored: 0,
    });
    expect(await refreshedOn()).toBe("2026-11-17");
    expect(await refreshQuietLeads(tenantId, { now: new Date("2026-11-17T11:10:00Z") })).toMatchObject({
      scored: 1,
    });
    expect(await refreshedOn()).toBe("2026-11-18");
  });

  it("that is stopped leaves whole chunks behind and the day open; the next one does the rest", async () => {
    for (let count = 0; count < 3; count += 1) await newLead(tenantId);
    const leads = await inTenant(async (tx) =>
      (await tx.lead.findMany({ select: { id: true } })).map(({ id }) => id),
    );
    await scoreNow(tenantId, leads, HOT_NOW);
    const stopped = refreshQuietLeads(tenantId, {
      now: later(1),
      signal: AbortSignal.abort(new Error("stopping")),
    });
    await expect(stopped).rejects.toThrow("stopping");
    expect(await refreshedOn()).toBeUndefined();
    const after = new AbortController();
    const halfway = refreshQuietLeads(tenantId, {
      now: later(1),
      signal: after.signal,
      onProgress: () => after.abort(new Error("stopping")),
    });
    await expect(halfway).rejects.toThrow("stopping");
    expect((await lead(leads[0]!)).scoreUpdatedOn).toEqual(later(1));
    expect(await refreshQuietLeads(tenantId, { now: later(1.01) })).toMatchObject({ scored: 0 });
    expect(await refreshedOn()).toBe("2026-11-18");
  });

  it("neither gives leads away nor announces them, whichever way they move", async () => {
    await testMember(tenantId, "rep");
    const leadId = await newLead(tenantId, {}, later(-1));
    await becomeHot(tenantId, leadId, HOT_NOW);
    await inTenant((tx) =>
      tx.lead.updateMany({
        where: { id: leadId },
        data: { ownerId: null, effectiveBand: "warm", scoreBand: "warm" },
      }),
    );
    const before = await inTenant((tx) => tx.alert.count());
    await refreshQuietLeads(tenantId, { now: later(1) });
    expect(await lead(leadId)).toMatchObject({ effectiveBand: "hot", ownerId: null });
    expect(await inTenant((tx) => tx.alert.count())).toBe(before);
  });
});
