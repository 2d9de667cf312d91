import { describe, expect, it } from "vitest";
import {
  type Calendar,
  endOfDay,
  isWorkingTime,
  morningAfter,
  promisedBy,
  promiseInWorkingMinutes,
  workingMinutes,
  workingTimeFrom,
} from "./clock";

const OSLO: Calendar = {
  timeZone: "Europe/Oslo",
  workingHours: { days: [1, 2, 3, 4, 5], from: "09:00", to: "18:00" },
};
const at = (text: string) => Date.parse(text);
const iso = (time: number) => new Date(time).toISOString();

describe("working time", () => {
  it("begins and ends at the workspace's hours, in its zone", () => {
    // Tuesday; Oslo is an hour ahead in winter.
    expect(isWorkingTime(at("2026-11-17T07:59:00Z"), OSLO)).toBe(false);
    expect(isWorkingTime(at("2026-11-17T08:00:00Z"), OSLO)).toBe(true);
    expect(isWorkingTime(at("2026-11-17T16:59:59Z"), OSLO)).toBe(true);
    expect(isWorkingTime(at("2026-11-17T17:00:00Z"), OSLO)).toBe(false);
    expect(isWorkingTime(at("2026-11-21T10:00:00Z"), OSLO)).toBe(false);
  });
  it("goes on at the next opening", () => {
    expect(iso(workingTimeFrom(at("2026-11-17T05:00:00Z"), OSLO))).toBe("2026-11-17T08:00:00.000Z");
    expect(iso(workingTimeFrom(at("2026-11-17T19:00:00Z"), OSLO))).toBe("2026-11-18T08:00:00.000Z");
    expect(iso(workingTimeFrom(at("2026-11-20T19:00:00Z"), OSLO))).toBe("2026-11-23T08:00:00.000Z");
    expect(iso(workingTimeFrom(at("2026-11-17T10:20:00Z"), OSLO))).toBe("2026-11-17T10:20:00.000Z");
  });
});

describe("a promise", () => {
  it.each([
    ["within the day", "2026-11-17T08:58:00Z", 120, "2026-11-17T10:58:00.000Z"],
    ["over the night", "2026-11-17T16:30:00Z", 120, "2026-11-18T09:30:00.000Z"],
    ["over the week-end", "2026-11-20T16:30:00Z", 120, "2026-11-23T09:30:00.000Z"],
    ["from the night", "2026-11-17T22:00:00Z", 120, "2026-11-18T10:00:00.000Z"],
    ["longer than a working day", "2026-11-17T08:00:00Z", 600, "2026-11-18T09:00:00.000Z"],
    ["of a day", "2026-11-17T13:30:00Z", 1_440, "2026-11-18T13:30:00.000Z"],
    ["of a day, from a Friday", "2026-11-20T13:30:00Z", 1_440, "2026-11-23T13:30:00.000Z"],
    [
      "of a week of seven days, counted in working days",
      "2026-11-17T13:30:00Z",
      10_080,
      "2026-11-26T13:30:00.000Z",
    ],
  ])("%s", (_, from, minutes, by) => expect(iso(promisedBy(at(from), minutes, OSLO))).toBe(by));

  it("is kept across the change to summer time", () => {
    // 28 March 2026, Saturday; clocks go forward on the Sunday.
    expect(iso(promisedBy(at("2026-03-27T16:30:00Z"), 120, OSLO))).toBe("2026-03-30T08:30:00.000Z");
    expect(iso(promisedBy(at("2026-03-27T13:30:00Z"), 1_440, OSLO))).toBe("2026-03-30T12:30:00.000Z");
  });
  it("never lies before its beginning, nor outside working hours", () => {
    const start = at("2026-10-20T00:00:00Z");
    for (let hour = 0; hour < 24 * 14; hour += 1) {
      const from = start + hour * 3_600_000 + 17 * 60_000;
      const by = promisedBy(from, 90, OSLO);
      expect(by).toBeGreaterThanOrEqual(from + 90 * 60_000);
      expect(isWorkingTime(by - 1, OSLO)).toBe(true);
    }
  });
});

describe("days", () => {
  it("has mornings after working days", () => {
    expect(iso(morningAfter(at("2026-11-17T13:30:00Z"), 1, OSLO))).toBe("2026-11-18T08:00:00.000Z");
    expect(iso(morningAfter(at("2026-11-20T13:30:00Z"), 1, OSLO))).toBe("2026-11-23T08:00:00.000Z");
    expect(iso(morningAfter(at("2026-11-20T13:30:00Z"), 2, OSLO))).toBe("2026-11-24T08:00:00.000Z");
  });
  it("ends a day at the zone's midnight", () => {
    expect(iso(endOfDay(at("2026-11-17T22:59:00Z"), OSLO))).toBe("2026-11-17T23:00:00.000Z");
    expect(iso(endOfDay(at("2026-11-17T23:00:00Z"), OSLO))).toBe("2026-11-18T23:00:00.000Z");
  });
});

describe("working minutes between two moments", () => {
  it.each([
    ["within a day", "2026-11-17T08:30:00Z", "2026-11-17T10:00:30Z", 90.5],
    ["over the night", "2026-11-17T16:00:00Z", "2026-11-18T08:30:00Z", 90],
    ["over the week-end", "2026-11-20T16:30:00Z", "2026-11-23T09:00:00Z", 90],
    ["before work begins", "2026-11-21T10:00:00Z", "2026-11-22T10:00:00Z", 0],
    ["backwards", "2026-11-17T10:00:00Z", "2026-11-17T09:00:00Z", 0],
    ["over weeks in which the clocks change", "2026-10-05T07:00:20Z", "2026-11-16T08:00:20Z", 6 * 5 * 540],
  ])("%s", (_, from, to, minutes) => expect(workingMinutes(at(from), at(to), OSLO)).toBeCloseTo(minutes, 6));

  it("is what a promise of so many minutes takes", () => {
    for (const minutes of [1, 45, 540, 541, 1_300]) {
      const from = at("2026-09-17T12:34:56Z");
      expect(workingMinutes(from, promisedBy(from, minutes, OSLO), OSLO)).toBeCloseTo(minutes, 6);
      expect(promiseInWorkingMinutes(minutes, OSLO)).toBe(minutes);
    }
    // Whole days end at the same minute of another day: so many days of work.
    for (const days of [1, 2, 5]) {
      const from = at("2026-09-17T12:34:00Z");
      const by = promisedBy(from, days * 1_440, OSLO);
      expect(promiseInWorkingMinutes(days * 1_440, OSLO)).toBe(days * 540);
      expect(workingMinutes(from, by, OSLO)).toBeCloseTo(days * 540, 6);
    }
    // Whole weeks at once are the same as day after day.
    const from = at("2026-03-02T09:00:00Z");
    const days = Array.from({ length: 100 }, (_, day) => from + day * 86_400_000);
    const stepwise = days
      .slice(1)
      .reduce((sum, to, index) => sum + workingMinutes(days[index]!, to, OSLO), 0);
    expect(workingMinutes(from, days.at(-1)!, OSLO)).toBeCloseTo(stepwise, 6);
  });
});
