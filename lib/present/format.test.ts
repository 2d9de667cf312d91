import { describe, expect, it } from "vitest";
import {
  dayKey,
  formatAge,
  formatCount,
  formatDay,
  formatDays,
  formatDayTime,
  formatLongDay,
  formatName,
  formatNumber,
  formatPercent,
  formatRange,
  formatShare,
  formatShort,
  formatSigned,
  formatTime,
  initialsOf,
  listOf,
  relativeDay,
  responseClock,
  timelineHeading,
  timesOf,
} from "./format.ts";

const NOW = Date.UTC(2026, 10, 17, 7, 42);
const OSLO = { now: NOW, timeZone: "Europe/Oslo" };
const MIN = 60_000;

describe("numbers", () => {
  it("groups, signs with a true minus, never a negative zero", () => {
    expect([
      formatNumber(1284),
      formatNumber(-3.25, 1),
      formatNumber(-0.04, 1),
      formatNumber(1234567.5, 2),
    ]).toEqual(["1,284", "−3.3", "0.0", "1,234,567.50"]);
    expect([
      formatSigned(6.1, 1),
      formatSigned(-6.2, 1),
      formatSigned(0.04, 1),
      formatSigned(-0.04, 1),
      formatSigned(24),
    ]).toEqual(["+6.1", "−6.2", "0.0", "0.0", "+24"]);
    expect([
      formatShort(3),
      formatShort(2.5),
      formatShort(2.04),
      formatShort(0.25, 2),
      formatShort(100),
    ]).toEqual(["3", "2.5", "2", "0.25", "100"]);
  });
  it("spaces percent and joins ranges", () => {
    expect([
      formatPercent(58),
      formatShare(0.583, 1),
      formatRange(54, 62),
      formatCount(1, "lead"),
      formatCount(1284, "lead"),
    ]).toEqual(["58 %", "58.3 %", "54–62", "1 lead", "1,284 leads"]);
    expect([timesOf(1), timesOf(2), timesOf(3), listOf([]), listOf(["a"]), listOf(["a", "b", "c"])]).toEqual([
      "once",
      "twice",
      "3 times",
      "",
      "a",
      "a, b and c",
    ]);
  });
});

describe("time", () => {
  it.each([
    [-5, "0 s"],
    [2_400, "2 s"],
    [26 * MIN, "26 min"],
    [3.9 * 60 * MIN, "3 h"],
    [24 * 60 * MIN, "1 day"],
    [5.5 * 24 * 60 * MIN, "5 days"],
  ])("an age of %s ms is %s", (ms, text) => expect(formatAge(ms)).toBe(text));

  it.each([
    [76, "1 h 16 left", "in_time"],
    [120, "2 h left", "in_time"],
    [30, "30 min left", "in_time"],
    [29, "29 min left", "soon"],
    [0.5, "1 min left", "soon"],
    [0, "due now", "soon"],
    [-0.5, "due now", "overdue"],
    [-22, "22 min overdue", "overdue"],
    [-61, "1 h 1 overdue", "overdue"],
    [-1500, "1 day overdue", "overdue"],
  ])("%s minutes to go reads %s", (minutes, text, state) =>
    expect(responseClock(NOW + minutes * MIN, NOW)).toEqual({ text, state }),
  );

  it("prints days in the tenant's zone", () => {
    const late = Date.UTC(2026, 10, 16, 23, 30);
    expect([
      formatDay(late, OSLO),
      formatDay(late, { now: NOW, timeZone: "Etc/UTC" }),
      formatTime(late, "Europe/Oslo"),
    ]).toEqual(["17 Nov", "16 Nov", "00:30"]);
    expect([
      formatDay(Date.UTC(2025, 8, 1), OSLO),
      formatLongDay(Date.UTC(2026, 2, 3), OSLO),
      formatDayTime(NOW, OSLO),
    ]).toEqual(["1 Sep 2025", "3 March", "Tue 17 Nov, 08:42"]);
    expect(relativeDay(late, OSLO)).toBe("this morning");
    expect(relativeDay(late, { ...OSLO, timeZone: "Etc/UTC" })).toBe("yesterday");
  });
  it("counts calendar days across a change of the clocks", () => {
    const monday = Date.UTC(2026, 9, 26, 6);
    expect(relativeDay(Date.UTC(2026, 9, 24, 23), { now: monday, timeZone: "Europe/Oslo" })).toBe(
      "yesterday",
    );
    expect(relativeDay(Date.UTC(2026, 9, 24, 21), { now: monday, timeZone: "Europe/Oslo" })).toBe(
      "on Saturday",
    );
  });
  it("says today after noon, and a date from a week on", () => {
    const evening = { now: Date.UTC(2026, 10, 17, 18), timeZone: "Etc/UTC" };
    expect(
      [
        Date.UTC(2026, 10, 17, 13),
        Date.UTC(2026, 10, 11),
        Date.UTC(2026, 10, 10),
        Date.UTC(2026, 10, 20),
      ].map((at) => relativeDay(at, evening)),
    ).toEqual(["today", "on Wednesday", "on 10 November", "on 20 November"]);
  });
  it("lists days once each", () => {
    const day = (month: number, date: number, year = 2026) => Date.UTC(year, month - 1, date, 12);
    expect(formatDays([day(11, 17), day(11, 13), day(11, 16), day(11, 13)], OSLO)).toBe("13, 16 and 17 Nov");
    expect(formatDays([day(10, 28), day(11, 3), day(11, 5)], OSLO)).toBe("28 Oct, 3 and 5 Nov");
    expect(formatDays([day(12, 30, 2025), day(1, 2)], OSLO)).toBe("30 Dec 2025 and 2 Jan");
    expect(
      formatDays(
        [1, 2, 3, 4].map((date) => day(11, date)),
        OSLO,
      ),
    ).toBe("Latest 4 Nov");
    expect(formatDays([], OSLO)).toBe("");
  });
  it("heads a timeline", () => {
    const headings = [
      [11, 17],
      [11, 16],
      [11, 15],
      [11, 9],
      [11, 8],
      [10, 1],
    ].map(([month, date]) => timelineHeading(Date.UTC(2026, month! - 1, date!, 12), OSLO));
    expect(headings).toEqual(["Today", "Yesterday", "Last week", "Last week", "November", "October"]);
    expect(timelineHeading(Date.UTC(2026, 10, 16, 12), { ...OSLO, now: Date.UTC(2026, 10, 19) })).toBe(
      "Monday 16 November",
    );
    expect(timelineHeading(Date.UTC(2025, 9, 1), OSLO)).toBe("October 2025");
  });
});

describe("names", () => {
  it("falls back from name to mailbox to company", () => {
    expect(formatName({ firstName: " Ingrid ", lastName: "Solheim" })).toBe("Ingrid Solheim");
    expect([
      formatName({ email: "a@b.c" }),
      formatName({ company: "Acme", email: "" }),
      formatName({}),
    ]).toEqual(["a@b.c", "Acme", "Unnamed lead"]);
    expect(["Ingrid Solheim", "Aisha", "ørsted van der Berg", "a.b@c.d", ""].map(initialsOf)).toEqual([
      "IS",
      "A",
      "ØB",
      "AD",
      "",
    ]);
  });
});

it("names a day as data does, in the zone", () => {
  expect(dayKey(Date.parse("2026-11-20T23:30:00Z"), "Europe/Oslo")).toBe("2026-11-21");
  expect(dayKey(Date.parse("2026-01-05T00:30:00Z"), "America/New_York")).toBe("2026-01-04");
});
