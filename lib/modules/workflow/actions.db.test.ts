import { beforeEach, describe, expect, it, vi } from "vitest";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import {
  saveAlertsAction,
  saveHoursAction,
  saveNurtureAction,
  saveQueueAction,
  saveRoutingAction,
} from "./actions";
import { getStoredSettings } from "./data-settings";
import { loadHoursPage, loadQueuePage, loadRoutingPage } from "./loaders-settings";
import { versionOf } from "./settings-parts";
import { settingsPages } from "./types-nav";
import { SETTINGS_PARTS, type SettingsPart } from "./types-settings";

/** The browser's cookie; the rest is the real path: session, membership in the database, role. */
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
  redirect: (path: string) => {
    throw new Error(`to ${path}`);
  },
}));

testDatabase();

const SECRET = "https://hooks.slack.example/services/T01/B02/veryverysecret";
const SAVE = {
  hours: saveHoursAction,
  routing: saveRoutingAction,
  alerts: saveAlertsAction,
  nurture: saveNurtureAction,
  queue: saveQueueAction,
} as const;
/** A value of each part that is not what a workspace begins with. */
const WISH: Readonly<Record<SettingsPart, Record<string, unknown>>> = {
  hours: { timeZone: "Europe/Oslo", workingHours: { days: [1, 2, 3, 4], from: "08:00", to: "16:00" } },
  routing: {
    mode: "round_robin",
    byTerritory: false,
    workingHoursOnly: false,
    fallbackUserId: null,
    people: [],
  },
  alerts: {
    ...{ hot: true, email: false, coolingHours: 4, slackUrl: SECRET },
    ...{ slackBands: true, slackOverrides: false },
  },
  nurture: { enabled: true, afterDays: 3, webhookUrl: null },
  queue: { minutesPerCall: 12, noAnswerMinutes: 60, voicemailDays: 2, defaultDays: 30 },
};
let tenantId: string;

async function signIn(role: Role, tenant = tenantId) {
  const member = await testMember(tenant, role);
  cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 3_600);
  return member;
}

const stored = (tenant = tenantId) => withTenant(tenant, (tx) => getStoredSettings(tx, tenant));
const versionNow = async (part: SettingsPart) => versionOf(await stored(), part);
const save = async (part: SettingsPart, change: Record<string, unknown> = {}) =>
  SAVE[part]({ ...WISH[part], version: await versionNow(part), ...change });
const audited = (part: SettingsPart) =>
  withTenant(tenantId, (tx) =>
    tx.auditEntry.findMany({ where: { tenantId, action: "workflow.changed", subjectId: part } }),
  );

beforeEach(async () => {
  cookie.token = undefined;
  ({ tenantId } = await createWorkspace({ name: "Morning" }));
});

describe.each(ROLES)("a %s", (role) => {
  const may = can(role, "workflow.manage");
  it.each(SETTINGS_PARTS)(`${may ? "saves" : "may not save"} %s`, async (part) => {
    const member = await signIn(role);
    const before = await stored();
    const result = await save(part);
    if (!may) {
      expect(result).toMatchObject({ ok: false, code: "forbidden" });
      expect(await stored()).toEqual(before);
      expect(await audited(part)).toEqual([]);
      return;
    }
    expect(result).toMatchObject({ ok: true, version: await versionNow(part) });
    const entries = await audited(part);
    expect(entries).toMatchObject([{ actorId: member.userId, details: { part } }]);
    expect(JSON.stringify(entries)).not.toContain("veryverysecret");
    // The same again changes nothing, and is not noted again.
    expect(await save(part)).toMatchObject({ ok: true });
    expect(await audited(part)).toHaveLength(1);
  });
  it.each([loadHoursPage, loadRoutingPage, loadQueuePage])(
    `${may ? "opens" : "may not open"} what %o shows`,
    async (load) => {
      await signIn(role);
      if (may) await expect(load()).resolves.toHaveProperty("version");
      else await expect(load()).rejects.toThrow("forbidden");
    },
  );
  it("is led to the settings pages it may open, and to no other", () => {
    const pages = settingsPages(role).flatMap(({ items }) => items.map(({ href }) => href));
    expect(pages.includes("/settings/working-hours")).toBe(may);
    expect(pages.includes("/settings/people")).toBe(can(role, "people.manage"));
  });
});

describe("settings", () => {
  it("are refused to who is signed out, and to another workspace's revops", async () => {
    const version = await versionNow("queue");
    expect(await SAVE.queue({ ...WISH.queue, version })).toMatchObject({ code: "signed_out" });
    const { tenantId: elsewhere } = await createWorkspace({ name: "Elsewhere" });
    await signIn("revops", elsewhere);
    expect(await SAVE.queue({ ...WISH.queue, version })).toMatchObject({ ok: true });
    expect((await stored()).workflow.queue.minutesPerCall).toBe(10);
  });

  it("say at each field what it should be, and change nothing", async () => {
    await signIn("revops");
    const before = await stored();
    expect(
      await save("hours", { timeZone: "Mars/Base", workingHours: { days: [], from: "9am", to: "18:00" } }),
    ).toMatchObject({
      code: "invalid",
      fields: {
        timeZone: "Choose a time zone from the list.",
        "workingHours.days": "Choose at least one working day.",
        "workingHours.from": "Write a time as 09:00.",
      },
      message: "3 fields need another value. Nothing was saved.",
    });
    const backwards = { days: [1], from: "18:00", to: "09:00" };
    expect(await save("hours", { workingHours: backwards })).toMatchObject({
      message: "One field needs another value. Nothing was saved.",
      fields: { "workingHours.to": "The day must end after it begins." },
    });
    expect(await save("queue", { minutesPerCall: null, defaultDays: 400 })).toMatchObject({
      fields: {
        minutesPerCall: "Write a whole number of minutes, from 1 to 240.",
        defaultDays: "Write a whole number of days, from 1 to 365.",
      },
    });
    for (const slackUrl of ["hooks.slack.com/x", "ftp://hooks.slack.com/x", "javascript:alert(1)"])
      expect(await save("alerts", { slackUrl })).toMatchObject({
        fields: { slackUrl: "Write a whole address, beginning with https://." },
      });
    expect(await save("queue", { surprise: 1 })).toMatchObject({ code: "invalid" });
    expect(await SAVE.queue(null)).toMatchObject({ code: "invalid" });
    expect(await stored()).toEqual(before);
  });

  it("tell the second of two who began with the same values, and let that one replace them knowingly", async () => {
    await signIn("revops");
    const version = await versionNow("queue");
    const first = await signIn("admin");
    expect(await SAVE.queue({ ...WISH.queue, version })).toMatchObject({ ok: true });
    await signIn("revops");
    const late = { ...WISH.queue, minutesPerCall: 20 };
    const told = await SAVE.queue({ ...late, version });
    expect(told).toMatchObject({ ok: false, code: "changed", version: await versionNow("queue") });
    expect(told.ok ? "" : told.message).toMatch(/^Test admin \d+ saved other values here \(.+\)\. Yours are/);
    expect((await stored()).workflow.queue.minutesPerCall).toBe(12);
    expect(await audited("queue")).toMatchObject([{ actorId: first.userId }]);
    // A change of another part is no conflict.
    expect(await save("nurture")).toMatchObject({ ok: true });
    if (told.ok || told.code !== "changed") throw new Error("no conflict");
    expect(await SAVE.queue({ ...late, version: told.version })).toMatchObject({ ok: true });
    expect((await stored()).workflow.queue.minutesPerCall).toBe(20);
  });

  it("let exactly one of two win who save at once", async () => {
    await signIn("revops");
    const version = await versionNow("nurture");
    const results = await Promise.all(
      [11, 12, 13].map((afterDays) => SAVE.nurture({ ...WISH.nurture, afterDays, version })),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await audited("nurture")).toHaveLength(1);
  });

  it("keep an address that is not sent again, and take it away when asked", async () => {
    await signIn("revops");
    await save("alerts");
    const { slackUrl: _, ...rest } = WISH.alerts as { slackUrl: string };
    expect(await SAVE.alerts({ ...rest, version: await versionNow("alerts") })).toMatchObject({ ok: true });
    expect((await stored()).workflow.alerts.slackUrl).toBe(SECRET);
    expect(await save("alerts", { slackUrl: null })).toMatchObject({ ok: true });
    expect((await stored()).workflow.alerts.slackUrl).toBeNull();
  });
});

describe("routing", () => {
  const routeJobs = () =>
    withTenant(
      tenantId,
      (tx) => tx.$queryRaw<unknown[]>`
        SELECT data FROM pgboss.job WHERE name = 'leads.route' AND data->>'tenantId' = ${tenantId}`,
    );
  it("gives out what waits in the pool once it is on, and nothing while it is off", async () => {
    await signIn("revops");
    expect(await save("routing", { mode: "off" })).toMatchObject({ ok: true });
    expect(await routeJobs()).toEqual([]);
    expect(await save("routing")).toMatchObject({ ok: true });
    expect(await routeJobs()).toEqual([{ data: { tenantId } }]);
  });
  it("shows its reps with what they have to do, and the places leads come from", async () => {
    const rep = await testMember(tenantId, "rep");
    await testMember(tenantId, "manager");
    const due = { dueAt: new Date(Date.now() - 60_000), dueKind: "follow_up", ownerId: rep.userId };
    await withTenant(tenantId, (tx) =>
      tx.lead.createMany({
        data: [
          { tenantId, id: newId(), country: "Norway", ...due },
          { tenantId, id: newId(), country: " norway", ...due, status: "won" },
          { tenantId, id: newId(), country: "Norway", territory: "DACH" },
        ],
      }),
    );
    await signIn("revops");
    const page = await loadRoutingPage();
    expect(page.people).toMatchObject([{ userId: rep.userId, load: 1, territories: [], takesLeads: true }]);
    expect(page.workers).toHaveLength(2);
    expect(page.places).toEqual([
      { value: "norway", label: "Norway", kind: "country", count: 3 },
      { value: "dach", label: "DACH", kind: "territory", count: 1 },
    ]);
  });
  it("keeps each person's territories, limit and switch", async () => {
    const rep = await testMember(tenantId, "rep");
    await signIn("revops");
    const person = {
      userId: rep.userId,
      territories: [" Norway", "norway", "DACH"],
      capacity: 5,
      takesLeads: false,
    };
    expect(await save("routing", { people: [person], fallbackUserId: rep.userId })).toMatchObject({
      ok: true,
    });
    const { people, workflow } = await stored();
    expect(people.find(({ userId }) => userId === rep.userId)).toEqual({
      userId: rep.userId,
      territories: ["dach", "norway"],
      capacity: 5,
      takesLeads: false,
    });
    expect(workflow.routing).toMatchObject({ mode: "round_robin", fallbackUserId: rep.userId });
    expect(await save("routing", { people: [{ ...person, capacity: 0 }] })).toMatchObject({
      fields: { "people.0.capacity": "Write at least 1, or nothing for no limit." },
    });
  });
  it("refuses people of another workspace, whoever cannot be given leads, and writes neither half", async () => {
    const { tenantId: elsewhere } = await createWorkspace({ name: "Elsewhere" });
    const stranger = await testMember(elsewhere, "rep");
    const leader = await testMember(tenantId, "leader");
    await signIn("revops");
    const before = await stored();
    for (const userId of [stranger.userId, leader.userId, newId()]) {
      const person = { userId, territories: [], capacity: null, takesLeads: true };
      expect(await save("routing", { people: [person] })).toMatchObject({ code: "refused" });
      expect(await save("routing", { fallbackUserId: userId })).toMatchObject({ code: "refused" });
    }
    expect(await stored()).toEqual(before);
  });
});
