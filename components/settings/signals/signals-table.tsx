"use client";
import type { SignalRow } from "@/lib/modules/signals/types";
import { formatShare } from "@/lib/present/format";
import { correlationText, correlationWords, driftWords, levelWords } from "@/lib/present/signal-words";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { MiniDistribution } from "./mini-distribution";

const head = "h-8 px-2 text-12 font-normal text-ink-3 first:pl-0 last:pr-0";
const cell = "px-2 py-2 align-middle first:pl-0 last:pr-0";

/** Signals of one group: what each measures, how often it is there, what goes with it, whether it moves. */
export function SignalsTable({
  title,
  claim,
  rows,
  onRetire,
}: {
  title: string;
  claim: string;
  rows: readonly SignalRow[];
  onRetire: (row: SignalRow) => void;
}) {
  return (
    <section aria-label={title} className="mt-7">
      <div className="-mx-2 flex h-8 items-center gap-3 bg-bg px-2">
        <h2 className="text-13 font-semibold text-ink">{title}</h2>
        <p className="min-w-0 truncate text-12 text-ink-2 max-md:hidden">{claim}</p>
        <span className="ml-auto text-12 text-ink-3">{rows.length}</span>
      </div>
      <table className="w-full border-collapse text-13">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className={cn(head, "text-left")}>
              Signal
            </th>
            <th scope="col" className={cn(head, "w-20 text-right max-md:w-16")}>
              Known
            </th>
            <th scope="col" className={cn(head, "w-28 text-left max-md:hidden")}>
              Distribution
            </th>
            <th scope="col" className={cn(head, "w-44 text-left max-md:w-32")}>
              With the outcome, 95 %
            </th>
            <th scope="col" className={cn(head, "w-20 text-left max-md:hidden")}>
              Drift
            </th>
            <th scope="col" className={cn(head, "w-28 text-left max-lg:hidden")}>
              Read by
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.definition.key} row={row} onRetire={() => onRetire(row)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row, onRetire }: { row: SignalRow; onRetire: () => void }) {
  const { line, definition, origin, retired } = row;
  const drift = line && driftWords(line.drift);
  return (
    <tr className={cn("border-b border-line", retired && "opacity-60")}>
      <th scope="row" className={cn(cell, "text-left font-normal")}>
        <span className="block font-medium text-ink">{definition.label}</span>
        <span className="block text-12 text-ink-3">
          {row.words}
          {retired ? ". Retired: offered to no new version" : ""}
        </span>
        {origin === "own" || origin === "import" ? (
          <Button variant="quiet" className="-ml-3 mt-0.5" onClick={onRetire}>
            {retired ? "Offer again" : "Retire"}
            <span className="sr-only"> {definition.label}</span>
          </Button>
        ) : null}
      </th>
      <td className={cn(cell, "text-right text-ink")}>
        {line && line.rows > 0 ? formatShare(line.known / line.rows) : "–"}
        {line && line.rows > 0 && definition.type !== "category" && line.shown !== line.known ? (
          <span className="block text-11 text-ink-3">{formatShare(line.shown / line.rows)} have it</span>
        ) : null}
      </td>
      <td className={cn(cell, "max-md:hidden")}>{line ? <MiniDistribution line={line} /> : "–"}</td>
      <td className={cell}>{line && line.known > 0 ? <Outcome row={row} /> : "–"}</td>
      <td className={cn(cell, "max-md:hidden", drift?.level === "shifted" ? "text-caution" : "text-ink-2")}>
        {drift && line ? (
          <>
            {drift.text}
            {line.drift === null ? null : (
              <span className="block text-11 text-ink-3">PSI {line.drift.toFixed(2)}</span>
            )}
          </>
        ) : (
          "–"
        )}
      </td>
      <td className={cn(cell, "text-12 text-ink-2 max-lg:hidden")}>
        {[row.inUse ? "In use" : null, row.inRules ? "Rules" : null].filter(Boolean).join(", ") || "Nobody"}
      </td>
    </tr>
  );
}

/** A dot with its interval on −0.5 to 0.5, and the figure; for categories the best and the worst level. */
function Outcome({ row: { line } }: { row: SignalRow }) {
  if (!line) return null;
  const { correlation } = line;
  if (correlation === null)
    return (
      <span className="text-12 text-ink-2">
        {levelWords(line) ?? (line.distribution.kind === "category" ? "Too few" : "Does not vary")}
      </span>
    );
  const at = (value: number) => `${(Math.min(0.5, Math.max(-0.5, value)) + 0.5) * 100}%`;
  const isSure = correlation.low > 0 || correlation.high < 0;
  return (
    <span className="flex items-center gap-2.5">
      <span aria-hidden="true" className="relative h-4 w-24 shrink-0 max-md:w-14">
        <span className="absolute inset-y-0 left-1/2 border-l border-line-strong" />
        <span
          className={cn("absolute top-1/2 h-px -translate-y-1/2", isSure ? "bg-series-1" : "bg-ink-3")}
          style={{ left: at(correlation.low), right: `calc(100% - ${at(correlation.high)})` }}
        />
        <span
          className={cn(
            "absolute top-1/2 size-[7px] -translate-x-1/2 -translate-y-1/2 rounded-pill",
            isSure ? "bg-series-1" : "border border-ink-3 bg-surface",
          )}
          style={{ left: at(correlation.value) }}
        />
      </span>
      <span>
        <span className={isSure ? "text-ink" : "text-ink-3"}>{correlationText(correlation.value)}</span>
        <span className="block whitespace-nowrap text-11 text-ink-3">{correlationWords(line)}</span>
      </span>
    </span>
  );
}
