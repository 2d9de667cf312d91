import { describe, expect, it } from "vitest";
import type { Prepared } from "@/lib/modules/imports/prepare";
import { profileColumns } from "@/lib/modules/imports/profile";
import { suggestEventsPlan, suggestLeadsPlan } from "@/lib/modules/imports/suggest";
import { planFromOptions, UsageError } from "./import-options";

const NAMES = ["id", "email", "stage", "created", "signed", "a, b=c", "score"];
const ROWS = Array.from({ length: 30 }, (_, row) => [
  `L${row}`,
  `p${row}@firm.example`,
  ["Closed won", "Closed lost", "Open"][row % 3] ?? "",
  `2026-01-${String((row % 28) + 1).padStart(2, "0")}`,
  "2026-02-03",
  ["x1", "x2"][row % 2] ?? "",
  String(row % 5),
]);

function prepared(kind: "leads" | "events" = "leads"): Prepared {
  const columns = profileColumns(NAMES, ROWS);
  const dialect = {
    delimiter: ",",
    quote: '"',
    encoding: "utf-8",
    lineEnding: "\n",
    hasHeader: true,
    skipLines: 0,
  } as const;
  const plan = kind === "leads" ? suggestLeadsPlan(columns, "UTC").plan : suggestEventsPlan(columns, "UTC");
  return { profile: { dialect, columns, sampledRows: 30, rows: 30, rowsAreExact: true }, plan };
}

describe("planFromOptions", () => {
  it("keeps the suggestion where nothing is said", () => {
    expect(planFromOptions(prepared(), {})).toEqual(prepared().plan);
  });

  it("maps columns, even ones whose names hold commas and equals signs", () => {
    const plan = planFromOptions(prepared(), {
      map: ["a, b=c=campaign,Score=site_visits_30d", "signed=ignore"],
    });
    expect(plan.columns).toMatchObject({
      "a, b=c": "campaign",
      score: "signal:site_visits_30d",
      signed: "leave_out",
    });
  });

  it("takes a place from the column that held it", () => {
    const plan = planFromOptions(prepared(), { time: "signed" });
    expect(plan.columns).toMatchObject({ signed: "created_at", created: "attribute" });
    expect(planFromOptions(prepared(), { order: "rows" }).columns.created).toBe("attribute");
  });

  it("reads the outcome and what is not decided", () => {
    expect(
      planFromOptions(prepared(), { outcome: "stage=Closed won", undecided: "Open, Later" }),
    ).toMatchObject({
      outcome: { column: "stage", positive: ["Closed won"], undecided: ["Open", "Later"] },
    });
    expect(planFromOptions(prepared(), { outcome: "score=4" })).toMatchObject({
      columns: { score: "outcome", stage: "own_signal" },
      outcome: { column: "score", positive: ["4"] },
    });
  });

  it("names the parts of a stream", () => {
    const plan = planFromOptions(prepared("events"), { lead: "email", time: "signed", type: "stage" });
    expect(plan.columns).toMatchObject({
      email: "lead",
      signed: "occurred_at",
      stage: "event_type",
      id: "property",
    });
  });

  it.each([
    [{ map: ["nope=email"] }, 'no column "nope"'],
    [{ map: ["id=frobnicate"] }, "neither a field nor a standard signal"],
    [{ map: ["id"] }, "is not COL=VALUE"],
    [{ time: "email" }, "does not hold dates"],
    [{ order: "date" }, "--order is rows"],
    [{ order: "rows", time: "created" }, "not both"],
    [{ type: "stage" }, "belong to --kind events"],
    [{ map: ["stage=outcome"] }, "--outcome COL=VALUE"],
  ] as const)("refuses %j in words", (options, message) => {
    expect(() => planFromOptions(prepared(), options as Parameters<typeof planFromOptions>[1])).toThrow(
      UsageError,
    );
    expect(() => planFromOptions(prepared(), options as Parameters<typeof planFromOptions>[1])).toThrow(
      message,
    );
  });
});
