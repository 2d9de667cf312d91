"use client";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import type { KeepState } from "./use-draft";

/** In the page's bar: an amber ring, "Draft", what changed, and whether it is kept. Nothing without a change. */
export function DraftMark({ words, keep }: { words: string; keep: KeepState }) {
  return (
    <span className="flex min-w-0 items-center gap-2.5 text-13 font-normal text-ink-2">
      <span aria-hidden="true" className="size-2 shrink-0 rounded-pill border-2 border-band-warm" />
      <span className="font-semibold text-ink">Draft</span>
      <span className="min-w-0 truncate" title={words}>
        {words}
      </span>
      <span role="status" className="shrink-0 text-12 text-ink-3 max-lg:sr-only">
        {keep.state === "kept" ? "Kept" : keep.state === "keeping" ? "" : "Not kept"}
      </span>
    </span>
  );
}

/** Under the page's bar: what stands in the way of keeping the draft, or of going on with it. */
export function DraftNotices({
  keep,
  begunFrom,
  inUse,
  onCarryOn,
  onDiscard,
  className,
}: {
  keep: KeepState;
  begunFrom: string | null;
  /** "Rules v13" */
  inUse: string;
  onCarryOn: () => void;
  onDiscard: () => void;
  className?: string | undefined;
}) {
  return (
    <>
      {keep.state === "not_kept" ? (
        <Banner tone="caution" live title="Not kept" className={className}>
          {keep.message}
        </Banner>
      ) : null}
      {begunFrom === null ? null : (
        <Banner
          tone="caution"
          title={`Your draft was begun from ${begunFrom}; ${inUse} is in use now`}
          className={className}
          action={
            <span className="flex shrink-0 flex-wrap gap-2">
              <Button onClick={onCarryOn}>Keep working on it</Button>
              <Button variant="quiet" onClick={onDiscard}>
                Discard
              </Button>
            </span>
          }
        >
          What you see is your draft, laid beside {inUse}: every difference between the two is a change of
          yours.
        </Banner>
      )}
    </>
  );
}
