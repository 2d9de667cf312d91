import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { detectDialect } from "@/lib/platform/csv/dialect";
import { splitText } from "@/lib/platform/csv/splitter";
import { DEMO_SEED } from "./demo-seed";
import { generatePipeline } from "./generators/pipeline";
import { SAMPLE_FILE, sampleCsv } from "./sample-csv";

const bytes = readFileSync(join(import.meta.dirname, "..", "..", SAMPLE_FILE));
const [header = [], ...rows] = splitText(
  bytes.toString("utf8").replace(/^\uFEFF/, ""),
  detectDialect(bytes),
  400,
);
const column = (name: string) => rows.map((row) => row[header.indexOf(name)] ?? "");

describe("the sample file", () => {
  it("is what the generator makes of it (else: npx tsx prisma/seed/write-sample-csv.ts)", () => {
    expect(bytes.toString("utf8")).toBe(sampleCsv());
  });

  it("holds about 300 leads, a quarter of the decided ones won, with two flawed rows", () => {
    expect(rows.length).toBeGreaterThan(280);
    expect(rows.length).toBeLessThan(320);
    expect(new Set(column("Lead ID")).size).toBe(rows.length);
    const decided = column("Status").filter((status) => ["won", "lost", "disqualified"].includes(status));
    const rate = decided.filter((status) => status === "won").length / decided.length;
    expect(rate).toBeGreaterThan(0.18);
    expect(rate).toBeLessThan(0.32);
    expect(column("Email").filter((email) => !email.includes("@"))).toEqual(["ask at reception"]);
    expect(
      column("Created").filter(
        (created) => Number.isNaN(Date.parse(`${created}T00:00:00Z`)) || created === "2026-02-31",
      ),
    ).toEqual(["2026-02-31"]);
  });

  it("meets nobody of the demo when imported there", () => {
    const demo = generatePipeline({ seed: DEMO_SEED, now: Date.parse("2026-11-20T10:00:00Z") });
    const known = new Set(
      demo.leads.flatMap(({ records }) => [records[0]!.externalId, records[0]!.fields.email]),
    );
    expect([...column("Lead ID"), ...column("Email")].filter((text) => known.has(text))).toEqual([]);
  });
});
