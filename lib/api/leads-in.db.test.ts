import { beforeAll, describe, expect, it } from "vitest";
import { scorePending } from "@/lib/modules/scoring/pending";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { testKey } from "@/lib/testing/api-key";
import { testDatabase } from "@/lib/testing/database";
import { createApi } from "./app";

testDatabase({ poolSize: 10 });
const api = createApi();
let tenantId: string;
let key: string;

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Leads in" }));
  key = await testKey(tenantId, ["ingest"]);
});

const post = (path: string, body: unknown) =>
  api.request(`/api/v1/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const send = async (path: string, body: unknown) => {
  const response = await post(path, body);
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
};
const leadOf = (externalId: string) =>
  withTenant(tenantId, (tx) => tx.lead.findFirstOrThrow({ where: { externalId } }));

describe("POST /leads", () => {
  const nora = {
    external_id: "N1",
    email: "Nora@Corvane.example",
    company: "Corvane",
    job_title: "VP Operations",
  };

  it("makes a lead, knows it again, changes it, and has it scored", async () => {
    const made = await send("leads", { ...nora, employees: 640, attributes: { warehouses: 4 } });
    expect(made).toEqual({ lead_id: expect.any(String), result: "created", quality_flags: [] });
    expect(await send("leads", nora)).toEqual({ ...made, result: "unchanged" });
    expect(await send("leads", { email: "nora@corvane.example", job_title: "COO" })).toEqual({
      ...{ ...made, result: "changed" },
    });
    expect(await leadOf("N1")).toMatchObject({
      ...{ email: "nora@corvane.example", jobTitle: "COO", employees: 640, attributes: { warehouses: 4 } },
      createdAt: expect.any(Date),
    });
    expect(await scorePending(tenantId, () => new Date())).toBe(1);
    expect((await leadOf("N1")).scoreTotal).toBeGreaterThan(20);
    const history = await withTenant(tenantId, (tx) =>
      tx.event.findMany({ where: { leadId: String(made.lead_id) }, orderBy: { id: "asc" } }),
    );
    expect(history.map(({ properties }) => properties)).toMatchObject([
      { source: "Test (API)", changes: { company: "Corvane" } },
      { source: "Test (API)", changes: { job_title: "COO" } },
    ]);
  });

  it("flags what is missing or doubtful and refuses none of it", async () => {
    expect(
      await send("leads", { external_id: "N2", email: "nora at corvane", company: "n/a" }),
    ).toMatchObject({
      result: "created",
      quality_flags: ["missing_title", "malformed_email", "placeholder_company"],
    });
    expect(await leadOf("N2")).toMatchObject({
      email: null,
      attributes: { email_as_given: "nora at corvane" },
    });
    expect(await send("leads", {})).toMatchObject({ result: "created" });
  });

  it("closes a lead now where nobody says when, and once", async () => {
    await send("leads", { external_id: "N3", email: "n3@x.example", status: "won" });
    const { closedAt } = await leadOf("N3");
    expect(closedAt).not.toBeNull();
    expect(await send("leads", { external_id: "N3", status: "won" })).toMatchObject({ result: "unchanged" });
    expect((await leadOf("N3")).closedAt).toEqual(closedAt);
  });

  it("makes one lead of twenty that come at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => send("leads", { email: "twenty@x.example", company: "Twenty" })),
    );
    expect(new Set(answers.map(({ lead_id }) => lead_id)).size).toBe(1);
    expect(answers.filter(({ result }) => result === "created")).toHaveLength(1);
  });

  it.each([
    [{ colour: "red" }, "colour"],
    [{ attributes: { email: "x" } }, "attributes.email"],
    [{ attributes: { "Bad Key": "x" } }, "attributes.Bad Key"],
    [{ created_at: "2031-01-01T00:00:00Z" }, "created_at"],
    [{ closed_at: "1901-01-01T00:00:00Z" }, "closed_at"],
    [{ status: "sleeping" }, "status"],
    [{ email: 4 }, "email"],
  ])("answers 400 for %o", async (wrong, path) => {
    const response = await post("leads", { external_id: "N9", ...wrong });
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { issues: { path: string }[] } };
    expect(error.issues.map((issue) => issue.path)).toEqual([path]);
  });
});

describe("enrichment", () => {
  it("fills what is empty, leaves what is known, and has the lead scored as enriched", async () => {
    await send("leads", { external_id: "E1", email: "e1@fjord.example", company: "Fjord" });
    await scorePending(tenantId, () => new Date());
    expect(
      await send("leads?source=enrichment", {
        email: "e1@fjord.example",
        company: "Fjord ASA",
        employees: 1_200,
      }),
    ).toMatchObject({ result: "changed", quality_flags: ["missing_title"] });
    expect(await leadOf("E1")).toMatchObject({ company: "Fjord", employees: 1_200 });
    await scorePending(tenantId, () => new Date());
    const [latest] = await withTenant(
      tenantId,
      (tx) => tx.$queryRaw<{ cause: unknown }[]>`
        SELECT h.cause FROM score_history h JOIN leads l ON l.id = h.lead_id
         WHERE l.external_id = 'E1' ORDER BY h.scored_on DESC LIMIT 1`,
    );
    expect(latest?.cause).toMatchObject({ key: "enriched" });
    expect(await send("leads?source=enrichment", { external_id: "E1", employees: 9 })).toMatchObject({
      result: "unchanged",
    });
  });

  it("makes nobody", async () => {
    expect((await post("leads?source=enrichment", { email: "nobody@x.example", company: "X" })).status).toBe(
      404,
    );
    expect((await post("leads?source=guess", { email: "nobody@x.example" })).status).toBe(400);
  });
});

describe("POST /leads/batch", () => {
  it("answers item by item", async () => {
    const answer = await send("leads/batch", {
      leads: [
        { external_id: "B1", company: "One" },
        { external_id: "B1", company: "One AS" },
        { external_id: "B2", colour: 1 },
        "nonsense",
        { external_id: "N1" },
      ],
    });
    expect(answer).toMatchObject({ created: 1, changed: 1, unchanged: 1, rejected: 2 });
    expect((answer.results as { result: string }[]).map(({ result }) => result)).toEqual([
      ...["created", "changed", "rejected", "rejected", "unchanged"],
    ]);
    expect(await leadOf("B1")).toMatchObject({ company: "One AS" });
  });

  it("enriches those it knows", async () => {
    const answer = await send("leads/batch?source=enrichment", {
      leads: [
        { external_id: "B1", city: "Oslo" },
        { external_id: "B9", city: "Oslo" },
      ],
    });
    expect(answer).toMatchObject({ changed: 1, rejected: 1 });
  });
});

describe("POST /outcomes", () => {
  const outcomes = () =>
    withTenant(tenantId, (tx) =>
      tx.outcome.findMany({ where: { lead: { externalId: "N1" } }, orderBy: { kind: "desc" } }),
    );
  const outcome = { external_id: "N1", value: "positive", decided_at: "2026-11-20T15:00:00Z" };

  it("keeps one a lead and kind, the latest", async () => {
    const answer = await send("outcomes", {
      outcomes: [
        { ...outcome, value: "undecided", decided_at: undefined },
        { ...outcome, amount: 18_500.5, currency: "EUR" },
        { ...outcome, external_id: undefined, email: "nora@corvane.example", kind: "qualified_meeting" },
        { ...outcome, external_id: "nobody" },
      ],
    });
    expect(answer).toMatchObject({ stored: 3, rejected: 1 });
    expect(await outcomes()).toMatchObject([
      { kind: "won_deal", value: "positive", amountMinor: 1_850_050n, currency: "EUR" },
      { kind: "qualified_meeting", value: "positive" },
    ]);
  });

  it.each([
    [{ email: "a@b.example" }, ""],
    [{ external_id: undefined }, ""],
    [{ decided_at: "2031-01-01T00:00:00Z" }, "decided_at"],
    [{ amount: 4 }, "currency"],
    [{ amount: -4, currency: "EUR" }, "amount"],
    [{ value: "maybe" }, "value"],
    [{ kind: "Won Deal" }, "kind"],
  ])("rejects %o", async (wrong, path) => {
    const { results } = (await send("outcomes", { outcomes: [{ ...outcome, ...wrong }] })) as {
      results: { issues: { path: string }[] }[];
    };
    expect(results[0]?.issues.map((issue) => issue.path)).toEqual([path]);
  });
});
