import { expect, it } from "vitest";
import { deedNotes } from "./deed-timeline";

const at = Date.parse("2026-11-17T08:00:00Z");
const context = { now: at, timeZone: "Etc/UTC" };
const worded = (kind: string, details: Record<string, unknown> = {}, to: string | null = null) =>
  deedNotes([{ id: "1", kind, details, at, by: "Maya Lindqvist", to }], context).map(
    ({ title, note }) => `${title} / ${note}`,
  );

it("tells what the team did, and leaves out what events tell", () => {
  expect(worded("note", { text: "Budget in Q1" })).toEqual(["Maya wrote a note / “Budget in Q1”"]);
  expect(worded("email")).toEqual(["Maya wrote an e-mail / null"]);
  expect(worded("claim")).toEqual(["Maya claimed the lead / null"]);
  expect(worded("assign", { toUserId: "x" }, "Tomás Ferreira")).toEqual([
    "Maya gave the lead to Tomás / null",
  ]);
  expect(worded("assign", { toUserId: null })).toEqual(["Maya gave the lead back into the pool / null"]);
  expect(worded("snooze", { until: at + 3_600_000 })).toEqual(["Maya snoozed the lead / Until 09:00"]);
  expect(worded("snooze", { until: "soon" })).toEqual([]);
  expect(worded("call", { outcome: "connected" })).toEqual([]);
});
