"use client";
import { ArrowDown, ChevronRight } from "lucide-react";
import { memo, useMemo } from "react";
import type { Band } from "@/lib/core/scoring/types";
import { actionsOf } from "@/lib/core/simulation/actions";
import { type Answer, type Counterfactual, searchCounterfactual } from "@/lib/core/simulation/counterfactual";
import { mishaps, searchQuietFall } from "@/lib/core/simulation/decline";
import type { Edits } from "@/lib/core/simulation/types";
import { formatCount } from "@/lib/present/format";
import { answerDetail, answerTitle, costWords, declineWords } from "@/lib/present/simulator-words";
import { BandBadge } from "../ui/band";
import { cn } from "../ui/cn";
import { SectionHeading } from "../ui/page-bar";
import { SegmentedControl } from "../ui/radio-group";
import { useSearch } from "./use-search";
import { type Bench, bandOf, lookOf, scoreVariant, type Variant } from "./variants";

interface ReachSectionProps {
  bench: Bench;
  /** What the answers come on top of. */
  origin: Variant;
  /** What is set now: the answer that was taken is marked. */
  current: Variant;
  /** Lower edge of the band to reach, as asked for; null: the next one. */
  target: number | null;
  onTarget: (from: number) => void;
  onTake: (edits: Edits) => void;
}

/** The smallest things sales or marketing could bring about, and what would take the lead down. */
export const ReachSection = memo(function ReachSection(props: ReachSectionProps) {
  const { bench, origin, current, target, onTarget, onTake } = props;
  const from = useMemo(() => scoreVariant(bench, origin), [bench, origin]);
  const above = bench.bands.bands.filter((band) => band.from > from.result.total);
  const next = above[above.length - 1];
  const best = above[0];
  const goal = above.find((band) => band.from === target) ?? next ?? null;
  const actions = useMemo(
    () => actionsOf(bench.opened.compiled, bench.pack.shapes),
    [bench.opened.compiled, bench.pack.shapes],
  );
  const question = useMemo(() => ({ bench, origin, goal }), [bench, origin, goal]);
  const { result, isLooking } = useSearch<Counterfactual | null>(question, function* () {
    if (goal === null) return null;
    return yield* searchCounterfactual({
      scorer: bench.opened.scorer,
      standing: from.standing,
      edits: origin.edits,
      target: goal,
      actions,
      hasVisited: bench.hasVisited,
    });
  });
  const short = goal === null ? 0 : goal.from - from.result.total;
  return (
    <section aria-labelledby="simulated-reach">
      <SectionHeading
        id="simulated-reach"
        title={
          goal === null
            ? `${from.band.name} already`
            : `What would make it ${goal.name.toLocaleLowerCase("en")}`
        }
        claim={
          goal === null
            ? "There is no band above this one."
            : "Only what sales or marketing can cause. Each was scored to make sure."
        }
        aside={goal === null ? null : `${formatCount(short, "point")} short`}
      />
      {best && next && best !== next ? (
        <SegmentedControl
          label="Band to reach"
          className="mt-2"
          options={[...above].reverse().map((band) => ({ value: String(band.from), label: band.name }))}
          value={String(goal?.from ?? next.from)}
          onValueChange={(value) => onTarget(Number(value))}
        />
      ) : null}
      {goal === null ? null : (
        <div aria-busy={isLooking} className={cn("mt-2", isLooking && result !== null && "opacity-60")}>
          <Answers
            bench={bench}
            result={result}
            goal={goal}
            from={from.result.total}
            current={current}
            onTake={onTake}
          />
        </div>
      )}
      <Declines bench={bench} origin={current} />
    </section>
  );
});

export function sameEdits(a: Edits, b: Edits): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
}

interface AnswersProps {
  bench: Bench;
  result: Counterfactual | null;
  goal: Band;
  from: number;
  current: Variant;
  onTake: (edits: Edits) => void;
}

function Answers({ bench, result, goal, from, current, onTake }: AnswersProps) {
  if (result === null) return <p className="border-t border-line py-3 text-12 text-ink-3">Looking for it</p>;
  const { answers, nearest, isExact } = result;
  const shown = answers.length > 0 ? answers : nearest ? [nearest] : [];
  return (
    <>
      {answers.length === 0 ? (
        <p className="border-t border-line py-2.5 text-12 text-ink-2">
          {isExact
            ? `Nothing sales or marketing can cause, within what leads show, makes this lead ${goal.name.toLocaleLowerCase("en")}.`
            : `No way to ${goal.name} was found in 14 steps.`}{" "}
          {nearest ? "This comes nearest:" : "Nothing of it raises the score."}
        </p>
      ) : null}
      <ul>
        {shown.map((answer) => (
          <li key={answer.steps.map(({ action, times }) => `${action.key} ${times}`).join()}>
            <AnswerRow
              bench={bench}
              answer={answer}
              from={from}
              cost={costWords(answer.cost, answers[0]?.cost ?? 0, isExact)}
              taken={sameEdits(current.edits, answer.edits)}
              onTake={onTake}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function AnswerRow({
  bench,
  answer,
  from,
  cost,
  taken,
  onTake,
}: {
  bench: Bench;
  answer: Answer;
  from: number;
  cost: string;
  taken: boolean;
  onTake: (edits: Edits) => void;
}) {
  return (
    <button
      type="button"
      aria-pressed={taken}
      onClick={() => onTake(answer.edits)}
      className={cn(
        "relative grid w-full grid-cols-[1fr_auto] gap-x-3 border-t border-line py-2 text-left hover:bg-hover max-md:min-h-11",
        taken &&
          "before:absolute before:inset-y-1 before:-left-3 before:w-[3px] before:rounded-bar before:bg-accent",
      )}
    >
      <span className="min-w-0 text-13 font-medium text-ink">{answerTitle(answer)}</span>
      <span className="inline-flex items-center gap-1.5 self-start text-13">
        <span className="text-ink-3">{from}</span>
        <ChevronRight aria-hidden="true" className="size-3 text-ink-3" />
        <span className="sr-only">to</span>
        <span className="font-semibold text-ink">{answer.total}</span>
        <BandBadge band={lookOf(bench.bands, bandOf(bench.bands, answer.bandId))} />
      </span>
      <span className="min-w-0 text-12 text-ink-3">{answerDetail(answer)}</span>
      <span className="text-right text-12 text-ink-3">{cost}</span>
    </button>
  );
}

/** What would take it down: quiet days first, then the worst mishaps. */
function Declines({ bench, origin }: { bench: Bench; origin: Variant }) {
  const scored = useMemo(() => scoreVariant(bench, origin), [bench, origin]);
  const worst = useMemo(
    () => mishaps(bench.opened.scorer, scored.standing, origin.edits).slice(0, 2),
    [bench, scored.standing, origin.edits],
  );
  const { result: quiet } = useSearch(scored, () =>
    searchQuietFall(bench.opened.scorer, scored.standing, bench.start.history, origin.edits),
  );
  const lines = [...(quiet ? [quiet] : []), ...worst];
  if (lines.length === 0) return null;
  return (
    <ul className="mt-2 space-y-1 border-t border-line pt-2.5 text-12 text-ink-2">
      {lines.map(({ key, total, bandId, days }) => (
        <li key={key} className="flex items-start gap-1.5">
          <ArrowDown aria-hidden="true" className="mt-0.5 size-3 shrink-0 text-drag" />
          {declineWords(key, total, bandOf(bench.bands, bandId).name, days)}
        </li>
      ))}
    </ul>
  );
}
