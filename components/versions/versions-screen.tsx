import type { VersionsComparison, VersionsPage } from "@/lib/modules/versions/types";
import { formatNumber } from "@/lib/present/format";
import { RescoringBar } from "../models/registry/rescoring-bar";
import { SettingsTabs } from "../settings/settings-nav";
import { ButtonLink } from "../ui/button";
import { PageBar } from "../ui/page-bar";
import { CompareVersions } from "./compare-versions";
import { VersionEntry } from "./version-entry";

/** Every published configuration: what it changed, when it was in use, the way back to it, and whether its scores hold. */
export function VersionsScreen({
  page,
}: {
  page: VersionsPage & { readonly comparison: VersionsComparison | null };
}) {
  const { versions, active, leads, rescoring, comparison } = page;
  return (
    <>
      <PageBar title="Versions" actions={<ButtonLink href="/models">Models</ButtonLink>} />
      <SettingsTabs />
      <div className="max-w-[1040px] px-8 pb-24 pt-6 max-xl:px-6 max-md:px-4">
        {rescoring ? <RescoringBar key={`${rescoring.version} ${active.id}`} data={rescoring} /> : null}
        <p className="max-w-[640px] text-13 text-ink-2">
          Every configuration that was published: rules or a model, with its bands. None of them ever changes,
          any of them can be restored, and any score it gave can be computed again from what was stored then.
        </p>
        <section aria-labelledby="published" className="mt-6 border-t border-line pt-6">
          <h2 id="published" className="text-14 font-semibold text-ink">
            Published{" "}
            <span className="ml-1 text-12 font-normal text-ink-3">{formatNumber(versions.length)}</span>
          </h2>
          <ul className="mt-2">
            {versions.map((version) => (
              <VersionEntry key={version.id} version={version} active={active} leads={leads} />
            ))}
          </ul>
        </section>
        {versions.length > 1 ? <CompareVersions versions={versions} comparison={comparison} /> : null}
      </div>
    </>
  );
}
