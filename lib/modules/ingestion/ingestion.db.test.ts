import { beforeAll, describe, expect, it } from "vitest";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { identifyVisitors, ingestEvents } from "./events";
import { ingestLeads } from "./leads";
import type { EventRecord, LeadRecord } from "./types";

testDatabase();
const now = new Date("2026-11-17T08:00:00Z");
const options = { knownFrom: "always", source: "crm.csv", now } as const;
let tenantId: string;

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Ingestion" }));
});

const ingest = (records: readonly LeadRecord[]) =>
  withTenant(tenantId, (tx) => ingestLeads(tx, tenantId, records, options));
const changes = async (records: readonly LeadRecord[]) =>
  (await ingest(records)).leads.map((lead) => lead.change);

describe("ingesting leads", () => {
  it("creates, then recognises, then changes", async () => {
    const lead: LeadRecord = {
      externalId: "A1",
      fields: { email: "Ada@Example.com", company: "Fjordline", employees: 310, warehouses: 3 },
    };
    expect(await changes([lead])).toEqual(["created"]);
    expect(await changes([lead])).toEqual(["unchanged"]);
    expect(await changes([{ externalId: "A1", fields: { warehouses: 4 } }])).toEqual(["changed"]);
    const row = await withTenant(tenantId, (tx) => tx.lead.findFirstOrThrow({ where: { externalId: "A1" } }));
    expect(row).toMatchObject({
      email: "ada@example.com",
      company: "Fjordline",
      employees: 310,
      attributes: { warehouses: 4 },
    });
  });

  it("records each change as an attributes_set event, first values as always known", async () => {
    await ingest([{ externalId: "B1", fields: { company: "Ostrava Paper" } }]);
    await ingest([{ externalId: "B1", fields: { company: "Ostrava Paper AS" } }]);
    const events = await withTenant(tenantId, (tx) =>
      tx.event.findMany({
        where: { type: "attributes_set", lead: { externalId: "B1" } },
        orderBy: { id: "asc" },
      }),
    );
    expect(events.map((event) => event.properties)).toEqual([
      { changes: { company: "Ostrava Paper" }, source: "crm.csv", always_known: true },
      { changes: { company: "Ostrava Paper AS" }, source: "crm.csv" },
    ]);
  });

  it("finds a lead by e-mail when there is no id, in the same batch too", async () => {
    const result = await ingest([
      { fields: { email: "noor@zilver.example", first_name: "Noor" } },
      { fields: { email: "NOOR@zilver.example", last_name: "van Dijk" } },
    ]);
    expect(new Set(result.leads.map((lead) => lead.leadId)).size).toBe(1);
    expect(await changes([{ fields: { email: "noor@zilver.example", last_name: "van Dijk" } }])).toEqual([
      "unchanged",
    ]);
  });

  it("keeps two ids apart that share an address", async () => {
    const result = await ingest([
      { externalId: "C1", fields: { email: "office@c.example" } },
      { externalId: "C2", fields: { email: "office@c.example" } },
    ]);
    expect(new Set(result.leads.map((lead) => lead.leadId)).size).toBe(2);
  });

  it("stores what no text column could hold, without the part that cannot be stored", async () => {
    expect(
      await changes([{ externalId: "D1", fields: { company: "Nul\u0000l \ud800", note: "💡" } }]),
    ).toEqual(["created"]);
    expect(
      await changes([{ externalId: "D1", fields: { company: "Nul\u0000l \ud800", note: "💡" } }]),
    ).toEqual(["unchanged"]);
  });

  it("replaces an outcome that says more and leaves one that says the same", async () => {
    const won = {
      kind: "won_deal",
      value: "positive",
      decidedAt: new Date("2026-10-01T00:00:00Z"),
      amountMinor: 120_000,
      currency: "EUR",
    } as const;
    expect(await changes([{ externalId: "E1", fields: {}, status: "won", outcome: won }])).toEqual([
      "created",
    ]);
    expect(await changes([{ externalId: "E1", fields: {}, status: "won", outcome: won }])).toEqual([
      "unchanged",
    ]);
    expect(
      await changes([{ externalId: "E1", fields: {}, outcome: { ...won, amountMinor: 130_000 } }]),
    ).toEqual(["changed"]);
    const outcomes = await withTenant(tenantId, (tx) =>
      tx.outcome.findMany({ where: { lead: { externalId: "E1" } } }),
    );
    expect(outcomes.map((outcome) => outcome.amountMinor)).toEqual([130_000n]);
  });

  it("writes nothing of another tenant's, even with the same ids", async () => {
    const other = await createWorkspace({ name: "Other" });
    const result = await withTenant(other.tenantId, (tx) =>
      ingestLeads(tx, other.tenantId, [{ externalId: "A1", fields: { company: "Not Fjordline" } }], options),
    );
    expect(result.leads[0]?.change).toBe("created");
    const row = await withTenant(tenantId, (tx) => tx.lead.findFirstOrThrow({ where: { externalId: "A1" } }));
    expect(row.company).toBe("Fjordline");
  });
});

describe("ingesting events", () => {
  const event = (record: Partial<EventRecord>): EventRecord => ({
    subject: { externalId: "F1" },
    type: "page_view",
    occurredAt: new Date("2026-11-10T09:00:00Z"),
    ...record,
  });
  const store = (records: readonly EventRecord[]) =>
    withTenant(tenantId, (tx) => ingestEvents(tx, tenantId, records, { now }));
  const outcomes = async (records: readonly EventRecord[]) =>
    (await store(records)).events.map((entry) => entry.outcome);

  beforeAll(() => ingest([{ externalId: "F1", fields: {} }]));

  it("recognises a repeat and keeps equal events of one batch apart", async () => {
    const twice = [event({ properties: { page: "pricing" } }), event({ properties: { page: "pricing" } })];
    expect(await outcomes(twice)).toEqual(["stored", "stored"]);
    expect(await outcomes(twice)).toEqual(["duplicate", "duplicate"]);
  });

  it("says which lead it does not know", async () => {
    expect(await outcomes([event({ subject: { externalId: "nobody" } })])).toEqual(["unknown_lead"]);
  });

  it("makes the month an event falls in", async () => {
    expect(await outcomes([event({ occurredAt: new Date("2011-10-01T00:00:00Z") })])).toEqual(["stored"]);
  });

  it("refuses what is older than any pipeline", async () => {
    await expect(store([event({ occurredAt: new Date("1989-12-31T23:59:59Z") })])).rejects.toThrow(
      RangeError,
    );
  });

  it("counts a visitor's last activity for the lead it turns out to be", async () => {
    const { leads } = await ingest([{ externalId: "G1", fields: {} }]);
    const at = new Date("2026-11-16T10:00:00Z");
    await store([event({ subject: { visitorKey: "browser-1" }, occurredAt: at })]);
    await withTenant(tenantId, (tx) =>
      identifyVisitors(tx, tenantId, [
        { visitorKey: "browser-1", leadId: leads[0]!.leadId, identifiedAt: new Date("2026-11-16T11:00:00Z") },
      ]),
    );
    const row = await withTenant(tenantId, (tx) => tx.lead.findFirstOrThrow({ where: { externalId: "G1" } }));
    expect(row.lastActivityAt).toEqual(at);
  });
});
