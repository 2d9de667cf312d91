"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { stopImportAction } from "@/lib/modules/imports/actions";
import type { ImportPhase } from "@/lib/modules/imports/types";
import type { ImportStatusData } from "@/lib/modules/imports/types-screen";
import { formatNumber } from "@/lib/present/format";
import { remainingWords } from "@/lib/present/import-words";
import { SimpleTable } from "../table/simple-table";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { PageHeading, SectionHeading } from "../ui/page-bar";
import { Progress } from "../ui/progress";
import { TaskRow } from "../ui/steps";
import { ImportBar } from "./import-bar";

const EVERY_MS = 1_000;
const PHASES: readonly ImportPhase[] = ["reading", "rules", "scoring", "finishing"];

/** The third step while it runs. The page asks how far it is; leaving changes nothing. */
export function RunningScreen({ data: first }: { data: ImportStatusData }) {
  const router = useRouter();
  const [data, setData] = useState(first);
  const [silent, setSilent] = useState(false);
  const [stopping, setStopping] = useState(false);
  const ended = data.status !== "queued" && data.status !== "running";

  useEffect(() => {
    if (ended) {
      router.refresh();
      return;
    }
    const timer = setInterval(async () => {
      const answer = await fetch(`/leads/import/${first.id}/status`, { cache: "no-store" }).catch(() => null);
      setSilent(!answer?.ok);
      if (answer?.ok) setData((await answer.json()) as ImportStatusData);
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [ended, first.id, router]);

  const { progress } = data;
  const rows = progress?.rows ?? 0;
  const expected = progress?.expectedRows ?? 0;
  const at = progress ? PHASES.indexOf(progress.phase) : data.status === "running" ? 0 : -1;
  const stateOf = (index: number) => (at > index ? "done" : at === index ? "running" : "waiting");
  const share = shareOf(at, rows, expected, progress?.scored ?? 0, progress?.toScore ?? 0);

  return (
    <>
      <ImportBar
        step={2}
        actions={
          <Button
            busy={stopping}
            busyText="Stopping"
            onClick={async () => {
              setStopping(true);
              await stopImportAction(first.id).catch(() => null);
              router.refresh();
            }}
          >
            Stop import
          </Button>
        }
      />
      <div className="mx-auto max-w-[792px] px-4 pb-16 pt-10 md:px-6">
        <PageHeading title={`Importing ${data.fileName}`} size={24}>
          You can leave this page; the import goes on.
        </PageHeading>
        {silent ? (
          <Banner tone="caution" live className="mt-4">
            No answer from the server just now. The import goes on; this page keeps asking.
          </Banner>
        ) : null}
        <div
          className="mt-8 flex flex-wrap items-baseline justify-between gap-x-4"
          role="status"
          aria-live="off"
        >
          <p className="text-13 text-ink-2">
            <span className="text-28 font-semibold text-ink">{formatNumber(rows)}</span>{" "}
            {expected > 0
              ? `of ${at === 0 ? "about " : ""}${formatNumber(Math.max(rows, expected))} rows`
              : "rows"}
          </p>
          <p className="text-13 text-ink-2">
            {progress && at === 0
              ? [
                  `${formatNumber(progress.rowsPerSecond)} rows a second`,
                  remainingWords(rows, expected, progress.rowsPerSecond),
                ]
                  .filter(Boolean)
                  .join(", ")
              : data.status === "queued"
                ? "Waiting for its turn"
                : ""}
          </p>
        </div>
        <Progress value={progress ? share : null} label={`Importing ${data.fileName}`} className="mt-2" />
        <ul className="mt-6">
          <TaskRow
            state={stateOf(0)}
            label={data.kind === "leads" ? "Reading and writing leads" : "Reading and writing events"}
            detail={
              progress && progress.rejected > 0
                ? `${formatNumber(progress.rejected)} kept out`
                : "Matched by id, then email"
            }
            figure={`${formatNumber(rows)} rows`}
          />
          <TaskRow state={stateOf(1)} label="Looking for starter rules" detail="From a sample of the leads" />
          <TaskRow
            state={stateOf(2)}
            label="Computing signals and scoring"
            figure={
              progress && at >= 2
                ? `${formatNumber(progress.scored)} of ${formatNumber(progress.toScore)} leads`
                : ""
            }
          />
          <TaskRow state={stateOf(3)} label="Tidying up" />
        </ul>
        {data.keptOut.length > 0 ? (
          <section aria-labelledby="kept-out" className="mt-8">
            <SectionHeading
              id="kept-out"
              title="Kept out so far"
              aside={`${formatNumber(progress?.rejected ?? data.keptOut.length)} rows`}
              className="mb-2"
            />
            <SimpleTable
              label="Rows kept out so far"
              heads={[{ label: "Line", width: "100px" }, { label: "Reason" }, { label: "Value" }]}
              rows={data.keptOut.map(({ line, reason, value }) => ({
                key: String(line),
                cells: [formatNumber(line), reason, value ? `“${value}”` : "blank"],
              }))}
            />
          </section>
        ) : null}
        <p className="mt-8 text-12 text-ink-3">
          Stopping keeps the rows written so far. Importing the same file again writes nothing twice.
        </p>
      </div>
    </>
  );
}

/** Writing is two thirds of the way, scoring the rest. */
function shareOf(at: number, rows: number, expected: number, scored: number, toScore: number): number {
  if (at < 0) return 0;
  if (at === 0) return expected === 0 ? 0 : Math.min(1, rows / expected) * 0.66;
  if (at === 1) return 0.66;
  if (at === 2) return 0.66 + (toScore === 0 ? 0 : (scored / toScore) * 0.3);
  return 0.97;
}
