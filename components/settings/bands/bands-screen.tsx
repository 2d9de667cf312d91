"use client";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { addBand, changeBand, moveEdge, removeBand } from "@/lib/core/scoring/edit-bands";
import { startBacktestAction } from "@/lib/modules/backtests/actions";
import type { BandsPage } from "@/lib/modules/bands/types";
import { populationWords } from "@/lib/present/backtest-words";
import { bandProblemWords, bandsDraftWords } from "@/lib/present/band-words";
import { formatCount, formatDayTime, formatNumber } from "@/lib/present/format";
import { RescoringBar } from "../../models/registry/rescoring-bar";
import { usePageKeys } from "../../shell/registry";
import { bandTones } from "../../ui/band";
import { Button } from "../../ui/button";
import { PageBar, PageHeading } from "../../ui/page-bar";
import { SegmentedControl } from "../../ui/radio-group";
import { Select } from "../../ui/select";
import { useToast } from "../../ui/toast";
import { BacktestPanel } from "../backtest-panel";
import { DraftMark, DraftNotices } from "../draft-state";
import { SettingsTabs } from "../settings-nav";
import { useBacktest } from "../use-backtest";
import { BandCapacity } from "./band-capacity";
import { BandEdges } from "./band-edges";
import { BandTable } from "./band-table";
import { FlipsDialog } from "./flips-dialog";
import { PublishDialog } from "./publish-dialog";
import { StandingState } from "./standing-state";
import { type Preset, useBands } from "./use-bands";

const PRESETS: readonly { value: Preset; label: string }[] = [
  { value: "share", label: "Share of pipeline" },
  { value: "four", label: "70 / 40 / 20" },
  { value: "three", label: "70 / 40" },
  { value: "high", label: "80 / 60 / 40" },
];
const KEYS = [
  { label: "Move an edge by 1, with Shift by 5", keys: ["←", "→"] },
  { label: "Publish bands", keys: ["⌘ ⏎"] },
];

/** Where each band begins, drawn on the scores of past leads: every figure answers while an edge is dragged. */
export function BandsScreen({ page }: { page: BandsPage }) {
  const router = useRouter();
  const toast = useToast();
  const hand = useBands(page);
  const { draft, bands, shown, problems, histogram, figures, setBands, flipped, result, preset, presets } =
    hand;
  const [dialog, setDialog] = useState<"publish" | "flips" | null>(null);
  const subject = JSON.stringify(bands);
  const { id: scorerId, isActive, version } = page.scorer;
  const ask = useCallback(
    () => startBacktestAction({ kind: "bands", scorerId, content: draft.content }),
    [scorerId, draft.content],
  );
  const backtest = useBacktest(ask, subject);
  const isBacktested = backtest.subject === subject && backtest.answer?.run.status === "done";
  const { standing, context } = page;

  usePageKeys("Bands", KEYS);
  const canPublish = draft.isChanged && problems.length === 0;
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || !canPublish || dialog !== null)
        return;
      event.preventDefault();
      setDialog("publish");
    };
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, [canPublish, dialog]);

  function discard() {
    const back = draft.discard();
    toast({ title: "Draft discarded", undo: back });
  }
  const [problem] = problems;
  return (
    <>
      <PageBar
        title={
          draft.isChanged ? (
            <DraftMark words={bandsDraftWords(page.bands, bands, version)} keep={draft.keep} />
          ) : (
            <span className="font-normal text-ink-2">{version}, no draft</span>
          )
        }
        heading={false}
        actions={
          <>
            {draft.isChanged ? (
              <Button variant="quiet" onClick={discard}>
                Discard
              </Button>
            ) : null}
            {standing.state === "done" ? (
              <Button onClick={() => setDialog("flips")} disabled={flipped === 0} className="max-md:hidden">
                Who flips <span className="ml-1 font-normal text-ink-2">{formatNumber(flipped)}</span>
              </Button>
            ) : null}
            <Button variant="primary" disabled={!canPublish} onClick={() => setDialog("publish")}>
              Publish bands
            </Button>
          </>
        }
      />
      <SettingsTabs />
      <div className="max-w-[1040px] px-8 pb-16 pt-6 max-xl:px-6 max-md:px-4">
        {page.rescoring ? <RescoringBar data={page.rescoring} /> : null}
        <PageHeading title="Bands" size={20}>
          Where each band begins, and what a rep does about it. Drag an edge or use ← and →; everything below
          answers at once.
        </PageHeading>
        <DraftNotices
          keep={draft.keep}
          begunFrom={draft.begunFrom}
          inUse={version}
          onCarryOn={draft.carryOn}
          onDiscard={discard}
          className="mt-4"
        />
        <div className="mt-5 flex flex-wrap items-center gap-x-8 gap-y-3">
          <div className="flex items-center gap-3">
            <span className="text-12 text-ink-2">Scorer</span>
            <Select
              aria-label="Whose bands"
              className="w-60"
              options={page.versions.map(({ id, title, detail }) => ({
                value: id,
                label: title,
                hint: detail,
              }))}
              value={scorerId}
              onValueChange={(id) =>
                router.push(id === page.active.id ? "/settings/bands" : `/settings/bands?version=${id}`)
              }
            />
          </div>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="text-12 text-ink-2">Start from</span>
            <SegmentedControl
              label="Start from a preset"
              className="max-md:flex-wrap max-md:h-auto"
              options={[
                ...PRESETS.filter(({ value }) => presets[value] !== undefined),
                { value: "own" as const, label: "Own", disabled: preset !== null },
              ]}
              value={preset ?? "own"}
              onValueChange={(value) => {
                const next = value === "own" ? undefined : presets[value];
                if (next) setBands(() => next);
              }}
            />
          </div>
        </div>
        {isActive ? null : (
          <p className="mt-3 text-12 text-ink-2">
            {page.active.version} scores your leads. Bands published here make a new version of {version} that
            waits in the registry.
          </p>
        )}
        {histogram && figures && result && result.leads > 0 ? (
          <>
            <div className="mt-6 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 text-12 text-ink-3">
              <p>
                {populationWords(result.population, result.leads, "with a known outcome")}; score when they
                would have been scored first
              </p>
              {standing.state === "done" ? <p>As of {formatDayTime(standing.asOf, context)}</p> : null}
            </div>
            <BandEdges
              className="mt-3"
              histogram={histogram}
              base={page.bands}
              bands={shown}
              onMove={(bandId, from) =>
                setBands((was) => moveEdge(problems.length === 0 ? was : shown, bandId, from))
              }
            />
            <div className="mt-6 border-y border-line py-5">
              <BandCapacity
                histogram={histogram}
                days={hand.days}
                bands={shown}
                before={figures.before}
                after={figures.after}
                context={context}
                onMove={(from) =>
                  setBands((was) => moveEdge(problems.length === 0 ? was : shown, shown.bands[0]!.id, from))
                }
              />
            </div>
          </>
        ) : (
          <StandingState standing={standing} />
        )}
        <div className="mt-6">
          <BandTable
            hand={hand}
            base={page.bands}
            onAdd={() => {
              const id = freeId(bands.bands.map((band) => band.id));
              const tone =
                bandTones.find((each) => !bands.bands.some((band) => band.tone === each)) ?? "suppress";
              const next = addBand(bands, { id, name: "", action: "", tone });
              if (next === bands) return null;
              setBands(() => next);
              return id;
            }}
            onChange={(bandId, change) => setBands((was) => changeBand(was, bandId, change))}
            onRemove={(bandId) => setBands((was) => removeBand(was, bandId))}
          />
        </div>
        <BacktestPanel
          className="mt-8"
          backtest={backtest}
          subject={subject}
          blocked={
            problem
              ? `Mend the bands first. ${bandProblemWords(problem, bands)}`
              : draft.isChanged
                ? null
                : "Change something first: then this lays it beside what is published."
          }
          context={context}
        />
        {result ? (
          <p className="mt-6 text-12 text-ink-3">
            {formatCount(result.positives, "conversion")} among {formatCount(result.leads, "lead")}. Observed,
            not an experiment: leads in a band called sooner may convert for being called.
          </p>
        ) : null}
      </div>
      <PublishDialog
        page={page}
        hand={hand}
        isBacktested={isBacktested}
        open={dialog === "publish"}
        onOpenChange={(open) => setDialog(open ? "publish" : null)}
      />
      {standing.state === "done" ? (
        <FlipsDialog
          scorerId={scorerId}
          backtestId={standing.backtestId}
          before={page.bands}
          after={shown}
          result={standing.result}
          context={context}
          open={dialog === "flips"}
          onOpenChange={(open) => setDialog(open ? "flips" : null)}
        />
      ) : null}
    </>
  );
}

/** An id that no band of the draft has. */
function freeId(taken: readonly string[]): string {
  for (let n = 1; ; n += 1) if (!taken.includes(`band-${n}`)) return `band-${n}`;
}
