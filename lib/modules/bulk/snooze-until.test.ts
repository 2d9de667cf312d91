import { describe, expect, it } from "vitest";
import { workflowSchema } from "@/lib/modules/workflow/types";
import { firstDate, offeredChoices, snoozeChoices, snoozeUntil } from "./snooze-until";

const workflow = {
  ...workflowSchema.parse({}),
  timeZone: "Europe/Oslo",
  workingHours: { days: [1, 2, 3, 4, 5], from: "08:30", to: "16:00" },
};
// A Friday, 10:00 in Oslo.
const NOW = Date.parse("2026-11-20T09:00:00Z");
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

describe("until when leads sleep", () => {
  it("is worked out in the workspace's zone and hours", () => {
    expect(snoozeChoices(NOW, workflow).map(({ choice, at }) => [choice, iso(at)])).toEqual([
      ["hour", "2026-11-20T10:00:00.000Z"],
      ["afternoon", "2026-11-20T13:00:00.000Z"],
      ["tomorrow", "2026-11-23T07:30:00.000Z"],
      ["next_week", "2026-11-23T07:30:00.000Z"],
    ]);
  });
  it("finds the next Monday of the workspace's own calendar, a day ahead of UTC's", () => {
    // A Friday morning in Auckland is still Thursday in UTC.
    const far = { ...workflow, timeZone: "Pacific/Auckland" };
    const choices = snoozeChoices(Date.parse("2026-11-19T20:00:00Z"), far);
    expect(iso(choices.find(({ choice }) => choice === "next_week")?.at ?? null)).toBe(
      "2026-11-22T19:30:00.000Z",
    );
  });
  it("does not offer an afternoon that is over, nor take it", () => {
    const late = Date.parse("2026-11-20T14:00:00Z");
    expect(snoozeChoices(late, workflow).map(({ choice }) => choice)).toEqual([
      "hour",
      "tomorrow",
      "next_week",
    ]);
    expect(snoozeUntil({ kind: "choice", choice: "afternoon" }, late, workflow)).toBeNull();
  });
  it("offers what ends together once", () => {
    const offered = (at: number) => offeredChoices(at, workflow).map(({ choice }) => choice);
    expect(offered(NOW)).toEqual(["hour", "afternoon", "next_week"]);
    expect(offered(NOW - 86_400_000)).toEqual(["hour", "afternoon", "tomorrow", "next_week"]);
  });
  it.each([
    ["2026-11-24", "2026-11-24T07:30:00.000Z"],
    // A Sunday, and a day of summer time.
    ["2026-11-22", "2026-11-22T07:30:00.000Z"],
    ["2027-07-01", "2027-07-01T06:30:00.000Z"],
    // Its morning is over; long ago; too far.
    ["2026-11-20", null],
    ["2026-01-01", null],
    ["2027-11-30", null],
  ])("on %s means %s", (date, expected) => {
    expect(iso(snoozeUntil({ kind: "date", date }, NOW, workflow))).toBe(expected);
  });
  it("begins with tomorrow where a date is picked", () => {
    expect(firstDate(NOW, "Europe/Oslo")).toBe("2026-11-21");
    expect(firstDate(Date.parse("2026-11-20T23:30:00Z"), "Europe/Oslo")).toBe("2026-11-22");
  });
});
