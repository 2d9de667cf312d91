"use client";
import type { Standing } from "@/lib/modules/bands/types";
import { Banner } from "../../ui/banner";
import { ButtonLink } from "../../ui/button";
import { EmptyState } from "../../ui/empty-state";
import { Replaying } from "../replaying";

/** In place of the figures: leads being replayed, none with a known outcome, or why there is nothing. */
export function StandingState({ standing }: { standing: Standing }) {
  if (standing.state === "running") return <Replaying backtestId={standing.backtestId} />;
  if (standing.state === "failed")
    return (
      <Banner tone="caution" className="mt-6">
        {standing.message} Bands can be drawn and published all the same; load the page again to try once
        more.
      </Banner>
    );
  return (
    <EmptyState
      className="mt-6"
      title="No lead with a known outcome yet"
      action={<ButtonLink href="/settings/outcome">What is predicted</ButtonLink>}
    >
      Once leads are won or lost, this shows what each edge would have meant for them. Bands can be drawn and
      published all the same.
    </EmptyState>
  );
}
