import { describe, expect, it } from "vitest";
import type { QueueItem, QueueMark, QueueView } from "@/lib/modules/queue/types-screen";
import { dayFigures, firstState, openRows, type QueueAction, queueReducer } from "./queue-state";

// Tuesday 17 November 2026, 09:00 in UTC.
const NOW = Date.parse("2026-11-17T09:00:00Z");
const MIN = 60_000;

const item = (id: string, minutes: number, bandId = "hot"): QueueItem => ({
  ...{ id, name: id, company: null, score: 70, machine: null, bandId, band: null, reason: null },
  due: { at: NOW + minutes * MIN, kind: "respond", isTimed: true, since: NOW },
  isUnclaimed: false,
});
const view: QueueView = {
  sections: [
    { key: "hot", title: "Hot", band: null, rows: [item("a", -20), item("b", 30)], count: 2 },
    {
      key: "warm",
      title: "Warm",
      band: null,
      rows: [item("c", 300, "warm"), item("d", 2_000, "warm")],
      count: 2,
    },
  ],
  day: { today: 3, overdue: 1, nextAt: null, minutesPerCall: 10, called: 4, connected: 2, meetings: 1 },
  at: NOW,
};
const run = (...actions: QueueAction[]) => actions.reduce(queueReducer, firstState(view, null));
const mark = (id: string, band = "hot", kind: QueueMark["kind"] = "respond"): QueueMark => ({
  ...{ id, band, kind },
  dueAt: NOW,
});
const ids = (state: ReturnType<typeof run>) => openRows(state).map(({ id }) => id);

describe("moving", () => {
  it("goes through the sections and stops at the ends", () => {
    expect(run().currentId).toBe("a");
    expect(run({ type: "move", step: -1 }).currentId).toBe("a");
    const down: QueueAction = { type: "move", step: 1 };
    expect(run(down, down).currentId).toBe("c");
    expect(run(down, down, down, down, down).currentId).toBe("d");
  });
  it("passes over what was handled", () => {
    const state = run({ type: "handle", id: "b", outcome: null }, { type: "move", step: 1 });
    expect(state.currentId).toBe("c");
  });
});

describe("handling", () => {
  it("goes on with the next, and with the one before at the end", () => {
    expect(run({ type: "handle", id: "a", outcome: "no_answer" }).currentId).toBe("b");
    expect(run({ type: "select", id: "d" }, { type: "handle", id: "d", outcome: null }).currentId).toBe("c");
    const all = ["a", "b", "c", "d"].map((id): QueueAction => ({ type: "handle", id, outcome: null }));
    expect(run(...all)).toMatchObject({ currentId: null });
  });
  it("of another lead leaves the one that is open", () => {
    expect(run({ type: "handle", id: "c", outcome: null }).currentId).toBe("a");
  });
  it("is taken back to its old place", () => {
    const state = run(
      { type: "handle", id: "a", outcome: "connected" },
      { type: "restore", id: "a", select: true },
    );
    expect(ids(state)).toEqual(["a", "b", "c", "d"]);
    expect(state).toMatchObject({ currentId: "a" });
    expect(state.logged.size).toBe(0);
  });
});

describe("what happens elsewhere", () => {
  it("never moves a row: new hot leads are counted, others' leads marked", () => {
    const state = run({
      type: "marks",
      marks: [mark("b"), mark("c", "warm"), mark("d", "warm"), mark("n")],
      bestBand: "hot",
    });
    expect(ids(state)).toEqual(["a", "b", "c", "d"]);
    expect(state.fresh).toEqual(["n"]);
    expect([...state.gone]).toEqual(["a"]);
  });
  it("is no news where it is warm, a follow-up, or was handled here", () => {
    const marks = [
      mark("a"),
      mark("b"),
      mark("c"),
      mark("d"),
      mark("w", "warm"),
      mark("f", "hot", "follow_up"),
    ];
    expect(run({ type: "marks", marks, bestBand: "hot" }).fresh).toEqual([]);
    const state = run(
      { type: "handle", id: "a", outcome: null },
      { type: "marks", marks: marks.slice(1), bestBand: "hot" },
    );
    expect(state.gone.size).toBe(0);
  });
  it("changes nothing twice", () => {
    const action: QueueAction = { type: "marks", marks: [mark("n")], bestBand: "hot" };
    const once = run(action);
    expect(queueReducer(once, action)).toBe(once);
  });
  it("is taken in on wish, with the open lead kept", () => {
    const next: QueueView = {
      ...view,
      sections: [{ ...view.sections[0]!, rows: [item("n", 5), item("b", 30)] }],
    };
    const state = run({ type: "select", id: "b" }, { type: "replace", view: next });
    expect([ids(state), state.currentId]).toEqual([["n", "b"], "b"]);
    expect(run({ type: "select", id: "d" }, { type: "replace", view: next }).currentId).toBe("n");
  });
});

describe("the head of the list", () => {
  const figures = (state: ReturnType<typeof run>, at = NOW) => dayFigures(state, at, "Etc/UTC");
  it("counts what is left today, late ones, and what was done", () => {
    expect(figures(run())).toEqual({
      ...{ left: 3, overdue: 1, minutes: 30, called: 4, connected: 2, meetings: 1 },
    });
    const state = run(
      { type: "handle", id: "a", outcome: "connected" },
      { type: "handle", id: "d", outcome: null },
    );
    expect(figures(state)).toEqual({
      ...{ left: 2, overdue: 0, minutes: 20, called: 5, connected: 3, meetings: 1 },
    });
  });
  it("grows late by itself", () => expect(figures(run(), NOW + 31 * MIN).overdue).toBe(2));
});
