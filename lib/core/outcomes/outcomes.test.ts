import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signalsAsOf } from "../signals/as-of.ts";
import { CONDITION_SIGNALS } from "../signals/condition-signals.ts";
import { DEFAULT_SIGNALS } from "../signals/default-signals.ts";
import { DAY_MS, type HistoryEvent, type LeadHistory } from "../signals/types.ts";
import { labelAt, type RecordedOutcome } from "./label.ts";
import { firstTouch, predictionMoment } from "./moment.ts";
import { OUTCOME_PRESETS } from "./presets.ts";
import { sufficiencyOf } from "./sufficiency.ts";

const CREATED = Date.UTC(2026, 0, 10, 9);
const HOUR = 3_600_000;
const event = (type: string, occurredAt: number, properties = {}): HistoryEvent => ({
  type,
  occurredAt,
  properties,
});
const history = (events: readonly HistoryEvent[] = [], createdAt: number | null = CREATED): LeadHistory => ({
  createdAt,
  events,
  visitors: [],
});
const won = OUTCOME_PRESETS.won_deal;
const SIGNALS = [...DEFAULT_SIGNALS, ...CONDITION_SIGNALS];
const NOW = CREATED + 400 * DAY_MS;
const MOMENT = CREATED + 24 * HOUR;

describe("the prediction moment", () => {
  const visits = history([
    event("page_view", CREATED - 2 * HOUR),
    event("page_view", CREATED - 2 * HOUR + 20 * 60_000),
    event("page_view", CREATED + 5 * HOUR),
    event("attributes_set", CREATED),
  ]);

  it("is so many hours after creation, and just after it for none", () => {
    expect(predictionMoment({ kind: "created_plus", hours: 24 }, visits)).toBe(MOMENT);
    expect(predictionMoment({ kind: "created_plus", hours: 0 }, visits)).toBe(CREATED + 1);
    expect(predictionMoment({ kind: "created_plus", hours: 24 }, history([], null))).toBeNull();
  });

  it("is the end of the first visit: half an hour without anything parts visits", () => {
    expect(predictionMoment({ kind: "first_session_end" }, visits)).toBe(
      CREATED - 2 * HOUR + 20 * 60_000 + 1,
    );
    expect(predictionMoment({ kind: "first_session_end" }, history())).toBeNull();
  });

  it("is when a behaviour was shown often enough, flagged events not counted", () => {
    const kind = "behaviour" as const;
    expect(predictionMoment({ kind, types: ["page_view"], count: 3 }, visits)).toBe(CREATED + 5 * HOUR + 1);
    expect(predictionMoment({ kind, types: ["page_view"], count: 4 }, visits)).toBeNull();
    const flagged = history([{ ...event("page_view", CREATED), flagged: true }]);
    expect(predictionMoment({ kind, types: ["page_view"], count: 1 }, flagged)).toBeNull();
  });

  it("waits until a visitor is known: before that nobody could have scored the lead", () => {
    const anonymous = (occurredAt: number) => ({ ...event("page_view", occurredAt), visitorId: "v1" });
    const events = [
      anonymous(CREATED - 5 * HOUR),
      anonymous(CREATED - 4 * HOUR),
      anonymous(CREATED + 60_000),
    ];
    const stitched = { ...history(events), visitors: [{ visitorId: "v1", identifiedAt: CREATED }] };
    const kind = "behaviour" as const;
    expect(predictionMoment({ kind, types: ["page_view"], count: 2 }, stitched)).toBe(CREATED + 1);
    expect(predictionMoment({ kind: "first_session_end" }, stitched)).toBe(CREATED + 60_001);
    expect(predictionMoment({ kind, types: ["page_view"], count: 1 }, history(events))).toBeNull();
    expect(signalsAsOf(SIGNALS, stitched, CREATED + 1).vector.values.page_views_30d).toBe(2);
  });

  it("is a calendar day for leads that were there by then", () => {
    expect(predictionMoment({ kind: "calendar", at: MOMENT }, visits)).toBe(MOMENT);
    expect(predictionMoment({ kind: "calendar", at: CREATED }, visits)).toBeNull();
  });

  it("knows the first touch, or creation where nothing was done", () => {
    expect(firstTouch(visits)).toBe(CREATED - 2 * HOUR);
    expect(firstTouch(history())).toBe(CREATED);
  });
});

describe("the label", () => {
  const label = (outcome: RecordedOutcome | null, changes: Partial<Parameters<typeof labelAt>[0]> = {}) =>
    labelAt({ definition: won, moment: MOMENT, history: history(), outcome, now: NOW, ...changes });
  const positive = (decidedAt: number | null): RecordedOutcome => ({ value: "positive", decidedAt });
  const edge = CREATED + 90 * DAY_MS;

  it("is 1 for a win in [moment, anchor + window), half-open", () => {
    expect(label(positive(MOMENT))).toEqual({ label: 1 });
    expect(label(positive(edge - 1))).toEqual({ label: 1 });
    expect(label(positive(edge))).toEqual({ label: 0 });
  });

  it("drops what was decided before the moment", () => {
    expect(label(positive(MOMENT - 1))).toEqual({ dropped: "decided_before_moment" });
    expect(label({ value: "negative", decidedAt: MOMENT - 1 })).toEqual({ dropped: "decided_before_moment" });
  });

  it("drops leads whose window has not elapsed, even those won early", () => {
    expect(label(positive(MOMENT), { now: edge - 1 })).toEqual({ dropped: "immature" });
    expect(label(null, { now: edge - 1 })).toEqual({ dropped: "immature" });
    expect(label(positive(MOMENT), { now: edge })).toEqual({ label: 1 });
  });

  it("is 0 where nothing was recorded by the end of the window, and dropped where it is recorded as undecided", () => {
    expect(label(null)).toEqual({ label: 0 });
    expect(label({ value: "undecided", decidedAt: null })).toEqual({ dropped: "undecided" });
    const endless = { ...won, windowDays: null };
    expect(label(null, { definition: endless })).toEqual({ dropped: "undecided" });
    expect(label(positive(NOW - 1), { definition: endless })).toEqual({ label: 1 });
  });

  it("takes an undated decision at its word, and as imported the decision alone", () => {
    expect(label(positive(null))).toEqual({ label: 1 });
    expect(label(positive(CREATED), { moment: null })).toEqual({ label: 1 });
    expect(label(null, { moment: null })).toEqual({ dropped: "undecided" });
  });

  it("counts the window from the moment, or from the first touch, where that is the anchor", () => {
    const late = positive(edge + HOUR);
    expect(label(late, { definition: { ...won, anchor: "prediction_moment" } })).toEqual({ label: 1 });
    const touched = history([event("page_view", CREATED - 10 * DAY_MS)]);
    const first = { ...won, anchor: "first_touch" as const };
    expect(label(positive(edge - 5 * DAY_MS), { definition: first, history: touched })).toEqual({ label: 0 });
    expect(label(null, { history: history([], null) })).toEqual({ dropped: "no_moment" });
  });

  it("never sees what comes after the present of the run", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.constantFrom("positive", "negative"),
        (later, value) => {
          expect(label({ value, decidedAt: NOW + later } as RecordedOutcome)).toEqual({
            dropped: "undecided",
          });
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });
});

it("a planted event or value after the moment never moves the signals as of it", () => {
  const base = [
    event("page_view", CREATED, { page: "pricing" }),
    event("attributes_set", CREATED, { changes: { job_title: "CEO" } }),
  ];
  const later = fc.record({
    type: fc.constantFrom("page_view", "demo_requested", "attributes_set", "email_replied"),
    after: fc.integer({ min: 0, max: 1e9 }),
  });
  const before = signalsAsOf(SIGNALS, history(base), MOMENT);
  fc.assert(
    fc.property(fc.array(later, { maxLength: 8 }), (planted) => {
      const events = planted.map(({ type, after }) =>
        event(type, MOMENT + after, { page: "pricing", changes: { job_title: "Intern", industry: "Toys" } }),
      );
      expect(signalsAsOf(SIGNALS, history([...events, ...base]), MOMENT)).toEqual(before);
    }),
    { seed: 2, numRuns: 100 },
  );
});

it("nothing that happens at or after the moment changes where it lies, except what it waits for", () => {
  const moments = [
    { kind: "created_plus", hours: 24 },
    { kind: "first_session_end" },
    { kind: "behaviour", types: ["demo_requested"], count: 2 },
    { kind: "calendar", at: MOMENT },
  ] as const;
  const base = history([
    event("page_view", CREATED),
    event("demo_requested", CREATED + HOUR),
    event("demo_requested", CREATED + 3 * HOUR),
  ]);
  fc.assert(
    fc.property(
      fc.constantFrom(...moments),
      fc.array(fc.integer({ min: 0, max: 1e10 }), { minLength: 1, maxLength: 6 }),
      (kind, gaps) => {
        const moment = predictionMoment(kind, base)!;
        // A visit goes on until half an hour of silence: only from then on is its end fixed.
        const from = kind.kind === "first_session_end" ? moment + HOUR / 2 : moment;
        const later = gaps.map((gap) => event("demo_requested", from + gap));
        expect(predictionMoment(kind, { ...base, events: [...later, ...base.events] })).toBe(moment);
      },
    ),
    { seed: 3, numRuns: 200 },
  );
});

it("what is decided after the window never makes a positive, what is decided before the moment never a row", () => {
  const request = { definition: won, moment: MOMENT, history: history(), now: NOW };
  const edge = CREATED + 90 * DAY_MS;
  fc.assert(
    fc.property(
      fc.integer({ min: CREATED - 30 * DAY_MS, max: NOW }),
      fc.constantFrom("positive" as const, "negative" as const),
      (decidedAt, value) => {
        const label = labelAt({ ...request, outcome: { value, decidedAt } });
        if (decidedAt < MOMENT) expect(label).toEqual({ dropped: "decided_before_moment" });
        else expect(label).toEqual({ label: value === "positive" && decidedAt < edge ? 1 : 0 });
      },
    ),
    { seed: 4, numRuns: 300 },
  );
});

it("tells how many labels are still missing", () => {
  expect(sufficiencyOf(1_000, 30)).toMatchObject({ level: "enough", missingLabels: 0, missingPositives: 0 });
  expect(sufficiencyOf(1_000, 29)).toMatchObject({ level: "exploratory", missingPositives: 1 });
  expect(sufficiencyOf(640, 100)).toMatchObject({ level: "exploratory", missingLabels: 360 });
  expect(sufficiencyOf(199, 100)).toMatchObject({ level: "too_few", missingLabels: 801 });
  expect(sufficiencyOf(5_000, 0).level).toBe("too_few");
  expect(sufficiencyOf(5_000, 5_000).level).toBe("too_few");
});
