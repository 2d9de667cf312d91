import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PrintButton } from "@/components/charts/print-button";
import { EvaluationView } from "@/components/models/evaluation/evaluation-view";
import { ModelCardButton } from "@/components/models/evaluation/model-card-button";
import { Chip } from "@/components/ui/chip";
import { PageBar } from "@/components/ui/page-bar";
import { CONTENDERS } from "@/lib/core/training/report";
import { env } from "@/lib/platform/env";
import { subjectOf } from "@/lib/present/evaluation/prepared";
import { modelCard } from "@/lib/present/model-card";
import { momentSentence, outcomeSentence } from "@/lib/present/outcome-words";
import { ThemeButtons } from "../theme-buttons";
import { sampleReport } from "./sample-report";

export const metadata: Metadata = { title: "Evaluation", robots: { index: false } };

const TIME = { now: 1_790_000_000_000, timeZone: "Europe/Oslo" };

/** The evaluation page over a run on invented leads, in development only. */
export default async function EvaluationPage({
  searchParams,
}: {
  searchParams: Promise<{ scorer?: string }>;
}) {
  // First, so that nothing is rendered when the product is built: there is no environment then.
  const { scorer } = await searchParams;
  if (env().NODE_ENV === "production") notFound();
  const report = sampleReport();
  const subject = CONTENDERS.find((kind) => kind === scorer) ?? subjectOf(report);
  const [outcome, moment] = [outcomeSentence(report.outcome), momentSentence(report.moment)];
  const card = modelCard({
    report,
    kind: subject,
    version: null,
    hash: "0".repeat(64),
    dataHash: "f".repeat(64),
    trainedBy: "Nobody",
    trainedAt: "a day that never was",
    outcomeSentence: outcome,
    momentSentence: moment,
  });
  return (
    <main>
      <PageBar
        title="Evaluation"
        trail={[{ href: "/components", label: "Components" }]}
        heading={false}
        actions={
          <>
            <ThemeButtons />
            <PrintButton />
            <ModelCardButton markdown={card} fileName={`model-card-${subject}.md`} />
          </>
        }
      />
      <EvaluationView
        report={report}
        subject={subject}
        status={<Chip>Invented leads</Chip>}
        outcome={outcome}
        moment={moment}
        time={TIME}
        links={Object.fromEntries(CONTENDERS.map((kind) => [kind, `/components/evaluation?scorer=${kind}`]))}
      />
    </main>
  );
}
