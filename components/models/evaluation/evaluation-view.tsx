import type { ReactNode } from "react";
import type { ContenderKind, TrainingReport } from "@/lib/core/training/report";
import { correlationMatrix } from "@/lib/present/evaluation/correlations";
import { precisionRecallChart, rocChart } from "@/lib/present/evaluation/curve-charts";
import { decileChart } from "@/lib/present/evaluation/deciles";
import { gainChart } from "@/lib/present/evaluation/gain-chart";
import { factStrip, headlineSentence, proposalSentence } from "@/lib/present/evaluation/headline";
import { dependenceCharts, importanceChart } from "@/lib/present/evaluation/importance";
import { leftOut } from "@/lib/present/evaluation/left-out";
import { scorerName, subjectOf } from "@/lib/present/evaluation/prepared";
import { leaderboard } from "@/lib/present/evaluation/ranking-table";
import { readinessList } from "@/lib/present/evaluation/readiness";
import { reliabilityChart } from "@/lib/present/evaluation/reliability";
import { confusionTable, scoreDistribution } from "@/lib/present/evaluation/score-charts";
import { segmentChart } from "@/lib/present/evaluation/segments";
import { tierTable } from "@/lib/present/evaluation/tiers";
import type { TimeContext } from "@/lib/present/format";
import { outcomeDone } from "@/lib/present/outcome-words";
import { Beeswarm } from "../../charts/beeswarm";
import { CorrelationGrid } from "../../charts/correlation-grid";
import { CurveChart } from "../../charts/curve-chart";
import { DecileChart } from "../../charts/decile-chart";
import { PreparedFrame } from "../../charts/prepared-frame";
import { ReliabilityChart } from "../../charts/reliability-chart";
import { SectionGrid } from "../../charts/section-grid";
import { DependenceSection } from "./dependence-section";
import { EvaluationHead } from "./evaluation-head";
import { LeaderboardSection } from "./leaderboard-section";
import { LeftOutSection } from "./left-out-section";
import { ReadinessSection } from "./readiness-section";
import { ConfusionSection, ScoreSection } from "./score-sections";
import { SegmentSection } from "./segment-section";
import { TierSection } from "./tier-section";

export interface EvaluationViewProps {
  report: TrainingReport;
  /** Whom the charts are about; the proposed scorer (else the best) unless given. */
  subject?: ContenderKind | undefined;
  /** "Boosted trees v7"; the scorer's own name unless given. */
  name?: string | undefined;
  /** Beside the name: a chip such as "Champion since 5 Nov". */
  status?: ReactNode;
  /** `outcomeSentence(report.outcome)` and `momentSentence(report.moment)`. */
  outcome: string;
  moment: string;
  /** For dates in the tenant's zone. */
  time: TimeContext;
  /** Where the same page about another scorer is: names of the leaderboard become links. */
  links?: Partial<Record<ContenderKind, string>> | undefined;
}

/** The evaluation page below its bar: everything a run found about one scorer, and how it stands beside the others. */
export function EvaluationView({
  report,
  name,
  status,
  outcome,
  moment,
  time,
  links,
  ...rest
}: EvaluationViewProps) {
  const subject = rest.subject ?? subjectOf(report);
  const done = outcomeDone(report.outcome, 1);
  const board = leaderboard(report, subject);
  const roc = rocChart(report, subject);
  const precisionRecall = precisionRecallChart(report, subject);
  const reliability = reliabilityChart(report, subject);
  const gain = gainChart(report, subject);
  const tiers = tierTable(report, subject);
  const tenths = decileChart(report, subject);
  const scores = scoreDistribution(report, subject);
  const confusion = confusionTable(report, subject);
  const importance = importanceChart(report, subject);
  const dependence = dependenceCharts(report, subject);
  const matrix = correlationMatrix(report, done.charAt(0).toUpperCase() + done.slice(1));
  const segments = segmentChart(report, subject);
  return (
    <div className="mx-auto max-w-[1232px] px-8 pb-16 pt-8 max-xl:px-6 max-md:px-4 print:px-0">
      <EvaluationHead
        name={name ?? scorerName(report, subject)}
        status={status}
        outcome={outcome}
        moment={moment}
        headline={headlineSentence(report, subject)}
        proposal={proposalSentence(report)}
        facts={factStrip(report, subject, time)}
      />
      {subject === "rules" ? null : (
        <div className="pb-7">
          <ReadinessSection list={readinessList(report, subject)} />
        </div>
      )}
      <SectionGrid columns="whole">
        <LeaderboardSection board={board} links={links} />
      </SectionGrid>
      {roc && precisionRecall ? (
        <SectionGrid columns="thirds">
          <PreparedFrame chart={roc}>
            <CurveChart chart={roc} />
          </PreparedFrame>
          <PreparedFrame chart={precisionRecall}>
            <CurveChart chart={precisionRecall} />
          </PreparedFrame>
          {reliability ? (
            <PreparedFrame chart={reliability}>
              <ReliabilityChart chart={reliability} />
            </PreparedFrame>
          ) : null}
        </SectionGrid>
      ) : null}
      {gain && tiers ? (
        <SectionGrid columns="third-and-rest">
          <PreparedFrame chart={gain}>
            <CurveChart chart={gain} />
          </PreparedFrame>
          <TierSection tiers={tiers} />
        </SectionGrid>
      ) : null}
      {tenths && scores ? (
        <SectionGrid columns="third-and-rest">
          <PreparedFrame chart={tenths}>
            <DecileChart chart={tenths} height={200} />
          </PreparedFrame>
          <ScoreSection scores={scores} />
        </SectionGrid>
      ) : null}
      {importance ? (
        <SectionGrid columns="halves">
          <PreparedFrame chart={importance} kind="table">
            <Beeswarm chart={importance} />
          </PreparedFrame>
          {matrix ? (
            <PreparedFrame chart={matrix} kind="table">
              <CorrelationGrid chart={matrix} />
            </PreparedFrame>
          ) : null}
        </SectionGrid>
      ) : null}
      {dependence.length > 0 || confusion ? (
        <SectionGrid columns="halves">
          {dependence.length > 0 ? <DependenceSection charts={dependence} /> : null}
          {confusion ? <ConfusionSection confusion={confusion} /> : null}
        </SectionGrid>
      ) : null}
      <SectionGrid columns="halves">
        {segments ? <SegmentSection segments={segments} /> : null}
        <LeftOutSection leftOut={leftOut(report)} />
      </SectionGrid>
    </div>
  );
}
