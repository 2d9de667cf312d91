import type { TrainingReport } from "@/lib/core/training/report";
import { outcomesOnOffer, workspaceOutcome } from "@/lib/modules/outcomes/data";
import { currentRules } from "@/lib/modules/scoring/data";
import { newestFinishedRun } from "@/lib/modules/training/data";
import { checkTraining, learn } from "@/lib/modules/training/learn";
import {
  beginRun,
  createRun,
  endRun,
  finishRun,
  queueTrainingHere,
  saveCheck,
} from "@/lib/modules/training/mutations";
import type { TrainingCheck, TrainingSettings } from "@/lib/modules/training/types";
import { refusalOf, tooLittle } from "@/lib/modules/training/words";
import type { Workspace } from "@/lib/modules/workspaces/types";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { formatNumber, formatShare } from "@/lib/present/format";
import { classWords, wordVerdict } from "@/lib/present/leakage-words";
import {
  dropSentences,
  momentSentence,
  outcomeSentence,
  sufficiencySentence,
} from "@/lib/present/outcome-words";
import type { Command } from "./command";
import { settingsFromOptions } from "./train-options";
import { endProgress, showProgress, tell, type WorkspaceCall, withWorkspace } from "./with-workspace";

const USAGE = `npm run firstcall -- train --workspace NAME [options]

  --outcome KIND           which recorded outcome to predict; the commonest when not given
  --anchor created|first_touch|moment   where its window begins
  --window 90d             how long it may take; none: whenever it was decided
  --moment created+24h     when leads are measured: created+7d, created, first-session, imported, 2026-01-31
  --order time|rows|none   how leads are divided; by time, else by the order of the rows
  --leave-out COL,...      columns or signals not to learn from
  --seed N                 the same seed gives the same models
  --json                   print the result as JSON on stdout
`;

const text = { type: "string" } as const;

/** Exit codes: 0 trained, 1 refused, 2 the call was wrong, 130 stopped. */
export const trainCommand: Command = {
  summary: "learn from a workspace's history: compares rules and models",
  run: (args, { root }) =>
    withWorkspace(
      args,
      root,
      USAGE,
      { outcome: text, anchor: text, window: text, moment: text, order: text, "leave-out": text, seed: text },
      runTrain,
    ),
};

export const evaluateCommand: Command = {
  summary: "print what the newest training run found",
  run: (args, { root }) =>
    withWorkspace(args, root, "npm run firstcall -- evaluate --workspace NAME [--json]\n", {}, runEvaluate),
};

async function runTrain({ workspace, json, signal, options }: WorkspaceCall): Promise<number> {
  const { tenantId } = workspace;
  const defaults = await withTenant(tenantId, async (tx) => ({
    outcomes: (await outcomesOnOffer(tx, tenantId)).map(({ outcome }) => outcome),
    predicted: await workspaceOutcome(tx, tenantId),
    definitions: (await currentRules(tx)).definitions.filter(({ modelled }) => modelled),
  }));
  const settings = settingsFromOptions(options, defaults);
  tell(`Predicting ${outcomeSentence(settings.outcome)}, ${momentSentence(settings.moment)}`);
  const asOf = now();
  const scope = await withTenant(tenantId, (tx) =>
    createRun(tx, tenantId, settings, { actorId: null, now: asOf }),
  );
  try {
    const checked = await checkTraining(tenantId, settings, asOf, {
      signal,
      onLead: (done, total) =>
        showProgress("Measuring leads", `${formatNumber(done)} of ${formatNumber(total)}`),
    });
    endProgress();
    await saveCheck(scope, checked.check);
    tell(sufficiencySentence(checked.check.sufficiency));
    for (const sentence of dropSentences(checked.check.dropped)) tell(`Left out: ${sentence}`);
    const refusal = tooLittle(checked.check);
    if (refusal) {
      await endRun(scope, "refused", refusal, now());
      return 1;
    }
    await queueTrainingHere(scope);
    await beginRun(scope, now());
    const outcome = await learn(checked, settings, {
      signal,
      onProgress: ({ stage, share }) => showProgress(STAGES[stage], formatShare(share)),
    });
    endProgress();
    if (!outcome.ok) {
      if (outcome.reason === "cancelled") throw new Error("stopped");
      const failure = refusalOf(outcome.reason);
      await endRun(scope, "refused", failure, now());
      tell(failure.message);
      return 1;
    }
    await finishRun(scope, { ...outcome, dataHash: checked.set.dataHash }, { actorId: null, now: now() });
    printResult(workspace, settings, checked.check, outcome.report, json);
    return 0;
  } catch (error) {
    endProgress();
    await endRun(scope, "failed", { code: "stopped", message: "The training was stopped." }, now());
    if (!signal.aborted) throw error;
    tell("Stopped.");
    return 130;
  }
}

const STAGES = {
  cross_validation: "Comparing by five folds",
  final_fit: "Fitting",
  evaluation: "Reading the test part",
} as const;

async function runEvaluate({ workspace, json }: WorkspaceCall): Promise<number> {
  const { tenantId } = workspace;
  const run = await withTenant(tenantId, (tx) => newestFinishedRun(tx, tenantId));
  if (!run?.report || !run.check) {
    tell("Nothing has been trained here yet: npm run firstcall -- train --workspace NAME");
    return 1;
  }
  printResult(workspace, run.settings, run.check, run.report, json);
  return 0;
}

function printResult(
  workspace: Workspace,
  settings: TrainingSettings,
  check: TrainingCheck,
  report: TrainingReport,
  json: boolean,
): void {
  const words = classWords(settings.outcome);
  const flagged = check.findings
    .filter(({ verdict }) => verdict !== "fine")
    .map((finding) => ({
      signal: finding.label,
      key: finding.key,
      verdict: finding.verdict,
      left_out: report.leftOut.some(({ key }) => key === finding.key),
      reason: wordVerdict(finding, words),
    }));
  if (json) {
    console.log(JSON.stringify(asJson(workspace, report, flagged), null, 2));
    return;
  }
  for (const { signal, verdict, left_out: isOut, reason } of flagged)
    tell(`${verdict === "leak" ? "Leak" : "Suspect"}${isOut ? ", left out" : ""}: ${signal}. ${reason}`);
  for (const { kind, crossValidation, test } of report.contenders)
    console.log(
      [
        kind.padEnd(9),
        `AUC ${figure(crossValidation?.auc)} by folds, ${figure(test?.auc.value)} on the test part`,
        test ? `(${figure(test.auc.low)}–${figure(test.auc.high)})` : "",
        test ? `top 20 % hold ${formatShare(test.top20Capture.value)}` : "",
      ].join("  "),
    );
  console.log(
    report.proposal.kind
      ? `Proposed: ${report.proposal.kind}. Publish it with: npm run firstcall -- publish --workspace ${workspace.slug}`
      : `No model is proposed: the rules go on (${report.proposal.why.replaceAll("_", " ")}).`,
  );
}

const figure = (value: number | undefined) => (value === undefined ? "–" : value.toFixed(3));

function asJson(workspace: Workspace, report: TrainingReport, flagged: readonly object[]) {
  const { split } = report;
  return {
    workspace: workspace.slug,
    rows: report.rows,
    positive_rate: report.positives / report.rows,
    dropped: report.dropped,
    split: {
      kind: split.kind,
      train: split.train,
      calibration: split.calibration,
      test: split.test,
      folds: split.folds,
    },
    flagged,
    scorers: report.contenders.map(({ kind, crossValidation, test, calibration }) => ({
      kind,
      cv_auc: crossValidation?.auc ?? null,
      auc: test?.auc.value ?? null,
      auc_low: test?.auc.low ?? null,
      auc_high: test?.auc.high ?? null,
      pr_auc: test?.averagePrecision ?? null,
      brier: test?.brier ?? null,
      log_loss: test?.logLoss ?? null,
      ece: test?.ece ?? null,
      top20_capture: test?.top20Capture.value ?? null,
      top_decile_rate: test?.topDecile.value ?? null,
      calibration,
    })),
    champion: report.proposal.kind,
    why: report.proposal.why,
    sufficiency: report.sufficiency,
    seconds: report.seconds,
  };
}
