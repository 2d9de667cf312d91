import { beforeAll, describe, expect, it } from "vitest";
import type { SignalColumn } from "@/lib/core/encoding/table";
import { OUTCOME_PRESETS } from "@/lib/core/outcomes/presets";
import type { PredictionMoment } from "@/lib/core/outcomes/types";
import { definitionsForEventType } from "@/lib/core/signals/own-signals";
import type { SignalDefinition } from "@/lib/core/signals/types";
import { identifyVisitors, ingestEvents } from "@/lib/modules/ingestion/events";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import type { EventRecord, LeadRecord } from "@/lib/modules/ingestion/types";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { loadTrainingSet, type TrainingSet, type TrainingSetRequest } from "./training-set";

testDatabase();
const now = new Date("2026-11-17T08:00:00Z");
const HOUR = 3_600_000;
const CREATED = now.getTime() - 200 * 24 * HOUR;
const at = (hours: number) => new Date(CREATED + hours * HOUR);
const outcome = OUTCOME_PRESETS.won_deal;
const DAY_AFTER: PredictionMoment = { kind: "created_plus", hours: 24 };

const won = (hours: number) => ({
  outcome: { kind: "won_deal", value: "positive", decidedAt: at(hours) } as const,
});
const lost = (hours: number) => ({
  outcome: { kind: "won_deal", value: "negative", decidedAt: at(hours) } as const,
});
const person = (externalId: string, rest: Partial<LeadRecord> = {}): LeadRecord => ({
  externalId,
  createdAt: at(0),
  knownAt: at(0),
  fields: { company: `${externalId} GmbH`, department: "Sales" },
  ...rest,
});

/** Leads, their events, and an own signal made of an attribute. */
async function workspace(name: string, leads: readonly LeadRecord[], events: readonly EventRecord[] = []) {
  const { tenantId } = await createWorkspace({ name });
  await withTenant(tenantId, async (tx) => {
    const grade: SignalDefinition = {
      key: "grade",
      label: "Grade",
      type: "category",
      family: "custom",
      dimension: "fit",
      modelled: true,
      source: { kind: "attribute", attribute: "grade" },
    };
    const again: SignalDefinition = { ...grade, key: "grade_again", label: "Grade again" };
    for (const definition of [grade, again, ...definitionsForEventType("site_survey")]) {
      const { key, label, type } = definition;
      const data = { tenantId, key, label, type, definition: definition as object, origin: "own" };
      await tx.signalDefinition.create({ data });
    }
    await ingestLeads(tx, tenantId, leads, { knownFrom: "always", source: "crm.csv", now });
    await ingestEvents(tx, tenantId, events, { now });
  });
  return tenantId;
}

const setOf = (tenantId: string, changes: Partial<TrainingSetRequest> = {}) =>
  loadTrainingSet(tenantId, { outcome, moment: DAY_AFTER, now, ...changes });

const columnOf = ({ table }: TrainingSet, key: string): SignalColumn =>
  table.columns.find((column) => column.key === key)!;

async function externalIds(tenantId: string, { leadIds }: TrainingSet): Promise<(string | null)[]> {
  const rows = await withTenant(tenantId, (tx) => tx.lead.findMany({ where: { id: { in: [...leadIds] } } }));
  const names = new Map(rows.map(({ id, externalId }) => [id, externalId]));
  return leadIds.map((id) => names.get(id)!);
}

describe("who is learnt from", () => {
  let tenantId: string;
  let set: TrainingSet;

  beforeAll(async () => {
    tenantId = await workspace("Labels", [
      person("won in time", won(30)),
      person("lost", lost(40)),
      person("won late", won(91 * 24)),
      person("never decided"),
      person("open", { outcome: { kind: "won_deal", value: "undecided" } }),
      person("decided at once", won(2)),
      person("new and won", {
        createdAt: new Date(now.getTime() - 30 * 24 * HOUR),
        outcome: { kind: "won_deal", value: "positive", decidedAt: now },
      }),
      { externalId: "undated", fields: {}, ...won(30) },
    ]);
    set = await setOf(tenantId);
  });

  it("labels by looking forward, and says of everybody else why not", async () => {
    const names = await externalIds(tenantId, set);
    const labels = Object.fromEntries(names.map((name, row) => [name, set.labels[row]]));
    expect(labels).toEqual({ "won in time": 1, lost: 0, "won late": 0, "never decided": 0 });
    expect(set.dropped).toEqual({ immature: 1, decided_before_moment: 1, undecided: 1, no_moment: 1 });
  });

  it("gives columns, rule scores and times to the same rows", () => {
    expect(set.table.rows).toBe(4);
    expect(set.ruleScores).toHaveLength(4);
    expect(set.ruleVersion).toBe("Rules v1");
    expect(set.definitions.some(({ modelled }) => !modelled)).toBe(true);
    expect(set.table.columns.map(({ key }) => key)).not.toContain("competitor");
    for (const column of set.table.columns) expect(column.values).toHaveLength(4);
  });

  it("orders by time only where the moments differ, and hashes the same data the same", async () => {
    expect(set.order).toBeNull();
    expect((await setOf(tenantId)).dataHash).toBe(set.dataHash);
    expect((await setOf(tenantId, { outcome: { ...outcome, windowDays: 100 } })).dataHash).not.toBe(
      set.dataHash,
    );
  });

  it("stops when it is told to, and tells how far it is", async () => {
    const told: number[][] = [];
    await setOf(tenantId, { onProgress: (done, total) => void told.push([done, total]) });
    expect(told).toEqual([[8, 8]]);
    await expect(setOf(tenantId, { signal: AbortSignal.abort(new Error("stopped")) })).rejects.toThrow(
      "stopped",
    );
  });

  it("shows nothing of one workspace in another's", async () => {
    const other = await workspace("Labels elsewhere", [person("won in time", won(30))]);
    expect((await setOf(other)).leadIds).toHaveLength(1);
    expect(await externalIds(other, set)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe("what is known at the moment", () => {
  const subject = { externalId: "A" };
  const pricing = { page: "pricing", path: "/pricing" };
  const before: EventRecord[] = [
    { subject, type: "page_view", occurredAt: at(1), properties: pricing },
    { subject, type: "site_survey", occurredAt: at(2) },
  ];
  const lead = person("A", { ...won(72), fields: { company: "A GmbH", grade: "B" } });
  let plain: TrainingSet;

  const vectorsOf = ({ table }: TrainingSet) => table.columns;
  const planted = async (name: string, events: readonly EventRecord[]) => {
    const tenantId = await workspace(name, [lead], [...before, ...events]);
    return { tenantId, set: await setOf(tenantId) };
  };

  beforeAll(async () => {
    plain = (await planted("Plain", [])).set;
  });

  it("is what happened before it, own event types included", () => {
    expect(columnOf(plain, "pricing_views_30d").values).toEqual(Float64Array.of(1));
    expect(columnOf(plain, "site_survey_count").values).toEqual(Float64Array.of(1));
    expect(columnOf(plain, "grade")).toMatchObject({ levels: ["B"] });
  });

  it("is not moved by events at or after it: a planted leak is refused", async () => {
    const { set } = await planted("Leak", [
      { subject, type: "page_view", occurredAt: at(24), properties: pricing },
      { subject, type: "demo_requested", occurredAt: at(60) },
      { subject, type: "site_survey", occurredAt: at(73) },
    ]);
    expect(vectorsOf(set)).toEqual(vectorsOf(plain));
    expect(set.ruleScores).toEqual(plain.ruleScores);
    // And a millisecond earlier it counts: the test can fail.
    const { set: seen } = await planted("No leak", [
      { subject, type: "page_view", occurredAt: new Date(at(24).getTime() - 1), properties: pricing },
    ]);
    expect(columnOf(seen, "pricing_views_30d").values).toEqual(Float64Array.of(2));
  });

  it("is not moved by what bots did", async () => {
    const flag = { flag: "bot", reason: "known agent" } as const;
    const { set } = await planted("Bots", [
      { subject, type: "page_view", occurredAt: at(3), properties: pricing, flag },
    ]);
    expect(vectorsOf(set)).toEqual(vectorsOf(plain));
  });

  it("is not moved by a value that is written after it, and the guard is told when that was after the outcome", async () => {
    const { tenantId } = await planted("Values", []);
    await withTenant(tenantId, (tx) =>
      ingestLeads(
        tx,
        tenantId,
        [
          { externalId: "A", fields: { grade: "A", job_title: "CEO" }, knownAt: at(80) },
          person("B", { ...lost(40), knownAt: at(41), fields: { grade: "C" } }),
          person("C", { ...lost(40), knownAt: at(39), fields: { grade: "C" } }),
          person("D", { ...lost(40), fields: { company: "D" } }),
        ],
        { knownFrom: at(0), source: "crm.csv", now },
      ),
    );
    const set = await setOf(tenantId);
    const names = await externalIds(tenantId, set);
    const column = columnOf(set, "grade");
    if (column.type !== "category") throw new Error("grade is a category");
    const grades = names.map((name, row) => [name, column.levels[column.values[row]!] ?? null]);
    expect(Object.fromEntries(grades)).toEqual({ A: "B", B: null, C: null, D: null });
    expect(columnOf(set, "seniority").values.every((code) => code === -1)).toBe(true);
    // Of A, B and C the first value is dated; B's came after the loss. Both signals of the attribute are told.
    expect(set.seenAfterOutcome.grade).toEqual({ share: 1 / 3, rows: 3 });
    expect(set.seenAfterOutcome.grade_again).toEqual({ share: 1 / 3, rows: 3 });
  });

  it("counts a visitor's earlier views only for those stitched by then", async () => {
    const visits: EventRecord[] = [
      { subject: { visitorKey: "v1" }, type: "page_view", occurredAt: at(-5), properties: pricing },
    ];
    const stitched = async (hours: number) => {
      const { tenantId } = await planted(`Stitched after ${hours} hours`, visits);
      await withTenant(tenantId, async (tx) => {
        const { id } = await tx.lead.findFirstOrThrow();
        await identifyVisitors(tx, tenantId, [{ visitorKey: "v1", leadId: id, identifiedAt: at(hours) }]);
      });
      return columnOf(await setOf(tenantId), "pricing_views_30d").values;
    };
    expect(await stitched(23)).toEqual(Float64Array.of(2));
    expect(await stitched(24)).toEqual(Float64Array.of(1));
  });
});

describe("a table without dates", () => {
  it("counts as imported: values as they stand, decisions as labels, the order of its rows", async () => {
    const row = (sequence: number, value: "positive" | "negative" | "undecided"): LeadRecord => ({
      externalId: `R${sequence}`,
      sequence,
      fields: { grade: value === "positive" ? "A" : "B", site_visits_30d: sequence },
      outcome: { kind: "won_deal", value },
    });
    const tenantId = await workspace("Undated", [
      row(1, "positive"),
      row(2, "negative"),
      row(3, "undecided"),
      row(4, "negative"),
    ]);
    const definition = { ...outcome, windowDays: null };
    const set = await setOf(tenantId, { outcome: definition, moment: { kind: "as_imported" } });
    expect(set.isPointInTime).toBe(false);
    expect([...set.labels]).toEqual([1, 0, 0]);
    expect(set.order).toEqual({ kind: "rows", values: Float64Array.of(1, 2, 4) });
    expect(columnOf(set, "site_visits_30d").values).toEqual(Float64Array.of(1, 2, 4));
    expect(set.dropped).toMatchObject({ undecided: 1 });
    // What has no date says nothing of before and after.
    expect(set.seenAfterOutcome).toEqual({});
    const dated = await setOf(tenantId, { outcome: definition });
    expect(dated.dropped.no_moment).toBe(4);
  });

  it("dates decisions by the last event where events go on after creation, as a log of the work does", async () => {
    const events = (externalId: string, hours: readonly number[]): EventRecord[] =>
      hours.map((hour) => ({ subject: { externalId }, type: "site_survey", occurredAt: at(hour) }));
    const tenantId = await workspace(
      "A log",
      [
        person("long", { outcome: { kind: "won_deal", value: "positive" } }),
        person("short", { outcome: { kind: "won_deal", value: "negative" } }),
        person("after the window", { outcome: { kind: "won_deal", value: "positive" } }),
      ],
      [...events("long", [1, 50]), ...events("short", [1, 20]), ...events("after the window", [1, 95 * 24])],
    );
    const set = await setOf(tenantId);
    const labels = (await externalIds(tenantId, set)).map((name, index) => [name, set.labels[index]]);
    expect(Object.fromEntries(labels)).toEqual({ long: 1, "after the window": 0 });
    expect(set.dropped.decided_before_moment).toBe(1);
    // As imported, the last event itself is part of how it ended.
    const imported = await setOf(tenantId, { moment: { kind: "as_imported" } });
    expect([...columnOf(imported, "site_survey_count").values]).toEqual([1, 1, 1]);
  });
});
