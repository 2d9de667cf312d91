import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMPILED } from "@/lib/core/simulation/testing";
import {
  EMPTY_STATE,
  editTexts,
  parseSimulatorQuery,
  readEdits,
  type SimulatorState,
  simulatorHref,
  simulatorQuery,
} from "./query";

const read = (text: string) => parseSimulatorQuery(new URLSearchParams(text));
const LEAD = "01a1fe73-38c2-7171-ae3c-798d068d4ad5";
const OTHER = "01a1fe73-d569-72f4-b87e-6d63caac7749";

describe("the simulator's address", () => {
  it("keeps the whole state, and says it in one way", () => {
    const key = fc.constantFrom("pricing_views_7d", "seniority", "decision_maker", "own_thing");
    const text = fc.string({ minLength: 1, maxLength: 40 }).filter((value) => !/[\p{Cc}\p{Cs}]/u.test(value));
    const variant = (scorer: fc.Arbitrary<string | null>) =>
      fc.record({ edits: fc.dictionary(key, text), quietDays: fc.integer({ min: 0, max: 90 }), scorer });
    const state: fc.Arbitrary<SimulatorState> = fc
      .record({
        start: fc.constantFrom<SimulatorState["start"]>(
          { kind: "blank" },
          { kind: "persona", id: "director" },
          { kind: "lead", id: LEAD },
        ),
        scorer: fc.constantFrom(null, OTHER),
        b: variant(fc.constant(null)),
        c: fc.option(variant(fc.constantFrom(null, OTHER))),
        on: fc.constantFrom("b" as const, "c" as const),
        signal: fc.constantFrom(null, "pricing_views_7d"),
        saved: fc.constantFrom(null, OTHER),
      })
      .map((made) => (made.c === null ? { ...made, on: "b" as const } : made));
    fc.assert(
      fc.property(state, (made) => {
        const { state: back, problems } = read(simulatorQuery(made));
        expect(problems).toEqual([]);
        expect(JSON.parse(JSON.stringify(back))).toEqual(JSON.parse(JSON.stringify(made)));
        expect(simulatorQuery(back)).toBe(simulatorQuery(made));
      }),
    );
    expect(simulatorHref()).toBe("/simulator");
  });

  it("names what it cannot read, leaves it out, and never throws", () => {
    expect(read("lead=nobody").problems).toEqual(["lead"]);
    expect(read("persona=clown")).toEqual({ state: EMPTY_STATE, problems: ["persona"] });
    expect(read("scorer=1").problems).toEqual(["scorer"]);
    expect(read("b-quiet=400").problems).toEqual(["quiet"]);
    expect(read("b-quiet=-1").problems).toEqual(["quiet"]);
    expect(read("b.Pricing%20Views=1").problems).toEqual(["edit"]);
    expect(read(`b.pricing_views_7d=${"9".repeat(300)}`).problems).toEqual(["edit"]);
    expect(read("signal=<script>").problems).toEqual(["signal"]);
    expect(read("utm_source=mail")).toEqual({ state: EMPTY_STATE, problems: [] });
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => read(text)).not.toThrow();
        expect(() => parseSimulatorQuery({ b: [text], lead: text, "b.x": undefined })).not.toThrow();
      }),
    );
    const many = Array.from({ length: 80 }, (_, at) => `b.own_${at}=1`).join("&");
    expect(Object.keys(read(many).state.b.edits)).toHaveLength(60);
  });

  it("reads values by the types of their signals, and drops what cannot be", () => {
    const edits = {
      pricing_views_7d: 3,
      time_on_site_30d_minutes: 12.5,
      decision_maker: null,
      trial_started: true,
      seniority: "vp",
      source_channel: "~odd",
      employees: 200,
    };
    expect(readEdits(COMPILED, editTexts(edits))).toEqual({ edits, dropped: [] });
    expect(
      readEdits(COMPILED, {
        pricing_views_7d: "-1",
        pricing_views_30d: "1.5",
        docs_views_30d: "NaN",
        webinars_attended_90d: "1e99",
        trial_started: "maybe",
        employees: "0",
        email_click_rate_90d: "1",
        days_since_last_activity: "~x",
        never_heard_of: "1",
      }),
    ).toEqual({
      edits: {},
      dropped: [
        ...[
          "pricing_views_7d",
          "pricing_views_30d",
          "docs_views_30d",
          "webinars_attended_90d",
          "trial_started",
        ],
        ...["employees", "email_click_rate_90d", "days_since_last_activity", "never_heard_of"],
      ],
    });
  });
});
