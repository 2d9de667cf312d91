"use client";
import Link from "next/link";
import { useState } from "react";
import type { RuleSet } from "@/lib/core/rules/types";
import { formatCount, formatNumber, formatSigned } from "@/lib/present/format";
import { bandLook } from "@/lib/present/leads-row";
import { BandBadge } from "../../ui/band";
import { Dialog } from "../../ui/dialog";
import { DraftHistogram } from "./draft-histogram";
import type { PreviewInHand } from "./use-preview";
import type { SampleInHand } from "./use-sample";

interface LeadsPreviewProps {
  sample: SampleInHand;
  preview: PreviewInHand;
  inUse: RuleSet;
  draft: RuleSet;
}

const MOST_LISTED = 200;

/** What the draft does to all sampled leads: the distribution, the bands, and who changes band. */
export function LeadsPreview({ sample, preview, inUse, draft }: LeadsPreviewProps) {
  const [isOpen, setOpen] = useState(false);
  const { bands } = draft.bands;
  const shown = sample.ids.length;
  return (
    <section
      aria-labelledby="all-leads"
      className="mt-6 border-t border-line pt-6 md:max-[1279px]:mt-2 md:max-[1279px]:border-t-0 md:max-[1279px]:pt-0"
    >
      <div className="flex items-baseline justify-between gap-3">
        <h2 id="all-leads" className="text-14 font-semibold text-ink">
          {sample.areOpen ? "All open leads" : "All leads, none is open"}
        </h2>
        <span className="text-12 text-ink-3">
          {shown < sample.of
            ? `${formatNumber(shown)} of ${formatNumber(sample.of)}, drawn`
            : formatNumber(shown)}
        </span>
      </div>
      <p className="mb-3 mt-0.5 text-12 text-ink-2">Bars: draft. Line: {inUse.version}.</p>
      <DraftHistogram
        draft={preview.countsAfter}
        inUse={preview.countsBefore}
        bands={draft.bands}
        label={`Leads by score: ${bands.map(({ name }, index) => `${name} ${formatNumber(preview.bandsAfter[index] ?? 0)}`).join(", ")} with the draft`}
      />
      <table className="mt-4 w-full text-13">
        <thead>
          <tr className="border-b border-line text-12 text-ink-2 [&>th]:pb-1.5 [&>th]:font-medium">
            <th scope="col" className="text-left">
              Band
            </th>
            <th scope="col" className="text-right">
              {inUse.version.replace(/^Rules /, "")}
            </th>
            <th scope="col" className="text-right">
              Draft
            </th>
            <th scope="col" className="text-right">
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {bands.map((band, index) => {
            const [was, is] = [preview.bandsBefore[index] ?? 0, preview.bandsAfter[index] ?? 0];
            return (
              <tr key={band.id} className="h-8 border-b border-line text-right text-ink-2">
                <th scope="row" className="text-left font-normal">
                  <BandBadge
                    band={{ name: band.name, tone: band.tone, rank: band.rank, count: bands.length }}
                  />
                </th>
                <td>{formatNumber(was)}</td>
                <td className="font-semibold text-ink">{formatNumber(is)}</td>
                <td>{is === was ? "0" : formatSigned(is - was)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="mt-4 text-13 text-ink-2" aria-live="polite">
        {flipsText(preview)}{" "}
        {preview.flips.length > 0 ? (
          <button
            type="button"
            onClick={() => setOpen(true)}
            className="touch-target rounded-1 font-semibold text-accent-text hover:underline"
          >
            Who flips
          </button>
        ) : null}
      </p>
      {isOpen ? <FlipsDialog {...{ sample, preview, inUse, draft }} onClose={() => setOpen(false)} /> : null}
    </section>
  );
}

/** "58 leads rise a band, none falls." */
function flipsText({ rises, falls, changed }: PreviewInHand): string {
  if (changed === 0) return "No lead's score changes.";
  if (rises + falls === 0)
    return `${formatCount(changed, "lead")} ${changed === 1 ? "changes" : "change"} score, none changes band.`;
  const up =
    rises === 0
      ? "No lead rises a band"
      : `${formatCount(rises, "lead")} ${rises === 1 ? "rises" : "rise"} a band`;
  const down = falls === 0 ? "none falls" : `${formatNumber(falls)} ${falls === 1 ? "falls" : "fall"}`;
  return `${up}, ${down}.`;
}

function FlipsDialog({
  sample,
  preview,
  inUse,
  draft,
  onClose,
}: LeadsPreviewProps & { onClose: () => void }) {
  const { flips } = preview;
  const listed = flips.slice(0, MOST_LISTED);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Who flips"
      description={flipsText(preview)}
      footerNote={
        flips.length > listed.length
          ? `The ${formatNumber(listed.length)} largest moves of ${formatNumber(flips.length)}.`
          : undefined
      }
    >
      <ul>
        {listed.map(({ position, before, after }) => {
          const [was, is] = [bandLook(inUse.bands, before.bandId), bandLook(draft.bands, after.bandId)];
          const id = sample.ids[position]!;
          return (
            <li
              key={id}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2 text-13 last:border-b-0"
            >
              <Link
                href={`/leads/${id}`}
                className="touch-target min-w-0 flex-1 truncate rounded-1 font-medium text-ink hover:underline"
              >
                {sample.names[position]}
                {sample.companies[position] ? (
                  <span className="ml-1.5 font-normal text-ink-3">{sample.companies[position]}</span>
                ) : null}
              </Link>
              <span className="text-ink-2">
                <s className="text-ink-3">
                  <span className="sr-only">was </span>
                  {before.total}
                </s>{" "}
                <span className="font-semibold text-ink">{after.total}</span>
              </span>
              <span className="flex items-center gap-2">
                {was ? <BandBadge band={was} /> : null}
                <span aria-hidden="true" className="text-ink-3">
                  ›
                </span>
                <span className="sr-only">to</span>
                {is ? <BandBadge band={is} /> : null}
              </span>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
