import type {
  ContenderDetail,
  ContenderKind,
  CurvePoint,
  TrainingReport,
} from "../../core/training/report.ts";
import { formatNumber, formatShare } from "../format.ts";
import { type CurveChart, type CurveLine, type CurveMark, drawnShare, percent } from "./curve-charts.ts";
import { contenderOf, csvName, detailOf, positivesWord, shareRange } from "./prepared.ts";

/** The last leads of a band, counted from the best. */
interface BandEnd {
  readonly name: string;
  readonly tone: string;
  readonly to: number;
  readonly captured: number;
}

const TOP = 0.2;

/** Positives found when leads are called from the top; the line wears the bands' colours. Null without a curve. */
export function gainChart(report: TrainingReport, subject: ContenderKind): CurveChart | null {
  const detail = detailOf(report, subject);
  const test = contenderOf(report, subject)?.test;
  if (!detail || !test || detail.gain.length < 2) return null;
  const { gain } = detail;
  const ends = bandEnds(detail);
  const top = test.top20Capture;
  const people = positivesWord(report);
  const marks: CurveMark[] = [
    ...ends
      .slice(0, -1)
      .map((end) => ({ ...end, at: valueAt(gain, end.to) }))
      // Labels that would lie upon each other are left to the table.
      .filter(({ at, to }) => Math.abs(at - top.value) > 0.1 && to < 0.85)
      .filter(({ at }, index, all) => index === 0 || at - all[index - 1]!.at > 0.1)
      .map(({ at, to, captured, tone }) => ({
        x: 100 * to,
        y: 100 * at,
        text: `${formatShare(to)} bring ${formatShare(captured)}`,
        tone,
      })),
    {
      x: 100 * TOP,
      y: 100 * top.value,
      text: `Top 20 % bring ${formatShare(top.value)} (${shareRange(top).replace(" %", "")})`,
      tone: null,
    },
  ].sort((a, b) => a.x - b.x);
  let from = 0;
  const lines = ends.map((end, rank): CurveLine => {
    const points = between(gain, from, end.to).map(percent);
    from = end.to;
    return { key: end.name, name: end.name, figure: "", points, rank, tone: end.tone };
  });
  return {
    title: "Gain",
    question: `${people.charAt(0).toUpperCase()}${people.slice(1)} found, working from the top. Dashed: no scoring.`,
    textAlternative: `Share of ${people} found by share of leads called, best first. ${marks.map(({ text }) => text).join("; ")}.`,
    conclusion:
      top.value > TOP
        ? `Calling the best 20 % finds ${formatShare(top.value)} of the ${people}, ${formatNumber(top.value / TOP, 1)} times their share.`
        : `Calling the best 20 % finds ${formatShare(top.value)} of the ${people}, no more than calling any 20 %.`,
    lines,
    marks,
    xLabel: "Share of leads called, best first, %",
    reference: { kind: "rising", name: "No scoring" },
    legend: "none",
    table: {
      columns: [
        { label: "Leads called", kind: "share" },
        { label: "Found", kind: "share" },
      ],
      rows: gain.map(({ x, y }) => [drawnShare(x), drawnShare(y)]),
    },
    csvName: csvName("gain", subject),
  };
}

function bandEnds({ tiers, bands }: ContenderDetail): BandEnd[] {
  const byId = new Map(bands.bands.map((band) => [band.id, band]));
  let [to, captured] = [0, 0];
  return tiers
    .filter(({ rows }) => rows > 0)
    .map((tier) => {
      to += tier.share;
      captured += tier.captured ?? 0;
      const band = byId.get(tier.bandId);
      return {
        name: band?.name ?? tier.bandId,
        tone: band?.tone ?? "suppress",
        to: Math.min(1, to),
        captured,
      };
    });
}

/** On the line between the two points beside x. */
export function valueAt(points: readonly CurvePoint[], x: number): number {
  const after = points.findIndex((point) => point.x >= x);
  if (after === 0) return points[0]!.y;
  if (after < 0) return points[points.length - 1]?.y ?? 0;
  const [a, b] = [points[after - 1]!, points[after]!];
  return b.x === a.x ? b.y : a.y + ((x - a.x) / (b.x - a.x)) * (b.y - a.y);
}

function between(points: readonly CurvePoint[], from: number, to: number): CurvePoint[] {
  return [
    { x: from, y: valueAt(points, from) },
    ...points.filter(({ x }) => x > from && x < to),
    { x: to, y: valueAt(points, to) },
  ];
}
