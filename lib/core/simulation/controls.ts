import { SENIORITY_LEVELS } from "../signals/seniority.ts";
import type { Dimension, SignalDefinition, SignalUnit, SignalValue } from "../signals/types.ts";
import type { Shape } from "./shapes.ts";

/** What one sets a signal by: how far it goes, and in which steps. */
export type Control = ControlBase &
  (
    | {
        readonly kind: "slider" | "stepper";
        readonly min: number;
        readonly max: number;
        readonly step: number;
      }
    /** On is `true`, or 1 for a count. */
    | { readonly kind: "switch"; readonly isCount: boolean }
    | { readonly kind: "select"; readonly options: readonly string[] }
    /** Employees, by the usual brackets; `log` where the signal is their logarithm. */
    | { readonly kind: "size"; readonly isLog: boolean }
  );

interface ControlBase {
  readonly key: string;
  readonly label: string;
  readonly dimension: Dimension;
  readonly unit?: SignalUnit;
  readonly isOwn: boolean;
}

/** Counts that leads seldom have more of than this are stepped, not slid. */
const STEPPED_TO = 3;

const INDUSTRY_FITS = ["target", "adjacent", "neutral", "poor"];

/** @param shape of the signal among the workspace's leads */
export function controlFor(definition: SignalDefinition, shape: Shape): Control {
  const { key, label, dimension, unit, family, source, type } = definition;
  const base: ControlBase = {
    key,
    label,
    dimension,
    ...(unit === undefined ? {} : { unit }),
    isOwn: family === "custom",
  };
  if (key === "employees" || key === "company_size_log")
    return { ...base, kind: "size", isLog: key === "company_size_log" };
  if (type === "boolean") return { ...base, kind: "switch", isCount: false };
  if (type === "category") return { ...base, kind: "select", options: optionsOf(key, shape) };
  const reached = shape.kind === "number" ? shape.p99 : 0;
  if (source.kind === "recency")
    return { ...base, kind: "slider", min: 0, max: Math.max(30, Math.ceil(reached)), step: 1 };
  if (source.kind === "events" && isCounting(source.aggregate)) {
    if (key === "demo_requests_90d" && reached <= 1) return { ...base, kind: "switch", isCount: true };
    const max = Math.max(STEPPED_TO, Math.ceil(reached));
    return { ...base, kind: reached <= STEPPED_TO ? "stepper" : "slider", min: 0, max, step: 1 };
  }
  const low = shape.kind === "number" ? shape.low : 0;
  const max = unit === "percent" ? 100 : shape.kind === "number" ? shape.high : 10;
  const step = unit === "percent" || (shape.kind === "number" && shape.isWhole) ? 1 : niceStep(max - low);
  return { ...base, kind: "slider", min: floorTo(low, step), max: ceilTo(max, step), step };
}

export const isCounting = (aggregate: string): boolean =>
  aggregate === "count" ||
  aggregate === "distinct_days" ||
  aggregate === "count_after_first" ||
  aggregate === "repeats";

function optionsOf(key: string, shape: Shape): readonly string[] {
  if (key === "seniority") return SENIORITY_LEVELS;
  if (key === "industry_fit") return INDUSTRY_FITS;
  return shape.kind === "category" ? shape.levels.map(({ value }) => value) : [];
}

/** A power of ten, or two or five of it, so that about a hundred of them make the span. */
function niceStep(span: number): number {
  const rough = Math.max(span, 1e-6) / 100;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough) ?? 10;
  return factor * power;
}

const ceilTo = (value: number, step: number) => tidy(Math.ceil(value / step - 1e-9) * step);
const floorTo = (value: number, step: number) => tidy(Math.floor(value / step + 1e-9) * step);
/** Without the dust of binary fractions. */
export const tidy = (value: number): number => Number(value.toPrecision(12));

const MOST_COUNT = 1_000_000;
const MOST_DAYS = 3_650;
const MOST_NUMBER = 1e12;
const MOST_EMPLOYEES = 10_000_000;

/**
 * Whether a signal can be set to a value at all: of its type, finite, within what it can ever read, whole where it
 * counts. Ratios and interactions follow from others and are never set; null stands for unknown where that is possible.
 */
export function canBe({ key, type, source }: SignalDefinition, value: SignalValue): boolean {
  if (source.kind === "ratio" || source.kind === "interaction") return false;
  if (value === null) return source.kind !== "events";
  if (type === "boolean") return typeof value === "boolean";
  if (type === "category") return typeof value === "string" && value !== "" && value.length <= 200;
  if (typeof value !== "number" || !Number.isFinite(value)) return false;
  if (key === "employees") return Number.isInteger(value) && value >= 1 && value <= MOST_EMPLOYEES;
  if (source.kind === "recency") return Number.isInteger(value) && value >= 0 && value <= MOST_DAYS;
  if (source.kind !== "events") return Math.abs(value) <= MOST_NUMBER;
  const isWhole = isCounting(source.aggregate) && source.halfLifeDays === undefined;
  return value >= 0 && value <= MOST_COUNT && (!isWhole || Number.isInteger(value));
}
