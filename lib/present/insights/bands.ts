import type { TierFigures } from "../../core/insights/types.ts";
import type { PreparedChart } from "../evaluation/prepared.ts";
import type { TierBand } from "../evaluation/tiers.ts";
import { formatCount, formatNumber, formatShare } from "../format.ts";
import {
  axisEnd,
  bandMark,
  drawn,
  type InsightsFacts,
  isFew,
  liftText,
  NONE,
  peopleCount,
  peopleHead,
  type RateCell,
  rangeText,
  rateCell,
  rateCells,
  rateText,
  shareText,
  spanShort,
} from "./words.ts";

export interface BandRow {
  readonly id: string;
  readonly band: TierBand;
  readonly leads: string;
  readonly share: string;
  readonly rate: RateCell;
  readonly positives: string;
  readonly captured: string;
  readonly lift: string;
  /** Rate of the period it is compared with. */
  readonly before: string;
}

export interface BandTable extends PreparedChart {
  readonly rows: readonly BandRow[];
  readonly all: Omit<BandRow, "id" | "band">;
  readonly positivesHead: string;
  /** "Feb–Apr 2026"; null where nothing is compared. */
  readonly beforeHead: string | null;
  /** "70 %", where the axis ends. */
  readonly axisText: string;
  /** 0..1 of the axis; null where too few leads say what all do. */
  readonly base: number | null;
}

/** First contact to customer, by band. Null without leads. */
export function bandTable(facts: InsightsFacts): BandTable | null {
  const { bands, current, previous } = facts.figures;
  const { all, tiers } = current;
  if (all.rows === 0) return null;
  const axis = axisEnd([...tiers, all]);
  const isBaseKnown = all.rate !== null && !isFew(all);
  const beforeHead = previous && facts.compared ? spanShort(facts.compared) : null;
  const rates = tiers.map((tier) => {
    const { name } = bandMark(bands, tier.id);
    return tier.rows === 0
      ? `${name}: no leads`
      : `${name}: ${formatCount(tier.rows, "lead")}, ${isFew(tier) ? "too few for a rate" : `${rateText(tier)} converted`}`;
  });
  return {
    title: "Bands, first contact to customer",
    question: isBaseKnown
      ? `Dashed line: all leads, ${formatShare(all.rate, 1)}`
      : "Too few leads for a line of all of them",
    textAlternative: `${rates.join("; ")}.`,
    conclusion: suppressSentence(facts),
    rows: tiers.map((tier) => ({
      id: tier.id,
      band: bandMark(bands, tier.id),
      leads: formatNumber(tier.rows),
      share: shareText(tier.share),
      rate: rateCell(tier, axis),
      positives: formatNumber(tier.positives),
      captured: tier.captured === null ? NONE : shareText(tier.captured),
      lift: isFew(tier) ? NONE : liftText(tier.lift),
      before: beforeText(previous, tier.id),
    })),
    all: {
      leads: formatNumber(all.rows),
      share: "100 %",
      rate: isBaseKnown
        ? {
            text: formatShare(all.rate, 1),
            range: all.interval ? rangeText(all.interval, 1) : "",
            drawn: null,
          }
        : rateCell(all, axis),
      positives: formatNumber(all.positives),
      captured: all.positives === 0 ? NONE : "100 %",
      lift: all.positives === 0 || isFew(all) ? NONE : "1.0×",
      before:
        previous === null
          ? NONE
          : previous.all.rate === null || isFew(previous.all)
            ? rateCell(previous.all).text
            : formatShare(previous.all.rate, 1),
    },
    positivesHead: peopleHead(facts),
    beforeHead,
    axisText: formatShare(axis),
    base: isBaseKnown ? Math.min(1, all.rate / axis) : null,
    table: {
      columns: [
        { label: "Band", kind: "text" },
        { label: "Leads", kind: "count" },
        { label: "Pipeline", kind: "share" },
        { label: "Rate", kind: "share" },
        { label: "Low", kind: "share" },
        { label: "High", kind: "share" },
        { label: peopleHead(facts), kind: "count" },
        { label: "Captured", kind: "share" },
        { label: "Lift", kind: "decimal" },
        ...(beforeHead === null
          ? []
          : ([
              { label: `Leads, ${beforeHead}`, kind: "count" },
              { label: `Rate, ${beforeHead}`, kind: "share" },
            ] as const)),
      ],
      rows: [
        ...tiers.map((tier) => [
          bandMark(bands, tier.id).name,
          tier.rows,
          drawn(tier.share),
          ...rateCells(tier),
          tier.positives,
          drawn(tier.captured),
          drawn(tier.lift),
          ...(beforeHead === null ? [] : beforeCells(previous?.tiers.find(({ id }) => id === tier.id))),
        ]),
        [
          "All",
          all.rows,
          1,
          ...rateCells(all),
          all.positives,
          all.positives === 0 ? null : 1,
          all.positives === 0 ? null : 1,
          ...(beforeHead === null ? [] : beforeCells(previous?.all)),
        ],
      ],
    },
    csvName: "bands.csv",
  };
}

const beforeCells = (figure: { rows: number; rate: number | null } | undefined) => [
  figure?.rows ?? 0,
  drawn(figure?.rate ?? null),
];

function beforeText(previous: TierFigures | null, id: string): string {
  const tier = previous?.tiers.find((known) => known.id === id);
  return tier ? rateCell(tier).text : NONE;
}

/** What calling the lowest band would have cost, and found. */
export function suppressSentence(facts: InsightsFacts): string | null {
  const { suppress, bands } = facts.figures;
  if (!suppress || suppress.rows === 0) return null;
  const { name } = bandMark(bands, suppress.bandId);
  const found = `for ${peopleCount(facts, suppress.positives)}`;
  const { callsPerLead, minutesPerCall, rows, contacted } = suppress;
  const calledAnyway =
    contacted === 0
      ? ""
      : ` ${formatCount(contacted, "lead")} of them ${contacted === 1 ? "was" : "were"} called all the same.`;
  if (callsPerLead === null)
    return `Working the ${name} band would have meant ${formatCount(rows, "more lead")} to call, ${found}. No call is on record to say how many calls that takes.`;
  const calls = rows * callsPerLead;
  const minutes = minutesPerCall === null ? null : calls * minutesPerCall;
  const hours =
    minutes === null || minutes < 60 ? "" : `, about ${formatCount(Math.round(minutes / 60), "hour")}`;
  return `Working the whole ${name} band would have cost about ${formatCount(Math.round(calls), "call")}${hours}, ${found}.${calledAnyway}`;
}
