/** What the charts draw. lib/present prepares it: every text is worded, every figure formatted there. */

/** A band's lower edge on a score axis. */
export interface ChartBand {
  name: string;
  tone: string;
  /** Lowest score in the band; the lowest band starts at 0. */
  from: number;
}

export interface WaterfallRow {
  key: string;
  label: string;
  /** Grey, in a column of its own. */
  evidence: string;
  value: number;
  /** With its sign: "+6.1", "−4.2". */
  valueText: string;
}

export interface WaterfallGroup {
  key: string;
  label: string;
  subtotal: number;
  subtotalText: string;
  rows: readonly WaterfallRow[];
}

export interface WaterfallData {
  /** "Starting point"; null where the score begins at 0, as with rules. */
  start: { label: string; value: number; valueText: string } | null;
  groups: readonly WaterfallGroup[];
  /** What the caps take, clamp, rounding: lines of their own, so that the figures add up. */
  adjustments: readonly {
    key: string;
    label: string;
    evidence?: string | undefined;
    value: number;
    valueText: string;
  }[];
  result: { label: string; value: number; valueText: string; tone: string };
  bands: readonly ChartBand[];
  /** The whole in a sentence or two, for those who do not see the bars. */
  summary: string;
}

export interface HistoryPoint {
  /** Milliseconds since the epoch. */
  at: number;
  score: number;
  /** The score drifted here day by day (decay): a slope instead of a step. */
  drifted?: boolean | undefined;
}

export interface HistoryCause {
  at: number;
  /** "9 Oct" */
  dateText: string;
  text: string;
  from: number;
  to: number;
  /** A person set it. */
  override?: boolean | undefined;
}

export interface ScoreHistoryData {
  points: readonly HistoryPoint[];
  /** The effective score where a person has set it, over time; empty if nobody has. */
  overrides: readonly { at: number; until: number; score: number }[];
  causes: readonly HistoryCause[];
  bands: readonly ChartBand[];
  /** Axis from, to and labelled moments. */
  from: number;
  to: number;
  ticks: readonly { at: number; text: string }[];
  /** At the right end: "41 machine", "75 set". */
  machineLabel: string;
  overrideLabel?: string | undefined;
  summary: string;
}

export interface HistogramData {
  /** One bar a bin, in order. */
  bins: readonly { from: number; to: number; count: number; tone?: string | undefined }[];
  /** Marks a value on the axis: a lead's own. */
  mark?: { value: number; text: string } | undefined;
  ticks: readonly { value: number; text: string }[];
  /** Column heads of the data table. */
  valueHead: string;
  countHead: string;
  summary: string;
}
