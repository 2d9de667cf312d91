import { describe, expect, it } from "vitest";
import type { HistoryEvent } from "@/lib/core/signals/types";
import type { LoadedHistory } from "./histories";
import { fallCause, mainCause } from "./replay-causes";

const DAY = 86_400_000;
const event = (day: number, type: string, properties: Record<string, unknown> = {}): HistoryEvent => ({
  type,
  occurredAt: day * DAY,
  properties,
});
const loaded = (...events: HistoryEvent[]): LoadedHistory => ({
  leadId: "l",
  status: "new",
  closedAt: null,
  history: { createdAt: 0, visitors: [], events },
});

describe("why a score rose", () => {
  it("names the rarest telling thing, not the pages round it", () => {
    const day = loaded(
      event(1, "visit"),
      event(1, "page_view", { page: "home" }),
      event(1, "demo_requested"),
    );
    expect(mainCause(day, DAY, 2 * DAY, false)).toMatchObject({
      key: "activity",
      args: { type: "demo_requested", count: 1 },
    });
  });

  it("names pricing among pages", () => {
    const views = ["home", "pricing", "home"].map((page) => event(1, "page_view", { page }));
    expect(mainCause(loaded(...views), DAY, 2 * DAY, false)).toMatchObject({
      args: { type: "page_view", page: "pricing" },
    });
  });

  it("names the lead's creation where nothing else happened", () => {
    expect(mainCause(loaded(), 0, DAY, true)).toMatchObject({ key: "lead_created" });
  });
});

describe("why a score fell", () => {
  it("names a bad sign of the period", () => {
    expect(
      fallCause(loaded(event(1, "visit"), event(1.5, "email_unsubscribed")), DAY, 2 * DAY),
    ).toMatchObject({
      key: "activity",
      args: { type: "email_unsubscribed" },
    });
  });

  it("never blames a visit: time passed since the last one", () => {
    expect(fallCause(loaded(event(1, "visit")), 2 * DAY, 9 * DAY)).toEqual({
      key: "refresh",
      args: { quiet_days: 8 },
    });
  });
});
