"use client";
import { type PointerEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { placesOf, reachOfRules } from "@/lib/core/rules/edit";
import type { Rule } from "@/lib/core/rules/types";
import type { RuleProblem, RuleSetProblem } from "@/lib/core/rules/validate";
import type { Dimension, SignalDefinition } from "@/lib/core/signals/types";
import { formatCount, formatShort } from "@/lib/present/format";
import type { RulePart } from "@/lib/present/rule-problem-words";
import { setProblemWords } from "@/lib/present/rule-problem-words";
import { DIMENSION_NAMES, givesText } from "@/lib/present/rule-words";
import { Button } from "../../ui/button";
import { FieldError } from "../../ui/field";
import { FigureField } from "./figure-field";
import { RuleRow } from "./rule-row";
import type { RuleBefore } from "./use-rules-draft";

interface DimensionGroupProps {
  dimension: Dimension;
  rules: readonly Rule[];
  cap: number | null;
  capBefore: number | null;
  /** Rules of the version in use that the draft has not any more. */
  removed: readonly Rule[];
  definitions: ReadonlyMap<string, SignalDefinition>;
  problems: readonly RuleSetProblem[];
  moved: ReadonlySet<string>;
  before: (rule: Rule) => RuleBefore;
  earned: (rule: Rule) => number | null | undefined;
  onCap: (cap: number | null) => void;
  onRule: (index: number, rule: Rule) => void;
  onOpen: (index: number, part: RulePart | null) => void;
  /** `to` from 0, within the dimension. */
  onMove: (index: number, to: number) => void;
  onRemove: (index: number) => void;
  onRestore: (rule: Rule) => void;
}

/** A dimension: its strip with what the rules reach and the cap, then its rules, which can be dragged into order. */
export function DimensionGroup(props: DimensionGroupProps) {
  const { dimension, rules, cap, problems, onMove } = props;
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const places = placesOf(rules, dimension);
  const name = DIMENSION_NAMES[dimension];
  const [drag, setDrag] = useState<{ place: number; to: number } | null>(null);
  const [said, setSaid] = useState("");
  const focusOn = useRef<string | null>(null);

  // A row that moves in the document loses the focus: the grip takes it back, so that the next key moves it on.
  useLayoutEffect(() => {
    if (focusOn.current === null) return;
    document.getElementById(focusOn.current)?.focus();
    focusOn.current = null;
  });

  function move(place: number, to: number, key: string | null) {
    const rule = rules[places[place]!]!;
    onMove(places[place]!, to);
    setSaid(`${rule.label}: place ${to + 1} of ${places.length}`);
    focusOn.current = key;
  }
  function grip(event: PointerEvent<HTMLElement>, place: number) {
    if (event.button !== 0) return;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    let to = place;
    const at = (y: number) => {
      const rows = [...(list.current?.querySelectorAll(":scope > li[data-rule]") ?? [])];
      const above = rows.filter((row, index) => {
        const { top, height } = row.getBoundingClientRect();
        return index !== place && y > top + height / 2;
      });
      return above.length;
    };
    const onPointerMove = (moved: globalThis.PointerEvent) => {
      to = at(moved.clientY);
      setDrag({ place, to });
    };
    const end = (isDropped: boolean) => {
      handle.removeEventListener("pointermove", onPointerMove);
      handle.removeEventListener("pointerup", onUp);
      handle.removeEventListener("pointercancel", onCancel);
      window.removeEventListener("keydown", onKey, true);
      setDrag(null);
      if (isDropped && to !== place) move(place, to, null);
    };
    const onUp = () => end(true);
    const onCancel = () => end(false);
    const onKey = (pressed: globalThis.KeyboardEvent) => {
      if (pressed.key !== "Escape") return;
      pressed.stopPropagation();
      end(false);
    };
    handle.addEventListener("pointermove", onPointerMove);
    handle.addEventListener("pointerup", onUp);
    handle.addEventListener("pointercancel", onCancel);
    window.addEventListener("keydown", onKey, true);
  }

  // Where the dragged rule would stand: before the row that is next once it is taken out.
  const lineBefore = drag === null ? null : drag.to < drag.place ? drag.to : drag.to + 1;
  const seen = new Map<string, number>();
  return (
    <section aria-labelledby={id}>
      <GroupStrip {...props} id={id} name={name} cap={cap} />
      <ul ref={list} aria-label={`${name} rules`}>
        {places.map((index, place) => {
          const rule = rules[index]!;
          const nth = seen.get(rule.key) ?? 0;
          seen.set(rule.key, nth + 1);
          const key = nth === 0 ? rule.key : `${rule.key} ${nth}`;
          const gripId = `${id}-${key}`;
          return (
            <RuleLine key={key} isBefore={drag !== null && drag.to !== drag.place && lineBefore === place}>
              <RuleRow
                {...{ rule, place, gripId }}
                of={places.length}
                definition={props.definitions.get(rule.signal)}
                before={props.before(rule)}
                isMoved={props.moved.has(rule.key)}
                isDragged={drag?.place === place}
                problems={problems.filter(
                  (problem): problem is RuleProblem => problem.where === "rule" && problem.index === index,
                )}
                earned={props.earned(rule)}
                onChange={(next) => props.onRule(index, next)}
                onOpen={(part) => props.onOpen(index, part)}
                onMove={(to) => move(place, to, gripId)}
                onRemove={() => props.onRemove(index)}
                onGrip={(event) => grip(event, place)}
              />
            </RuleLine>
          );
        })}
        {drag !== null && lineBefore === places.length ? <DropLine /> : null}
        {props.removed.map((rule) => (
          <li
            key={`removed ${rule.key}`}
            className="-mx-2 flex min-h-11 items-center gap-3 border-b border-line bg-selected px-2 text-13"
          >
            <span className="min-w-0 flex-1 truncate md:pl-11">
              <s className="text-ink-3">{rule.label}</s>{" "}
              <span className="text-12 text-ink-3">removed, gave {givesText(rule)}</span>
            </span>
            <Button variant="quiet" onClick={() => props.onRestore(rule)}>
              Put back<span className="sr-only"> {rule.label}</span>
            </Button>
          </li>
        ))}
      </ul>
      {places.length === 0 && props.removed.length === 0 ? (
        <p className="border-b border-line py-3 text-13 text-ink-3">No rule yet.</p>
      ) : null}
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
    </section>
  );
}

/** A row, with the line above it where a dragged rule would land. */
function RuleLine({ isBefore, children }: { isBefore: boolean; children: React.ReactNode }) {
  return (
    <>
      {isBefore ? <DropLine /> : null}
      {children}
    </>
  );
}

function DropLine() {
  return <li aria-hidden="true" className="relative z-10 -mx-2 -my-px h-0.5 bg-accent" />;
}

function GroupStrip({
  id,
  name,
  dimension,
  rules,
  cap,
  capBefore,
  problems,
  onCap,
}: DimensionGroupProps & { id: string; name: string }) {
  const problem = problems.find((one) => one.where === "cap" && one.dimension === dimension);
  const remark = remarkOf(rules, dimension, cap);
  const errorId = `${id}-cap-error`;
  return (
    <div className="-mx-2 border-b border-line bg-bg px-2 py-1">
      <div className="flex min-h-7 items-center gap-2 text-13">
        <h2 id={id} className="font-medium text-ink">
          {name}
        </h2>
        <span className={remark.isCaution ? "min-w-0 text-12 text-caution" : "min-w-0 text-12 text-ink-2"}>
          {remark.text}
        </span>
        <span className="ml-auto flex shrink-0 items-center gap-2 text-ink-2">
          <span aria-hidden="true">Cap</span>
          {Object.is(cap, capBefore) ? null : (
            <s className="text-ink-3">
              <span className="sr-only">was </span>
              {capBefore === null ? "none" : formatShort(capBefore, 2)}
            </s>
          )}
          <FigureField
            aria-label={`Cap of ${name}`}
            aria-describedby={problem ? errorId : undefined}
            value={cap}
            placeholder="none"
            invalid={problem !== undefined}
            onEmpty={() => onCap(null)}
            onValueChange={onCap}
          />
        </span>
      </div>
      {problem && problem.where !== "rule" ? (
        <div className="flex justify-end pb-1">
          <FieldError id={errorId}>{setProblemWords(problem)}</FieldError>
        </div>
      ) : null}
    </div>
  );
}

/** "Rules reach 43, so 8 points can never count"; a dimension that takes away is meant to pass its cap. */
function remarkOf(
  rules: readonly Rule[],
  dimension: Dimension,
  cap: number | null,
): { text: string; isCaution: boolean } {
  if (dimension === "negative") return { text: "Taken away", isCaution: false };
  const reach = reachOfRules(rules, dimension);
  if (reach === null)
    return { text: "A rule without a cap has no end", isCaution: cap !== null && Number.isFinite(cap) };
  const text = `Rules reach ${formatShort(reach, 2)}`;
  if (cap === null || !(cap > 0) || reach <= cap) return { text, isCaution: false };
  const lost = reach - cap;
  return { text: `${text}, so ${formatCount(lost, "point")} can never count`, isCaution: true };
}
