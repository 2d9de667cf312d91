"use client";
import { memo } from "react";
import type { RuleSet } from "@/lib/core/rules/types";
import type { MarketSettings } from "@/lib/core/signals/types";
import type { TimeContext } from "@/lib/present/format";
import { Button } from "../../ui/button";
import { EmptyState, ErrorState } from "../../ui/empty-state";
import { Skeleton } from "../../ui/skeleton";
import { LeadPreview } from "./lead-preview";
import { LeadsPreview } from "./leads-preview";
import { usePreview } from "./use-preview";
import type { SampleInHand, SampleState } from "./use-sample";

interface PreviewAsideProps {
  sample: SampleState;
  inUse: RuleSet;
  draft: RuleSet;
  /** Something in the draft is wrong: what is shown is the last one where nothing was. */
  isHeld: boolean;
  /** The draft's market lists where they are others. */
  market: MarketSettings | null;
  context: TimeContext;
}

/** What the draft does, beside it: on one lead, and on all of them. */
export function PreviewAside({ sample, isHeld, ...rest }: PreviewAsideProps) {
  return (
    <aside aria-label="Preview" className="min-w-0">
      <h2 className="text-14 font-semibold text-ink">Preview</h2>
      {isHeld ? (
        <p role="status" className="mt-1 text-12 text-caution">
          Of the last draft without a mistake. It goes on when the fields marked here are mended.
        </p>
      ) : null}
      {sample.state === "loading" ? (
        <div role="status" className="mt-3 space-y-3">
          <span className="sr-only">Measuring leads</span>
          <Skeleton className="h-7 w-full" />
          <Skeleton className="h-8 w-40" />
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-40 w-full" />
        </div>
      ) : null}
      {sample.state === "failed" ? (
        <ErrorState
          title="Leads could not be measured"
          action={<Button onClick={sample.again}>Measure again</Button>}
          className="mt-3"
        >
          You can go on with the draft; only its preview is missing.
        </ErrorState>
      ) : null}
      {sample.state === "here" ? (
        sample.sample.ids.length === 0 ? (
          <EmptyState title="No leads yet" className="mt-3">
            The preview begins with the first lead.
          </EmptyState>
        ) : (
          <>
            {sample.isBehind ? (
              <p role="status" className="mt-1 text-12 text-ink-3">
                Measuring the leads by the draft's market lists.
              </p>
            ) : null}
            <Shown sample={sample.sample} {...rest} />
          </>
        )
      ) : null}
    </aside>
  );
}

/** Memoised: while a draft is typed faster than leads are scored, only the newest is drawn. */
const Shown = memo(function Shown({
  sample,
  inUse,
  draft,
  market,
  context,
}: {
  sample: SampleInHand;
  inUse: RuleSet;
  draft: RuleSet;
  market: MarketSettings | null;
  context: TimeContext;
}) {
  const preview = usePreview(sample, inUse, draft);
  return (
    <div className="md:max-[1279px]:grid md:max-[1279px]:grid-cols-2 md:max-[1279px]:gap-x-12">
      <LeadPreview {...{ sample, preview, inUse, draft, market, context }} />
      <LeadsPreview {...{ sample, preview, inUse, draft }} />
    </div>
  );
});
