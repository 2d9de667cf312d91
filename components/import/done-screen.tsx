import { Check, ChevronRight, Download } from "lucide-react";
import type { ImportResult } from "@/lib/modules/imports/types";
import type { ImportDoneData } from "@/lib/modules/imports/types-screen";
import { formatCount, formatNumber, formatShort, listOf } from "@/lib/present/format";
import { adviceFor, flagWords } from "@/lib/present/import-words";
import { SimpleTable } from "../table/simple-table";
import { BandBadge, type BandLook } from "../ui/band";
import { Banner, NextStep } from "../ui/banner";
import { ButtonLink } from "../ui/button";
import { cn } from "../ui/cn";
import { FigureStrip } from "../ui/data-list";
import { PageHeading, SectionHeading } from "../ui/page-bar";
import { linkClass, TextLink } from "../ui/text-link";
import { ImportBar } from "./import-bar";

/** How it ended: what came in, what moved, what stayed out, and one next step. */
export function DoneScreen({ data }: { data: ImportDoneData }) {
  const { result, status, message, fileName } = data;
  return (
    <>
      <ImportBar
        step={2}
        actions={
          <ButtonLink href="/leads/import" variant="quiet">
            Import another file
          </ButtonLink>
        }
      />
      <div className="mx-auto max-w-[792px] px-4 pb-16 pt-10 md:px-6">
        {status === "done" && result ? (
          <p className="mb-1 flex items-center gap-2 text-13 font-medium text-accent-text">
            <Check aria-hidden="true" className="size-4" />
            Finished in {formatShort(result.seconds)} s
          </p>
        ) : null}
        <PageHeading title={titleOf(data)} size={24}>
          {result ? summaryOf(result, data.kind) : fileName}
        </PageHeading>
        {status === "failed" ? (
          <Banner tone="danger" title="The import ended early" className="mt-6">
            {message ?? "The rows written so far stay. Importing the file again goes on from there."}
          </Banner>
        ) : null}
        {status === "cancelled" ? (
          <Banner className="mt-6">
            The rows written until then stay. Importing the same file again writes nothing twice.
          </Banner>
        ) : null}
        {result ? <ResultSections data={data} result={result} /> : null}
        {status === "done" ? null : (
          <ButtonLink href="/leads/import" variant="primary" size="md" className="mt-6">
            Choose the file again
          </ButtonLink>
        )}
      </div>
    </>
  );
}

function titleOf({ status, kind, result, fileName }: ImportDoneData): string {
  if (status === "failed") return `${fileName} did not come in whole`;
  if (status === "cancelled") return `Stopped: ${fileName}`;
  if (!result) return fileName;
  const accepted = result.rows - result.rejected;
  const what =
    kind === "leads"
      ? formatCount(accepted, "lead is", "leads are")
      : formatCount(accepted, "event is", "events are");
  return result.rejected === 0
    ? `${what} in, no row stayed out`
    : `${what} in, ${formatCount(result.rejected, "row")} stayed out`;
}

function summaryOf(result: ImportResult, kind: string): string {
  const fresh =
    result.created === 0
      ? kind === "leads"
        ? "No lead is new."
        : "No event is new."
      : `${formatCount(result.created, kind === "leads" ? "lead is" : "event is", kind === "leads" ? "leads are" : "events are")} new.`;
  return result.scored === 0
    ? `${fresh} Nothing changed, so no score did.`
    : `${fresh} ${formatCount(result.scored, "lead")} scored with ${result.scorerVersion}.`;
}

function ResultSections({ data, result }: { data: ImportDoneData; result: ImportResult }) {
  const { created, changed, unchanged, rejected } = result;
  const flags = Object.entries(result.flags).filter(([, count]) => count > 0);
  return (
    <>
      <FigureStrip
        className="mt-6"
        items={[
          { label: "New", figure: formatNumber(created) },
          { label: "Changed", figure: formatNumber(changed) },
          { label: "Unchanged", figure: formatNumber(unchanged), note: "nothing written" },
          {
            label: "Kept out",
            figure: formatNumber(rejected),
            note: rejected > 0 ? "listed below" : "every row came in",
          },
        ]}
      />
      {data.status === "done" ? (
        <NextStep
          className="mt-6"
          title="Next: see whom to call first"
          action={
            <ButtonLink href="/leads" variant="primary" size="md">
              Open the list
            </ButtonLink>
          }
        >
          The list is ranked by score, with the reasons beside each lead.
        </NextStep>
      ) : null}
      {result.moves.length > 0 ? <Moves data={data} result={result} /> : null}
      {result.starterRules.length > 0 ? (
        <section className="mt-8">
          <SectionHeading
            title="Starter rules added"
            claim={`For what the file brought and no rule read: ${listOf(result.starterRules.map(({ label }) => label.toLowerCase()))}.`}
          />
        </section>
      ) : null}
      {rejected > 0 ? <KeptOut data={data} result={result} /> : null}
      {flags.length > 0 ? (
        <section className="mt-8">
          <SectionHeading
            title="Worth a look"
            claim="These leads came in; their gaps are marked on their pages."
            className="mb-2"
          />
          <SimpleTable
            label="Doubtful leads"
            heads={[{ label: "What" }, { label: "Leads", align: "right" }]}
            rows={flags.map(([flag, count]) => ({
              key: flag,
              cells: [flagWords(flag), formatNumber(count)],
            }))}
          />
        </section>
      ) : null}
      {result.keptOut.length > 0 ? (
        <p className="mt-6 text-12 text-ink-3">
          {formatCount(result.keptOut.length, "column was", "columns were")} left out:{" "}
          {result.keptOut
            .map(({ column, reason }) => `${column} (${reason.charAt(0).toLowerCase()}${reason.slice(1)})`)
            .join("; ")}
          .
        </p>
      ) : null}
    </>
  );
}

const MOST_MOVES = 8;

function Moves({ data, result }: { data: ImportDoneData; result: ImportResult }) {
  const { bands } = data.bandSet;
  const lookOf = (id: string | null): BandLook | null => {
    const band = bands.find((candidate) => candidate.id === id);
    return band ? { name: band.name, tone: band.tone, rank: band.rank, count: bands.length } : null;
  };
  return (
    <section aria-labelledby="moved" className="mt-8">
      <SectionHeading
        id="moved"
        title="What moved"
        aside={<TextLink href="/leads">See these leads</TextLink>}
        className="mb-1"
      />
      <ul>
        {result.moves.slice(0, MOST_MOVES).map(({ from, to, leads }) => {
          const [before, after] = [lookOf(from), lookOf(to)];
          return (
            <li
              key={`${from}>${to}`}
              className="grid min-h-9 grid-cols-[96px_24px_96px_1fr] items-center border-b border-line text-13 last:border-b-0"
            >
              {before ? <BandBadge band={before} /> : <span className="text-ink-3">Not scored</span>}
              <ChevronRight aria-hidden="true" className="size-3.5 text-ink-3" />
              {after ? <BandBadge band={after} /> : <span>{to}</span>}
              <span className="text-ink">
                <strong className="font-semibold">{formatNumber(leads)}</strong>{" "}
                <span className="text-ink-2">{leads === 1 ? "lead" : "leads"}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function KeptOut({ data, result }: { data: ImportDoneData; result: ImportResult }) {
  return (
    <section aria-labelledby="kept-out" className="mt-8">
      <SectionHeading
        id="kept-out"
        title="Kept out"
        aside={
          <a
            href={`/leads/import/${data.id}/rejected`}
            download
            className={cn(linkClass, "inline-flex items-center gap-1.5")}
          >
            <Download aria-hidden="true" className="size-3.5" />
            Download the {formatCount(result.rejected, "row")}
          </a>
        }
        className="mb-2"
      />
      <SimpleTable
        label="Why rows stayed out"
        heads={[
          { label: "Reason" },
          { label: "First line" },
          { label: "What to do" },
          { label: "Rows", align: "right" },
        ]}
        rows={result.reasons.slice(0, 50).map(({ reason, firstLine, rows }) => ({
          key: reason,
          cells: [
            reason,
            <span key="line" className="text-ink-3">
              {formatNumber(firstLine)}
            </span>,
            <span key="advice" className="text-ink-2">
              {adviceFor(reason)}
            </span>,
            formatNumber(rows),
          ],
        }))}
      />
    </section>
  );
}
