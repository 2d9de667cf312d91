import { tierRows } from "../../core/evaluation/tiers.ts";
import { wilsonInterval } from "../../core/evaluation/wilson.ts";
import type { InsightBand, InsightsFigures, RateFigure, TierFigures } from "../../core/insights/types.ts";
import type { InsightsFacts } from "./words.ts";

/** Figures as they could be, for tests: whole and consistent, from counts alone. */

export interface Sketch {
  /** Best first. */
  readonly bands: readonly { name: string; isCalled: boolean; isFormer?: boolean }[];
  /** By month, by band: rows and positives. */
  readonly months: readonly (readonly (readonly [rows: number, positives: number])[])[];
  /** Leads of each month whose window is open. */
  readonly immature?: readonly number[];
  /** Months of the end that are the period. */
  readonly inPeriod?: number;
  readonly truthKind?: "model" | "bands" | "both" | null;
  /** Added to what happened, for the promise. */
  readonly promiseOff?: number;
}

export function rateFigure(positives: number, rows: number): RateFigure {
  return {
    rows,
    positives,
    rate: rows === 0 ? null : positives / rows,
    interval: wilsonInterval(positives, rows),
  };
}

const TONES = ["hot", "warm", "nurture", "suppress", "band-5", "band-6"];
const FIRST = Date.UTC(2025, 7, 15);
const monthOf = (index: number) => new Date(Date.UTC(2025, 7 + index, 15)).toISOString().slice(0, 7);

function tierFigures(
  bands: readonly InsightBand[],
  counts: readonly (readonly [number, number])[],
): TierFigures {
  const sum = (part: 0 | 1, of = counts) => of.reduce((total, pair) => total + pair[part], 0);
  const called = bands.flatMap((band, index) => (band.isCalled ? [index] : []));
  const ofCalled = called.map((index) => counts[index]!);
  return {
    tiers: tierRows(
      counts.map(([rows]) => rows),
      counts.map(([, positives]) => positives),
      bands,
    ),
    all: rateFigure(sum(1), sum(0)),
    called:
      called.length === 0 || called.length === bands.length
        ? null
        : {
            ids: called.map((index) => bands[index]!.id),
            rows: sum(0, ofCalled),
            positives: sum(1, ofCalled),
            share: sum(0) === 0 ? 0 : sum(0, ofCalled) / sum(0),
            captured: sum(1) === 0 ? null : sum(1, ofCalled) / sum(1),
          },
  };
}

export function figuresOf(sketch: Sketch): InsightsFigures {
  const live = sketch.bands.filter(({ isFormer }) => !isFormer).length;
  const bands: InsightBand[] = sketch.bands.map(({ name, isCalled, isFormer = false }, index) => ({
    id: `band-${index}`,
    name,
    tone: TONES[index % TONES.length]!,
    rank: Math.max(1, live - index),
    respondWithinMinutes: isCalled ? 120 : null,
    isCalled,
    isFormer,
  }));
  const inPeriod = sketch.inPeriod ?? Math.min(3, sketch.months.length);
  const totals = (months: Sketch["months"]) =>
    bands.map((_, band): [number, number] => [
      months.reduce((sum, month) => sum + month[band]![0], 0),
      months.reduce((sum, month) => sum + month[band]![1], 0),
    ]);
  const current = tierFigures(bands, totals(sketch.months.slice(-inPeriod)));
  const before = sketch.months.slice(-2 * inPeriod, -inPeriod);
  const { all, tiers } = current;
  let [share, captured] = [0, 0];
  const edges = tiers
    .filter(({ rows }) => rows > 0)
    .map((tier) => {
      share = Math.min(1, share + tier.share);
      captured = Math.min(1, captured + (tier.captured ?? 0));
      return { id: tier.id, share, captured };
    });
  const at = (x: number) => {
    const after = edges.findIndex((edge) => edge.share >= x - 1e-12);
    const [a, b] = [edges[after - 1] ?? { share: 0, captured: 0 }, edges[after] ?? { share: 1, captured: 1 }];
    return b.share === a.share
      ? b.captured
      : a.captured + ((x - a.share) / (b.share - a.share)) * (b.captured - a.captured);
  };
  const best = bands.find(({ isCalled }) => isCalled);
  const prompt = (inTime: number, late: number, unanswered: number) => ({
    ...rateFigure(inTime, inTime + late + unanswered),
    ...{ inTime, late, unanswered, open: 2 },
  });
  const hot = tiers[0]?.rows ?? 0;
  const [fast, slow] = [Math.floor(hot / 2), Math.floor(hot / 3)];
  const [rest, won] = [hot - fast - slow, tiers[0]?.positives ?? 0];
  return {
    bands,
    current,
    previous: before.length === inPeriod && inPeriod > 0 ? tierFigures(bands, totals(before)) : null,
    gain:
      all.positives === 0
        ? null
        : {
            points: Array.from({ length: 51 }, (_, step) => {
              const x = step / 50;
              const y = Math.min(1, at(x));
              return { share: x, captured: y, lift: step === 0 ? null : y / x };
            }),
            edges,
          },
    deciles:
      all.rows < 300
        ? null
        : Array.from({ length: 10 }, (_, tenth) => ({
            decile: tenth + 1,
            meanScore: 95 - 10 * tenth,
            ...rateFigure(
              all.positives * (at((tenth + 1) / 10) - at(tenth / 10)) > all.rows / 10
                ? all.rows / 10
                : Math.max(0, all.positives * (at((tenth + 1) / 10) - at(tenth / 10))),
              all.rows / 10,
            ),
          })),
    months: sketch.months.map((month, index) => {
      const ofMonth = rateFigure(
        month.reduce((sum, pair) => sum + pair[1], 0),
        month.reduce((sum, pair) => sum + pair[0], 0),
      );
      const promised = Math.min(1, Math.max(0, (ofMonth.rate ?? 0) + (sketch.promiseOff ?? 0)));
      return {
        month: monthOf(index),
        at: FIRST + index * 30.4 * 86_400_000,
        tiers: bands.map(({ id }, band) => ({ id, rows: month[band]![0], positives: month[band]![1] })),
        all: ofMonth,
        truth:
          sketch.truthKind === null || ofMonth.rows === 0 || ofMonth.interval === null
            ? null
            : {
                ...ofMonth,
                promised,
                kind: sketch.truthKind ?? "model",
                isKept: promised >= ofMonth.interval.low && promised <= ofMonth.interval.high,
              },
        isInPeriod: index >= sketch.months.length - inPeriod,
        immature: sketch.immature?.[index] ?? 0,
      };
    }),
    funnel: [
      { id: null, rows: all.rows, won: all.positives },
      ...tiers.map((tier) => ({ id: tier.id, rows: tier.rows, won: tier.positives })),
    ].map(({ id, rows, won: closed }) => ({
      id,
      created: rows,
      contacted: Math.floor(0.8 * rows),
      qualified: Math.floor(0.5 * rows),
      won: closed,
      wonWithoutContact: Math.min(1, closed),
      hoursToContacted: rows === 0 ? null : 3.4,
      hoursToQualified: rows < 3 ? null : 60,
      hoursToWon: closed === 0 ? null : 900.5,
    })),
    speed: best
      ? {
          bandId: best.id,
          promiseMinutes: 120,
          all: prompt(fast, slow, rest),
          previous: before.length === inPeriod && inPeriod > 0 ? prompt(40, 30, 5) : null,
          byOwner: [
            { id: "maya", name: "Maya Lindqvist", ...prompt(fast, 0, rest) },
            { id: "priya", name: "Priya Nair", ...prompt(0, slow, 0) },
            { id: null, name: "Unclaimed", ...prompt(0, 0, 0) },
          ],
          byTeam: [{ id: "north", name: "North", ...prompt(fast, slow, rest) }],
          medianMinutes: hot === 0 ? null : 83.4,
          buckets: [
            { fromMinutes: 0, toMinutes: 30, isNever: false, ...rateFigure(Math.min(won, fast), fast) },
            {
              ...{ fromMinutes: 30, toMinutes: 120, isNever: false },
              ...rateFigure(Math.min(Math.max(0, won - fast), slow), slow),
            },
            { fromMinutes: 120, toMinutes: 480, isNever: false, ...rateFigure(0, rest) },
            { fromMinutes: 480, toMinutes: null, isNever: false, ...rateFigure(0, 0) },
            { fromMinutes: 0, toMinutes: null, isNever: true, ...rateFigure(0, rest) },
          ],
          convertedInTime: rateFigure(Math.min(won, fast), fast),
          convertedLate: rateFigure(0, slow),
        }
      : null,
    inflow: {
      months: sketch.months.map((month, index) => {
        const rows = month.map((pair) => pair[0]);
        const total = rows.reduce((sum, count) => sum + count, 0) + 1;
        return {
          month: monthOf(index),
          isPartial: index === sketch.months.length - 1,
          byBand: [...rows, 1],
          bySource: [Math.floor(total / 2), total - Math.floor(total / 2), 0],
          total,
        };
      }),
      sources: [
        { name: "Demo form", isOther: false, total: all.rows },
        { name: null, isOther: false, total: all.rows },
        { name: null, isOther: true, total: 0 },
      ],
      unscored: sketch.months.length,
    },
    sources:
      all.rows === 0
        ? []
        : [
            {
              ...rateFigure(Math.min(Math.floor(all.rows / 2), all.positives), Math.floor(all.rows / 2)),
              ...{
                source: "Demo form",
                campaignsLeftOut: 0,
                campaign: undefined,
                meanScore: 52.3,
                hot: 0,
                hotShare: 0,
              },
            },
            {
              ...rateFigure(0, 0),
              ...{
                source: "Demo form",
                campaignsLeftOut: 0,
                campaign: "Spring",
                meanScore: 0,
                hot: 0,
                hotShare: 0,
              },
            },
            {
              ...rateFigure(
                Math.max(0, all.positives - Math.floor(all.rows / 2)),
                all.rows - Math.floor(all.rows / 2),
              ),
              ...{
                source: null,
                campaignsLeftOut: 0,
                campaign: undefined,
                meanScore: 12,
                hot: 1,
                hotShare: 1 / all.rows,
              },
            },
          ],
    workload: [
      {
        ownerId: "maya",
        name: "Maya Lindqvist",
        open: 40,
        hot: 5,
        due: 22,
        late: 3,
        capacity: 20,
        calls: 61,
      },
      { ownerId: "priya", name: "Priya Nair", open: 0, hot: 0, due: 0, late: 0, capacity: null, calls: 0 },
      { ownerId: null, name: "Nobody", open: 7, hot: 0, due: 7, late: 0, capacity: null, calls: 0 },
    ],
    suppress:
      (tiers[tiers.length - 1]?.rows ?? 0) > 0
        ? {
            bandId: tiers[tiers.length - 1]!.id,
            rows: tiers[tiers.length - 1]!.rows,
            positives: tiers[tiers.length - 1]!.positives,
            contacted: 1,
            callsPerLead: 1.7,
            minutesPerCall: 6,
          }
        : null,
    annotations: [
      { at: FIRST + 100 * 86_400_000, kind: "model", version: "Model v3" },
      { at: FIRST + 130 * 86_400_000, kind: "bands", version: null },
      { at: FIRST - 900 * 86_400_000, kind: "rules", version: "Rules v1" },
    ],
    basis: { contact: all.rows, stood: 0, replayed: 0 },
    leftOut: { immature: 12, decidedBefore: 0, undecided: 0, noMoment: 0, undated: 0 },
    versions: [{ version: "Model v3", rows: all.rows }],
  };
}

/** The facts round figures: customers within 90 days, read on 21 November 2026 in Oslo. */
export function factsOf(sketch: Sketch): InsightsFacts {
  const figures = figuresOf(sketch);
  const inPeriod = figures.months.filter((month) => month.isInPeriod);
  const before = figures.months.filter((month) => !month.isInPeriod).slice(-inPeriod.length);
  return {
    figures,
    outcome: {
      kind: "won_deal",
      name: "closed won",
      outcome: "won_deal",
      anchor: "first_touch",
      windowDays: 90,
    },
    period: { from: inPeriod[0]?.month ?? null, to: inPeriod[inPeriod.length - 1]?.month ?? null },
    compared:
      figures.previous && before.length > 0
        ? { from: before[0]!.month, to: before[before.length - 1]!.month }
        : null,
    isModel: true,
    timeZone: "Europe/Oslo",
    now: Date.UTC(2026, 10, 21, 13, 5),
  };
}

const FOUR = [
  { name: "Hot", isCalled: true },
  { name: "Warm", isCalled: true },
  { name: "Nurture", isCalled: false },
  { name: "Suppress", isCalled: false },
];

/** Twelve months of a score that works. */
export const WORKING: Sketch = {
  bands: FOUR,
  months: Array.from({ length: 12 }, () => [
    [165, 96],
    [357, 129],
    [536, 96],
    [316, 25],
  ]),
};
