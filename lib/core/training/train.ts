import { calibrate } from "../calibration/calibration.ts";
import { takeRows } from "../encoding/table.ts";
import { stableOrder } from "../math/order.ts";
import { bandsByShare, RULES_DEFAULT_BANDS } from "../scoring/bands.ts";
import type { BandSet } from "../scoring/types.ts";
import { stratifiedFolds } from "../splits/folds.ts";
import { fastCallingThread } from "../trees/wasm-kernel.ts";
import { type UsableColumns, usableColumns } from "./columns.ts";
import {
  type CrossedContender,
  crossContender,
  type FinishedContender,
  finishContender,
  finishRules,
} from "./contenders.ts";
import { crossFit } from "./cross-fit.ts";
import { curvesAndTables, wholeScores } from "./detail.ts";
import { correlationsOf, everyFew, explainedDetail, UNEXPLAINED } from "./explain-detail.ts";
import { CannotLearn, stopIf, TrainingCancelled } from "./fit-contender.ts";
import type { RowParts, RunHooks, TrainedModel, TrainingInput, TrainingOutcome } from "./input.ts";
import { progressTeller } from "./progress.ts";
import { propose } from "./propose.ts";
import { readinessLines } from "./readiness.ts";
import { CONTENDERS, type ContenderDetail, type ContenderReport, type SplitSummary } from "./report.ts";
import { segmentsOf } from "./segments.ts";
import { splitRows, sumOf, takeLabels, takeNumbers } from "./split-rows.ts";
import { answersOf, comparePairs, testFigures } from "./test-figures.ts";
import { artefactOf } from "./trained-model.ts";

const FOLDS = 5;
const LEARNERS = CONTENDERS.filter((kind) => kind !== "rules");
const MOST_HELD_OUT = 20_000;

/**
 * Trains and compares rules, naive Bayes, logistic regression, forest and boosted trees on the same rows.
 *
 * Rows are divided 70/15/15 in their order. Models are compared by five folds within the first two parts, fitted on
 * the first, calibrated on the second; the test part is read once, when nothing is left to choose. The same input and
 * seed give the same models, bit for bit. Blocks its thread: see lib/platform/training-thread.
 */
export function trainContenders(input: TrainingInput, hooks: RunHooks = {}): TrainingOutcome {
  const usable = usableColumns(input.table, input.definitions, input.leaveOut);
  if (usable.table.columns.length === 0) return { ok: false, reason: "no_signals" };
  const positives = sumOf(input.labels);
  if (positives === 0 || positives === input.labels.length) return { ok: false, reason: "one_class" };
  const parts = splitRows(input);
  if (parts === null) return { ok: false, reason: "too_few_rows" };
  try {
    return run(input, usable, parts, hooks);
  } catch (error) {
    if (error instanceof TrainingCancelled) return { ok: false, reason: "cancelled" };
    if (error instanceof CannotLearn) return { ok: false, reason: "too_few_rows" };
    throw error;
  }
}

interface Finished extends FinishedContender {
  readonly crossed: CrossedContender;
  readonly seconds: number;
}

function run(input: TrainingInput, usable: UsableColumns, parts: RowParts, hooks: RunHooks): TrainingOutcome {
  const { labels, seed } = input;
  const { table } = usable;
  const clock = hooks.clock ?? (() => 0);
  const started = clock();
  const cancelled = hooks.cancelled ?? (() => false);
  const tell = progressTeller(FOLDS, hooks);
  const request = (rows: typeof table, rowLabels: Uint8Array) => {
    stopIf(cancelled);
    return { table: rows, labels: rowLabels, seed, cancelled, crew: (hooks.crew ?? fastCallingThread)() };
  };

  const seen = Uint32Array.from([...parts.train, ...parts.calibration]).sort();
  const seenLabels = takeLabels(labels, seen);
  const folds = stratifiedFolds(seenLabels, FOLDS, seed);
  if (!folds.ok) return { ok: false, reason: "too_few_rows" };
  const rows = { table: takeRows(table, seen), labels: seenLabels, folds: folds.split, foldCount: FOLDS };

  const rules = crossRules(rows, takeNumbers(input.ruleScores, seen));
  tell.fold("rules", FOLDS, rules.figures?.auc ?? null);
  const crossed = LEARNERS.map((kind) => {
    const from = clock();
    tell.fold(kind, 0, null);
    const contender = crossContender(kind, rows, request, (done, auc) => tell.fold(kind, done, auc));
    return { kind, contender, seconds: (clock() - from) / 1000 };
  });

  const finished: Finished[] = [
    { ...finishRules(input.ruleScores, labels, parts), crossed: rules, seconds: 0 },
    ...crossed.map(({ kind, contender, seconds }): Finished => {
      const from = clock();
      const done = finishContender(kind, contender.learn, table, labels, parts, request);
      tell.fitted(kind);
      return { ...done, crossed: contender, seconds: seconds + (clock() - from) / 1000 };
    }),
  ];
  return evaluate({
    input,
    usable,
    parts,
    finished,
    tell,
    cancelled,
    elapsed: () => (clock() - started) / 1000,
  });
}

/** The rules learn nothing: every fold is scored as it stands. */
function crossRules(rows: Parameters<typeof crossFit>[0], scores: Float64Array): CrossedContender {
  const { figures } = crossFit(rows, (_table, _labels, _test, held) => takeNumbers(scores, held));
  return { figures, parameters: {}, learn: () => ({ margins: () => scores, estimator: null }) };
}

interface Evaluation {
  readonly input: TrainingInput;
  readonly usable: UsableColumns;
  readonly parts: RowParts;
  readonly finished: readonly Finished[];
  readonly tell: ReturnType<typeof progressTeller>;
  readonly cancelled: () => boolean;
  readonly elapsed: () => number;
}

/** Everything that reads the test part, once all is fitted. */
function evaluate({ input, usable, parts, finished, tell, cancelled, elapsed }: Evaluation): TrainingOutcome {
  const { labels, seed } = input;
  const test = { table: takeRows(usable.table, parts.test), labels: takeLabels(labels, parts.test) };
  const answers = finished.map(({ kind, testMargins, calibration }) =>
    answersOf(kind, test.labels, testMargins, calibration),
  );
  const contenders = finished.map(
    ({ kind, crossed, calibration, calibrationLosses, seconds }, at): ContenderReport => ({
      kind,
      name: kind === "rules" ? input.ruleVersion : kind,
      crossValidation: crossed.figures,
      test: testFigures(answers[at]!, seed),
      calibration: calibration.kind,
      calibrationLosses,
      seconds,
      parameters: crossed.parameters,
    }),
  );
  tell.evaluated(0.15);
  stopIf(cancelled);
  const pairs = comparePairs(answers, seed);
  tell.evaluated(0.3);
  const proposal = propose(contenders, pairs, input.sufficiency);

  const bandsOf = (contender: Finished): BandSet =>
    contender.kind === "rules"
      ? input.ruleBands
      : (bandsByShare(calibrationScores(contender)) ?? RULES_DEFAULT_BANDS);
  const segmentTable = takeRows(input.table, parts.test);
  const labelOf = (key: string) =>
    input.definitions.find((definition) => definition.key === key)?.label ?? key;
  const detail = finished.flatMap((contender, at): ContenderDetail[] => {
    const tables = curvesAndTables(answers[at]!, bandsOf(contender));
    if (tables === null) return [];
    const share = (part: number) => 0.3 + (0.7 * (at + part)) / finished.length;
    const explained = contender.estimator
      ? explainedDetail(contender.estimator, test, usable.signals, seed, (done, of) => {
          stopIf(cancelled);
          tell.evaluated(share(done / of));
        })
      : UNEXPLAINED;
    return [{ ...tables, ...explained, segments: segmentsOf(segmentTable, labelOf, answers[at]!) }];
  });

  const shown = proposal.kind ?? proposal.best;
  const shownDetail = detail.find(({ kind }) => kind === shown);
  const train = takeRows(usable.table, parts.train);
  const models = finished.flatMap((contender): TrainedModel[] =>
    contender.estimator === null
      ? []
      : [
          {
            kind: contender.estimator.kind,
            artefact: artefactOf(contender.estimator, contender.calibration, train, input),
            bands: bandsOf(contender),
            heldOut: heldOutOf(contender, takeLabels(labels, parts.calibration), test.labels),
          },
        ],
  );
  tell.evaluated(1);
  return {
    ok: true,
    models,
    report: {
      version: 1,
      sufficiency: input.sufficiency,
      outcome: input.outcome,
      moment: input.moment,
      rows: labels.length,
      positives: sumOf(labels),
      dropped: input.dropped,
      split: splitSummary(input, parts),
      signals: usable.signals,
      leftOut: usable.leftOut,
      contenders,
      pairs,
      proposal,
      detail,
      correlations: correlationsOf(usable.table, labels, shownDetail?.importance ?? []),
      readiness: readinessLines(
        contenders.find(({ kind }) => kind === shown),
        shownDetail,
        pairs,
        {
          rows: labels.length,
          positives: sumOf(labels),
          sufficiency: input.sufficiency,
          openSuspects: input.openSuspects.length,
        },
      ),
      seed,
      seconds: elapsed(),
    },
  };
}

function calibrationScores({ kind, calibration, calibrationMargins }: FinishedContender): number[] {
  const probabilities = calibrationMargins.map((margin) => calibrate(calibration, margin));
  return [
    ...wholeScores({
      kind,
      calibration,
      margins: calibrationMargins,
      probabilities,
      labels: new Uint8Array(),
    }),
  ];
}

/** Leads that the model did not learn from, the middle and the last part, by ascending score. */
function heldOutOf(
  { calibration, calibrationMargins, testMargins }: FinishedContender,
  calibrationLabels: Uint8Array,
  testLabels: Uint8Array,
): TrainedModel["heldOut"] {
  const margins = Float64Array.from([...calibrationMargins, ...testMargins]);
  const labels = Uint8Array.from([...calibrationLabels, ...testLabels]);
  const rows = everyFew(labels.length, MOST_HELD_OUT);
  const scores = takeNumbers(margins, rows).map(
    (margin) => Math.round(1_000_000 * calibrate(calibration, margin)) / 10_000,
  );
  const order = stableOrder(scores);
  return {
    scores: Array.from(order, (at) => scores[at]!),
    labels: Array.from(order, (at) => labels[rows[at]!]!),
  };
}

function splitSummary({ labels, order }: TrainingInput, parts: RowParts): SplitSummary {
  const firstOf = (rows: Uint32Array): number | null =>
    order?.kind !== "time"
      ? null
      : rows.reduce((least, row) => Math.min(least, order.values[row]!), Infinity);
  return {
    kind: parts.kind,
    train: parts.train.length,
    calibration: parts.calibration.length,
    test: parts.test.length,
    trainPositives: sumOf(takeLabels(labels, parts.train)),
    calibrationPositives: sumOf(takeLabels(labels, parts.calibration)),
    testPositives: sumOf(takeLabels(labels, parts.test)),
    calibrationFrom: firstOf(parts.calibration),
    testFrom: firstOf(parts.test),
    folds: FOLDS,
  };
}
