import { valueAt } from "../evaluation/gain-chart.ts";
import type { PreparedChart } from "../evaluation/prepared.ts";
import { formatShare } from "../format.ts";
import {
  bandMark,
  bandNames,
  drawn,
  type InsightsFacts,
  peopleHead,
  peopleWord,
  shareText,
} from "./words.ts";

/** Shares 0..1 on both axes. */
export interface GainLine {
  readonly id: string;
  readonly tone: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface GainMark {
  readonly x: number;
  readonly y: number;
  /** "Hot and Warm, 38 %, bring 65 %" */
  readonly text: string;
  readonly tone: string;
  /** The label stands left of its dot. */
  readonly isLeft: boolean;
}

export interface GainChart extends PreparedChart {
  /** Best band first; they meet. */
  readonly lines: readonly GainLine[];
  readonly marks: readonly GainMark[];
  /** At each tenth of the leads, for tooltips. */
  readonly tips: readonly { readonly x: number; readonly text: string }[];
  readonly xLabel: string;
}

/** Customers found by working from the top, on what really came. Null without conversions. */
export function gainChart(facts: InsightsFacts): GainChart | null {
  const { gain, bands, versions } = facts.figures;
  if (!gain || gain.points.length < 2) return null;
  const points = gain.points.map(({ share, captured }) => ({ x: share, y: captured }));
  const people = peopleWord(facts);
  let from = { x: 0, y: 0 };
  const lines = gain.edges.map((edge): GainLine => {
    const to = { x: edge.share, y: edge.captured };
    const [start] = [from];
    from = to;
    return {
      id: edge.id,
      tone: bandMark(bands, edge.id).tone,
      points: [start, ...points.filter(({ x }) => x > start.x && x < to.x), to],
    };
  });
  const marks = gain.edges
    .slice(0, -1)
    .map(
      (edge, index): GainMark => ({
        x: edge.share,
        y: edge.captured,
        text: `${bandNames(
          bands,
          gain.edges.slice(0, index + 1).map(({ id }) => id),
        )}: ${shareText(edge.share)} bring ${shareText(edge.captured)}`,
        tone: bandMark(bands, edge.id).tone,
        isLeft: edge.share > 0.5,
      }),
    )
    // Labels that would lie upon each other, or upon the frame, are left to the figures.
    .filter(({ x, y }) => x > 0.005 && x < 0.85 && y > 0.07 && y < 0.985)
    .filter(({ y }, index, all) => index === 0 || y - all[index - 1]!.y > 0.09)
    .slice(0, 3);
  const fifth = valueAt(points, 0.2);
  return {
    title: "Gain",
    question: `${peopleHead(facts)} found, working from the top. Straight line: no scoring.`,
    textAlternative: `Share of ${people} found by share of leads called, best first. ${marks.map(({ text }) => text).join("; ")}.`,
    conclusion: `The best 20 % of leads held ${shareText(fifth)} of the ${people}.${versions.length > 1 ? " Ranked within each version." : ""}`,
    lines,
    marks,
    tips: Array.from({ length: 10 }, (_, tenth) => (tenth + 1) / 10).map((x) => ({
      x,
      text: `Best ${formatShare(x)} of leads: ${shareText(valueAt(points, x))} of ${people}`,
    })),
    xLabel: "Share of pipeline called, best first, %",
    table: {
      columns: [
        { label: "Leads called", kind: "share" },
        { label: "Found", kind: "share" },
        { label: "Lift", kind: "decimal" },
      ],
      rows: gain.points.map(({ share, captured, lift }) => [drawn(share), drawn(captured), drawn(lift)]),
    },
    csvName: "gain.csv",
  };
}
