import type { ContenderKind, TrainingReport } from "../../core/training/report.ts";
import { formatCount, formatNumber, formatShare, formatSigned } from "../format.ts";
import { csvName, detailOf, levelText, type PreparedChart } from "./prepared.ts";

export interface SwarmDot {
  /** 0..1 of the axis. */
  readonly x: number;
  /** Steps off the middle of the row, −4..4. */
  readonly step: number;
  /** 0 low .. 4 high value; null where the value has no order. */
  readonly shade: number | null;
}

export interface ImportanceRow {
  readonly key: string;
  readonly label: string;
  readonly mean: string;
  /** 0..1 of the longest bar. */
  readonly bar: number;
  readonly dots: readonly SwarmDot[];
  /** Loss of AUC when dealt out at random: "0.031". */
  readonly permutation: string;
}

export interface ImportanceChart extends PreparedChart {
  readonly rows: readonly ImportanceRow[];
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** Where 0 lies, 0..1. */
  readonly zero: number;
}

const MOST = 15;
const COLUMNS = 84;
/** Four above the middle and four below. */
const COLUMN_DOTS = 9;
const FARTHEST_ASIDE = 2;

/** What moves the score: contribution in log-odds, one dot a lead. Null for rules, which are read elsewhere. */
export function importanceChart(report: TrainingReport, subject: ContenderKind): ImportanceChart | null {
  const detail = detailOf(report, subject);
  const importance = detail?.importance ?? [];
  if (!detail || importance.length === 0) return null;
  const top = importance.slice(0, MOST);
  const swarms = new Map(detail.beeswarm.map(({ key, points }) => [key, points]));
  const all = top
    .flatMap(({ key }) => swarms.get(key)?.map(({ contribution }) => contribution) ?? [])
    .sort((a, b) => a - b);
  // One lead in two hundred may lie beyond the axis and is drawn at its end.
  const low = Math.min(0, all[Math.floor(0.005 * all.length)] ?? -1);
  const high = Math.max(0, all[Math.ceil(0.995 * all.length) - 1] ?? 1);
  const step = niceStep((high - low) / 5);
  const from = Math.floor(low / step) * step;
  const to = Math.max(from + step, Math.ceil(high / step) * step);
  const at = (value: number) => Math.min(1, Math.max(0, (value - from) / (to - from)));
  const longest = Math.max(1e-12, ...top.map(({ meanAbsolute }) => meanAbsolute));
  const decimals = step < 0.1 ? 2 : step < 1 ? 1 : 0;
  const [first, second] = top;
  const total = importance.reduce((sum, { meanAbsolute }) => sum + meanAbsolute, 0);
  return {
    title: "What moves the score",
    question: `${top.length < importance.length ? `Top ${top.length} of ${formatCount(importance.length, "signal")}` : formatCount(top.length, "signal")} by mean effect. Each dot is a lead; right of 0 raises.`,
    textAlternative: top
      .map(({ label, meanAbsolute }) => `${label} ${formatNumber(meanAbsolute, 2)}`)
      .join("; "),
    conclusion:
      first && second && total > 0
        ? `${first.label} and ${second.label} carry ${formatShare((first.meanAbsolute + second.meanAbsolute) / total)} of what moves the score. Observed, not an experiment.`
        : null,
    rows: top.map((signal) => ({
      key: signal.key,
      label: signal.label,
      mean: formatNumber(signal.meanAbsolute, 2),
      bar: signal.meanAbsolute / longest,
      dots: stacked(swarms.get(signal.key) ?? [], at),
      permutation: signal.permutation === null ? "–" : formatNumber(signal.permutation, 3),
    })),
    ticks: Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => {
      const value = from + index * step;
      return { at: at(value), text: formatSigned(value, decimals) };
    }),
    zero: at(0),
    table: {
      columns: [
        { label: "Signal", kind: "text" },
        { label: "Mean effect, log-odds", kind: "figure" },
        { label: "Loss of AUC when shuffled", kind: "figure" },
        { label: "Standard error", kind: "figure" },
      ],
      rows: importance.map((signal) => [
        signal.label,
        signal.meanAbsolute,
        signal.permutation,
        signal.permutationError,
      ]),
    },
    csvName: csvName("importance", subject),
  };
}

/** 1, 2 or 5 times a power of ten. */
export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1e-9, rough)));
  const factor = rough / power;
  return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
}

/**
 * Dots of one place stand above and below each other, 0, +1, −1, +2, ...; where a column is full the next ones stand
 * beside it, at most two columns off, as in any swarm of values that many leads share.
 */
function stacked(
  points: readonly { readonly contribution: number; readonly rank: number | null }[],
  at: (value: number) => number,
): SwarmDot[] {
  const taken = new Map<number, number>();
  return points.map(({ contribution, rank }) => {
    const column = Math.round(at(contribution) * COLUMNS);
    const before = taken.get(column) ?? 0;
    taken.set(column, before + 1);
    const aside = alternating(Math.floor(before / COLUMN_DOTS) % (2 * FARTHEST_ASIDE + 1));
    return {
      x: Math.min(1, Math.max(0, (column + aside) / COLUMNS)),
      step: alternating(before % COLUMN_DOTS),
      shade: rank === null ? null : Math.min(4, Math.floor(rank * 5)),
    };
  });
}

/** 0, 1, −1, 2, −2, ... */
function alternating(place: number): number {
  return place % 2 === 0 ? -place / 2 : (place + 1) / 2;
}

export interface DependenceBin {
  readonly label: string;
  readonly contribution: number;
  readonly contributionText: string;
  /** Left end and width of the bar, 0..1. */
  readonly from: number;
  readonly width: number;
  readonly leads: string;
  readonly rate: string;
}

export interface DependenceChart extends PreparedChart {
  readonly key: string;
  readonly label: string;
  readonly zero: number;
  readonly bins: readonly DependenceBin[];
}

/** How the score follows one signal, for each of the most important ones. */
export function dependenceCharts(report: TrainingReport, subject: ContenderKind): DependenceChart[] {
  return (detailOf(report, subject)?.dependence ?? []).flatMap(
    ({ key, label, bins: raw }): DependenceChart[] => {
      const bins = raw.map((bin) => ({ ...bin, label: levelText(key, bin.label) }));
      if (bins.length === 0) return [];
      const values = bins.map(({ contribution }) => contribution);
      const low = Math.min(0, ...values);
      const spread = Math.max(1e-9, Math.max(0, ...values) - low);
      const zero = -low / spread;
      const highest = bins.reduce((top, bin) => (bin.contribution > top.contribution ? bin : top));
      const lowest = bins.reduce((top, bin) => (bin.contribution < top.contribution ? bin : top));
      return [
        {
          key,
          label,
          zero,
          title: "One signal at a time",
          question: "Mean effect on the score by value, log-odds",
          textAlternative: `${label}: ${bins
            .map(
              (bin) =>
                `${bin.label} ${formatSigned(bin.contribution, 2)}${bin.rate === null ? "" : `, ${formatShare(bin.rate)} converted`}`,
            )
            .join("; ")}`,
          conclusion:
            highest === lowest
              ? null
              : `“${highest.label}” raises most (${formatSigned(highest.contribution, 2)}), “${lowest.label}” least (${formatSigned(lowest.contribution, 2)}).`,
          bins: bins.map(({ label: name, rows, contribution, rate }) => ({
            label: name,
            contribution,
            contributionText: formatSigned(contribution, 2),
            from: (Math.min(0, contribution) - low) / spread,
            width: Math.abs(contribution) / spread,
            leads: formatNumber(rows),
            rate: rate === null ? "–" : formatShare(rate),
          })),
          table: {
            columns: [
              { label: "Value", kind: "text" },
              { label: "Leads", kind: "count" },
              { label: "Mean effect, log-odds", kind: "signed" },
              { label: "Converted", kind: "share" },
            ],
            rows: bins.map(({ label: name, rows, contribution, rate }) => [name, rows, contribution, rate]),
          },
          csvName: `dependence-${key.replace(/[^a-z0-9]+/gi, "-").toLowerCase()}.csv`,
        },
      ];
    },
  );
}
