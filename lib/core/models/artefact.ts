import type { Calibration } from "../calibration/calibration.ts";
import { type Encoding, widthOf } from "../encoding/encoding.ts";
import { canonicalJson } from "../scoring/canonical-json.ts";
import { ensembleFromJson } from "../trees/ensemble-json.ts";
import { treeEncodingFromJson } from "../trees/tree-encoding.ts";
import { openEstimator } from "./open-model.ts";
import type { OpenModel } from "./score-model.ts";
import { ARTEFACT_FORMAT, ARTEFACT_VERSION, type Estimator, type ModelArtefact } from "./types.ts";

/** The one text of an artefact: what is stored and what its sha256 is taken of. */
export function artefactText(artefact: ModelArtefact): string {
  return canonicalJson(artefact);
}

export type ArtefactRefusal =
  /** No artefact of ours. */
  | "unknown_format"
  /** Ours, of a version this program does not read. */
  | "unknown_version"
  /** Parts are missing, or do not fit together. */
  | "malformed";

export type ReadArtefact =
  | { readonly ok: true; readonly model: OpenModel }
  | { readonly ok: false; readonly reason: ArtefactRefusal };

/**
 * Opens an artefact's text: the same model as the one written, bit for bit. Everything else is refused: what is no
 * JSON, an unknown format or version, shapes that do not fit, numbers that are not finite. That nobody changed it is
 * the caller's to check, by its hash.
 */
export function readArtefact(text: string): ReadArtefact {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refused("unknown_format");
  }
  return openArtefact(json);
}

/** The same for an artefact that came as a part of a larger JSON. */
export function openArtefact(json: unknown): ReadArtefact {
  if (!isRecord(json) || json.format !== ARTEFACT_FORMAT) return refused("unknown_format");
  if (json.version !== ARTEFACT_VERSION) return refused("unknown_version");
  const artefact = json as unknown as ModelArtefact;
  if (!fitsTogether(artefact)) return refused("malformed");
  return { ok: true, model: { artefact, estimator: openEstimator(artefact.estimator) } };
}

function refused(reason: ArtefactRefusal): ReadArtefact {
  return { ok: false, reason };
}

function fitsTogether({
  signals,
  estimator,
  calibration,
  dimensions,
  definitions,
  market,
  outcome,
}: ModelArtefact) {
  if (!Array.isArray(signals) || !signals.every(isSignal)) return false;
  if (!isRecord(estimator) || !isRecord(market) || !isRecord(outcome) || !Array.isArray(definitions))
    return false;
  if (!isRecord(dimensions) || !isAscending(dimensions.fit) || !isAscending(dimensions.intent)) return false;
  if (!isCalibration(calibration)) return false;
  const keys = estimatorKeys(estimator);
  return keys !== null && keys.length === signals.length && keys.every((key, at) => key === signals[at]!.key);
}

/** Keys the estimator reads, in order; null where it is not whole. */
function estimatorKeys(estimator: Estimator): string[] | null {
  if (estimator.kind === "logistic") {
    const { encoding, intercept, coefficients, mean, scale } = estimator;
    if (!isEncoding(encoding) || !Number.isFinite(intercept)) return null;
    const columns = encoding.signals.reduce((sum, signal) => sum + widthOf(signal), 0);
    const fits = [coefficients, mean, scale].every((list) => isNumbers(list) && list.length === columns);
    return fits && scale.every((value) => value > 0) ? encoding.signals.map(({ key }) => key) : null;
  }
  if (estimator.kind !== "forest" && estimator.kind !== "boosted") return null;
  const encoding = treeEncodingFromJson(estimator.encoding);
  const loaded = ensembleFromJson(estimator.ensemble);
  if (encoding === null || !loaded.ok || loaded.ensemble.featureCount !== encoding.columns.length)
    return null;
  return encoding.columns.map(({ key }) => key);
}

function isEncoding(encoding: unknown): encoding is Encoding {
  if (!isRecord(encoding) || !Array.isArray(encoding.signals)) return false;
  return encoding.signals.every((signal: unknown) => {
    if (!isRecord(signal) || typeof signal.key !== "string") return false;
    if (signal.type !== "category")
      return (
        (signal.type === "number" || signal.type === "boolean") &&
        [signal.fill, signal.low, signal.high].every((value) => Number.isFinite(value)) &&
        typeof signal.missingColumn === "boolean"
      );
    return (
      Array.isArray(signal.levels) &&
      signal.levels.every((level) => typeof level === "string") &&
      isNumbers(signal.shares) &&
      signal.shares.length === signal.levels.length &&
      Number.isFinite(signal.otherShare) &&
      Number.isFinite(signal.missingShare)
    );
  });
}

function isCalibration(calibration: Calibration): boolean {
  if (!isRecord(calibration)) return false;
  switch (calibration.kind) {
    case "none":
      return isRange(calibration.range);
    case "platt":
      return Number.isFinite(calibration.a) && Number.isFinite(calibration.b) && isRange(calibration.range);
    case "isotonic":
      return (
        isAscending(calibration.margins) &&
        isAscending(calibration.probabilities) &&
        calibration.margins.length > 0 &&
        calibration.margins.length === calibration.probabilities.length
      );
    default:
      return false;
  }
}

function isRange(range: unknown): boolean {
  return range === undefined || (isRecord(range) && isAscending([range.low, range.high]));
}

function isSignal(signal: unknown): boolean {
  return (
    isRecord(signal) &&
    typeof signal.key === "string" &&
    typeof signal.label === "string" &&
    typeof signal.type === "string" &&
    typeof signal.dimension === "string" &&
    (signal.quantiles === undefined || isAscending(signal.quantiles))
  );
}

function isAscending(list: unknown): list is number[] {
  return isNumbers(list) && list.every((value, at) => at === 0 || list[at - 1]! <= value);
}
function isNumbers(list: unknown): list is number[] {
  return Array.isArray(list) && list.every((value) => Number.isFinite(value));
}
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
