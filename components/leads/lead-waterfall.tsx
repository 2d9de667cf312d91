import type { BandSet } from "@/lib/core/scoring/types";
import type { ExplainedScore } from "@/lib/present/leads-score";
import { waterfallData } from "../charts/from-present";
import type { WaterfallData } from "../charts/types";
import { Waterfall } from "../charts/waterfall";
import { SectionHeading } from "../ui/page-bar";
import { ScoreTools } from "./score-tools";

interface LeadWaterfallProps {
  leadId: string;
  explained: ExplainedScore;
  bandSet: BandSet;
  /** A person has set another score: these factors are the machine's. */
  overridden: boolean;
  mayRecompute: boolean;
}

/** Why the score is what it is: every factor, and what makes the figures add up. */
export function LeadWaterfall({ leadId, explained, bandSet, overridden, mayRecompute }: LeadWaterfallProps) {
  const { total } = explained.waterfall;
  return (
    <section aria-labelledby="why-heading">
      <SectionHeading
        id="why-heading"
        title={overridden ? `Why the machine says ${total}` : `Why the score is ${total}`}
        claim={
          overridden ? `${explained.sentence} These factors do not explain the override.` : explained.sentence
        }
        aside={<span className="max-md:hidden">Points</span>}
      />
      <Waterfall
        className="mt-3"
        data={leadWaterfallData(explained, bandSet, overridden)}
        footer={
          <ScoreTools
            leadId={leadId}
            version={explained.version}
            hash={explained.shortHash}
            mayRecompute={mayRecompute}
          />
        }
      />
    </section>
  );
}

/** The chart's lines, with what a lead's page says beside them: why a line is there, and every band. */
export function leadWaterfallData(
  { waterfall, sentence, factorCount }: ExplainedScore,
  bandSet: BandSet,
  overridden: boolean,
): WaterfallData {
  const result = bandSet.bands.find((band) => band.id === waterfall.bandId);
  const { clamp, rounding, omitted } = waterfall;
  return {
    ...waterfallData(waterfall, {
      resultLabel: overridden ? "Machine" : "Score",
      band: { name: result?.name ?? "", tone: result?.tone ?? "suppress" },
    }),
    adjustments: [
      ...(clamp
        ? [
            {
              key: "clamp",
              label: clamp.tenths < 0 ? "Above 100" : "Below 0",
              evidence: clamp.tenths < 0 ? "A score ends at 100" : "A score begins at 0",
              value: clamp.tenths / 10,
              valueText: clamp.text,
            },
          ]
        : []),
      ...(rounding
        ? [
            {
              key: "rounding",
              label: "Rounding",
              evidence:
                omitted > 0
                  ? `With ${omitted === 1 ? "1 factor" : `${omitted} factors`} under 0.05`
                  : undefined,
              value: rounding.tenths / 10,
              valueText: rounding.text,
            },
          ]
        : []),
    ],
    bands: bandSet.bands.map(({ name, tone, from }) => ({ name, tone, from })),
    summary: `${sentence} ${factorCount === 1 ? "1 factor" : `${factorCount} factors`}: ${waterfall.groups
      .map((group) => `${group.title} ${group.text}`)
      .join(", ")}.`,
  };
}
