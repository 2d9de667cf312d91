import { beforeEach, describe, expect, it, vi } from "vitest";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { currentMember } from "@/lib/platform/auth/member";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import { removeFromNurtureAction } from "./actions";
import { loadNurturePage, openNurtureExport } from "./loaders";

const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));

testDatabase();

const HOOK = "https://mail.example/hook";
let tenantId: string;

async function signIn(role: Role, tenant = tenantId) {
  const member = await testMember(tenant, role);
  cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 3_600);
  return member;
}

interface Enrolment {
  readonly ownerId?: string | null;
  readonly at?: string;
  readonly left?: { readonly at: string; readonly reason: string };
}

async function enrolled({ ownerId = null, at = "2026-11-10T09:00:00Z", left }: Enrolment = {}) {
  const id = newId();
  const leadId = newId();
  await withTenant(tenantId, async (tx) => {
    await tx.lead.create({
      data: {
        ...{ tenantId, id: leadId, firstName: "Elena", lastName: "Marchetti", company: "=1+1", ownerId },
        ...{ scoreTotal: 45, effectiveScore: 45, effectiveBand: "warm" },
        lastContactAt: new Date("2026-11-01T09:00:00Z"),
      },
    });
    await tx.nurtureEnrolment.create({
      data: {
        ...{ tenantId, id, leadId, band: "warm", enrolledAt: new Date(at) },
        ...(left ? { leftAt: new Date(left.at), leftReason: left.reason } : {}),
      },
    });
  });
  return { id, leadId };
}
const rowOf = (id: string) =>
  withTenant(tenantId, (tx) => tx.nurtureEnrolment.findFirstOrThrow({ where: { tenantId, id } }));
const entries = (action: string) =>
  withTenant(tenantId, (tx) => tx.auditEntry.findMany({ where: { tenantId, action } }));

beforeEach(async () => {
  cookie.token = undefined;
  ({ tenantId } = await createWorkspace({ name: "Nurseries", timeZone: "Europe/Oslo" }));
  await withTenant(tenantId, (tx) =>
    tx.workspaceSettings.update({
      where: { tenantId },
      data: { workflow: { nurture: { webhookUrl: HOOK } } },
    }),
  );
});

describe.each(ROLES)("a %s", (role) => {
  const may = can(role, "leads.work");
  it(`reads the list, and ${may ? "takes" : "may not take"} an unclaimed lead off it`, async () => {
    const { id, leadId } = await enrolled();
    const member = await signIn(role);
    const page = await loadNurturePage("enrolled", undefined);
    expect(page.lines).toMatchObject([
      { id, name: "Elena Marchetti", since: "10 Nov", lastContact: "1 Nov", left: null, mayRemove: may },
    ]);
    const result = await removeFromNurtureAction({ id });
    if (!may) {
      expect(result).toMatchObject({ ok: false, code: "forbidden" });
      expect((await rowOf(id)).leftAt).toBeNull();
      return;
    }
    expect(result).toEqual({ ok: true });
    expect(await rowOf(id)).toMatchObject({ leftReason: "removed" });
    expect(await entries("nurture.removed")).toMatchObject([{ actorId: member.userId, subjectId: leadId }]);
    const told = await withTenant(tenantId, (tx) => tx.delivery.findMany());
    expect(told).toMatchObject([{ target: HOOK, body: { type: "nurture.left", reason: "removed" } }]);
    // Once more: it is over.
    expect(await removeFromNurtureAction({ id })).toMatchObject({ code: "gone" });
    expect(await withTenant(tenantId, (tx) => tx.delivery.count())).toBe(1);
  });
});

describe("a colleague's lead", () => {
  it("is left to the colleague by a rep, and taken off by a manager", async () => {
    const colleague = await testMember(tenantId, "rep");
    const { id } = await enrolled({ ownerId: colleague.userId });
    await signIn("rep");
    expect((await loadNurturePage("enrolled", undefined)).lines[0]?.mayRemove).toBe(false);
    expect(await removeFromNurtureAction({ id })).toMatchObject({ code: "taken" });
    await signIn("manager");
    expect(await removeFromNurtureAction({ id })).toEqual({ ok: true });
  });
  it("of another workspace is as if there were none", async () => {
    const { id } = await enrolled();
    const { tenantId: elsewhere } = await createWorkspace({ name: "Elsewhere" });
    await signIn("admin", elsewhere);
    expect((await loadNurturePage("enrolled", undefined)).lines).toEqual([]);
    for (const wish of [{ id }, { id: "x" }, { id, force: true }])
      expect(await removeFromNurtureAction(wish)).toMatchObject({ code: "gone" });
    expect((await rowOf(id)).leftAt).toBeNull();
  });
});

describe("the list", () => {
  it("says of those who left when and why, and goes on page by page", async () => {
    await signIn("leader");
    await enrolled({ left: { at: "2026-11-12T09:00:00Z", reason: "replied" } });
    await enrolled({ left: { at: "2026-11-14T09:00:00Z", reason: "band_changed" } });
    const left = await loadNurturePage("left", undefined);
    expect(left.lines.map((line) => line.left)).toEqual(["Changed band, 14 Nov", "Replied, 12 Nov"]);
    expect(left.counts).toEqual({ enrolled: 0, left: 2 });

    for (let index = 0; index < 53; index += 1) await enrolled();
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await loadNurturePage("enrolled", cursor);
      seen.push(...page.lines.map(({ id }) => id));
      if (!page.next) break;
      cursor = page.next;
    }
    expect(seen).toHaveLength(53);
    expect(new Set(seen).size).toBe(53);
  });
  it("is exported whole, and who took it is written down first", async () => {
    const { leadId } = await enrolled();
    await enrolled({ left: { at: "2026-11-12T09:00:00Z", reason: "closed" } });
    const { userId } = await signIn("leader");
    const member = await currentMember();
    if (!member) throw new Error("nobody is signed in");
    const { header, batches, fileName } = await openNurtureExport(member, "enrolled");
    expect(await entries("nurture.exported")).toMatchObject([
      { actorId: userId, details: { state: "enrolled", count: 1 } },
    ]);
    const rows: unknown[][] = [];
    for await (const batch of batches) rows.push(...batch.map((cells) => [...cells]));
    expect(rows).toHaveLength(1);
    const row = Object.fromEntries(header.map((name, index) => [name, rows[0]?.[index]]));
    expect(row).toMatchObject({
      ...{ lead_id: leadId, first_name: "Elena", score: 45, band: "Warm", left_at: null },
      enrolled_at: "2026-11-10T09:00:00.000Z",
    });
    expect(fileName).toMatch(/^nurture-enrolled-\d{4}-\d\d-\d\d\.csv$/);
  });
});
