"use client";
import { useRouter } from "next/navigation";
import { useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import type { SignalValue } from "@/lib/core/signals/types";
import { setEdit, valuesNow } from "@/lib/core/simulation/set-edit";
import type { Edits } from "@/lib/core/simulation/types";
import { editTexts, type VariantName } from "@/lib/modules/simulator/query";
import type { SimulatorPage } from "@/lib/modules/simulator/types";
import type { SavedView } from "@/lib/modules/views/types";
import { problemWords, timingWords } from "@/lib/present/simulator-words";
import { usePageKey } from "../leads/use-page-key";
import { usePageKeys } from "../shell/registry";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { type Compared, CompareSection } from "./compare-section";
import { ControlsPane } from "./controls-pane";
import { PairTable, pricingControl } from "./pair-table";
import { ReachSection, sameEdits } from "./reach-section";
import { explained, ResultHead, StickyScore, WhySection } from "./result-pane";
import { SensitivityChart } from "./sensitivity-chart";
import { Pickers, SimulatorBar } from "./simulator-bar";
import { StartNote } from "./start-note";
import type { Scorers } from "./use-scorers";
import { useWhatIf } from "./use-what-if";
import { type Bench, benchOf, scoreVariant, type Variant } from "./variants";

const RECENCY = "days_since_last_activity";
const UNTOUCHED: Variant = { edits: {}, quietDays: 0, scorer: null };
const KEYS = [{ label: "Reset the what-if", keys: ["R"] }];

interface WorkbenchProps {
  page: SimulatorPage;
  scorers: Scorers;
  views: readonly SavedView[];
}

const compared = (variant: Variant, bench: Bench): Compared => ({
  variant,
  bench,
  scored: scoreVariant(bench, variant),
  base: scoreVariant(bench, UNTOUCHED),
});

/** The simulator at work: everything on it is scored here, by the code that scores on the server. */
export function Workbench({ page, scorers, views }: WorkbenchProps) {
  const router = useRouter();
  const { state, dropped, set, href, query } = useWhatIf(page, scorers);
  const benches = useMemo(
    () =>
      new Map(
        page.packs.flatMap((pack) => {
          const opened = scorers.get(pack.id);
          return opened ? [[pack.id, benchOf(pack, opened, page.start)] as const] : [];
        }),
      ),
    [page.packs, page.start, scorers],
  );
  const main = benches.get(page.packs[0]!.id)!;
  const benchFor = (variant: Variant): Bench => (variant.scorer && benches.get(variant.scorer)) || main;
  const benchC = state.c && benchFor(state.c);
  const a = useMemo(() => compared(UNTOUCHED, main), [main]);
  const b = useMemo(() => compared(state.b, main), [state.b, main]);
  const c = useMemo(() => (state.c && benchC ? compared(state.c, benchC) : null), [state.c, benchC]);
  const now = state.on === "c" && c ? c : b;
  const { bench, variant, scored } = now;

  const values = useMemo(() => valuesNow(bench.standing, variant.edits), [bench, variant.edits]);
  const words = explained(bench, scored, page.time);

  // What took an answer keeps the list it was taken from, until something is set by hand.
  const [taken, setTaken] = useState<{ on: VariantName; origin: Variant } | null>(null);
  const [target, setTarget] = useState<number | null>(null);
  const origin = taken !== null && taken.on === state.on ? taken.origin : variant;
  // What costs more than a frame follows the hand a moment later.
  const later = useDeferredValue(now);
  const laterB = useDeferredValue(b);
  const laterC = useDeferredValue(c);
  const laterOrigin = useDeferredValue(origin);
  const laterValues = useDeferredValue(values);
  const laterQuery = useDeferredValue(query);
  const laterSignal = useDeferredValue(state.signal);

  const latest = useRef({ state, bench, variant });
  latest.current = { state, bench, variant };
  const put = useCallback(
    (change: Partial<Variant>, signal?: string) => {
      const { state: was, variant: before } = latest.current;
      set({ [was.on]: { ...before, ...change }, ...(signal === undefined ? {} : { signal }) });
    },
    [set],
  );
  const setMany = useCallback(
    (pairs: readonly (readonly [string, SignalValue])[]) => {
      const { bench: at, variant: before } = latest.current;
      let edits: Edits = before.edits;
      for (const [key, value] of pairs) edits = setEdit(at.standing, edits, key, value);
      const signal = pairs[pairs.length - 1]?.[0];
      const isEarlier = pairs.some(([key]) => key === RECENCY);
      setTaken(null);
      put({ edits, ...(isEarlier ? { quietDays: 0 } : {}) }, signal);
    },
    [put],
  );
  const onSet = useCallback((key: string, value: SignalValue) => setMany([[key, value]]), [setMany]);
  const onWait = useCallback(
    (quietDays: number) => {
      const { [RECENCY]: _earlier, ...edits } = latest.current.variant.edits;
      setTaken(null);
      put({ edits, quietDays }, RECENCY);
    },
    [put],
  );
  const onTake = useCallback(
    (edits: Edits) => {
      const { state: was, variant: before } = latest.current;
      const from = taken?.on === was.on ? taken.origin : before;
      const isTaken = taken?.on === was.on && sameEdits(before.edits, edits);
      setTaken(isTaken ? null : { on: was.on, origin: from });
      put({ edits: isTaken ? from.edits : edits });
    },
    [put, taken],
  );
  const onSwitch = useCallback((on: VariantName) => set({ on }), [set]);
  const onRemove = useCallback(() => set({ c: null, on: "b" }), [set]);
  const reset = useCallback(() => {
    setTaken(null);
    put({ edits: {}, quietDays: 0 });
  }, [put]);
  usePageKey("r", reset);
  usePageKeys("Simulator", KEYS);

  const isChanged = Object.keys(variant.edits).length > 0 || variant.quietDays > 0;
  const notice = problemWords(page.problems, dropped);
  const control = bench.controls.find(({ key }) => key === state.signal);
  const curve =
    later.bench.controls.find(({ key }) => key === laterSignal && key !== RECENCY) ??
    later.bench.controls.find(({ key }) => key.startsWith("pricing_views")) ??
    later.bench.controls[0];
  const demo = bench.controls.find(({ key }) => key === "demo_requests_90d");
  const asksForDemo = demo !== undefined && !isChanged && values.demo_requests_90d === 0;

  return (
    <>
      <SimulatorBar
        page={page}
        timing={timingWords(scored.ms)}
        href={href}
        query={laterQuery}
        views={views}
        mayReset={isChanged}
        onReset={reset}
      />
      {notice ? (
        <Banner tone="caution" live className="mx-8 mt-4 max-xl:mx-6 max-md:mx-4">
          {notice}
        </Banner>
      ) : null}
      <div className="xl:grid xl:min-h-[calc(100dvh-48px)] xl:grid-cols-[396px_minmax(0,1fr)_328px] md:max-xl:grid md:max-xl:grid-cols-[396px_minmax(0,1fr)]">
        <div className="contents md:block md:border-r md:border-line md:bg-bg md:px-6 md:py-4">
          <div className="px-4 md:hidden">
            <StickyScore bench={bench} scored={scored} base={now.base} />
          </div>
          <section aria-label="What if" className="max-md:bg-bg max-md:px-4 max-md:py-4">
            <Pickers page={page} href={href} className="mb-3 flex-wrap md:hidden" />
            <StartNote page={page} />
            {asksForDemo ? (
              <Button className="mb-4 w-full" onClick={() => onSet("demo_requests_90d", 1)}>
                What if they requested a demo?
              </Button>
            ) : null}
            <ControlsPane
              bench={bench}
              variant={variant}
              values={values}
              signal={control?.key ?? state.signal}
              onSet={onSet}
              onWait={onWait}
            />
          </section>
        </div>
        <div className="md:max-xl:contents">
          <div className="space-y-6 px-5 py-6 max-md:px-4 md:max-xl:px-6">
            <ResultHead bench={bench} scored={scored} base={now.base} sentence={words.sentence} />
            <WhySection bench={later.bench} scored={later.scored} time={page.time} />
            {curve ? (
              <SensitivityChart
                bench={later.bench}
                scored={later.scored}
                variant={later.variant}
                control={curve}
                values={laterValues}
              />
            ) : null}
          </div>
        </div>
        <aside
          aria-label="What would change it"
          className={cn(
            "space-y-6 border-line px-6 py-4 max-md:px-4 max-md:pb-10 xl:border-l",
            "md:max-xl:col-span-2 md:max-xl:border-t",
          )}
        >
          <ReachSection
            bench={later.bench}
            origin={laterOrigin}
            current={later.variant}
            target={target}
            onTarget={setTarget}
            onTake={onTake}
          />
          <CompareSection
            base={a}
            b={laterB}
            c={laterC}
            on={state.on}
            choices={page.choices}
            onSwitch={onSwitch}
            onAdd={(scorer) => {
              if (scorer === null || benches.has(scorer)) set({ c: { ...variant, scorer }, on: "c" });
              // A version that is not here yet comes with the page.
              else router.push(href({ c: { ...variant, edits: editTexts(variant.edits), scorer }, on: "c" }));
            }}
            onRemove={onRemove}
          />
          {pricingControl(later.bench) ? (
            <PairTable
              bench={later.bench}
              scored={later.scored}
              variant={later.variant}
              values={laterValues}
              onSet={setMany}
            />
          ) : null}
        </aside>
      </div>
    </>
  );
}
