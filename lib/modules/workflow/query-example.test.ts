import { describe, expect, it } from "vitest";
import { promiseSentence } from "@/lib/present/workflow-words";
import { areWorkable, promiseExample, tidyTime } from "./query-example";

const OFFICE = { days: [1, 2, 3, 4, 5], from: "09:00", to: "18:00" };
const NOW = Date.parse("2026-11-21T11:00:00Z");

function sentence(workingHours: typeof OFFICE, { minutes = 120, timeZone = "Europe/Oslo" } = {}) {
  const example = promiseExample({ timeZone, workingHours }, { minutes, now: NOW });
  return example && promiseSentence("Hot", example, timeZone);
}

describe("the example of a promise", () => {
  it("runs over the week-end", () => {
    expect(sentence(OFFICE)).toBe("A Hot lead at 17:30 on Friday is due by 10:30 on Monday.");
    expect(sentence(OFFICE, { minutes: 1_440 })).toBe(
      "A Hot lead at 17:30 on Friday is due by 17:30 on Monday.",
    );
  });
  it("moves with days, hours and zone", () => {
    expect(sentence({ ...OFFICE, days: [1, 2, 3, 4, 5, 6] })).toBe(
      "A Hot lead at 17:30 on Saturday is due by 10:30 on Monday.",
    );
    expect(sentence({ ...OFFICE, days: [1, 2, 3, 4, 7] })).toBe(
      "A Hot lead at 17:30 on Thursday is due by 10:30 on Sunday.",
    );
    expect(sentence({ ...OFFICE, to: "16:00" })).toBe(
      "A Hot lead at 15:30 on Friday is due by 10:30 on Monday.",
    );
    expect(sentence(OFFICE, { timeZone: "America/New_York" })).toBe(
      "A Hot lead at 17:30 on Friday is due by 10:30 on Monday.",
    );
  });
  it("takes Friday where every day is worked, and says when it is the same day", () => {
    const always = { days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "23:59" };
    expect(sentence(always, { minutes: 20 })).toBe("A Hot lead at 23:29 on Friday is due by 23:49 that day.");
    expect(sentence(always)).toBe("A Hot lead at 23:29 on Friday is due by 01:30 on Saturday.");
  });
  it("dates what lies more than a week away, and keeps within a short day", () => {
    expect(sentence({ days: [1], from: "09:00", to: "09:20" }, { minutes: 30 })).toBe(
      "A Hot lead at 09:00 on Monday is due by 09:10 on Monday 30 November.",
    );
  });
  it("is none for hours nobody could work", () => {
    for (const broken of [
      { ...OFFICE, days: [] },
      { ...OFFICE, to: "09:00" },
      { ...OFFICE, from: "9" },
      { ...OFFICE, to: "25:00" },
    ]) {
      expect(areWorkable(broken)).toBe(false);
      expect(sentence(broken)).toBeNull();
    }
  });
});

it.each([
  ["9", "09:00"],
  [" 9:30 ", "09:30"],
  ["0900", "09:00"],
  ["18.15", "18:15"],
  ["23:59", "23:59"],
  ["25:00", "25:00"],
  ["nine", "nine"],
  ["", ""],
])("a time typed as %j reads %j", (typed, tidy) => expect(tidyTime(typed)).toBe(tidy));
