import type {
  ContenderDetail,
  ContenderKind,
  ContenderReport,
  PairReport,
  ReadinessLine,
  TrainingReport,
} from "./report.ts";

/** What to check before a model goes to work, each with the figures of its sentence. */
export function readinessLines(
  contender: ContenderReport | undefined,
  detail: ContenderDetail | undefined,
  pairs: readonly PairReport[],
  run: Pick<TrainingReport, "rows" | "positives" | "sufficiency"> & { readonly openSuspects: number },
): ReadinessLine[] {
  const test = contender?.test ?? null;
  const pair = pairs.find(({ a, b }) => a === contender?.kind && b === "rules");
  const outside = detail === undefined ? null : binsOutside(detail);
  return [
    {
      key: "enough_data",
      passed: run.sufficiency === "enough",
      args: { rows: run.rows, positives: run.positives, share: run.positives / Math.max(1, run.rows) },
    },
    { key: "no_suspect", passed: run.openSuspects === 0, args: { suspects: run.openSuspects } },
    {
      key: "beats_rules",
      passed: pair ? pair.top20Capture.low > 0 : null,
      args: pair
        ? {
            difference: pair.top20Capture.value,
            low: pair.top20Capture.low,
            high: pair.top20Capture.high,
          }
        : {},
    },
    {
      key: "top20_twice",
      passed: test ? test.top20Capture.value >= 0.4 : null,
      args: test
        ? { capture: test.top20Capture.value, low: test.top20Capture.low, high: test.top20Capture.high }
        : {},
    },
    {
      key: "top_decile_twice",
      passed: test ? test.topDecile.value >= CLOSE_TO_TWICE * test.secondDecile.value : null,
      args: test ? { top: test.topDecile.value, second: test.secondDecile.value } : {},
    },
    {
      key: "calibrated",
      passed: outside === null ? null : outside.out <= outside.allowed,
      args: outside === null ? {} : { bins: outside.bins, outside: outside.out, ece: test?.ece ?? null },
    },
  ];
}

/**
 * The list for one contender of a run: the one the report holds for the contender it proposes (else its best), worked
 * out again from the report's figures for another.
 */
export function readinessOf(report: TrainingReport, kind: ContenderKind): readonly ReadinessLine[] {
  if (kind === (report.proposal.kind ?? report.proposal.best)) return report.readiness;
  const suspects = report.readiness.find(({ key }) => key === "no_suspect")?.args.suspects;
  return readinessLines(
    report.contenders.find((contender) => contender.kind === kind),
    report.detail.find((detail) => detail.kind === kind),
    report.pairs,
    { ...report, openSuspects: typeof suspects === "number" ? suspects : 0 },
  );
}

/** "About twice": a tenth of leads is a small sample. */
const CLOSE_TO_TWICE = 1.8;

/** Of the bins of probability, those whose promise lies outside the 95 % interval of what happened; one in ten may. */
function binsOutside({
  reliability,
}: ContenderDetail): { bins: number; out: number; allowed: number } | null {
  if (reliability.length === 0) return null;
  const out = reliability.filter(
    ({ meanProbability, interval }) => meanProbability < interval.low || meanProbability > interval.high,
  ).length;
  return { bins: reliability.length, out, allowed: Math.ceil(reliability.length / 10) };
}
