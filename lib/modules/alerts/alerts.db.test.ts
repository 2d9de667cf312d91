import { beforeEach, describe, expect, it, vi } from "vitest";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { type TestMember, testMember } from "@/lib/testing/people";
import { markReadAction } from "./actions";
import { loadAlertsPage, loadBell } from "./loaders";
import { raiseAlerts } from "./mutations";

const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));

testDatabase();

let tenantId: string;
let leadId: string;

async function signIn(member: TestMember): Promise<TestMember> {
  cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 3_600);
  return member;
}
const person = (role: Role = "rep") => testMember(tenantId, role);

async function tell(member: TestMember, at: string, kind: "hot" | "assigned" = "hot", by?: string) {
  await withTenant(tenantId, (tx) =>
    raiseAlerts(
      tx,
      tenantId,
      [
        {
          ...{ userId: member.userId, leadId, kind },
          details: by ? { by } : { score: 78, band: "Hot", routed: false },
        },
      ],
      new Date(at),
    ),
  );
}
async function bell() {
  const answer = await loadBell();
  if (!answer.ok) throw new Error(answer.message);
  return answer.bell;
}

beforeEach(async () => {
  cookie.token = undefined;
  ({ tenantId } = await createWorkspace({ name: "Bells" }));
  leadId = newId();
  await withTenant(tenantId, (tx) =>
    tx.lead.create({ data: { tenantId, id: leadId, firstName: "Ingrid", lastName: "Solheim" } }),
  );
});

describe("the bell", () => {
  it.each(ROLES)("tells a %s what was raised for them, newest first", async (role) => {
    const me = await signIn(await person(role));
    await tell(me, "2026-11-20T08:00:00Z");
    const colleague = await person("manager");
    await tell(me, "2026-11-20T09:00:00Z", "assigned", colleague.userId);
    const { unread, items } = await bell();
    expect(unread).toBe(2);
    expect(items.map(({ title }) => title)).toEqual(["Ingrid Solheim is yours", "Ingrid Solheim is Hot: 78"]);
    expect(items[0]?.detail).toMatch(/^Given to you by Test manager \d+\. /);
    expect(items[0]).toMatchObject({ href: `/leads/${leadId}`, isRead: false });
  });
  it("rings for nobody else: not for a colleague, an admin or another workspace", async () => {
    const me = await person();
    await tell(me, "2026-11-20T08:00:00Z");
    const [alert] = await withTenant(tenantId, (tx) => tx.alert.findMany());
    for (const other of [await person(), await person("admin")]) {
      await signIn(other);
      expect(await bell()).toEqual({ unread: 0, items: [] });
      expect((await loadAlertsPage(undefined)).items).toEqual([]);
      await markReadAction({ id: alert?.id });
      await markReadAction({ upTo: "2026-12-01T00:00:00.000Z" });
    }
    const { tenantId: elsewhere } = await createWorkspace({ name: "Elsewhere" });
    await signIn(await testMember(elsewhere, "admin"));
    await markReadAction({ id: alert?.id });
    await signIn(me);
    expect((await bell()).unread).toBe(1);
  });
  it("is silent to who is signed out", async () => {
    expect(await loadBell()).toMatchObject({ ok: false, code: "signed_out" });
    expect(await markReadAction({ id: newId() })).toMatchObject({ ok: false, code: "signed_out" });
  });
});

describe("reading", () => {
  it("marks one, or all that were on the screen and not what came meanwhile", async () => {
    const me = await signIn(await person());
    for (const at of ["2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z", "2026-11-20T10:00:00Z"])
      await tell(me, at);
    const { items } = await bell();
    expect(await markReadAction({ id: items[2]?.id })).toEqual({ ok: true, unread: 2 });
    expect(await markReadAction({ upTo: items[1]?.at })).toEqual({ ok: true, unread: 1 });
    expect((await bell()).items.map(({ isRead }) => isRead)).toEqual([false, true, true]);
    // Once more changes nothing.
    expect(await markReadAction({ upTo: items[1]?.at })).toEqual({ ok: true, unread: 1 });
  });
  it("names what it cannot read", async () => {
    await signIn(await person());
    for (const broken of [null, {}, { id: "x" }, { upTo: "yesterday" }, { id: newId(), upTo: "x" }])
      expect(await markReadAction(broken)).toMatchObject({ ok: false, code: "invalid" });
  });
  it("goes back page by page without losing or repeating one", async () => {
    const me = await signIn(await person());
    await withTenant(tenantId, (tx) =>
      tx.alert.createMany({
        data: Array.from({ length: 120 }, (_, index) => ({
          ...{ tenantId, id: newId(), userId: me.userId, leadId, kind: "hot" },
          // Three at a time share a moment.
          createdAt: new Date(Date.UTC(2026, 10, 1) + Math.floor(index / 3) * 60_000),
        })),
      }),
    );
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await loadAlertsPage(cursor);
      seen.push(...page.items.map(({ id }) => id));
      if (!page.older) break;
      cursor = page.older;
    }
    expect(new Set(seen).size).toBe(120);
    expect(seen).toHaveLength(120);
    expect((await loadAlertsPage("nonsense")).isFirst).toBe(true);
    expect((await bell()).unread).toBe(100);
  });
});
