import { frameOf } from "@/lib/present/evaluation/prepared";
import { bandMonthsChart } from "@/lib/present/insights/band-months";
import { bandTable } from "@/lib/present/insights/bands";
import { captureChart } from "@/lib/present/insights/capture";
import { decileChart } from "@/lib/present/insights/deciles";
import { funnelChart } from "@/lib/present/insights/funnel";
import { gainChart } from "@/lib/present/insights/gain";
import { inflowChart } from "@/lib/present/insights/inflow";
import { sourceTable } from "@/lib/present/insights/sources";
import { responseChart, speedChart } from "@/lib/present/insights/speed";
import { truthChart } from "@/lib/present/insights/truth";
import type { InsightsFacts } from "@/lib/present/insights/words";
import { workloadTable } from "@/lib/present/insights/workload";
import { PreparedFrame } from "../charts/prepared-frame";
import { SectionGrid } from "../charts/section-grid";
import { BandSection } from "./band-section";
import { CaptureSection } from "./capture-section";
import { FunnelSection } from "./funnel-section";
import { GainSection } from "./gain-section";
import { InflowSection } from "./inflow-section";
import { MissingSection } from "./missing-section";
import { MonthPanels } from "./month-panels";
import { RateBars } from "./rate-bars";
import { SourcesSection } from "./sources-section";
import { SpeedSection } from "./speed-section";
import { TruthSection } from "./truth-section";
import { WorkloadSection } from "./workload-section";

/** What leads with a known outcome say: capture, bands, gain, truth, months, tenths. */
export function OutcomeSections({ facts }: { facts: InsightsFacts }) {
  const capture = captureChart(facts);
  const bands = bandTable(facts);
  const gain = gainChart(facts);
  const truth = truthChart(facts);
  const bandMonths = bandMonthsChart(facts);
  const deciles = decileChart(facts);
  const funnel = funnelChart(facts);
  return (
    <>
      {capture ? (
        <SectionGrid keepsOnPaper columns="whole">
          <CaptureSection chart={capture} />
        </SectionGrid>
      ) : null}
      {bands ? (
        <SectionGrid keepsOnPaper columns="rest-and-third">
          <BandSection table={bands} />
          {gain ? <GainSection chart={gain} /> : <MissingSection what="gain" />}
        </SectionGrid>
      ) : null}
      <SectionGrid keepsOnPaper columns="halves">
        {truth ? <TruthSection chart={truth} /> : <MissingSection what="truth" />}
        {bandMonths ? (
          <PreparedFrame chart={frameOf(bandMonths)} kind="table">
            <MonthPanels chart={bandMonths} columns={4} />
          </PreparedFrame>
        ) : (
          <MissingSection what="bandMonths" />
        )}
      </SectionGrid>
      <SectionGrid keepsOnPaper columns="halves">
        {deciles ? (
          <PreparedFrame chart={frameOf(deciles)} kind="table">
            <RateBars chart={deciles} />
          </PreparedFrame>
        ) : (
          <MissingSection what="deciles" />
        )}
        {funnel ? <FunnelSection chart={funnel} /> : <MissingSection what="funnel" />}
      </SectionGrid>
    </>
  );
}

/** What can be seen without any outcome: answers, inflow, sources, desks. */
export function WorkSections({ facts, hasOutcomes }: { facts: InsightsFacts; hasOutcomes: boolean }) {
  const byOwner = speedChart(facts, "owner");
  const byTeam = speedChart(facts, "team");
  const response = responseChart(facts);
  const byBand = inflowChart(facts, "band");
  const bySource = inflowChart(facts, "source");
  const sources = sourceTable(facts);
  const workload = workloadTable(facts);
  return (
    <>
      <SectionGrid keepsOnPaper columns="halves">
        {byOwner && byTeam ? (
          <SpeedSection charts={{ owner: byOwner, team: byTeam }} />
        ) : (
          <MissingSection what="speed" />
        )}
        {response ? (
          <PreparedFrame chart={frameOf(response)} kind="table">
            <RateBars chart={response} isWide />
          </PreparedFrame>
        ) : (
          <MissingSection what="response" />
        )}
      </SectionGrid>
      <SectionGrid keepsOnPaper columns="whole">
        {byBand && bySource ? (
          <InflowSection charts={{ band: byBand, source: bySource }} />
        ) : (
          <MissingSection what="inflow" />
        )}
      </SectionGrid>
      {hasOutcomes ? (
        <SectionGrid keepsOnPaper columns="whole">
          {sources ? <SourcesSection table={sources} /> : <MissingSection what="sources" />}
        </SectionGrid>
      ) : null}
      <SectionGrid keepsOnPaper columns="whole">
        {workload ? <WorkloadSection table={workload} /> : <MissingSection what="workload" />}
      </SectionGrid>
    </>
  );
}
