import type { PreparedChart } from "../evaluation/prepared.ts";
import type { TierBand } from "../evaluation/tiers.ts";
import { formatNumber } from "../format.ts";
import {
  bandMark,
  bandNames,
  drawn,
  type InsightsFacts,
  NONE,
  peopleCount,
  peopleHead,
  shareText,
} from "./words.ts";

/** From and to, 0..1 of the bar's width. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

export interface CaptureBand {
  readonly band: TierBand;
  readonly pipeline: Extent;
  /** Null where nothing converted at all. */
  readonly conversions: Extent | null;
  /** "12 %" */
  readonly share: string;
  readonly captured: string;
  /** "287 customers" in the widest segment, "287" in the others. */
  readonly positives: string;
  /** What its two segments are, for a tooltip. */
  readonly tip: string;
}

export interface CaptureChart extends PreparedChart {
  /** Best first, bands without leads left out. */
  readonly bands: readonly CaptureBand[];
  /** Round the bands that are called; null where they do not come first. */
  readonly bracket: {
    readonly names: string;
    readonly pipelineTo: number;
    readonly conversionsTo: number | null;
    readonly pipelineText: string;
    readonly conversionsText: string;
    readonly pipelineShare: string;
    readonly conversionsShare: string;
  } | null;
}

/** How each band's share of leads turns into its share of conversions. Null without leads. */
export function captureChart(facts: InsightsFacts): CaptureChart | null {
  const { bands, current } = facts.figures;
  const filled = current.tiers.filter(({ rows }) => rows > 0);
  if (filled.length === 0) return null;
  let [leads, hits] = [0, 0];
  const widest = filled.reduce((most, tier) => (tier.positives > most.positives ? tier : most));
  const drawnBands = filled.map((tier): CaptureBand => {
    const [fromLeads, fromHits] = [leads, hits];
    leads += tier.share;
    hits += tier.captured ?? 0;
    const band = bandMark(bands, tier.id);
    const captured = tier.captured === null ? NONE : shareText(tier.captured);
    return {
      band,
      pipeline: { from: fromLeads, to: Math.min(1, leads) },
      conversions: tier.captured === null ? null : { from: fromHits, to: Math.min(1, hits) },
      share: shareText(tier.share),
      captured,
      positives: tier === widest ? peopleCount(facts, tier.positives) : formatNumber(tier.positives),
      tip: `${band.name}: ${formatNumber(tier.rows)} leads, ${shareText(tier.share)} of the pipeline; ${peopleCount(facts, tier.positives)}${tier.captured === null ? "" : `, ${captured} of conversions`}`,
    };
  });
  return {
    title: "Tier capture",
    question: "How each band’s share of leads turns into its share of conversions",
    textAlternative: `${drawnBands.map(({ tip }) => tip).join(". ")}.`,
    conclusion: null,
    bands: drawnBands,
    bracket: bracketOf(facts, filled),
    table: {
      columns: [
        { label: "Band", kind: "text" },
        { label: "Leads", kind: "count" },
        { label: "Pipeline", kind: "share" },
        { label: peopleHead(facts), kind: "count" },
        { label: "Conversions", kind: "share" },
      ],
      rows: current.tiers.map(({ id, rows, share, positives, captured }) => [
        bandMark(bands, id).name,
        rows,
        drawn(share),
        positives,
        drawn(captured),
      ]),
    },
    csvName: "tier-capture.csv",
  };
}

function bracketOf(
  { figures: { bands, current } }: InsightsFacts,
  filled: readonly { id: string; share: number; captured: number | null }[],
): CaptureChart["bracket"] {
  const called = filled.filter(({ id }) => current.called?.ids.includes(id));
  const isFirst = called.every((tier, index) => tier === filled[index]);
  if (!current.called || called.length === 0 || called.length === filled.length || !isFirst) return null;
  const { share, captured } = current.called;
  return {
    names: bandNames(
      bands,
      called.map(({ id }) => id),
    ),
    pipelineTo: share,
    conversionsTo: captured,
    pipelineText: `${shareText(share)} of the pipeline`,
    conversionsText: captured === null ? "" : `${shareText(captured)} of conversions`,
    pipelineShare: shareText(share),
    conversionsShare: captured === null ? NONE : shareText(captured),
  };
}
