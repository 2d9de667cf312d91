import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tableOf, takeRows } from "@/lib/core/encoding/table";
import { findLeakage } from "@/lib/core/leakage/find-leakage";
import type { LeakageFinding, LeakageName, LeakageVerdict } from "@/lib/core/leakage/types";
import { permutation, randomStream } from "@/lib/core/random/random";
import { labelOf, slugOf } from "@/lib/core/signals/own-signals";
import type { SignalType, SignalValue } from "@/lib/core/signals/types";
import { leadRowReader } from "@/lib/modules/imports/lead-rows";
import { attributeKeys, signalTypeOf } from "@/lib/modules/imports/own-columns";
import { prepareImport } from "@/lib/modules/imports/prepare";
import type { LeadsPlan } from "@/lib/modules/imports/types";
import { openCsv } from "@/lib/platform/csv/read";
import { wordVerdict } from "@/lib/present/leakage-words";

/** A real file of leads, read as an import reads it; the product knows none by name. */
const SHARED = join(import.meta.dirname, "..", "..", "..", "shared", "data");
const hasShared = existsSync(SHARED);
const named = (name: string) => (hasShared ? name : `${name} (skipped: data not here)`);

async function* pieces(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
}

/** Every column that an import keeps, free text and running numbers included, by its own name. */
async function readLeads(bytes: Uint8Array) {
  const { profile, plan } = await prepareImport(pieces(bytes), {
    byteSize: bytes.length,
    timeZone: "UTC",
    kind: "leads",
  });
  if (plan.kind !== "leads") throw new Error("not a file of leads");
  const keys = attributeKeys(profile.columns.map(({ name }) => name));
  const kept = profile.columns.filter(
    ({ name, protected: reason }) =>
      !reason && !["leave_out", "outcome"].includes(plan.columns[name] ?? "leave_out"),
  );
  const asOwn: LeadsPlan = {
    ...plan,
    columns: {
      ...Object.fromEntries(kept.map(({ name }) => [name, "own_signal" as const])),
      ...Object.fromEntries(
        Object.entries(plan.columns).filter(([, to]) => to === "outcome" || to === "leave_out"),
      ),
    },
  };
  const read = leadRowReader({ columns: profile.columns, plan: asOwn, now: new Date(), owners: new Map() });
  const records: Record<string, SignalValue>[] = [];
  const labels: number[] = [];
  for await (const batch of (await openCsv(pieces(bytes))).batches)
    for (const row of batch) {
      const lead = read(row);
      if ("problem" in lead || !lead.record.outcome) throw new Error("an unreadable row");
      records.push(lead.record.fields as Record<string, SignalValue>);
      labels.push(lead.record.outcome.value === "positive" ? 1 : 0);
    }
  const specs = kept.map((column): { key: string; type: SignalType } => ({
    key: keys.get(column.name) ?? slugOf(column.name),
    type: signalTypeOf(column),
  }));
  const names = Object.fromEntries(
    kept.map(({ name }): [string, LeakageName] => [
      keys.get(name) ?? slugOf(name),
      { label: labelOf(name), name, source: "attribute" },
    ]),
  );
  return { table: tableOf(specs, records), labels: Uint8Array.from(labels), names };
}

describe.skipIf(!hasShared)("a real file of leads", () => {
  it(named(
    "what was written afterwards is convicted or asked about, what was known at first stays",
  ), async () => {
    const input = await readLeads(readFileSync(join(SHARED, firstOf(/leads\.csv$/))));
    expect(input.table.rows).toBeGreaterThan(9_000);
    const findings = findLeakage({ ...input, seed: 7 });
    const verdict = verdictsOf(findings);
    expect(called(findings, "leak")).toEqual(["lead_number", "lead_quality", "prospect_id", "tags"]);
    for (const key of [
      ...["lead_profile", "last_activity", "last_notable_activity", "asymmetrique_activity_index"],
      ...["asymmetrique_profile_index", "asymmetrique_activity_score", "asymmetrique_profile_score"],
    ])
      expect([key, verdict.get(key)]).toEqual([key, "suspect"]);
    for (const key of ["total_time_spent_on_website", "lead_origin", "lead_source", "total_visits"])
      expect([key, verdict.get(key)]).toEqual([key, "fine"]);
    const aucOf = (key: string) => findings.find((one) => one.key === key)?.auc ?? 0;
    expect(aucOf("total_time_spent_on_website")).toBeGreaterThan(aucOf("last_notable_activity"));
    expect(called(findings, "suspect").length).toBeLessThanOrEqual(10);
    for (const one of findings)
      if (one.verdict !== "fine") expect(wordVerdict(one)).toMatch(/^[A-Z0-9“].*[^.][.?]$/);
  }, 120_000);

  it(named(
    "the values alone convict: without a name, in another order and on a third of the rows",
  ), async () => {
    const input = await readLeads(readFileSync(join(SHARED, firstOf(/leads\.csv$/))));
    const shuffled = permutation(input.table.rows, randomStream(5, "rows"));
    for (const rows of [shuffled, shuffled.subarray(0, 3_000), shuffled.subarray(3_000, 6_000)]) {
      const findings = findLeakage({
        table: takeRows(input.table, rows),
        labels: Uint8Array.from(rows, (row) => input.labels[row]!),
        names: Object.fromEntries(
          input.table.columns.map(({ key }) => [key, { label: "x", name: "x", source: "attribute" }]),
        ),
        seed: 11,
      });
      expect(called(findings, "leak")).toEqual(expect.arrayContaining(["lead_quality", "tags"]));
      expect(called(findings, "suspect")).toContain("lead_profile");
      expect(verdictsOf(findings).get("total_time_spent_on_website")).toBe("fine");
      expect(verdictsOf(findings).get("lead_origin")).toBe("fine");
    }
  }, 120_000);
});

const verdictsOf = (findings: readonly LeakageFinding[]) =>
  new Map(findings.map(({ key, verdict }) => [key, verdict]));

const called = (findings: readonly LeakageFinding[], verdict: LeakageVerdict) =>
  findings
    .filter((one) => one.verdict === verdict)
    .map(({ key }) => key)
    .sort();

function firstOf(pattern: RegExp): string {
  const name = readdirSync(SHARED).find((file) => pattern.test(file));
  if (!name) throw new Error(`no file like ${pattern} in the shared data`);
  return name;
}
