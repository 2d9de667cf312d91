import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { annotationsWithin, placeOf } from "./annotations.ts";
import { bandMonthsChart } from "./band-months.ts";
import { bandTable } from "./bands.ts";
import { captureChart } from "./capture.ts";
import { decileChart } from "./deciles.ts";
import { funnelChart } from "./funnel.ts";
import { gainChart } from "./gain.ts";
import { headline, shortLine } from "./headline.ts";
import { inflowChart } from "./inflow.ts";
import { countAxis, monthTicks, shareTicks } from "./month-axis.ts";
import { sortSources, sourceTable } from "./sources.ts";
import { bucketText, responseChart, speedChart } from "./speed.ts";
import { insightsCharts } from "./tables.ts";
import { factsOf, figuresOf, type Sketch, WORKING } from "./testing.ts";
import { truthChart } from "./truth.ts";
import {
  hoursText,
  type InsightsFacts,
  rateCell,
  shareText,
  spanLong,
  spanShort,
  workingText,
} from "./words.ts";
import { workloadTable } from "./workload.ts";

const four = WORKING.bands;
const same = (counts: Sketch["months"][number], months = 12): Sketch => ({
  bands: four.slice(0, counts.length),
  months: Array.from({ length: months }, () => counts),
});
const working = factsOf(WORKING);

/** Every word and number of a prepared thing. */
function leaves(value: unknown): (string | number)[] {
  if (typeof value === "string" || typeof value === "number") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(leaves);
}

function expectSound(facts: InsightsFacts): void {
  const charts = insightsCharts(facts);
  for (const chart of [...charts, { ...headline(facts), short: shortLine(facts) }]) {
    for (const leaf of leaves(chart)) {
      if (typeof leaf === "number") expect(Number.isFinite(leaf)).toBe(true);
      else expect(leaf).not.toMatch(/undefined|NaN|Infinity|null|\[object|(^|\s)-\d|−0\b/);
    }
  }
  for (const { title, question, textAlternative, table, csvName } of charts) {
    for (const text of [title, question, textAlternative]) expect(text.length, title).toBeGreaterThan(2);
    for (const row of table.rows) expect(row, title).toHaveLength(table.columns.length);
    expect(csvName).toMatch(/^[a-z-]+\.csv$/);
  }
  expect(new Set(charts.map(({ csvName }) => csvName)).size).toBe(charts.length);
  expect(headline(facts).sentence).toMatch(/\.$/);
}

describe("the headline", () => {
  it("says what the called bands are and bring", () => {
    expect(headline(working).sentence).toBe(
      "Hot and Warm are 38 % of the pipeline and bring 65 % of conversions.",
    );
    expect(headline(working).under).toBe(
      "4,122 leads of May to July 2026, with the score they had at first contact; the window of 90 days is over for each. 1,038 became customers: 25.2 % (23.9–26.5), against 25.2 % of February to April 2026, not clearly different.",
    );
    expect(shortLine(working)).toBe("4,122 leads, 1,038 customers: 25.2 % (23.9–26.5).");
  });

  it("claims no more than the intervals carry", () => {
    const flat = factsOf(
      same(
        [
          [100, 25],
          [300, 78],
          [400, 100],
          [300, 75],
        ],
        3,
      ),
    );
    expect(headline(flat).sentence).toMatch(/: not clearly more than their share\.$/);
    const upsideDown = factsOf(
      same(
        [
          [100, 5],
          [300, 20],
          [400, 200],
          [300, 150],
        ],
        3,
      ),
    );
    expect(headline(upsideDown).sentence).toMatch(/: less than their share\.$/);
  });

  it("is honest where there is little to say", () => {
    const of = (counts: Sketch["months"][number]) => headline(factsOf(same(counts, 1))).sentence;
    expect(
      of([
        [0, 0],
        [0, 0],
      ]),
    ).toBe("No lead of this period has a known outcome yet.");
    expect(
      of([
        [5, 1],
        [7, 0],
        [2, 0],
      ]),
    ).toBe("14 leads with a known outcome: too few to say what the score is worth.");
    expect(
      of([
        [50, 0],
        [70, 0],
        [1, 0],
      ]),
    ).toBe("None of the 121 leads became a customer.");
    expect(
      of([
        [50, 50],
        [70, 70],
        [1, 1],
      ]),
    ).toBe("All 121 leads became customers: there is nothing to tell apart.");
    expect(
      of([
        [0, 0],
        [70, 20],
        [0, 0],
      ]),
    ).toBe("All 70 leads are in one band, Warm: its share says nothing about the score.");
  });

  it("takes the best band where none is called, or all are", () => {
    for (const isCalled of [true, false]) {
      const sketch = { ...WORKING, bands: four.map(({ name }) => ({ name, isCalled })) };
      expect(headline(factsOf(sketch)).sentence).toBe(
        "Hot is 12 % of the pipeline and brings 28 % of conversions.",
      );
    }
  });

  it("says more, less or no clear difference against the period before", () => {
    const halves = (before: number, after: number): Sketch => ({
      ...WORKING,
      months: Array.from({ length: 6 }, (_, month) => [
        [500, month < 3 ? before : after],
        [500, 10],
        [1, 0],
        [1, 0],
      ]),
    });
    expect(headline(factsOf(halves(100, 200))).under).toContain(
      ", more than the 11.0 % of August to October 2025",
    );
    expect(headline(factsOf(halves(200, 100))).under).toContain(", less than the 21.0 %");
    expect(headline(factsOf(halves(100, 101))).under).toContain("not clearly different");
  });

  it("names where scores come from and who is not counted", () => {
    const facts = {
      ...working,
      figures: {
        ...working.figures,
        basis: { contact: 10, stood: 1, replayed: 2_000 },
        leftOut: { immature: 3, decidedBefore: 0, undecided: 1, noMoment: 0, undated: 4 },
        versions: [
          { version: "Model v3", rows: 9 },
          { version: "Rules v2", rows: 4 },
        ],
      },
    };
    expect(headline(facts).basis).toBe(
      "1 lead was never called and counts with the score that stood then. 2,000 leads came before Firstcall scored them: the version in use was applied to what was known then. Scored by 2 versions; leads are ranked within each. Not counted: 3 leads whose 90 days are not over. Not counted: 1 lead still undecided. Without a date, and only in “all”: 4 leads.",
    );
  });
});

describe("every chart", () => {
  it("is there for a score that works, with words, whole tables and a file of its own", () => {
    expect(insightsCharts(working)).toHaveLength(14);
    expectSound(working);
  });

  it("is sound with a band empty, all won, none won, one month, no months, former bands, two and six bands", () => {
    const cases: Sketch[] = [
      same([
        [0, 0],
        [300, 90],
        [400, 60],
        [300, 9],
      ]),
      same([
        [40, 40],
        [300, 300],
        [400, 400],
        [300, 300],
      ]),
      same([
        [40, 0],
        [300, 0],
        [400, 0],
        [300, 0],
      ]),
      same(
        [
          [1, 1],
          [2, 0],
          [0, 0],
          [3, 0],
        ],
        1,
      ),
      same(
        [
          [0, 0],
          [0, 0],
        ],
        2,
      ),
      { bands: four, months: [] },
      { ...WORKING, bands: four.map((band, index) => ({ ...band, isFormer: index === 3 })) },
      same([
        [40, 20],
        [300, 30],
      ]),
      {
        bands: ["A", "B", "C", "D", "E", "F"].map((name, index) => ({ name, isCalled: index < 2 })),
        months: [
          [
            [40, 30],
            [50, 20],
            [60, 10],
            [70, 9],
            [80, 1],
            [90, 0],
          ],
        ],
      },
    ];
    for (const sketch of cases) expectSound(factsOf(sketch));
  });

  it("is sound whatever the counts", () => {
    const pair = fc
      .tuple(
        fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2_000 })),
        fc.double({ min: 0, max: 1, noNaN: true }),
      )
      .map(([rows, part]): [number, number] => [rows, Math.round(rows * part)]);
    const sketch = fc.integer({ min: 2, max: 6 }).chain((count) =>
      fc.record({
        bands: fc.array(fc.record({ name: fc.constantFrom("Hot", "Warm", "Cold"), isCalled: fc.boolean() }), {
          minLength: count,
          maxLength: count,
        }),
        months: fc.array(fc.array(pair, { minLength: count, maxLength: count }), { maxLength: 15 }),
        inPeriod: fc.integer({ min: 1, max: 15 }),
        immature: fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 15 }),
        truthKind: fc.constantFrom("model", "bands", "both", null),
        promiseOff: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(sketch, (random) => expectSound(factsOf(random as Sketch))),
      { numRuns: 150 },
    );
  });
});

describe("tier capture", () => {
  it("puts bands end to end and brackets the called ones", () => {
    const chart = captureChart(working)!;
    for (const [index, { pipeline, conversions }] of chart.bands.slice(1).entries()) {
      expect(pipeline.from).toBeCloseTo(chart.bands[index]!.pipeline.to, 12);
      expect(conversions!.from).toBeCloseTo(chart.bands[index]!.conversions!.to, 12);
    }
    expect(chart.bands.at(-1)!.pipeline.to).toBeCloseTo(1, 12);
    expect(chart.bracket).toMatchObject({ names: "Hot and Warm", pipelineText: "38 % of the pipeline" });
  });

  it("has no bracket where called bands do not come first", () => {
    const odd = four.map((band, index) => ({ ...band, isCalled: index === 1 }));
    expect(captureChart(factsOf({ ...WORKING, bands: odd }))!.bracket).toBeNull();
  });
});

describe("bands", () => {
  it("say what the lowest one would have cost", () => {
    expect(bandTable(working)!.conclusion).toBe(
      "Working the whole Suppress band would have cost about 1,612 calls, about 161 hours, for 75 customers. 1 lead of them was called all the same.",
    );
    const silent = { ...working.figures, suppress: { ...working.figures.suppress!, callsPerLead: null } };
    expect(bandTable({ ...working, figures: silent })!.conclusion).toMatch(
      /^Working the Suppress band would have meant 948 more leads to call/,
    );
  });

  it("show no rate of a few leads", () => {
    const table = bandTable(
      factsOf(
        same(
          [
            [4, 3],
            [300, 90],
            [400, 60],
            [300, 9],
          ],
          1,
        ),
      ),
    )!;
    expect(table.rows[0]!.rate).toEqual({ text: "too few", range: "", drawn: null });
    expect(table.rows[0]!.lift).toBe("–");
    expect(table.rows[1]!.rate.drawn).not.toBeNull();
  });

  it("show the period before only where there is one", () => {
    expect(bandTable(working)!.beforeHead).toBe("Feb–Apr 2026");
    expect(
      bandTable({ ...working, figures: { ...working.figures, previous: null }, compared: null })!.beforeHead,
    ).toBeNull();
  });
});

describe("gain", () => {
  it("is one line without gaps from nothing to all", () => {
    const { lines, marks } = gainChart(working)!;
    for (const [index, { points }] of lines.slice(1).entries())
      expect(points[0]).toEqual(lines[index]!.points.at(-1));
    expect(lines[0]!.points[0]).toEqual({ x: 0, y: 0 });
    expect(lines.at(-1)!.points.at(-1)!.y).toBeCloseTo(1, 12);
    expect(marks.map(({ text }) => text)).toContain("Hot and Warm: 38 % bring 65 %");
  });
});

describe("is the score telling the truth", () => {
  it("says so where every month lies within", () => {
    expect(truthChart(working)!.conclusion).toBe(
      "In each of the 12 months the promise lies within the interval of what happened.",
    );
  });

  it("names months that lie outside, and that rules promise through their bands", () => {
    const low = truthChart(
      factsOf({
        ...WORKING,
        months: WORKING.months.slice(0, 2),
        inPeriod: 1,
        promiseOff: -0.1,
        truthKind: "bands",
      }),
    )!;
    expect(low.conclusion).toBe(
      "The score promised too little in Aug 2025 and Sep 2025. 2 of 2 months lie outside the interval. Rules promise no rate: what each band had brought until then stands for it.",
    );
  });

  it("says since when it is right again", () => {
    const figures = working.figures;
    const months = figures.months.map((month, index) =>
      index < 2 ? { ...month, truth: { ...month.truth!, promised: 0.1, isKept: false } } : month,
    );
    expect(truthChart({ ...working, figures: { ...figures, months } })!.conclusion).toBe(
      "The score promised too little in Aug 2025 and Sep 2025. Since Model v3 every month is within its interval.",
    );
  });

  it("leaves a gap, and no dot, where leads are few", () => {
    const few = truthChart(
      factsOf(
        same(
          [
            [3, 1],
            [9, 2],
          ],
          4,
        ),
      ),
    )!;
    expect(few.months.every(({ happened }) => happened === null)).toBe(true);
    expect(few.months[0]!.tip).toContain("too few");
    expect(few.conclusion).toMatch(/^No month has enough leads/);
  });
});

describe("customers by band, month by month", () => {
  it("leave months out that are still under way, and say so", () => {
    const chart = bandMonthsChart(
      factsOf({ ...WORKING, immature: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100, 900] }),
    )!;
    expect(chart.panels[0]!.values.at(-1)).toBeNull();
    expect(chart.panels[0]!.values.at(-2)).toBe(96);
    expect(chart.question).toContain("Not drawn: Jul 2026, still under way.");
  });

  it("tell a change only where the interval carries it", () => {
    expect(bandMonthsChart(working)!.conclusion).toBe(
      "Since Model v3 no band’s part in the customers has clearly changed.",
    );
    const months = WORKING.months.map((month, index) =>
      index > 3 ? [[165, 150] as const, ...month.slice(1)] : month,
    );
    expect(bandMonthsChart(factsOf({ ...WORKING, months }))!.conclusion).toMatch(
      /^Since Model v3 Hot brings 38 % of the customers instead of 28 %/,
    );
  });
});

describe("tenths", () => {
  it("are compared at their ends, and absent where leads are few", () => {
    expect(decileChart(working)!.conclusion).toMatch(
      /no tenth converts clearly more often than a better one\.$/,
    );
    expect(
      decileChart(
        factsOf(
          same(
            [
              [20, 3],
              [90, 2],
            ],
            1,
          ),
        ),
      ),
    ).toBeNull();
  });
});

describe("funnel, speed and answers", () => {
  it("word stages, promises and buckets", () => {
    expect(funnelChart(working)!.rows[0]!.stages.map(({ time }) => time)).toEqual([
      "",
      "3.4 h",
      "2.5 days",
      "38 days",
    ]);
    const speed = speedChart(working, "owner")!;
    expect(speed.inTimeHead).toBe("In 2 h");
    expect(speed.rows.map(({ name }) => name)).toEqual(["Maya Lindqvist", "Priya Nair"]);
    expect(speed.conclusion).toMatch(
      /^247 of 495 Hot leads were called within 2 h, 50 %, against 53 % the period before, not clearly different\. Half of the calls came within 1 h 23 of working time\./,
    );
    const bucket = { rows: 0, positives: 0, rate: null, interval: null };
    expect(
      [
        [0, 30, false],
        [30, 120, false],
        [120, 480, false],
        [480, null, false],
        [0, null, true],
      ].map(([fromMinutes, toMinutes, isNever]) =>
        bucketText({ ...bucket, fromMinutes, toMinutes, isNever } as Parameters<typeof bucketText>[0]),
      ),
    ).toEqual(["Within 30 min", "30 min to 2 h", "2 to 8 h", "After 8 h", "Not called"]);
  });

  it("compare fast and slow answers only with enough of both", () => {
    expect(responseChart(working)!.question).toMatch(/Observed, not an experiment\.$/);
    expect(responseChart(working)!.conclusion).toMatch(
      /^Called within 30 min, 100 % \(98–100\) became customers; in 2 to 8 h, 0 % \(0–4\)\. Reps may also pick/,
    );
    expect(
      responseChart(
        factsOf(
          same(
            [
              [20, 3],
              [90, 2],
            ],
            1,
          ),
        ),
      )!.conclusion,
    ).toMatch(/^Too few leads/);
  });

  it("are absent where no band is called", () => {
    const none = factsOf({ ...WORKING, bands: four.map(({ name }) => ({ name, isCalled: false })) });
    expect([speedChart(none, "owner"), speedChart(none, "team"), responseChart(none)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe("inflow", () => {
  it("does not draw the month that is not over, and counts it in the table", () => {
    const chart = inflowChart(working, "band")!;
    expect(chart.panels[0]!.values.at(-1)).toBeNull();
    expect(chart.table.rows.at(-1)![1]).toBe(165);
    expect(chart.conclusion).toBe("1,375 leads so far in Jul 2026, a month that is not over and not drawn.");
    expect(inflowChart(working, "source")!.panels.map(({ name }) => name)).toEqual([
      "Demo form",
      "Not recorded",
    ]);
  });
});

describe("sources", () => {
  it("open to campaigns and sort by every column, what has no figure last", () => {
    const table = sourceTable(working)!;
    expect(table.rows.map(({ name, campaigns }) => [name, campaigns.length])).toEqual([
      ["Demo form", 1],
      ["Not recorded", 0],
    ]);
    const lines = [
      { ...table.rows[0]!, name: "A", by: { leads: 1, score: 5, rate: null, positives: 0, hot: 0.2 } },
      { ...table.rows[0]!, name: "B", by: { leads: 3, score: 5, rate: 0.5, positives: 1, hot: 0.1 } },
      { ...table.rows[0]!, name: "C", by: { leads: 2, score: 9, rate: 0.1, positives: 0, hot: 0.3 } },
    ];
    const order = (...args: [Parameters<typeof sortSources>[1], boolean]) =>
      sortSources(lines, ...args)
        .map(({ name }) => name)
        .join("");
    expect(order("rate", true)).toBe("BCA");
    expect(order("rate", false)).toBe("CBA");
    expect(order("name", true)).toBe("CBA");
    expect(order("score", true)).toBe("CAB");
    expect(order("leads", false)).toBe("ACB");
  });

  it("name only those that clearly differ", () => {
    expect(sourceTable(working)!.conclusion).toBe(
      "Demo form converts clearly more often than the others; Not recorded clearly less often.",
    );
  });
});

describe("workload", () => {
  it("says what is late and for whom more is due than fits", () => {
    expect(workloadTable(working)!.conclusion).toBe(
      "47 open leads, 3 late. 7 belong to nobody. More is due than fits for Maya Lindqvist.",
    );
  });
});

describe("words and axes", () => {
  it("never round something to nothing", () => {
    expect([0, 0.001, 0.5, 0.999, 1].map(shareText)).toEqual([
      "0 %",
      "under 1 %",
      "50 %",
      "over 99 %",
      "100 %",
    ]);
    expect([0.5, 3.44, 47, 60, 900].map(hoursText)).toEqual([
      "30 min",
      "3.4 h",
      "47 h",
      "2.5 days",
      "38 days",
    ]);
    expect([22.4, 76, 840].map(workingText)).toEqual(["22 min", "1 h 16", "14 h"]);
    expect(rateCell({ rows: 0, positives: 0, rate: null, interval: null }).text).toBe("–");
  });

  it("write spans of months", () => {
    expect(spanShort({ from: "2026-05", to: "2026-07" })).toBe("May–Jul 2026");
    expect(spanShort({ from: "2025-11", to: "2026-01" })).toBe("Nov 2025–Jan 2026");
    expect(spanLong({ from: "2025-11", to: "2026-01" })).toBe("November 2025 to January 2026");
    expect(spanLong({ from: "2026-05", to: "2026-05" })).toBe("May 2026");
    expect(spanShort({ from: null, to: null })).toBe("all months");
  });

  it("end axes at round numbers above what is drawn", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (most) => {
        const { to, ticks } = countAxis(most);
        expect(to).toBeGreaterThanOrEqual(most);
        expect(to).toBeLessThanOrEqual(Math.max(1, 2 * most));
        expect(ticks.length).toBeLessThanOrEqual(5);
        for (const tick of ticks) expect(Number.isInteger(tick)).toBe(true);
        expect(ticks.at(-1)).toBe(to);
      }),
    );
    expect(shareTicks(0.7)).toEqual([0, 0.2, 0.4, 0.6]);
    const ticks = monthTicks(
      Array.from({ length: 30 }, (_, index) => ({
        month: `20${24 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`,
      })),
    );
    expect(ticks.filter(({ isShown }) => isShown).length).toBeLessThanOrEqual(12);
    expect(ticks.at(-1)!.isShown).toBe(true);
  });

  it("place annotations within their month, in the workspace's zone", () => {
    const months = ["2026-03", "2026-04"];
    expect(placeOf(Date.UTC(2026, 3, 16, 12), months, "UTC")).toBeCloseTo((1 + 15.5 / 30) / 2, 9);
    expect(placeOf(Date.UTC(2026, 2, 31, 23), months, "Europe/Oslo")).toBeCloseTo((1 + 0.5 / 30) / 2, 9);
    expect(placeOf(Date.UTC(2025, 3, 16), months, "UTC")).toBeNull();
    const many = {
      ...working,
      figures: {
        ...figuresOf(WORKING),
        annotations: Array.from({ length: 6 }, (_, index) => ({
          at: Date.UTC(2026, index % 5, 10),
          kind: index < 2 ? ("workflow" as const) : ("model" as const),
          version: index < 2 ? null : `Model v${index}`,
        })),
      },
    };
    const { drawn, caption } = annotationsWithin(many, [
      "2026-01",
      "2026-02",
      "2026-03",
      "2026-04",
      "2026-05",
    ]);
    expect(drawn).toHaveLength(4);
    expect(caption).toMatch(/; 2 more not drawn\.$/);
  });
});
