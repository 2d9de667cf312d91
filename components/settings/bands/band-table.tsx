"use client";
import { Pencil, Plus } from "lucide-react";
import { useState } from "react";
import type { BandConsequence } from "@/lib/core/backtest/histogram";
import { FEWEST_BANDS, MOST_BANDS } from "@/lib/core/scoring/edit-bands";
import type { Band, BandSet } from "@/lib/core/scoring/types";
import { perDayText, rateRange } from "@/lib/present/backtest-words";
import { bandProblemWords, bandScores } from "@/lib/present/band-words";
import { capital, formatNumber, formatShare, formatSpan } from "@/lib/present/format";
import { BandBadge } from "../../ui/band";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { FieldError } from "../../ui/field";
import { Popover } from "../../ui/popover";
import { BandEditor } from "./band-editor";
import { type BandsInHand, problemsOf } from "./use-bands";

interface BandTableProps {
  hand: BandsInHand;
  base: BandSet;
  onAdd: () => string | null;
  onChange: (bandId: string, change: Partial<Omit<Band, "id" | "rank">>) => void;
  onRemove: (bandId: string) => void;
}

const head = "h-8 px-2 text-12 font-normal text-ink-3 first:pl-0 last:pr-0";
const ON_WIDE: ReadonlySet<string> = new Set(["Leads a day", "Open now"]);
const cell = "px-2 py-2.5 align-top first:pl-0 last:pr-0";

/** What follows from the edges, band by band; the published figure is struck where the draft's is another. */
export function BandTable({ hand, base, onAdd, onChange, onRemove }: BandTableProps) {
  const { bands, shown, problems, figures, open, openBefore } = hand;
  const [editing, setEditing] = useState<string | null>(null);
  const fits = problems.length === 0;
  const isDated = figures?.after[0]?.perDay != null;
  return (
    <section aria-labelledby="follows">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="follows" className="text-14 font-semibold text-ink">
          What follows
        </h2>
        {fits ? null : (
          <p className="text-12 text-caution">Figures are those of the last edges that fitted together.</p>
        )}
      </div>
      <div className="mt-1 overflow-x-auto max-md:-mx-4 max-md:px-4">
        <table className="w-full border-collapse text-13 md:min-w-[720px]">
          <caption className="sr-only">
            Bands, what is done about them, and what they meant for past leads
          </caption>
          <thead>
            <tr className="border-b border-line">
              {["Band", "Score", "What is done", "Within"].map((title, at) => (
                <th key={title} scope="col" className={cn(head, "text-left", at > 0 && "max-md:hidden")}>
                  {title}
                </th>
              ))}
              {[
                "Share of pipeline",
                ...(isDated ? ["Leads a day"] : []),
                "Conversion rate, 95 %",
                "Conversions captured",
                ...(open ? ["Open now"] : []),
              ].map((title) => (
                <th
                  key={title}
                  scope="col"
                  className={cn(head, "text-right", ON_WIDE.has(title) && "max-md:hidden")}
                >
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bands.bands.map((band, index) => {
              const wrong = problemsOf(problems, index).map((problem) => ({
                code: problem.code,
                text: bandProblemWords(problem, bands),
              }));
              const before = figures?.before.find(({ id }) => id === band.id);
              const after = figures?.after.find(({ id }) => id === band.id);
              const isKnown = base.bands.some(({ id }) => id === band.id);
              return (
                <tr key={band.id} className="border-b border-line">
                  <th scope="row" className={cn(cell, "text-left font-normal")}>
                    <span className="flex items-center gap-1.5">
                      <Popover
                        label={`Change ${band.name || "band"}`}
                        open={editing === band.id}
                        onOpenChange={(isOpen) => setEditing(isOpen ? band.id : null)}
                        className="w-80"
                        trigger={
                          <button
                            type="button"
                            aria-label={`Change ${band.name || "the band without a name"}`}
                            className="touch-target group -ml-1 inline-flex items-center gap-1.5 rounded-1 px-1 hover:bg-hover"
                          >
                            <BandBadge
                              band={{ ...band, name: band.name || "No name", count: bands.bands.length }}
                            />
                            <Pencil aria-hidden="true" className="size-3 text-ink-3 group-hover:text-ink" />
                          </button>
                        }
                      >
                        <BandEditor
                          band={band}
                          isLowest={index === bands.bands.length - 1}
                          problems={wrong}
                          onChange={(change) => onChange(band.id, change)}
                          onRemove={
                            bands.bands.length > FEWEST_BANDS
                              ? () => {
                                  setEditing(null);
                                  onRemove(band.id);
                                }
                              : null
                          }
                          onDone={() => setEditing(null)}
                        />
                      </Popover>
                    </span>
                    <span className="block text-12 text-ink-3 md:hidden">
                      {fits ? bandScores(shown, band.id) : "–"}
                      {band.respondWithinMinutes === null
                        ? ""
                        : `, within ${formatSpan(band.respondWithinMinutes)}`}
                    </span>
                    {wrong.map(({ code, text }) => (
                      <FieldError key={code}>{text}</FieldError>
                    ))}
                  </th>
                  <td className={cn(cell, "max-md:hidden")}>{fits ? bandScores(shown, band.id) : "–"}</td>
                  <td className={cn(cell, "text-ink-2 max-md:hidden")}>{capital(band.action) || "–"}</td>
                  <td className={cn(cell, "whitespace-nowrap text-ink-2 max-md:hidden")}>
                    {band.respondWithinMinutes === null ? "–" : formatSpan(band.respondWithinMinutes)}
                  </td>
                  <Figure
                    before={isKnown ? before : undefined}
                    after={after}
                    text={(row) => formatShare(row.share, 1)}
                  />
                  {isDated ? (
                    <Figure
                      onWide
                      before={isKnown ? before : undefined}
                      after={after}
                      text={(row) => (row.perDay === null ? "–" : perDayText(row.perDay))}
                    />
                  ) : null}
                  <Figure
                    before={isKnown ? before : undefined}
                    after={after}
                    text={(row) => (row.rate === null ? "Nobody" : formatShare(row.rate))}
                    aside={(row) => rateRange(row.interval)}
                  />
                  <Figure
                    before={isKnown ? before : undefined}
                    after={after}
                    text={(row) => (row.captured === null ? "–" : formatShare(row.captured))}
                  />
                  {open ? (
                    <td className={cn(cell, "whitespace-nowrap text-right max-md:hidden")}>
                      <Moved
                        before={isKnown ? formatNumber(openBefore?.get(band.id) ?? 0) : null}
                        after={formatNumber(open.get(band.id) ?? 0)}
                      />
                    </td>
                  ) : null}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {bands.bands.length < MOST_BANDS ? (
        <Button
          variant="quiet"
          className="mt-2"
          icon={<Plus aria-hidden="true" />}
          onClick={() => {
            const id = onAdd();
            if (id) setEditing(id);
          }}
        >
          Add a band
        </Button>
      ) : (
        <p className="mt-2 text-12 text-ink-3">Six bands are the most: more of them nobody tells apart.</p>
      )}
    </section>
  );
}

function Figure({
  before,
  after,
  text,
  aside,
  onWide,
}: {
  before: BandConsequence | undefined;
  after: BandConsequence | undefined;
  text: (row: BandConsequence) => string;
  aside?: (row: BandConsequence) => string | null;
  /** Left out on a phone. */
  onWide?: boolean;
}) {
  const range = after && aside ? aside(after) : null;
  return (
    <td
      className={cn(cell, "whitespace-nowrap text-right max-md:whitespace-normal", onWide && "max-md:hidden")}
    >
      <Moved before={before ? text(before) : null} after={after ? text(after) : "–"} />
      {range ? <span className="ml-1.5 text-12 text-ink-3 max-md:block max-md:ml-0">{range}</span> : null}
    </td>
  );
}

/** "12.0 % 15.3 %", the first struck through; one figure where nothing moved. */
function Moved({ before, after }: { before: string | null; after: string }) {
  const isMoved = before !== null && before !== after;
  return (
    <>
      {isMoved ? (
        <span className="mr-1.5 whitespace-nowrap text-12 text-ink-3">
          <span className="sr-only">was </span>
          <s>{before}</s>
        </span>
      ) : null}
      <span className={cn("whitespace-nowrap", isMoved ? "font-semibold text-ink" : "text-ink")}>
        {after}
      </span>
    </>
  );
}
