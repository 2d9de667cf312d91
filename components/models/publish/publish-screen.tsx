import { Suspense } from "react";
import type { FlipsData, PublishData } from "@/lib/modules/models/types-screen";
import { SimpleTable } from "../../table/simple-table";
import { BandBadge } from "../../ui/band";
import { ButtonLink } from "../../ui/button";
import { ErrorState } from "../../ui/empty-state";
import { PageBar, PageHeading, SectionHeading } from "../../ui/page-bar";
import { TextLink } from "../../ui/text-link";
import { FlipsByName, FlipsMatrix, FlipsSkeleton } from "../compare/flips-section";
import { PublishForm } from "./publish-form";
import { ReadinessList } from "./readiness-list";
import { ScorerBacktest } from "./scorer-backtest";

interface PublishScreenProps {
  data: PublishData;
  /** null where it cannot be published anyway. */
  flips: Promise<FlipsData | null> | null;
}

/** What one looks at before a model goes to work: whether it is ready, its bands, whose band changes. */
export function PublishScreen({ data, flips }: PublishScreenProps) {
  const { title, active, refusal, readiness, bands, failed } = data;
  return (
    <>
      <PageBar title="Publish" trail={[{ href: "/models", label: "Models" }]} heading={false} />
      <div className="mx-auto max-w-[1232px] px-8 pb-20 pt-6 max-xl:px-6 max-md:px-4">
        <PageHeading
          title={refusal ? title : `Publish ${title.toLowerCase()} as ${data.nextVersion}`}
          size={24}
        >
          Predicts {data.outcome}. <TextLink href={`/models/runs/${data.runId}`}>{data.runText}</TextLink>,{" "}
          <span className="font-mono">{data.hash}</span>
        </PageHeading>
        {data.testSentence ? <p className="mt-2 text-13 text-ink">{data.testSentence}</p> : null}
        {refusal ? (
          <div className="mt-6 border-t border-line pt-5">
            <ErrorState
              title={refusal.title}
              action={
                <ButtonLink variant="primary" href="/models">
                  Open the versions
                </ButtonLink>
              }
            >
              {refusal.message}
            </ErrorState>
          </div>
        ) : null}
        <div className="mt-6 grid gap-x-12 gap-y-9 border-t border-line pb-8 pt-6 xl:grid-cols-2">
          <div className="min-w-0 max-xl:contents xl:space-y-9">
            <section aria-labelledby="ready" className="min-w-0">
              <SectionHeading
                id="ready"
                title="Is it ready"
                aside={failed === 0 ? "nothing failed" : `${failed} failed`}
                className="mb-2"
              />
              <ReadinessList lines={readiness} />
            </section>
            {refusal ? null : (
              <section aria-labelledby="publish" className="min-w-0 max-xl:order-last">
                <SectionHeading id="publish" title="Put it to work" className="mb-3" />
                <PublishForm data={data} />
              </section>
            )}
          </div>
          <div className="min-w-0 max-xl:contents xl:space-y-9">
            <section aria-labelledby="its-bands" className="min-w-0">
              <SectionHeading id="its-bands" title="Its bands" claim={data.bandSentence} className="mb-1" />
              <SimpleTable
                label="Bands of the model"
                heads={[
                  { label: "Band" },
                  { label: "Scores", align: "right" },
                  { label: "Share of test leads", align: "right" },
                  { label: "Positive", align: "right" },
                ]}
                rows={bands.map(({ band, scores, share, rate }) => ({
                  key: band.name,
                  cells: [<BandBadge key="band" band={band} />, scores, share, rate],
                }))}
              />
            </section>
            {flips ? (
              <section aria-labelledby="bands" className="min-w-0">
                <SectionHeading id="bands" title="Who changes band" className="mb-1" />
                <Suspense fallback={<FlipsSkeleton />}>
                  <FlipsMatrix flips={flips} inUseTitle={active.title} candidateTitle={title} />
                </Suspense>
              </section>
            ) : null}
          </div>
        </div>
        {refusal ? null : (
          <ScorerBacktest candidateId={data.id} activeId={active.id} context={data.context} />
        )}
        {flips ? (
          <Suspense fallback={null}>
            <FlipsByName flips={flips} />
          </Suspense>
        ) : null}
      </div>
    </>
  );
}
