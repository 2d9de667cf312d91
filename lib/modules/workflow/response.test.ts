import { describe, expect, it } from "vitest";
import { RULES_DEFAULT_BANDS as BANDS } from "@/lib/core/scoring/bands";
import type { Calendar } from "./clock";
import { callWithinMinutes, type DueBefore, dueAfter } from "./response";

const calendar: Calendar = {
  timeZone: "Etc/UTC",
  workingHours: { days: [1, 2, 3, 4, 5], from: "09:00", to: "18:00" },
};
const NOW = Date.parse("2026-11-17T10:00:00Z");
const HOUR = 3_600_000;
const fresh: DueBefore = {
  ...{ bandId: null, bandSince: null, dueAt: null, dueKind: null },
  ...{ lastContactAt: null, lastActivityAt: null },
};
const due = (before: Partial<DueBefore>, bandId: string, isOpen = true, live = true) =>
  dueAfter({ ...fresh, ...before }, bandId, { now: NOW, bandSet: BANDS, calendar, isOpen, live });

describe("the response clock", () => {
  it("starts when a lead is first scored into a band that is called", () => {
    expect(due({}, "hot")).toEqual({ bandSince: NOW, dueAt: NOW + 2 * HOUR, dueKind: "respond" });
    expect(due({}, "warm")).toMatchObject({ dueAt: NOW + 24 * HOUR, dueKind: "respond" });
    expect(due({}, "nurture")).toEqual({ bandSince: NOW, dueAt: null, dueKind: null });
  });
  it("runs on while the band stays, whatever the score does", () => {
    const running: Partial<DueBefore> = {
      bandId: "hot",
      bandSince: NOW - HOUR,
      dueAt: NOW + HOUR,
      dueKind: "respond",
    };
    expect(due(running, "hot")).toMatchObject({ bandSince: NOW - HOUR, dueAt: NOW + HOUR });
  });
  it("starts anew when the lead rises, spoken to or not", () => {
    const called = { bandId: "warm", bandSince: NOW - 90 * HOUR };
    expect(due(called, "hot")).toMatchObject({ dueAt: NOW + 2 * HOUR, dueKind: "respond" });
  });
  it("takes the slower band's time when a waiting lead falls, and ends where nobody calls", () => {
    const waiting: Partial<DueBefore> = {
      bandId: "hot",
      bandSince: NOW - HOUR,
      dueAt: NOW + HOUR,
      dueKind: "respond",
    };
    expect(due(waiting, "warm")).toMatchObject({ dueAt: NOW + 24 * HOUR, dueKind: "respond" });
    expect(due(waiting, "nurture")).toMatchObject({ dueAt: null, dueKind: null });
  });
  it("does not start because a lead falls that was spoken to", () => {
    expect(due({ bandId: "hot", bandSince: NOW - 50 * HOUR }, "warm")).toMatchObject({
      dueAt: null,
      dueKind: null,
    });
  });
  it("leaves a follow-up alone, but for a promise that ends sooner", () => {
    const agreed = (hours: number): Partial<DueBefore> => ({
      bandId: "warm",
      bandSince: NOW - 50 * HOUR,
      dueAt: NOW + hours * HOUR,
      dueKind: "follow_up",
    });
    expect(due(agreed(1), "hot")).toMatchObject({ dueAt: NOW + HOUR, dueKind: "follow_up" });
    expect(due(agreed(30), "hot")).toMatchObject({ dueAt: NOW + 2 * HOUR, dueKind: "respond" });
    expect(due(agreed(30), "nurture")).toMatchObject({ dueAt: NOW + 30 * HOUR, dueKind: "follow_up" });
  });
  it("gives until the day's end where the scoring moved the lead and not the lead itself", () => {
    const seen = (lastActivityAt: number | null, lastContactAt: number | null = null) =>
      due({ bandId: "warm", bandSince: NOW - 90 * HOUR, lastActivityAt, lastContactAt }, "hot", true, false);
    expect(seen(NOW - 50 * HOUR)).toMatchObject({ dueAt: NOW + 8 * HOUR, dueKind: "respond" });
    expect(seen(null)).toMatchObject({ dueAt: NOW + 8 * HOUR });
    expect(seen(null, NOW - 40 * 24 * HOUR)).toMatchObject({ dueAt: NOW + 8 * HOUR });
    expect(seen(null, NOW - 10 * 24 * HOUR)).toMatchObject({ dueAt: null, bandSince: NOW });
  });
  it("is none for a closed lead", () => {
    expect(
      due({ bandId: "hot", bandSince: NOW - HOUR, dueAt: NOW, dueKind: "respond" }, "hot", false),
    ).toEqual({
      bandSince: NOW - HOUR,
      dueAt: null,
      dueKind: null,
    });
  });
  it("is a matter of bands that promise an answer within a day", () => {
    expect(BANDS.bands.map(({ id }) => callWithinMinutes(BANDS, id))).toEqual([120, 1_440, null, null]);
  });
});
