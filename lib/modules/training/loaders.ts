import { notFound } from "next/navigation";
import { z } from "zod";
import { outcomeOf } from "@/lib/core/outcomes/presets";
import { modelsOfRun } from "@/lib/modules/models/data";
import {
  asRecorded,
  hasDatedHistories,
  outcomesOnOffer,
  ownEventTypes,
  workspaceOutcome,
} from "@/lib/modules/outcomes/data";
import { currentRulesVersion } from "@/lib/modules/scoring/data";
import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { type Member, memberForAction, requireMember } from "@/lib/platform/auth/member";
import { can, type Role } from "@/lib/platform/auth/roles";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { subjectOf } from "@/lib/present/evaluation/prepared";
import { formatDayTime, formatNumber } from "@/lib/present/format";
import { classWords, wordVerdict } from "@/lib/present/leakage-words";
import {
  dropSentences,
  momentSentence,
  outcomeSentence,
  sufficiencySentence,
} from "@/lib/present/outcome-words";
import { getRun, getRunUnderWay } from "./data";
import { decide } from "./leave-out";
import type { Run, RunUnderWay } from "./types";
import type { CheckedData, DoneData, EndedData, NewRunData, RunningData, RunPageData } from "./types-screen";

/** What can be learnt here, for the form of a new run. */
export async function loadNewRun(): Promise<NewRunData> {
  const { tenantId } = await requireMember("models.train");
  return withTenant(tenantId, async (tx) => {
    const isDated = await hasDatedHistories(tx, tenantId);
    const predicted = await workspaceOutcome(tx, tenantId);
    const outcomes = await outcomesOnOffer(tx, tenantId);
    return {
      isDated,
      eventTypes: isDated ? await ownEventTypes(tx, tenantId) : [],
      predicted: predicted.outcome.outcome,
      moment: isDated ? predicted.moment : { kind: "as_imported" },
      outcomes: outcomes.map(({ outcome, positive, negative, undecided, dated }) => {
        const settings =
          outcome === predicted.outcome.outcome
            ? predicted.outcome
            : asRecorded(outcomeOf(outcome), isDated).outcome;
        return {
          outcome,
          label: settings.name,
          counts: `${formatNumber(positive)} positive, ${formatNumber(negative)} negative, ${formatNumber(undecided)} undecided`,
          isDated: dated > 0,
          settings,
        };
      }),
    };
  });
}

/** One run, whatever it waits for. `scorer`: whom the evaluation is about, where the address says so. */
export async function loadRun(id: string, scorer?: string): Promise<RunPageData> {
  const member = await requireMember("models.read");
  if (!z.uuid().safeParse(id).success) notFound();
  const { tenantId, role } = member;
  return withTenant(tenantId, async (tx): Promise<RunPageData> => {
    const run = await getRun(tx, tenantId, id);
    if (!run) notFound();
    switch (run.status) {
      case "checked":
        return { view: "checked", data: checkedData(run, role) };
      case "checking":
      case "queued":
      case "running":
        return { view: "running", data: runningData(run, await currentRulesVersion(tx), role) };
      case "done":
        return { view: "done", data: await doneData(tx, run, member, scorer) };
      default:
        return { view: "ended", data: endedData(run, run.status, role) };
    }
  });
}

function checkedData(run: Run, role: Role): CheckedData {
  const { check, settings } = run;
  if (!check) throw new Error("a checked run has no check");
  const words = classWords(settings.outcome);
  return {
    id: run.id,
    outcome: outcomeSentence(settings.outcome),
    moment: momentSentence(settings.moment),
    isPointInTime: check.isPointInTime,
    rows: check.rows,
    positives: check.positives,
    enough: check.sufficiency.level === "enough",
    sufficiency: sufficiencySentence(check.sufficiency),
    dropped: dropSentences(check.dropped),
    order: check.order,
    findings: check.findings
      .filter(({ coverage }) => coverage > 0)
      .sort((a, b) => (b.auc ?? 0) - (a.auc ?? 0))
      .map((finding) => ({
        key: finding.key,
        label: finding.label,
        verdict: finding.verdict,
        auc: finding.auc,
        why: wordVerdict(finding, words),
      })),
    waiting: (check.waiting ?? []).map(({ moment, rows, auc }) => ({
      moment: momentSentence(moment),
      rows,
      auc,
    })),
    mayTrain: can(role, "models.train"),
  };
}

function runningData(run: RunUnderWay, ruleVersion: string, role: Role): RunningData {
  const labels = new Map(run.check?.findings.map(({ key, label }) => [key, label]));
  return {
    id: run.id,
    status: run.status,
    outcome: outcomeSentence(run.settings.outcome),
    moment: momentSentence(run.settings.moment),
    startedAt: run.startedAt?.getTime() ?? null,
    now: now().getTime(),
    rows: run.check?.rows ?? null,
    leftOut: decide(run.check?.findings ?? [], run.settings).leaveOut.map(
      ({ key }) => labels.get(key) ?? key,
    ),
    progress: run.progress,
    ruleVersion,
    mayTrain: can(role, "models.train"),
  };
}

function endedData(run: Run, status: EndedData["status"], role: Role): EndedData {
  return {
    id: run.id,
    status,
    message: run.failure?.message ?? "The run was cancelled. Nothing was changed.",
    outcome: outcomeSentence(run.settings.outcome),
    dropped: run.check ? dropSentences(run.check.dropped) : [],
    mayTrain: can(role, "models.train"),
  };
}

async function doneData(
  tx: TenantTx,
  run: Run,
  { tenantId, tenantName, timeZone, role }: Member,
  scorer: string | undefined,
): Promise<DoneData> {
  const { report, settings } = run;
  if (!report) throw new Error("a finished run has no report");
  const time = { now: now().getTime(), timeZone };
  return {
    id: run.id,
    report,
    subject: report.contenders.find(({ kind }) => kind === scorer)?.kind ?? subjectOf(report),
    outcome: outcomeSentence(settings.outcome),
    moment: momentSentence(settings.moment),
    trainedBy: run.createdByName ?? "Firstcall",
    trainedAt: formatDayTime((run.finishedAt ?? run.createdAt).getTime(), time),
    dataHash: run.dataHash ?? "",
    workspace: tenantName,
    time,
    models: await modelsOfRun(tx, tenantId, run.id),
    activeId: (await scorerInUse(tx, tenantId))?.id ?? null,
    mayPublish: can(role, "models.publish"),
  };
}

type Refused = { readonly ok: false; readonly code: string; readonly message: string };
const NOT_FOUND: Refused = { ok: false, code: "not_found", message: "There is no such run." };

/** For the page that asks every second. */
export async function loadRunStatus(
  id: string,
): Promise<{ readonly ok: true; readonly data: RunningData } | Refused> {
  const asked = await memberForAction("models.read");
  if (!asked.ok) return asked;
  const { tenantId, role } = asked.member;
  if (!z.uuid().safeParse(id).success) return NOT_FOUND;
  return withTenant(tenantId, async (tx) => {
    const run = await getRunUnderWay(tx, tenantId, id);
    return run ? { ok: true, data: runningData(run, await currentRulesVersion(tx), role) } : NOT_FOUND;
  });
}
