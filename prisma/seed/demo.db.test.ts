import { beforeAll, describe, expect, it } from "vitest";
import { deleteWorkspace } from "@/lib/modules/workspace-data/deletion";
import { demoWorkspace } from "@/lib/modules/workspaces/data";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { globalDb, withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { readDemo } from "./check";
import { seedDemo } from "./demo";
import { DEMO_PEOPLE } from "./people";

testDatabase();
const now = new Date("2026-11-20T10:20:30Z");
const size = { leads: 320, thisWeek: 40 };
const lines: string[] = [];
let tenantId: string;

beforeAll(async () => {
  // What a start that was killed in the middle of seeding leaves behind.
  await createWorkspace({ name: "Halden", isDemo: true });
  const seeded = await seedDemo({ now, log: (line) => lines.push(line), ...size });
  if (seeded.tenantId === null) throw new Error("the demo was not made");
  tenantId = seeded.tenantId;
}, 120_000);

describe("the demo workspace", () => {
  it("replaces a half-made one and says what it does", async () => {
    const workspaces = await globalDb().tenant.findMany({ where: { isDemo: true } });
    expect(workspaces.map(({ id, name, slug }) => ({ id, name, slug }))).toEqual([
      { id: tenantId, name: "Halden", slug: "halden" },
    ]);
    expect(lines[0]).toMatch(/^Demo workspace: 3\d\d leads, \d+ events over 12 months$/);
  });

  it("is made once", async () => {
    expect(await seedDemo({ now, log: () => {}, ...size })).toEqual({ tenantId, made: false });
    expect((await demoWorkspace())?.tenantId).toBe(tenantId);
  });

  it("holds what was generated, scored as of the hour, nothing after an outcome", async () => {
    const figures = await readDemo(tenantId, new Date("2026-11-20T10:00:00Z"));
    expect(figures).toMatchObject({ late_events: 0, decided_too_early: 0, unscored: 0, without_history: 0 });
    expect(figures.open_this_week).toBe(40);
  });

  it("has its people as members, and its leads with the reps or unclaimed", async () => {
    const [members, owners] = await withTenant(tenantId, async (tx) => [
      await tx.membership.findMany({ include: { user: true } }),
      await tx.lead.groupBy({ by: ["ownerId"], _count: true }),
    ]);
    expect(members.map(({ user, role }) => `${user.email} ${role}`).sort()).toEqual(
      DEMO_PEOPLE.map(({ email, role }) => `${email} ${role}`).sort(),
    );
    const reps = members.filter(({ role }) => role === "rep").map(({ userId }) => userId);
    expect(owners.map(({ ownerId }) => ownerId).sort()).toEqual([...reps, null].sort());
  });

  it("makes its browsers known as their leads, and leaves crawlers to nobody", async () => {
    const [known, unknown] = await withTenant(tenantId, async (tx) => [
      await tx.visitor.count({ where: { leadId: { not: null } } }),
      await tx.visitor.count({ where: { leadId: null } }),
    ]);
    expect(known).toBeGreaterThan(330);
    expect(unknown).toBe(5);
  });

  it("stays deleted once somebody deleted it, all of it and its people", async () => {
    await withTenant(tenantId, (tx) => deleteWorkspace(tx, tenantId), { timeoutMs: 60_000 });
    expect(await globalDb().tenant.count()).toBe(0);
    expect(await globalDb().user.count()).toBe(0);
    expect(await seedDemo({ now, log: () => {}, ...size })).toEqual({ tenantId: null, made: false });
    expect(await demoWorkspace()).toBeNull();
  });
});
