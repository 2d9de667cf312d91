import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { type TestMember, testMember, testTenant } from "@/lib/testing/people";
import { changeViewAction, deleteViewAction, listViewsAction, saveViewAction } from "./actions";
import { loadViews } from "./loaders";
import { MOST_VIEWS } from "./types";

/** The browser's cookie; the rest is the real path: session, membership in the database, role. */
const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));

testDatabase({ poolSize: 10 });

let tenantId: string;
let maya: TestMember;
let tomas: TestMember;
const people = new Map<Role, TestMember>();

async function signIn(member: TestMember | undefined): Promise<void> {
  cookie.token = member ? await sealSession({ ...member, sessionEpoch: 0 }, 3_600) : undefined;
}

beforeAll(async () => {
  tenantId = await testTenant();
  for (const role of ROLES) people.set(role, await testMember(tenantId, role));
  maya = await testMember(tenantId, "rep");
  tomas = await testMember(tenantId, "rep");
});
beforeEach(async () => {
  await withTenant(tenantId, (tx) => tx.savedView.deleteMany({ where: { tenantId } }));
  await signIn(maya);
});

const wish = { page: "leads", name: "Hot in Oslo", query: "view=open&band=hot", shared: false };
async function save(change: Partial<typeof wish> = {}): Promise<string> {
  const saved = await saveViewAction({ ...wish, ...change });
  if (!saved.ok) throw new Error(saved.message);
  return saved.id;
}
const stored = () =>
  withTenant(tenantId, (tx) => tx.savedView.findMany({ where: { tenantId }, orderBy: { id: "asc" } }));
const audited = (subjectId: string) =>
  withTenant(tenantId, async (tx) =>
    (await tx.auditEntry.findMany({ where: { subjectId }, orderBy: { id: "asc" } })).map(
      ({ action }) => action,
    ),
  );

describe.each(ROLES)("a %s", (role) => {
  it("keeps, renames, points elsewhere and deletes views of their own", async () => {
    await signIn(people.get(role));
    expect(can(role, "views.keep")).toBe(true);
    const id = await save();
    expect(await loadViews("leads")).toMatchObject([
      { id, name: "Hot in Oslo", query: "view=open&band=hot", mine: true, owner: null, mayDelete: true },
    ]);
    expect(await changeViewAction({ id, name: "Warm", query: "band=warm" })).toEqual({ ok: true });
    expect(await loadViews("leads")).toMatchObject([{ name: "Warm", query: "band=warm", shared: false }]);
    expect(await deleteViewAction({ id })).toEqual({ ok: true });
    expect(await loadViews("leads")).toEqual([]);
    // Nobody else ever saw it.
    expect(await audited(id)).toEqual([]);
  });

  const may = can(role, "views.tidy");
  it(`${may ? "deletes" : "does not delete"} a colleague's shared view, and changes none`, async () => {
    const id = await save({ shared: true });
    await signIn(people.get(role));
    expect(await changeViewAction({ id, name: "Mine now" })).toMatchObject({ ok: false, code: "gone" });
    expect(await loadViews("leads")).toMatchObject([{ id, mine: false, mayDelete: may }]);
    const answer = await deleteViewAction({ id });
    expect(answer).toMatchObject(may ? { ok: true } : { ok: false, code: "forbidden" });
    expect(await stored()).toHaveLength(may ? 0 : 1);
    expect(await audited(id)).toEqual(may ? ["view.shared", "view.deleted"] : ["view.shared"]);
  });
});

describe("a view", () => {
  it("is private until it is shared, and again when it is taken back", async () => {
    const id = await save();
    for (const other of [tomas, people.get("admin")]) {
      await signIn(other);
      expect(await loadViews("leads")).toEqual([]);
      expect(await listViewsAction()).toEqual([]);
      expect(await changeViewAction({ id, shared: true })).toMatchObject({ code: "gone" });
      expect(await deleteViewAction({ id })).toMatchObject({ code: "gone" });
    }
    await signIn(maya);
    expect(await changeViewAction({ id, shared: true })).toEqual({ ok: true });
    await signIn(tomas);
    expect(await loadViews("leads")).toMatchObject([
      { id, mine: false, shared: true, owner: expect.stringContaining("Test rep") },
    ]);
    await signIn(maya);
    await changeViewAction({ id, query: "band=warm" });
    await changeViewAction({ id, shared: false });
    await signIn(tomas);
    expect(await loadViews("leads")).toEqual([]);
    expect(await audited(id)).toEqual(["view.shared", "view.changed", "view.unshared"]);
    expect(await stored()).toHaveLength(1);
  });

  it("belongs to its workspace alone", async () => {
    const id = await save({ shared: true });
    await signIn(await testMember(await testTenant("Elsewhere"), "admin"));
    expect(await loadViews("leads")).toEqual([]);
    expect(await changeViewAction({ id, name: "Stolen" })).toMatchObject({ code: "gone" });
    expect(await deleteViewAction({ id })).toMatchObject({ code: "gone" });
    expect(await stored()).toMatchObject([{ name: "Hot in Oslo" }]);
  });

  it("is refused to who is signed out", async () => {
    const id = await save();
    await signIn(undefined);
    expect(await saveViewAction(wish)).toMatchObject({ code: "signed_out" });
    expect(await changeViewAction({ id, name: "x" })).toMatchObject({ code: "signed_out" });
    expect(await deleteViewAction({ id })).toMatchObject({ code: "signed_out" });
    expect(await listViewsAction()).toEqual([]);
    expect(await stored()).toHaveLength(1);
  });

  it("keeps only filters the list has, and neither page nor the view it came from", async () => {
    await save({
      query: `?after=abc&saved=${newId()}&band=hot,%27;drop&shoe=42&sort=bogus&q=%00%20Nord++hem&view=open`,
    });
    expect((await stored())[0]?.query).toBe("view=open&q=Nord+hem&band=hot");
    // The queue reads its own address; here it is text.
    const id = await save({ page: "queue", query: "?group=warm&lead=1" });
    expect(await loadViews("queue")).toMatchObject([{ id, query: "group=warm&lead=1" }]);
    expect(await loadViews("leads")).toHaveLength(1);
    expect(await listViewsAction()).toHaveLength(2);
  });

  it("has a name that is its own among a person's views of a page", async () => {
    const id = await save();
    const taken = { code: "name_taken", message: expect.stringContaining("Choose another name") };
    expect(await saveViewAction({ ...wish, name: " hot  in\tOSLO " })).toMatchObject(taken);
    const other = await save({ name: "Other" });
    expect(await changeViewAction({ id: other, name: "Hot in oslo" })).toMatchObject(taken);
    // Its own name in other letters, another page and another person are free.
    expect(await changeViewAction({ id, name: "HOT in Oslo" })).toEqual({ ok: true });
    await save({ page: "queue" });
    await signIn(tomas);
    await save();
  });

  it.each([
    [{ name: "  " }, "Give the view a name."],
    [{ name: "\u200b\u0000" }, "Give the view a name."],
    [{ name: "x".repeat(61) }, /at most 60/],
    [{ query: "x".repeat(1_001) }, /more filters/],
    [{ page: "queue", query: "a\u0000b" }, /cannot be kept/],
    [{ page: "settings" }, /./],
    [{ shared: "yes" }, /./],
    [{ userId: newId() }, /./],
  ])("is refused with a reason for %j", async (change, message) => {
    const answer = await saveViewAction({ ...wish, ...change });
    expect(answer).toMatchObject({ ok: false, code: "invalid", message: expect.stringMatching(message) });
    expect(await stored()).toEqual([]);
  });

  it("is refused as a change of nothing, of nonsense and of one that is not there", async () => {
    const id = await save();
    expect(await changeViewAction({ id })).toMatchObject({ code: "invalid" });
    expect(await changeViewAction({ id, page: "queue" })).toMatchObject({ code: "invalid" });
    expect(await changeViewAction({ id: "1", name: "x" })).toMatchObject({ code: "invalid" });
    expect(await changeViewAction({ id: newId(), name: "x" })).toMatchObject({ code: "gone" });
    expect(await deleteViewAction({ id: newId() })).toMatchObject({ code: "gone" });
    expect(await stored()).toMatchObject([{ name: "Hot in Oslo" }]);
  });

  it("is one of at most fifty, however many forms are sent at once", async () => {
    for (let index = 0; index < MOST_VIEWS - 1; index += 1) await save({ name: `View ${index}` });
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, index) => saveViewAction({ ...wish, name: `At once ${index}` })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: "too_many" });
    expect(await stored()).toHaveLength(MOST_VIEWS);
  });

  it("keeps its name to itself, however many forms are sent at once", async () => {
    const answers = await Promise.all(Array.from({ length: 9 }, () => saveViewAction(wish)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await stored()).toHaveLength(1);
  });
});
