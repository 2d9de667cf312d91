import { NextRequest } from "next/server";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { GET } from "@/app/(app)/leads/export/scores/route";
import { causeRef } from "@/lib/core/scoring/causes";
import { setOverride } from "@/lib/modules/overrides/mutations";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { becomeHot, HOT_NOW, hotWorkspace, newLead, scoreNow } from "@/lib/testing/hot-workspace";
import { testMember } from "@/lib/testing/people";
import {
  continueCrmRunAction,
  disconnectCrmAction,
  saveCrmAction,
  startCrmRunAction,
  stopCrmRunAction,
} from "./actions";
import { loadCrmPage } from "./loaders";

const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.mock("next/navigation", () => ({
  forbidden: () => {
    throw new Error("forbidden");
  },
  redirect: () => {
    throw new Error("redirect");
  },
}));

testDatabase();

const SECRET = "pat-verysecrettoken-9xQa";
const WISH = {
  ...{ kind: "hubspot", version: "none", baseUrl: "https://api.hubapi.com", auth: "token", clientId: null },
  ...{ secret: SECRET, object: "contacts", matchOurs: "email", matchTheirs: "email", everyMinutes: 15 },
  mapping: [{ ours: "score", theirs: "firstcall_score" }],
};
let tenantId: string;

async function signIn(role: Role, tenant = tenantId) {
  const member = await testMember(tenant, role);
  cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 3_600);
  return member;
}
const audited = () =>
  withTenant(tenantId, (tx) =>
    tx.auditEntry.findMany({ where: { subjectType: "crm" }, orderBy: { id: "asc" } }),
  );
async function saved(wish: object = WISH): Promise<string> {
  const answer = await saveCrmAction(wish);
  if (!answer.ok) throw new Error(answer.message);
  return answer.version;
}

beforeEach(async () => {
  cookie.token = undefined;
  ({ tenantId } = await createWorkspace({ name: "Sales" }));
});

describe.each(ROLES)("a %s", (role) => {
  const may = can(role, "crm.manage");
  it(`${may ? "connects, tries, writes and stops" : "neither sees nor changes"} the CRM`, async () => {
    await signIn("admin");
    const version = await saved();
    const before = (await audited()).length;
    const member = await signIn(role);
    const started = await startCrmRunAction({ kind: "hubspot", mode: "write", which: "all" });
    const id = started.ok ? started.id : newId();
    const answers = {
      started,
      stopped: await stopCrmRunAction({ id }),
      continued: await continueCrmRunAction({ id }),
      saved: await saveCrmAction({ ...WISH, secret: undefined, version, everyMinutes: 60 }),
      gone: await disconnectCrmAction({ kind: "hubspot" }),
    };
    if (!may) {
      for (const answer of Object.values(answers)) expect(answer).toMatchObject({ code: "forbidden" });
      await expect(loadCrmPage("hubspot")).rejects.toThrow("forbidden");
      expect(await audited()).toHaveLength(before);
      return;
    }
    for (const answer of Object.values(answers)) expect(answer).toMatchObject({ ok: true });
    const log = (await audited()).slice(before);
    expect(log.map(({ action }) => action)).toEqual([
      ...["crm.run_started", "crm.run_stopped", "crm.run_continued", "crm.changed", "crm.disconnected"],
    ]);
    expect(log.every(({ actorId }) => actorId === member.userId)).toBe(true);
  });
});

describe("scores as a file", () => {
  const get = async (since: string) => {
    const response = await GET(new NextRequest(`http://localhost/leads/export/scores?since=${since}`));
    return { status: response.status, text: await response.text() };
  };

  it.each(ROLES)(
    "are a %s's to take: what changed since then, by the machine or a person, and no more",
    async (role) => {
      tenantId = await hotWorkspace();
      const [early, late, overridden] = [
        await newLead(tenantId),
        await newLead(tenantId),
        await newLead(tenantId),
      ];
      const day = 86_400_000;
      await scoreNow(
        tenantId,
        [early, overridden],
        new Date(HOT_NOW.getTime() - 3 * day),
        causeRef("imported"),
      );
      await becomeHot(tenantId, late, HOT_NOW);
      const { userId } = await testMember(tenantId, "manager");
      const actor = { tenantId, userId, name: "Ruth", timeZone: "Etc/UTC" };
      const wish = {
        ...{
          id: newId(),
          leadId: overridden,
          value: { kind: "score", score: 66 } as const,
          category: "timing" as const,
        },
        ...{
          reason: "Budget is approved",
          note: null,
          replaces: null,
          expiry: { kind: "days", days: 3 } as const,
        },
      };
      await withTenant(tenantId, (tx) => setOverride(tx, actor, wish, HOT_NOW));
      await signIn(role);
      const { status, text } = await get("2026-11-17");
      expect(status).toBe(200);
      const lines = text.trim().split(/\r?\n/);
      expect(lines[0]).toMatch(/id,external_id,email,score,band,action,/);
      expect(
        lines
          .slice(1)
          .map((line) => line.slice(0, 36))
          .sort(),
      ).toEqual([late, overridden].sort());
      expect(text).toContain(",66,Warm,");
      expect(text).not.toContain(early);
      expect((await get("2026-11-10")).text.trim().split(/\r?\n/)).toHaveLength(4);
      const log = await withTenant(tenantId, (tx) =>
        tx.auditEntry.findMany({ where: { action: "leads.exported" } }),
      );
      expect(log).toHaveLength(2);
    },
  );

  it("are refused to who is signed out, and for what is no day", async () => {
    expect((await get("2026-11-17")).status).toBe(401);
    await signIn("rep");
    for (const since of ["", "yesterday", "2026-02-31", "2026-13-01", "2026-11-17T08:00", "1e9"])
      expect((await get(since)).status).toBe(400);
    expect((await get("2026-11-17T08:00:00Z")).status).toBe(200);
  });
});

describe("a connection", () => {
  it("keeps its secret sealed, and shows it neither on the page nor in the log", async () => {
    await signIn("revops");
    await saved();
    const page = await loadCrmPage(undefined);
    expect(page).toMatchObject({ kind: "hubspot", connected: ["hubspot"], secretShown: "…9xQa", runs: [] });
    const stored = await withTenant(tenantId, (tx) => tx.crmConnection.findFirstOrThrow());
    expect(stored.secret).toMatch(/^v1\./);
    expect(JSON.stringify([page, stored, await audited()])).not.toContain("verysecret");
  });

  it("keeps the secret that is not sent again, but only for the address it was given for", async () => {
    await signIn("revops");
    const version = await saved();
    const before = await withTenant(tenantId, (tx) => tx.crmConnection.findFirstOrThrow());
    const { secret: _, ...rest } = WISH;
    expect(await saveCrmAction({ ...rest, version, baseUrl: "https://evil.example" })).toMatchObject({
      ...{ code: "invalid", fields: { secret: expect.stringMatching(/only for the address/) } },
    });
    await saved({ ...rest, version, everyMinutes: null });
    const after = await withTenant(tenantId, (tx) => tx.crmConnection.findFirstOrThrow());
    expect(after).toMatchObject({ secret: before.secret, everyMinutes: null });
  });

  it("that somebody else saved meanwhile is not replaced unasked", async () => {
    await signIn("revops");
    const version = await saved();
    await saved({ ...WISH, version, everyMinutes: 60 });
    expect(await saveCrmAction({ ...WISH, version, everyMinutes: 5 })).toMatchObject({ code: "changed" });
    expect(await saveCrmAction(WISH)).toMatchObject({ code: "changed" });
  });

  it("is refused with what is wrong, at its field", async () => {
    await signIn("revops");
    const cases: [object, object][] = [
      [{ baseUrl: "hubspot" }, { baseUrl: expect.stringMatching(/https/) }],
      [{ baseUrl: "https://10.0.0.7" }, { baseUrl: expect.stringMatching(/private/) }],
      [{ secret: undefined }, { secret: expect.stringMatching(/Enter it/) }],
      [{ secret: "short" }, { secret: "This is too short for a secret." }],
      [{ object: "accounts" }, { object: "Choose what to write to." }],
      [{ auth: "client" }, { auth: "Choose how access is had." }],
      [{ matchTheirs: "email' OR 1=1" }, { matchTheirs: expect.stringMatching(/API name/) }],
      [{ mapping: [] }, { mapping: "Map at least one field." }],
      [{ mapping: [{ ours: "score", theirs: "" }] }, { "mapping.0.theirs": expect.stringMatching(/name/) }],
      [
        { mapping: [{ ours: "score", theirs: "EMAIL" }] },
        { "mapping.0.theirs": expect.stringMatching(/already/) },
      ],
      [
        { mapping: [WISH.mapping[0], { ours: "band", theirs: "firstcall_score" }] },
        { "mapping.1.theirs": expect.stringMatching(/already/) },
      ],
      [{ everyMinutes: 7 }, { everyMinutes: "Choose how often." }],
    ];
    for (const [change, fields] of cases)
      expect(await saveCrmAction({ ...WISH, ...change })).toMatchObject({ code: "invalid", fields });
    for (const broken of [null, {}, "x", { ...WISH, kind: "pipedrive" }])
      expect(await saveCrmAction(broken)).toMatchObject({ code: "invalid" });
    expect((await loadCrmPage("hubspot")).secretShown).toBeNull();
  });

  it("of another workspace is not seen, stopped or forgotten", async () => {
    await signIn("admin");
    await saved();
    const started = await startCrmRunAction({ kind: "hubspot", mode: "trial", which: "all" });
    const { tenantId: elsewhere } = await createWorkspace({ name: "Elsewhere" });
    await signIn("admin", elsewhere);
    expect(await loadCrmPage("hubspot")).toMatchObject({ connected: [], secretShown: null, runs: [] });
    expect(await stopCrmRunAction({ id: started.ok ? started.id : "" })).toMatchObject({ code: "gone" });
    expect(await disconnectCrmAction({ kind: "hubspot" })).toMatchObject({ code: "gone" });
    expect(await startCrmRunAction({ kind: "hubspot", mode: "write", which: "all" })).toMatchObject({
      code: "gone",
    });
  });

  it("has one run at a time", async () => {
    await signIn("revops");
    await saved();
    const wish = { kind: "hubspot", mode: "write", which: "changed" };
    const answers = await Promise.all([startCrmRunAction(wish), startCrmRunAction(wish)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: "running" });
    expect((await loadCrmPage("hubspot")).runs).toMatchObject([
      { isOpen: true, state: "Waiting", percent: 0 },
    ]);
  });
});
