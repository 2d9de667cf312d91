"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { publishSuggestedAction } from "@/lib/modules/scoring/actions-suggest";
import type { SuggestionsData } from "@/lib/modules/scoring/types-suggest";
import { formatCount, formatNumber } from "@/lib/present/format";
import { Banner } from "../../ui/banner";
import { Button, ButtonLink } from "../../ui/button";
import { Consequence } from "../../ui/dialog";
import { EmptyState } from "../../ui/empty-state";
import { PageBar, PageHeading } from "../../ui/page-bar";
import { useToast } from "../../ui/toast";
import { StandingRules } from "./standing-rules";
import { SuggestionGroups } from "./suggestion-groups";

/** Points that history suggests for the rules: each is accepted by itself, all accepted ones become one version. */
export function SuggestionsScreen({ data }: { data: SuggestionsData }) {
  const { rulesId, runId, rulesVersion, groups, standing, mayPublish } = data;
  const router = useRouter();
  const toast = useToast();
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const rows = groups.flatMap((group) => group.rows);
  const chosen = rows.filter(({ key }) => accepted.has(key));

  function choose(key: string, on: boolean) {
    const others = [...accepted].filter((each) => each !== key);
    setAccepted(new Set(on ? [...others, key] : others));
  }

  async function publish() {
    setBusy(true);
    setProblem(null);
    const wish = { rulesId, runId, accepted: chosen.map(({ key, points }) => ({ key, points })) };
    const answer = await publishSuggestedAction(wish).catch(() => null);
    setBusy(false);
    if (answer?.ok) {
      toast({ title: answer.takesOver ? `${answer.version} is in use` : `${answer.version} is published` });
      router.push("/models");
      return;
    }
    setProblem(answer?.message ?? "No answer from the server. Look at what is in use before you try again.");
    if (answer) router.refresh();
  }

  return (
    <>
      <PageBar
        title="Points from history"
        trail={[{ href: "/models", label: "Models" }]}
        heading={false}
        actions={
          mayPublish && rows.length > 0 ? (
            <Button
              variant="primary"
              disabled={chosen.length === 0}
              busy={busy}
              busyText="Publishing"
              onClick={publish}
            >
              {chosen.length === 0 ? "Publish" : `Publish ${formatCount(chosen.length, "change")}`}
            </Button>
          ) : null
        }
      />
      <div className="mx-auto max-w-[1232px] px-8 pb-20 pt-6 max-xl:px-6 max-md:px-4">
        <PageHeading
          title={
            rows.length === 0
              ? `History suggests nothing for ${rulesVersion}`
              : `History suggests ${formatCount(rows.length, "change")} to ${rulesVersion}`
          }
          size={24}
        >
          {data.basis}
        </PageHeading>
        {problem ? (
          <Banner tone="danger" live className="mt-4">
            {problem}
          </Banner>
        ) : null}
        {rows.length === 0 ? (
          <EmptyState title="Nothing to accept" className="mt-6 border-t border-line pt-6">
            {formatNumber(standing.length)} rules were laid beside what became of the leads.
          </EmptyState>
        ) : (
          <>
            <Consequence className="mt-4 max-w-[720px]">
              <p>{consequenceOf(data)}</p>
            </Consequence>
            <SuggestionGroups groups={groups} accepted={accepted} mayChoose={mayPublish} onChoose={choose} />
          </>
        )}
        <StandingRules rules={standing} />
        <p className="mt-4 max-w-[720px] text-12 text-ink-3">
          A point for each hundredth of the correlation between what a rule gives and the outcome, in whole
          points and within the dimension's cap; decay is left aside. The range holds it 99 times of 100. Each
          is looked at alone: rules that see the same thing count it twice, up to the cap. Observed, not an
          experiment.
        </p>
      </div>
    </>
  );
}

function consequenceOf({ modelInUse, rulesVersion, leads }: SuggestionsData): string {
  return modelInUse === null
    ? `What you accept becomes one new version and takes over from ${rulesVersion} at once; ${formatCount(leads, "lead")} ${leads === 1 ? "is" : "are"} scored again in the background. ${rulesVersion} stays one click away.`
    : `What you accept becomes one new version. ${modelInUse} goes on scoring; the new rules wait among the versions and are what the next models are compared with.`;
}

/** Before any training run has finished. */
export function NoHistoryYet() {
  return (
    <>
      <PageBar title="Points from history" trail={[{ href: "/models", label: "Models" }]} />
      <div className="mx-auto max-w-[1232px] px-8 pt-6 max-xl:px-6 max-md:px-4">
        <EmptyState
          title="No training run has finished yet"
          action={<ButtonLink href="/models">See models</ButtonLink>}
        >
          Suggestions use the outcome of a training run, its moment, and what its guard found to know the
          outcome.
        </EmptyState>
      </div>
    </>
  );
}

/** While the leads are measured. */
export function SuggestionsWait() {
  return (
    <>
      <PageBar title="Points from history" trail={[{ href: "/models", label: "Models" }]} />
      <div className="mx-auto max-w-[1232px] px-8 pt-6 max-xl:px-6 max-md:px-4">
        <p role="status" className="text-13 text-ink-2">
          Laying every rule beside what became of the leads. This takes a few seconds.
        </p>
      </div>
    </>
  );
}
