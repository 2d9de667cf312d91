import { expect, it } from "vitest";
import { clockTime, seenLine } from "./tracker-words";

it.each([
  ["page_view", { page: "pricing", path: "/pricing" }, "Viewed pricing", "/pricing"],
  ["page_view", { page: "home", path: "/" }, "Viewed a page", "/"],
  ["visit", { landing_path: "/blog" }, "Visited", "/blog"],
  ["roi_calculated", { path: 4 }, "Roi calculated", ""],
])("%s %o", (type, properties, what, where) => expect(seenLine(type, properties)).toEqual({ what, where }));

it("tells the time in the workspace's zone", () =>
  expect(clockTime(Date.UTC(2026, 10, 21, 7, 42, 9), "Europe/Oslo")).toBe("08:42:09"));
