import { Suspense } from "react";
import type { CompareData, ComparedVersion, FlipsData } from "@/lib/modules/models/types-screen";
import { ButtonLink } from "../../ui/button";
import { PageBar, PageHeading, SectionHeading } from "../../ui/page-bar";
import { TextLink } from "../../ui/text-link";
import { FiguresTable } from "./figures-table";
import { FlipsByName, FlipsMatrix, FlipsSkeleton } from "./flips-section";
import { VersionChoice } from "./version-choice";

interface CompareScreenProps {
  data: CompareData;
  /** null where neither of the two is in use. */
  flips: Promise<FlipsData | null> | null;
}

/** Two versions: which ranks better, and whose band would change. */
export function CompareScreen({ data, flips }: CompareScreenProps) {
  const { first, second, candidate, publishable, choices } = data;
  return (
    <>
      <PageBar
        title="Compare"
        trail={[{ href: "/models", label: "Models" }]}
        heading={false}
        actions={
          publishable ? (
            <ButtonLink variant="primary" href={`/models/${publishable.id}/publish`}>
              <span className="max-md:hidden">Look and publish</span>
              <span className="md:hidden">Publish</span>
            </ButtonLink>
          ) : null
        }
      />
      <div className="mx-auto max-w-[1232px] px-8 pb-20 pt-6 max-xl:px-6 max-md:px-4">
        <PageHeading title={data.headline} size={24}>
          {data.remark}
        </PageHeading>
        <div className="mt-4 flex flex-wrap gap-2 border-b border-line pb-6">
          <VersionChoice
            word="This"
            label="First version"
            side="a"
            value={first.id}
            other={second.id}
            choices={choices}
          />
          <VersionChoice
            word="With"
            label="Second version"
            side="b"
            value={second.id}
            other={first.id}
            choices={choices}
          />
        </div>
        <div className="grid gap-x-12 gap-y-9 pb-8 pt-6 xl:grid-cols-2">
          <section aria-labelledby="figures" className="min-w-0">
            <SectionHeading
              id="figures"
              title={data.isSameTest ? "On the same test leads" : "Each on its own test leads"}
              className="mb-1"
            />
            <FiguresTable data={data} />
            {data.isSameTest ? (
              <TestedOn version={second} />
            ) : (
              <>
                <TestedOn version={first} named />
                <TestedOn version={second} named />
              </>
            )}
          </section>
          <section aria-labelledby="bands" className="min-w-0">
            <SectionHeading id="bands" title="Who changes band" className="mb-1" />
            {flips && candidate ? (
              <Suspense key={candidate.id} fallback={<FlipsSkeleton />}>
                <FlipsMatrix flips={flips} inUseTitle={data.inUseTitle} candidateTitle={candidate.title} />
              </Suspense>
            ) : (
              <p className="text-13 text-ink-2">
                Neither of the two is in use, so no lead has its band from one of them.{" "}
                <TextLink href={`/models/compare?a=${inUseId(data)}&b=${second.id}`}>
                  Compare {second.title} with {data.inUseTitle}
                </TextLink>
                , which is.
              </p>
            )}
          </section>
        </div>
        {flips ? (
          <Suspense fallback={null}>
            <FlipsByName flips={flips} />
          </Suspense>
        ) : null}
      </div>
    </>
  );
}

const inUseId = ({ choices, inUseTitle }: CompareData): string =>
  choices.find(({ title }) => title === inUseTitle)?.id ?? "";

function TestedOn({ version, named = false }: { version: ComparedVersion; named?: boolean | undefined }) {
  return (
    <p className="mt-1 text-12 text-ink-3">
      {named ? `${version.title}: ` : ""}
      {version.testedOn && version.runId ? (
        <TextLink href={`/models/runs/${version.runId}`}>{version.testedOn}</TextLink>
      ) : (
        "never tested"
      )}
    </p>
  );
}
