import { notFound } from "next/navigation";
import { z } from "zod";
import type { ModelKind } from "@/lib/core/models/types";
import type { BandSet } from "@/lib/core/scoring/types";
import { readinessOf } from "@/lib/core/training/readiness";
import type { TrainingReport } from "@/lib/core/training/report";
import { backtestContext } from "@/lib/modules/backtests/data";
import { requireMember } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { formatRange, formatShare } from "@/lib/present/format";
import { bandLook } from "@/lib/present/leads-row";
import { contenderName, momentSentence, outcomeSentence } from "@/lib/present/outcome-words";
import { readinessMark, readinessSentence } from "@/lib/present/readiness-words";
import { testSentence } from "@/lib/present/registry-words";
import { scorerInUse } from "../scoring/in-use";
import { countLeads } from "./data-registry";
import { nextVersion } from "./mutations";
import { dayAndTime, shortHash } from "./registry-view";
import type { PublishData } from "./types-screen";

/** What one looks at before a model goes to work. */
export async function loadPublish(id: string): Promise<PublishData> {
  const { tenantId, timeZone } = await requireMember("models.publish");
  if (!z.uuid().safeParse(id).success) notFound();
  return withTenant(tenantId, async (tx) => {
    const model = await tx.model.findFirst({
      where: { tenantId, id },
      select: {
        ...{ id: true, kind: true, version: true, hash: true, bands: true, runId: true },
        run: { select: { report: true, finishedAt: true, createdAt: true } },
      },
    });
    const report = model?.run.report as unknown as TrainingReport | null | undefined;
    if (!model || !report) notFound();
    const kind = model.kind as ModelKind;
    const active = await scorerInUse(tx, tenantId);
    if (!active) throw new Error("this workspace has no published scorer");
    const lines = readinessOf(report, kind);
    const test = report.contenders.find((contender) => contender.kind === kind)?.test;
    const at = model.run.finishedAt ?? model.run.createdAt;
    return {
      id: model.id,
      nextVersion: await nextVersion(tx, tenantId),
      title: contenderName(kind),
      hash: shortHash(model.hash),
      runId: model.runId,
      runText: `Run of ${dayAndTime(at, { now: now().getTime(), timeZone })}`,
      outcome: `${outcomeSentence(report.outcome)}, looked at ${momentSentence(report.moment)}`,
      testSentence: test ? testSentence(test, report.split.test, report.outcome) : null,
      refusal: refusalOf(model.version, report),
      readiness: lines.map((line) => ({
        key: line.key,
        passed: line.passed,
        mark: readinessMark(line.passed),
        sentence: readinessSentence(line),
      })),
      failed: lines.filter(({ passed }) => passed === false).length,
      ...bandsOf(model.bands as unknown as BandSet, report, kind),
      active: { id: active.id, title: active.version },
      leads: (await countLeads(tx, tenantId)).all,
      context: await backtestContext(tx, tenantId, now()),
    };
  });
}

function refusalOf(version: string | null, { sufficiency }: TrainingReport): PublishData["refusal"] {
  if (version !== null)
    return {
      title: `${version} is published already`,
      message: "Its bands and its note are frozen. To use it again, go back to it under Models.",
    };
  if (sufficiency !== "enough")
    return {
      title: "This run is exploratory",
      message:
        "It had too few leads with a known outcome to publish a model from. The version in use goes on scoring.",
    };
  return null;
}

function bandsOf(
  bandSet: BandSet,
  report: TrainingReport,
  kind: ModelKind,
): Pick<PublishData, "bands" | "bandSentence"> {
  const tiers = report.detail.find((detail) => detail.kind === kind)?.tiers ?? [];
  const bands = bandSet.bands.map(({ id, from }, at) => {
    const tier = tiers.find(({ bandId }) => bandId === id);
    const to = (bandSet.bands[at - 1]?.from ?? 101) - 1;
    return {
      band: bandLook(bandSet, id)!,
      scores: formatRange(from, to),
      share: tier ? formatShare(tier.share) : "–",
      rate:
        tier?.rate === null || tier?.rate === undefined || !tier.interval
          ? "Too few"
          : `${formatShare(tier.rate)} (${formatRange(100 * tier.interval.low, 100 * tier.interval.high)})`,
    };
  });
  return {
    bands,
    bandSentence: "They are frozen with the version: going back to it later brings them back too.",
  };
}
