"use client";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import type { VersionLine, VersionsComparison } from "@/lib/modules/versions/types";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { SectionHeading } from "../ui/page-bar";
import { Select } from "../ui/select";
import { TextLink } from "../ui/text-link";
import { ChangeList } from "./change-list";

/** Any two versions side by side, in words. The address carries the pair. */
export function CompareVersions({
  versions,
  comparison,
}: {
  versions: readonly VersionLine[];
  comparison: VersionsComparison | null;
}) {
  const router = useRouter();
  const asked = useSearchParams();
  const [a, setA] = useState(asked.get("a") ?? versions[1]!.id);
  const [b, setB] = useState(asked.get("b") ?? versions[0]!.id);
  const options = versions.map(({ id, title, kindName }) => ({
    value: id,
    label: kindName ? `${title}, ${kindName.toLowerCase()}` : title,
  }));
  return (
    <section id="compare" aria-label="Compare two versions" className="mt-8 scroll-mt-16">
      <SectionHeading
        title="Compare two"
        claim="What the newer one changed. How well they score is compared on the same test leads under Models."
      />
      <div className="mt-3 flex flex-wrap items-end gap-3">
        <Field label="Version" className="w-60 max-md:w-full">
          <Select size="md" value={a} options={options} onValueChange={setA} />
        </Field>
        <Field label="Compared with" className="w-60 max-md:w-full">
          <Select size="md" value={b} options={options} onValueChange={setB} />
        </Field>
        <Button
          onClick={() => router.push(`/settings/versions?a=${a}&b=${b}#compare`)}
          {...(a === b ? { disabled: true } : {})}
        >
          Compare
        </Button>
      </div>
      {a === b ? <p className="mt-2 text-12 text-ink-3">Choose two different versions.</p> : null}
      {comparison ? (
        <div className="mt-5 border-l-2 border-accent pl-4">
          <ChangeList
            changes={comparison.changes}
            heading={`From ${comparison.before} to ${comparison.after}`}
            none={`Nothing differs between ${comparison.before} and ${comparison.after}.`}
          />
          <p className="mt-3 text-13">
            <TextLink href={`/models/compare?a=${a}&b=${b}`}>How well they score</TextLink>
          </p>
        </div>
      ) : null}
    </section>
  );
}
