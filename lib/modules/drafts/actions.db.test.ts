import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { weightedRuleSet } from "@/lib/core/rules/presets";
import { THREE_BANDS } from "@/lib/core/scoring/bands";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import { dropDraftAction, keepDraftAction } from "./actions";
import { getDraft } from "./data";
import type { DraftKind, RulesDraft } from "./types";

const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));

testDatabase();

let tenantId: string;
let baseId: string;

const { version: _, bands: __, ...weighted } = weightedRuleSet();
const rules: RulesDraft = weighted;
const bands = { bands: THREE_BANDS };

async function signIn(role: Role, tenant = tenantId): Promise<string> {
  const member = await testMember(tenant, role);
  cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 3_600);
  return member.userId;
}
const draftOf = <Kind extends DraftKind>(userId: string, kind: Kind) =>
  withTenant(tenantId, (tx) => getDraft(tx, tenantId, userId, kind));
const activeOf = (tenant: string) =>
  withTenant(tenant, async (tx) => (await tx.workspaceSettings.findFirstOrThrow()).activeScorerId!);

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Drafters" }));
  baseId = await activeOf(tenantId);
});
beforeEach(() => {
  cookie.token = undefined;
});

describe.each(ROLES)("a %s", (role) => {
  const may = can(role, "scoring.manage");
  it(`${may ? "keeps and drops" : "neither keeps nor drops"} a draft`, async () => {
    const userId = await signIn(role);
    const kept = await keepDraftAction({ kind: "rules", baseId, content: rules });
    if (!may) {
      expect(kept).toMatchObject({ ok: false, code: "forbidden" });
      expect(await dropDraftAction({ kind: "rules" })).toMatchObject({ ok: false, code: "forbidden" });
      expect(await draftOf(userId, "rules")).toBeNull();
      return;
    }
    expect(kept).toMatchObject({ ok: true });
    expect(await draftOf(userId, "rules")).toMatchObject({
      ...{ kind: "rules", baseId, baseVersion: "Rules v1", content: rules },
    });
    expect(await draftOf(userId, "bands")).toBeNull();
    expect(await dropDraftAction({ kind: "rules" })).toEqual({ ok: true });
    expect(await draftOf(userId, "rules")).toBeNull();
  });
});

describe("a draft", () => {
  it("is the person's own, and one of each kind", async () => {
    const first = await signIn("revops");
    await keepDraftAction({ kind: "bands", baseId, content: bands });
    await keepDraftAction({ kind: "rules", baseId, content: rules });
    await keepDraftAction({ kind: "rules", baseId, content: { ...rules, name: "Ours" } });
    const second = await signIn("revops");
    expect(await draftOf(second, "rules")).toBeNull();
    await dropDraftAction({ kind: "bands" });
    expect((await draftOf(first, "bands"))?.content).toEqual(bands);
    expect((await draftOf(first, "rules"))?.content.name).toBe("Ours");
  });
  it("survives half typed: a figure that is none comes back as none", async () => {
    const userId = await signIn("admin");
    const [best, ...others] = THREE_BANDS.bands;
    const half = { bands: { bands: [{ ...best, from: Number.NaN }, ...others] } };
    expect(await keepDraftAction({ kind: "bands", baseId, content: half })).toMatchObject({ ok: true });
    expect((await draftOf(userId, "bands"))?.content).toEqual(half);
    const nothing = { ...rules, rules: [], caps: { ...rules.caps, fit: -3, intent: null } };
    expect(await keepDraftAction({ kind: "rules", baseId, content: nothing })).toMatchObject({ ok: true });
    expect((await draftOf(userId, "rules"))?.content).toEqual(nothing);
  });
  it("is refused where its shape or size is another", async () => {
    const userId = await signIn("revops");
    const many = Array.from({ length: 301 }, () => rules.rules[0]);
    const refused = [
      { kind: "bands", baseId, content: rules },
      { kind: "rules", baseId, content: { ...rules, version: "Rules v9" } },
      { kind: "rules", baseId, content: { ...rules, rules: many } },
      { kind: "rules", baseId, content: { ...rules, name: "x".repeat(101) } },
      { kind: "rules", baseId: "no id", content: rules },
      { kind: "signals", baseId, content: rules },
      { kind: "rules", baseId, content: rules, userId: newId() },
      null,
    ];
    for (const wish of refused) expect(await keepDraftAction(wish)).toMatchObject({ code: "invalid" });
    expect(await dropDraftAction({ kind: "signals" })).toMatchObject({ code: "invalid" });
    expect(await draftOf(userId, "rules")).toBeNull();
  });
  it("begins from a version of the workspace, and nobody signed out keeps one", async () => {
    expect(await keepDraftAction({ kind: "rules", baseId, content: rules })).toMatchObject({
      code: "signed_out",
    });
    expect(await dropDraftAction({ kind: "rules" })).toMatchObject({ code: "signed_out" });
    await signIn("revops");
    expect(await keepDraftAction({ kind: "rules", baseId: newId(), content: rules })).toMatchObject({
      code: "gone",
    });
    const { tenantId: elsewhere } = await createWorkspace({ name: "Elsewhere" });
    const theirs = await activeOf(elsewhere);
    expect(await keepDraftAction({ kind: "rules", baseId: theirs, content: rules })).toMatchObject({
      code: "gone",
    });
  });
  it("that cannot be read any more is no draft", async () => {
    const userId = await signIn("revops");
    await withTenant(tenantId, (tx) =>
      tx.scoringDraft.create({
        data: { tenantId, userId, kind: "rules", baseId, content: { weights: 3 }, updatedAt: new Date(0) },
      }),
    );
    expect(await draftOf(userId, "rules")).toBeNull();
  });
});
