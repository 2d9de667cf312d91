import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { EachRule } from "@/lib/core/rules/types";
import { runBacktestJob } from "@/lib/modules/backtests/jobs";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { activeScorer, catalogueSignals, ruleSetOf } from "@/lib/modules/scoring/data";
import { publishRuleSet } from "@/lib/modules/scoring/rule-sets";
import { TEST_NOW, writeHistory } from "@/lib/modules/training/testing";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { can, ROLES, type Role } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import { keepSignalAction, previewSignalAction, retireSignalAction } from "./actions";
import { loadSignalsPage } from "./loaders";

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

let tenantId: string;
const first = {
  kind: "attribute",
  label: "First page",
  dimension: "fit",
  attribute: "first_page",
  type: "category",
};
const opens = {
  ...{ kind: "events", label: "Mails opened ever", dimension: "engagement", types: ["email_opened"] },
  ...{ aggregate: "count", property: null, where: null, windowDays: null, halfLifeDays: null },
};

async function signIn(role: Role, tenant = tenantId) {
  cookie.token = await sealSession({ ...(await testMember(tenant, role)), sessionEpoch: 0 }, 3_600);
}

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Measurers" }));
  await writeHistory(tenantId, 120);
  await withTenant(tenantId, (tx) =>
    ingestLeads(
      tx,
      tenantId,
      Array.from({ length: 40 }, (_, index) => ({
        externalId: `O-${index}`,
        createdAt: TEST_NOW,
        status: "new" as const,
        fields: {
          first_page: index % 2 ? "Pricing" : "Blog",
          age_group: "30 to 39",
          owner_title: index % 2 ? "Mr" : "Mrs",
        },
      })),
      { knownFrom: "always", source: "test", now: TEST_NOW },
    ),
  );
}, 120_000);
beforeEach(() => {
  cookie.token = undefined;
});

describe.each(ROLES)("a %s", (role) => {
  const may = can(role, "scoring.manage");
  it(`${may ? "reads, previews and keeps" : "neither reads, previews nor keeps"} signals`, async () => {
    const wish = { ...first, label: `First page for ${role}` };
    await signIn(role);
    if (!may) {
      await expect(loadSignalsPage()).rejects.toThrow("forbidden");
      for (const answer of [
        await previewSignalAction(wish),
        await keepSignalAction(wish),
        await retireSignalAction({ key: "x", retired: true }),
      ])
        expect(answer).toMatchObject({ ok: false, code: "forbidden" });
      return;
    }
    expect((await loadSignalsPage()).rows.length).toBeGreaterThan(33);
    const previewed = await previewSignalAction(wish);
    if (!previewed.ok) throw new Error(previewed.message);
    expect(previewed.preview).toMatchObject({ words: "Field first page", of: 40, areOpen: true });
    expect(previewed.preview.line).toMatchObject({ rows: 40, known: 40 });
    expect(previewed.preview.examples).toHaveLength(5);
    expect(await keepSignalAction(wish)).toEqual({ ok: true, key: `first_page_for_${role}` });
  });
});

describe("a signal of the workspace's own", () => {
  it("is measured with the others over the past, once it is kept", async () => {
    await signIn("revops");
    expect(await keepSignalAction(opens)).toEqual({ ok: true, key: "mails_opened_ever" });
    const { measured } = await loadSignalsPage();
    if (measured.state !== "running") throw new Error(measured.state);
    await runBacktestJob(
      { tenantId, backtestId: measured.backtestId },
      { signal: new AbortController().signal },
    );
    const page = await loadSignalsPage();
    expect(page.measured).toMatchObject({ state: "done", rows: 120 });
    const line = page.rows.find(({ definition }) => definition.key === "mails_opened_ever")?.line;
    // Who opened a mail on the first day bought, in this history.
    expect(line?.correlation?.low).toBeGreaterThan(0.2);
    expect(line?.known).toBe(120);
  });

  it("cannot be made of what is protected, by its name, its field or its values", async () => {
    await signIn("admin");
    for (const wish of [
      { ...first, label: "Gender of the contact" },
      { ...first, label: "Group", attribute: "age_group" },
      { ...first, label: "Form of address", attribute: "owner_title" },
      { ...opens, label: "Opened by faith", where: { property: "religion", values: ["any"] } },
    ]) {
      const answer = await keepSignalAction(wish);
      expect(answer).toMatchObject({ ok: false, code: "invalid" });
      expect(answer.ok ? "" : answer.message).toMatch(/protected attribute/);
      expect(await previewSignalAction(wish)).toMatchObject({ ok: false });
    }
  });

  it("needs what it is made of, a name of its own and sense", async () => {
    await signIn("revops");
    for (const [wish, field] of [
      [{ ...first, label: "Nothing", attribute: "no_such_field" }, "attribute"],
      [{ ...first, label: "Pricing views, 7 days" }, "label"],
      [{ ...opens, label: "Unheard of", types: ["never_seen"] }, "types"],
      [{ ...opens, label: "Seconds", aggregate: "sum" }, "property"],
      [{ ...opens, label: "Fading yes", aggregate: "exists", halfLifeDays: 7 }, "halfLifeDays"],
      [{ ...opens, label: "No days", windowDays: 0 }, "windowDays"],
      [
        {
          kind: "ratio",
          label: "Itself",
          dimension: "fit",
          numerator: "site_visits_30d",
          denominator: "site_visits_30d",
        },
        "denominator",
      ],
      [
        {
          kind: "ratio",
          label: "Words",
          dimension: "fit",
          numerator: "seniority",
          denominator: "site_visits_30d",
        },
        "numerator",
      ],
    ] as const)
      expect(await keepSignalAction(wish)).toMatchObject({ ok: false, field });
    for (const wish of [null, {}, { kind: "attribute" }, { ...first, extra: 1 }])
      expect(await keepSignalAction(wish)).toMatchObject({ ok: false, code: "invalid" });
    const visits = {
      kind: "ratio",
      label: "Visits a day",
      dimension: "engagement",
      numerator: "site_visits_30d",
      denominator: "days_since_created",
    };
    expect(await keepSignalAction(visits)).toEqual({ ok: true, key: "visits_a_day" });
    expect(await keepSignalAction(visits)).toMatchObject({ ok: false, field: "label" });
  });

  it("is retired where nobody reads it, offered no more, and taken back", async () => {
    await signIn("revops");
    const key = "visits_a_day";
    const offered = () =>
      withTenant(tenantId, async (tx) => (await catalogueSignals(tx)).some((each) => each.key === key));
    expect(await retireSignalAction({ key, retired: true })).toEqual({ ok: true });
    expect(await offered()).toBe(false);
    expect(await retireSignalAction({ key, retired: false })).toEqual({ ok: true });
    expect(await offered()).toBe(true);
    await withTenant(tenantId, async (tx) => {
      const rules = ruleSetOf(await activeScorer(tx))!;
      const rule: EachRule = {
        key: "often",
        label: "Often here",
        dimension: "engagement",
        signal: key,
        enabled: true,
        cap: 5,
        per: "each",
        points: 1,
        decay: { kind: "none" },
      };
      await publishRuleSet(
        tx,
        tenantId,
        { ...rules, rules: [...rules.rules, rule] },
        { actorId: null, note: "Often here", now: TEST_NOW },
      );
    });
    expect(await retireSignalAction({ key, retired: true })).toMatchObject({
      ok: false,
      code: "in_use",
      message: expect.stringContaining("Rules v2"),
    });
    expect(await retireSignalAction({ key: "site_visits_30d", retired: true })).toMatchObject({
      ok: false,
      code: "gone",
    });
  });
});
