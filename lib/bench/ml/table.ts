import { writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A made-up table of leads: 33 signals that hang on two hidden traits, about 5 % of the values missing, about a quarter
 * converted, and one interaction that a linear model cannot see: pricing visits count for more where the lead decides.
 */
export interface LeadTable {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** Row-major, NaN where a value is missing. */
  readonly values: Float32Array;
  /** The same with a column's mean where a value is missing: what the linear models read. */
  readonly filled: Float32Array;
  readonly labels: Uint8Array;
}

/** Where the table lies as raw bytes, for another process to read. */
export interface TableFiles {
  readonly values: string;
  readonly filled: string;
  readonly labels: string;
}

type Kind = "count" | "flag" | "level" | "amount" | "share" | "days";

/** Key, kind, level, pull of the lead's interest, pull of its fit, effect on the log-odds, share missing. */
type Signal = readonly [string, Kind, number, number, number, number, number?];

const SIGNALS: readonly Signal[] = [
  ["site_visits_30d", "count", 1.1, 0.6, 0, 0.25],
  ["pages_30d", "count", 2, 0.7, 0, 0.1],
  ["pricing_visits_30d", "count", -0.4, 0.8, 0, 0.35],
  ["demo_page_visits_30d", "count", -1, 0.6, 0, 0.45],
  ["case_studies_30d", "count", -0.8, 0.3, 0.1, 0.15],
  ["docs_visits_30d", "count", -0.4, 0.1, 0.2, 0],
  ["downloads_90d", "count", -0.9, 0.4, 0, 0.1],
  ["minutes_on_site", "amount", 4, 1.2, 0, 0.05],
  ["days_since_visit", "days", 12, 0.5, 0, 0.5],
  ["webinar_attended", "flag", -2.4, 0.3, 0, 0.4],
  ["form_abandoned", "flag", -1.8, 0.2, 0, 0],
  ["demo_requested", "flag", -2.8, 0.8, 0.2, 1.1],
  ["emails_sent_90d", "count", 1.9, 0, 0, -0.05],
  ["email_open_rate", "share", -0.9, 0.6, 0, 0.9],
  ["email_click_rate", "share", -2.2, 0.5, 0, 1.4],
  ["email_replies_90d", "count", -1.6, 0.6, 0, 0.6],
  ["days_since_open", "days", 18, 0.3, 0, 0.2],
  ["unsubscribed", "flag", -3.2, -0.4, 0, -1.2],
  ["bounces", "count", -2.2, 0, -0.1, -0.3],
  ["calls_connected_90d", "count", -1.4, 0.5, 0, 0.3],
  ["reply_tone", "share", 0.2, 0.6, 0, 0.4, 0.35],
  ["employees_log", "amount", 4.2, 0, 0.8, 0.12, 0.1],
  ["revenue_log", "amount", 2.4, 0, 0.9, 0.05, 0.3],
  ["industry_fit", "share", 0, 0, 1, 0.6, 0.05],
  ["decision_maker", "flag", -0.7, 0, 0.3, 0.4],
  ["seniority", "level", 1.8, 0, 0.4, 0.15, 0.08],
  ["free_mail", "flag", -1.5, 0, -0.6, -0.9],
  ["country_tier", "level", 1.1, 0, -0.2, -0.25, 0.02],
  ["technology_match", "share", 0.1, 0.1, 0.5, 0.8, 0.2],
  ["funding_stage", "level", 2.4, 0, 0.3, 0.05, 0.35],
  ["company_age_years", "count", 2.3, 0, 0, -0.05, 0.15],
  ["source_quality", "level", 2, 0.2, 0.2, 0.3, 0.05],
  ["leads_at_company", "count", -1, 0, 0.2, 0.05],
];
const INTERCEPT = -3.05;
const DECIDES_AND_LOOKS_AT_PRICES = 0.9;

export const SIGNAL_KEYS: readonly string[] = SIGNALS.map(([key]) => key);
const PRICING = SIGNAL_KEYS.indexOf("pricing_visits_30d");
const DECISION_MAKER = SIGNAL_KEYS.indexOf("decision_maker");

/** The same table for the same seed. */
export function makeTable(name: string, rows: number, seed: number): LeadTable {
  const columns = SIGNALS.length;
  const values = new Float32Array(rows * columns);
  const labels = new Uint8Array(rows);
  const draw = draws(seed);
  for (let row = 0; row < rows; row += 1) {
    const at = row * columns;
    const interest = draw.normal();
    const fit = draw.normal();
    let z = INTERCEPT + 0.4 * draw.normal();
    for (let column = 0; column < columns; column += 1) {
      const [, kind, level, byInterest, byFit, effect] = SIGNALS[column]!;
      const value = drawValue(kind, level, byInterest * interest + byFit * fit, draw);
      values[at + column] = value;
      z += effect * effectOf(kind, value, level);
    }
    z += DECIDES_AND_LOOKS_AT_PRICES * values[at + DECISION_MAKER]! * Math.log1p(values[at + PRICING]!);
    labels[row] = draw.uniform() < logistic(z) ? 1 : 0;
    for (let column = 0; column < columns; column += 1)
      if (draw.uniform() < (SIGNALS[column]![6] ?? 0)) values[at + column] = Number.NaN;
  }
  return { name, rows, columns, values, filled: filledWithMeans(values, columns), labels };
}

export function writeTable(folder: string, table: LeadTable): TableFiles {
  const files = {
    values: join(folder, `${table.name}.values.f32`),
    filled: join(folder, `${table.name}.filled.f32`),
    labels: join(folder, `${table.name}.labels.u8`),
  };
  writeFileSync(files.values, table.values);
  writeFileSync(files.filled, table.filled);
  writeFileSync(files.labels, table.labels);
  return files;
}

/** Scores with the outcomes they announce, a quarter of them positive, all scores distinct or nearly. */
export function makeScores(rows: number, seed: number): { scores: Float64Array; labels: Uint8Array } {
  const draw = draws(seed);
  const scores = Float64Array.from({ length: rows }, () => logistic(-1.6 + 1.5 * draw.normal()));
  return { scores, labels: Uint8Array.from(scores, (p) => (draw.uniform() < p ? 1 : 0)) };
}

function drawValue(kind: Kind, level: number, pull: number, draw: Draws): number {
  if (kind === "count") return Math.min(200, Math.floor(draw.exponential() * Math.exp(level + pull)));
  if (kind === "flag") return draw.uniform() < logistic(level + pull) ? 1 : 0;
  if (kind === "level") return Math.max(0, Math.min(6, Math.floor(level + pull + 1.1 * draw.normal())));
  if (kind === "amount") return level + pull + 1.2 * draw.normal();
  if (kind === "share") return logistic(level + pull + 0.8 * draw.normal());
  return Math.min(90, Math.floor(draw.exponential() * level * Math.exp(-pull)));
}

function effectOf(kind: Kind, value: number, level: number): number {
  if (kind === "count") return Math.log1p(value);
  if (kind === "amount" || kind === "level") return value - level;
  return kind === "days" ? -value / 30 : value;
}

function filledWithMeans(values: Float32Array, columns: number): Float32Array {
  const sums = new Float64Array(columns);
  const known = new Float64Array(columns);
  for (let at = 0; at < values.length; at += 1) {
    if (Number.isNaN(values[at]!)) continue;
    sums[at % columns]! += values[at]!;
    known[at % columns]! += 1;
  }
  return values.map((value, at) =>
    Number.isNaN(value) ? sums[at % columns]! / known[at % columns]! : value,
  );
}

const logistic = (z: number) => 1 / (1 + Math.exp(-z));

type Draws = ReturnType<typeof draws>;

/** Random numbers from a seed: mulberry32, and Box and Muller for the normal ones. */
function draws(seed: number) {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const exponential = () => -Math.log(1 - uniform());
  const normal = () => Math.sqrt(2 * exponential()) * Math.cos(2 * Math.PI * uniform());
  return { uniform, exponential, normal };
}
