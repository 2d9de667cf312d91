import { describe, expect, it } from "vitest";
import { type PacedEvent, suspiciousPace } from "./pace";

const T = 1_700_000_000_000;
let count = 0;
const event = (type: string, seconds: number, more: Partial<PacedEvent> = {}): PacedEvent => ({
  id: `e${++count}`,
  type,
  at: T + seconds * 1_000,
  ...more,
});
const mail = (type: string, seconds: number, url?: string, name = "m1") =>
  event(`email_${type}`, seconds, { mail: name, url: url ?? null });
const flagged = (events: readonly PacedEvent[]) => {
  const found = suspiciousPace(events);
  return events.map(({ id }) => found.get(id)?.reason.key ?? null);
};

describe("mail", () => {
  it("is opened and clicked by a filter within seconds of delivery", () => {
    const events = [mail("delivered", 0), mail("opened", 1), mail("clicked", 8, "/a")];
    expect(flagged(events)).toEqual([null, "after_delivery", "after_delivery"]);
    expect(suspiciousPace(events).get(events[1]!.id)).toEqual({
      flag: "scanner",
      reason: { key: "after_delivery", what: "open", seconds: 1 },
    });
  });

  it("is opened and clicked by a person later", () => {
    expect(flagged([mail("delivered", 0), mail("opened", 6), mail("clicked", 11, "/a")])).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("is judged the same in whatever order it arrives", () => {
    const events = [mail("clicked", 3, "/a"), mail("delivered", 0), mail("opened", 40)];
    expect(flagged(events)).toEqual(["after_delivery", null, null]);
    expect(flagged([...events].reverse())).toEqual([null, null, "after_delivery"]);
  });

  it("is compared with its own delivery, not with another mail's", () => {
    expect(flagged([mail("delivered", 0, undefined, "m2"), mail("opened", 1)])).toEqual([null, null]);
  });

  it("has every link followed at once by a scanner, the opening included", () => {
    const events = [
      mail("opened", 99),
      mail("clicked", 100, "/a"),
      mail("clicked", 101, "/b"),
      mail("clicked", 102, "/c"),
      mail("clicked", 160, "/a"),
    ];
    expect(flagged(events)).toEqual(["link_rate", "link_rate", "link_rate", "link_rate", null]);
  });

  it("that has days instead of times says nothing", () => {
    const at = Date.UTC(2026, 10, 3);
    const days = [mail("delivered", 0), mail("opened", 0), mail("clicked", 0, "/a")].map((each) => ({
      ...each,
      at,
    }));
    expect(flagged(days)).toEqual([null, null, null]);
  });

  it("has one link clicked three times by an impatient person", () => {
    expect(flagged([100, 101, 102].map((at) => mail("clicked", at, "/a")))).toEqual([null, null, null]);
  });
});

describe("pages", () => {
  const views = (number: number, everySeconds: number) =>
    Array.from({ length: number }, (_, index) => event("page_view", index * everySeconds));

  it("twelve in three seconds are nobody's, the visit they began included", () => {
    const keys = flagged([event("visit", 0), ...views(12, 0.25)]);
    expect(new Set(keys)).toEqual(new Set(["page_rate"]));
  });

  it("sixty in a minute are nobody's", () => {
    expect(flagged(views(60, 1)).filter((key) => key === "page_rate")).toHaveLength(60);
  });

  it("leaves those alone who only hurry", () => {
    expect(flagged(views(11, 0.25)).filter(Boolean)).toEqual([]);
    expect(flagged(views(40, 2)).filter(Boolean)).toEqual([]);
  });
});
