import { beforeEach, describe, expect, it } from "vitest";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { reclock, reclockAll } from "./reclock";

testDatabase();

const OFFICE = { days: [1, 2, 3, 4, 5], from: "09:00", to: "18:00" };
let tenantId: string;

interface Clock {
  readonly band?: string;
  readonly since: string;
  readonly due: string;
  readonly kind?: "respond" | "follow_up";
  readonly status?: string;
}

async function lead({ band = "hot", since, due, kind = "respond", status = "new" }: Clock): Promise<string> {
  const id = newId();
  await withTenant(tenantId, (tx) =>
    tx.lead.create({
      data: {
        ...{ tenantId, id, status, effectiveBand: band, effectiveScore: 80, dueKind: kind },
        bandSince: new Date(since),
        dueAt: new Date(due),
      },
    }),
  );
  return id;
}

const dueOf = (id: string) =>
  withTenant(tenantId, async (tx) =>
    (await tx.lead.findUnique({ where: { tenantId_id: { tenantId, id } } }))?.dueAt?.toISOString(),
  );
const setHours = (hours: typeof OFFICE) =>
  withTenant(tenantId, (tx) =>
    tx.workspaceSettings.update({ where: { tenantId }, data: { workingHours: hours } }),
  );
const run = (most?: number) => withTenant(tenantId, (tx) => reclock(tx, tenantId, most ? { most } : {}));

beforeEach(async () => {
  ({ tenantId } = await createWorkspace({
    name: "Clocks",
    timeZone: "Europe/Oslo",
    workingHours: OFFICE,
  }));
});

describe("clocks that run", () => {
  it("move to what the new hours promise, from when the lead entered its band", async () => {
    // Friday 17:30 in Oslo.
    const hot = await lead({ since: "2026-11-20T16:30:00Z", due: "2026-11-23T09:30:00Z" });
    const warm = await lead({ band: "warm", since: "2026-11-20T13:30:00Z", due: "2026-11-23T13:30:00Z" });
    expect(await run()).toEqual({ moved: 0 });
    await setHours({ days: [1, 2, 3, 4, 5, 6], from: "10:00", to: "19:00" });
    expect(await run()).toEqual({ moved: 2 });
    expect(await dueOf(hot)).toBe("2026-11-21T09:30:00.000Z");
    expect(await dueOf(warm)).toBe("2026-11-21T13:30:00.000Z");
  });
  it("leave alone what a person agreed on, what is closed and what is no longer called", async () => {
    const kept = "2026-11-24T08:00:00.000Z";
    const since = "2026-11-20T16:30:00Z";
    const leads = [
      await lead({ since, due: kept, kind: "follow_up" }),
      await lead({ since, due: kept, status: "won" }),
      await lead({ since, due: kept, band: "suppress" }),
    ];
    await setHours({ ...OFFICE, to: "12:00" });
    expect(await run()).toEqual({ moved: 0 });
    for (const id of leads) expect(await dueOf(id)).toBe(kept);
  });
  it("are those of this workspace only", async () => {
    const since = "2026-11-20T16:30:00Z";
    const due = "2026-11-23T09:30:00.000Z";
    const elsewhere = tenantId;
    const other = await lead({ since, due });
    ({ tenantId } = await createWorkspace({ name: "Beside", timeZone: "Asia/Tokyo" }));
    const mine = await lead({ since, due });
    expect(await run()).toEqual({ moved: 1 });
    expect(await dueOf(mine)).not.toBe(due);
    tenantId = elsewhere;
    expect(await dueOf(other)).toBe(due);
  });
  it("are a job's where there are many; doing it twice moves nothing twice", async () => {
    const since = "2026-11-20T16:30:00Z";
    for (let index = 0; index < 4; index += 1) await lead({ since, due: "2026-11-20T18:30:00Z" });
    expect(await run(3)).toBe("queued");
    const jobs = await withTenant(
      tenantId,
      (tx) => tx.$queryRaw<{ data: unknown }[]>`
        SELECT data FROM pgboss.job WHERE name = 'workflow.reclock' AND data->>'tenantId' = ${tenantId}`,
    );
    expect(jobs).toEqual([{ data: { tenantId } }]);
    expect(await reclockAll(tenantId)).toBe(4);
    expect(await reclockAll(tenantId)).toBe(0);
  });
});
