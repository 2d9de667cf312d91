import type { Role } from "@/lib/platform/auth/roles";
import { can } from "@/lib/platform/auth/roles";
import { formatDay, formatShare, formatTime, type TimeContext } from "@/lib/present/format";
import { contenderName, outcomeSentence } from "@/lib/present/outcome-words";
import {
  axisFor,
  differenceOf,
  figureText,
  proposalSentence,
  testSentence,
  versionTitle,
} from "@/lib/present/registry-words";
import type { RunSummary } from "../training/types";
import { measuredIn, type RunFigures, testOf } from "./data-registry";
import { lastPeriod, type Period, previousScorer } from "./periods";
import type { ScorerVersion } from "./types";
import type { RegistryData, RegistryFilter, RunRow, VersionRow, VersionState } from "./types-screen";

/** The registry as it is printed; pure. */

export interface RegistryParts {
  readonly versions: readonly ScorerVersion[];
  readonly runs: readonly RunSummary[];
  readonly figures: readonly RunFigures[];
  readonly periods: readonly Period[];
  readonly leads: { readonly all: number; readonly open: number };
  readonly rescoring: { readonly done: number; readonly total: number };
  readonly start: RegistryData["start"];
  readonly filter: RegistryFilter;
  readonly role: Role;
  readonly time: TimeContext;
}

const STATES: Readonly<Record<VersionState, string>> = {
  in_use: "In use",
  earlier: "Earlier",
  never_published: "Never published",
  exploratory: "Exploratory",
};

export function stateOf({ isActive, publishedAt, isExploratory }: ScorerVersion): VersionState {
  if (isActive) return "in_use";
  if (publishedAt) return "earlier";
  return isExploratory ? "exploratory" : "never_published";
}

export const stateText = (version: ScorerVersion): string => STATES[stateOf(version)];

/** "Boosted trees" beside "Model v2"; null where the title says it already. */
export const kindBeside = ({ kind, version }: ScorerVersion): string | null =>
  kind === "rules" || version === null ? null : contenderName(kind);

const SHORT_HASH = 8;
export const shortHash = (hash: string): string => hash.slice(0, SHORT_HASH);

/** "21 Nov, 08:47" */
export const dayAndTime = (at: Date, time: TimeContext): string =>
  `${formatDay(at.getTime(), time)}, ${formatTime(at.getTime(), time.timeZone)}`;

export function registryData(parts: RegistryParts): RegistryData {
  const { versions, figures, periods, leads, rescoring, filter, role, time } = parts;
  const active = versions.find(({ isActive }) => isActive);
  if (!active) throw new Error("this workspace has no published scorer");
  const rows = versions.map((version) => versionRow(version, parts));
  const shown = rows.filter(({ state }) => isShown(state, filter));
  const measured = measuredIn(figures, active);
  const test = testOf(measured, active.kind);
  const back = versions.find(({ id }) => id === previousScorer(periods, active.id));
  const from = lastPeriod(periods, active.id)?.from ?? active.publishedAt ?? active.createdAt;
  return {
    inUse: {
      id: active.id,
      title: versionTitle(active),
      kindName: kindBeside(active),
      since: `since ${dayAndTime(from, time)}${active.publishedByName ? `, published by ${active.publishedByName}` : ""}`,
      sentence:
        measured && test
          ? testSentence(test, measured.testRows, measured.outcome)
          : "It was never tested: training lays it beside models on leads whose outcome is known.",
      figures: test
        ? `AUC ${figureText(test.auc.value)} (${figureText(test.auc.low)} to ${figureText(test.auc.high)})`
        : null,
      runId: measured?.runId ?? null,
    },
    previous: back?.publishedAt ? { id: back.id, title: versionTitle(back) } : null,
    proposed: proposedOf(parts),
    leads: leads.all,
    rescoring: rescoring.done < rescoring.total ? { version: versionTitle(active), ...rescoring } : null,
    versions: shown,
    filter,
    total: rows.length,
    axis: axisFor(rows.flatMap(({ auc }) => auc ?? [])),
    runs: parts.runs.map((run) => runRow(run, parts)),
    start: parts.start,
    mayTrain: can(role, "models.train"),
    mayPublish: can(role, "models.publish"),
  };
}

function isShown(state: VersionState, filter: RegistryFilter): boolean {
  if (filter === "published") return state === "in_use" || state === "earlier";
  return filter === "all" || state === "exploratory";
}

function versionRow(version: ScorerVersion, { figures, periods, time }: RegistryParts): VersionRow {
  const measured = measuredIn(figures, version);
  const test = testOf(measured, version.kind);
  const period = lastPeriod(periods, version.id);
  const run = version.runId === null ? null : measured;
  const day = (at: Date) => formatDay(at.getTime(), time);
  return {
    id: version.id,
    title: versionTitle(version),
    kindName: kindBeside(version),
    hash: shortHash(version.hash),
    note: version.note || null,
    state: stateOf(version),
    stateText: stateText(version),
    auc: test?.auc ?? null,
    top20: test ? formatShare(test.top20Capture.value) : null,
    // Points of rules are no likelihoods, so there is nothing for an outcome to agree with.
    ece: test && version.kind !== "rules" ? figureText(test.ece) : null,
    made: run
      ? `Run of ${dayAndTime(run.finishedAt, time)}`
      : (version.publishedByName ?? (version.kind === "rules" ? "Firstcall" : "Unknown run")),
    runId: version.runId,
    dataHash: version.dataHash ? shortHash(version.dataHash) : null,
    inUse: usedWhen(period, version, day),
    publishedBy: version.publishedAt
      ? `${version.publishedByName ?? "Firstcall"}, ${dayAndTime(version.publishedAt, time)}`
      : null,
  };
}

function usedWhen(period: Period | null, version: ScorerVersion, day: (at: Date) => string): string {
  if (!period) return version.publishedAt ? "Not since it was published" : "Never";
  if (!period.to) return `Since ${day(period.from)}`;
  const [from, to] = [day(period.from), day(period.to)];
  return from === to ? from : `${from} to ${to}`;
}

/** What the newest run proposes, as long as nobody has decided about it. */
function proposedOf({ versions, figures, time }: RegistryParts): RegistryData["proposed"] {
  const [run] = figures;
  if (run?.sufficiency !== "enough" || run.proposal.kind === null) return null;
  const model = versions.find(({ runId, kind }) => runId === run.runId && kind === run.proposal.kind);
  if (!model || model.publishedAt) return null;
  const rules = run.contenders.find(({ kind }) => kind === "rules");
  const difference = differenceOf(run.pairs, model.kind, "rules");
  return {
    id: model.id,
    title: versionTitle(model),
    runId: run.runId,
    since: `by the run of ${dayAndTime(run.finishedAt, time)}`,
    sentence: proposalSentence(difference?.top20Capture ?? null, rules?.name ?? "the rules"),
  };
}

const STATUS: Readonly<Record<RunSummary["status"], string>> = {
  checking: "Checking",
  checked: "Waits for you",
  queued: "Waiting",
  running: "Training",
  done: "Done",
  refused: "Refused",
  failed: "Failed",
  cancelled: "Cancelled",
};

function runRow(run: RunSummary, { figures, time }: RegistryParts): RunRow {
  const { status, settings, failure } = run;
  const found = figures.find(({ runId }) => runId === run.id);
  return {
    id: run.id,
    statusText: STATUS[status],
    isGoingOn: ["checking", "checked", "queued", "running"].includes(status),
    outcome: outcomeSentence(settings.outcome),
    name: `Run of ${dayAndTime(run.finishedAt ?? run.startedAt ?? run.createdAt, time)}`,
    by: run.createdByName ?? "Firstcall",
    result: found ? runResult(found) : (failure?.message ?? ""),
  };
}

function runResult({ proposal, sufficiency }: RunFigures): string {
  if (sufficiency === "exploratory") return "Exploratory: not to be published";
  return proposal.kind ? `Proposes ${contenderName(proposal.kind).toLowerCase()}` : "The rules should go on";
}
