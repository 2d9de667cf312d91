import { describe, expect, it } from "vitest";
import { type DemoFigures, demoProblems } from "./check";

const expected = { leads: 4_800, thisWeek: 200 };
const sound: DemoFigures = {
  leads: 4_990,
  decided: 4_400,
  won: 1_100,
  open_this_week: 200,
  decided_too_early: 0,
  late_events: 0,
  silent_leads: 0,
  bots: 400,
  scanned: 2_000,
  unflagged_crawlers: 0,
  unscored: 0,
  without_history: 0,
  open_by_band: { hot: 30, warm: 130, nurture: 220, suppress: 210 },
  overrides: 197,
  active_overrides: 6,
  waiting_requests: 2,
  misquoted_overrides: 0,
  impossible_overrides: 0,
  idle_overrides: 0,
  won_raised: 45,
  decided_raised: 105,
  won_lowered: 8,
  decided_lowered: 60,
};
const problemsWith = (change: Partial<DemoFigures>) => demoProblems({ ...sound, ...change }, expected);

describe("reading the demo back", () => {
  it("passes a sound one", () => {
    expect(demoProblems(sound, expected)).toEqual([]);
  });

  it.each<[Partial<DemoFigures>, string]>([
    [{ leads: 0 }, "0 leads instead of about 5000"],
    [{ won: 900 }, "a base rate of 20.5 %"],
    [{ won: 1_300 }, "a base rate of 29.5 %"],
    [{ open_this_week: 149 }, "149 open leads of this week instead of about 200"],
    [{ open_this_week: 261 }, "261 open leads of this week instead of about 200"],
    [{ decided_too_early: 1 }, "1 leads decided before their first event"],
    [{ late_events: 2 }, "2 leads with events at or after their end"],
    [{ silent_leads: 1 }, "1 leads without any event"],
    [{ bots: 0 }, "no bot"],
    [{ scanned: 0 }, "no link scanner"],
    [{ unflagged_crawlers: 1 }, "1 crawlers without a flag"],
    [{ unscored: 3 }, "3 leads without a score"],
    [{ without_history: 4 }, "4 leads without score history"],
    [{ open_by_band: { ...sound.open_by_band, hot: 2 } }, "only 2 of 562 open leads hot"],
    [{ overrides: 90 }, "90 overrides among 5000 leads"],
    [{ misquoted_overrides: 1 }, "1 overrides of a score that the machine did not give"],
    [{ impossible_overrides: 2 }, "2 overrides outside the open life of their lead"],
    [{ idle_overrides: 1 }, "1 active overrides that do not count"],
    [{ active_overrides: 0 }, "only 0 active overrides"],
    [{ waiting_requests: 1 }, "1 requests waiting instead of 2"],
    [{ won_raised: 14 }, "raised leads won in 13 %, lowered ones in 13 %"],
    [{ open_by_band: { hot: 30, warm: 130, suppress: 210 } }, "only 0 of 370 open leads nurture"],
  ])("refuses %o", (change, problem) => {
    expect(problemsWith(change)).toEqual([problem]);
  });
});
