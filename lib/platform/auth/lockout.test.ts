import { describe, expect, it } from "vitest";
import { EMAIL_RULE, lockedMessage, lockedUntil } from "./lockout";

const NOON = Date.parse("2026-03-02T12:00:00Z");
const at = (minutes: number) => new Date(NOON + minutes * 60_000);

describe("lockedUntil", () => {
  it.each([
    ["no failure", [], 0, null],
    ["four failures", [0, -1, -2, -3], 0, null],
    ["five at once", [0, 0, 0, 0, 0], 0, 15],
    ["five within 15 minutes", [0, -3, -6, -9, -15], 1, 15],
    ["five, the first a little too long ago", [0, -3, -6, -9, -15.01], 1, null],
    ["the last minute of waiting", [0, -1, -2, -3, -4], 14.99, 15],
    ["the wait is over to the moment", [0, -1, -2, -3, -4], 15, null],
    ["one more failure after the wait starts a new count", [15, 0, -1, -2, -3], 15, null],
    ["only the newest five count", [0, -1, -2, -3, -20, -20, -20], 0, null],
  ] as const)("%s", (_, failures, now, until) => {
    expect(lockedUntil(failures.map(at), EMAIL_RULE, at(now))).toEqual(until === null ? null : at(until));
  });
});

describe("lockedMessage", () => {
  it.each([
    [15, "Try again in 15 minutes."],
    [14.2, "Try again in 15 minutes."],
    [1, "Try again in 1 minute."],
    [0.01, "Try again in 1 minute."],
  ])("%s minutes left", (left, words) => expect(lockedMessage(at(left), at(0))).toContain(words));
});
