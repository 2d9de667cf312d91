import { Plus } from "lucide-react";
import type { RegistryData, RegistryFilter } from "@/lib/modules/models/types-screen";
import { ButtonLink } from "../../ui/button";
import { EmptyState } from "../../ui/empty-state";
import { PageBar } from "../../ui/page-bar";
import { SegmentedLinks } from "../../ui/segmented-links";
import { TextLink } from "../../ui/text-link";
import { InUseBlocks } from "./in-use-blocks";
import { RescoringBar } from "./rescoring-bar";
import { RunsList } from "./runs-list";
import { VersionsTable } from "./versions-table";

const FILTERS: readonly { id: RegistryFilter; label: string; href: string }[] = [
  { id: "all", label: "All", href: "/models" },
  { id: "published", label: "Published", href: "/models?show=published" },
  { id: "exploratory", label: "Exploratory", href: "/models?show=exploratory" },
];

/** What scores, what scored before, and what could. */
export function RegistryScreen({ data }: { data: RegistryData }) {
  const { inUse, rescoring, versions, filter, total, axis, runs, start } = data;
  return (
    <>
      <PageBar
        title="Models"
        actions={
          data.mayTrain && !start ? (
            <ButtonLink variant="primary" href="/models/train" icon={<Plus aria-hidden="true" />}>
              Train
            </ButtonLink>
          ) : null
        }
      />
      <div className="mx-auto max-w-[1232px] px-8 pb-24 pt-6 max-xl:px-6 max-md:px-4">
        {rescoring ? <RescoringBar key={`${rescoring.version} ${inUse.id}`} data={rescoring} /> : null}
        <InUseBlocks data={data} />
        <section aria-labelledby="all-versions" className="pt-6">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h2 id="all-versions" className="text-14 font-semibold text-ink">
              All versions
              <span className="ml-2 text-12 font-normal text-ink-3">
                {versions.length === total ? total : `${versions.length} of ${total}`}
              </span>
            </h2>
            <SegmentedLinks
              label="Versions shown"
              items={FILTERS.map(({ id, label, href }) => ({ label, href, current: id === filter }))}
            />
          </div>
          <div className="mt-2">
            {versions.length === 0 ? (
              <EmptyState title="No exploratory version" className="border-t border-line py-6">
                A run with 200 to 1,000 known outcomes is exploratory: it may be looked at, not published.
              </EmptyState>
            ) : (
              <VersionsTable
                key={filter}
                versions={versions}
                axis={axis}
                active={inUse}
                leads={data.leads}
                mayPublish={data.mayPublish}
              />
            )}
          </div>
          {runs.length > 0 ? (
            <p className="mt-4 text-13">
              <TextLink href="/models/rules">Points for rules from history</TextLink>
            </p>
          ) : null}
          <p className="mt-4 text-12 text-ink-3">
            Each on the test leads of its run; models of one run, and the rules they were laid beside, compare
            on the same. Every version keeps its data hash, parameters and seed, and any past score can be
            verified to the bit.
            {data.mayPublish ? (
              <>
                {" "}
                <TextLink href="/settings/versions">What each version changed, and verify</TextLink>
              </>
            ) : null}
          </p>
        </section>
        {runs.length > 0 ? (
          <section aria-labelledby="training-runs" className="pt-9">
            <h2 id="training-runs" className="mb-2 text-14 font-semibold text-ink">
              Training runs
            </h2>
            <RunsList runs={runs} />
          </section>
        ) : null}
      </div>
    </>
  );
}
