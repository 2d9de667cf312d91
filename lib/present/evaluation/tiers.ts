import type { ContenderDetail, ContenderKind, TrainingReport } from "../../core/training/report.ts";
import { formatNumber, formatShare, listOf } from "../format.ts";
import { csvName, detailOf, type PreparedChart, positivesWord, shareRange } from "./prepared.ts";

/** What a band mark needs. */
export interface TierBand {
  readonly name: string;
  readonly tone: string;
  readonly rank: number;
  readonly count: number;
}

export interface TierRow {
  readonly band: TierBand;
  readonly leads: string;
  readonly share: string;
  /** Where the bar and its interval end, 0..1 of the axis; null where the band is empty. */
  readonly bar: { readonly to: number; readonly low: number; readonly high: number } | null;
  readonly rate: string;
  readonly range: string;
  readonly positives: string;
  readonly captured: string;
  readonly lift: string;
}

export interface TierTable extends PreparedChart {
  readonly rows: readonly TierRow[];
  readonly all: { readonly leads: string; readonly rate: string; readonly positives: string };
  readonly positivesHead: string;
  readonly axisText: string;
  /** 0..1 of the axis. */
  readonly base: number;
}

const NONE = "–";

/** A band of the set as its mark needs it; an unknown id stays readable. */
export function bandOf(detail: ContenderDetail, id: string): TierBand {
  const band = detail.bands.bands.find((known) => known.id === id);
  return {
    name: band?.name ?? id,
    tone: band?.tone ?? "suppress",
    rank: band?.rank ?? 1,
    count: detail.bands.bands.length,
  };
}

/** What each proposed band would have held of the test leads. */
export function tierTable(report: TrainingReport, subject: ContenderKind): TierTable | null {
  const detail = detailOf(report, subject);
  if (!detail || detail.tiers.length === 0) return null;
  const { test, testPositives } = report.split;
  const base = testPositives / Math.max(1, test);
  const people = positivesWord(report);
  const highest = Math.max(base, ...detail.tiers.map(({ interval }) => interval?.high ?? 0));
  const axis = Math.min(1, Math.ceil(10 * highest) / 10) || 1;
  const edges = detail.bands.bands.map(({ from }) => from).filter((from) => from > 0);
  return {
    title: "Tiers on the test leads",
    question: `Edges at ${listOf([...edges].sort((a, b) => a - b).map((edge) => formatNumber(edge)))}. Dashed line: base rate.`,
    textAlternative: detail.tiers
      .map((tier) => {
        const rate =
          tier.rate === null || !tier.interval
            ? "no leads"
            : `${formatShare(tier.rate)} convert (${shareRange(tier.interval)})`;
        return `${bandOf(detail, tier.bandId).name}: ${formatNumber(tier.rows)} leads, ${rate}`;
      })
      .join("; "),
    conclusion: tierSentence(detail, people),
    rows: detail.tiers.map((tier) => ({
      band: bandOf(detail, tier.bandId),
      leads: formatNumber(tier.rows),
      share: formatShare(tier.share),
      bar:
        tier.rate === null || !tier.interval
          ? null
          : {
              to: tier.rate / axis,
              low: tier.interval.low / axis,
              high: Math.min(1, tier.interval.high / axis),
            },
      rate: tier.rate === null ? NONE : formatShare(tier.rate),
      range: tier.interval ? shareRange(tier.interval).replace(" %", "") : "",
      positives: formatNumber(tier.positives),
      captured: tier.captured === null ? NONE : formatShare(tier.captured),
      lift: tier.lift === null ? NONE : `${formatNumber(tier.lift, 1)}×`,
    })),
    all: { leads: formatNumber(test), rate: formatShare(base, 1), positives: formatNumber(testPositives) },
    positivesHead: people.charAt(0).toUpperCase() + people.slice(1),
    axisText: formatShare(axis),
    base: base / axis,
    table: {
      columns: [
        { label: "Band", kind: "text" },
        { label: "Leads", kind: "count" },
        { label: "Pipeline", kind: "share" },
        { label: "Rate", kind: "share" },
        { label: "Low", kind: "share" },
        { label: "High", kind: "share" },
        { label: people.charAt(0).toUpperCase() + people.slice(1), kind: "count" },
        { label: "Captured", kind: "share" },
        { label: "Lift", kind: "figure" },
      ],
      rows: detail.tiers.map((tier) => [
        bandOf(detail, tier.bandId).name,
        tier.rows,
        tier.share,
        tier.rate,
        tier.interval?.low ?? null,
        tier.interval?.high ?? null,
        tier.positives,
        tier.captured,
        tier.lift,
      ]),
    },
    csvName: csvName("tiers", subject),
  };
}

/** "Hot and Warm are 38 % of the test leads and bring 65 % of the customers. The 893 Suppress leads hold 71." */
function tierSentence(detail: ContenderDetail, people: string): string | null {
  const filled = detail.tiers.filter(({ rows }) => rows > 0);
  const upper = filled.slice(0, Math.max(1, Math.floor(filled.length / 2)));
  const last = filled[filled.length - 1];
  if (upper.length === 0 || !last || upper.includes(last)) return null;
  const share = upper.reduce((sum, tier) => sum + tier.share, 0);
  const captured = upper.reduce((sum, tier) => sum + (tier.captured ?? 0), 0);
  const one = upper.length === 1;
  return `${listOf(upper.map(({ bandId }) => bandOf(detail, bandId).name))} ${one ? "is" : "are"} ${formatShare(share)} of the test leads and ${one ? "brings" : "bring"} ${formatShare(captured)} of the ${people}. The ${formatNumber(last.rows)} ${bandOf(detail, last.bandId).name} leads hold ${formatNumber(last.positives)}.`;
}
