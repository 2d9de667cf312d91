"use client";
import { ArrowDown, ArrowUp, GripVertical, MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import type { KeyboardEvent, PointerEvent } from "react";
import type { Rule } from "@/lib/core/rules/types";
import type { RuleProblem } from "@/lib/core/rules/validate";
import { enabledReach } from "@/lib/core/rules/with-reach";
import type { SignalDefinition } from "@/lib/core/signals/types";
import { formatShare, formatShort } from "@/lib/present/format";
import { type RulePart, ruleProblemWords } from "@/lib/present/rule-problem-words";
import { decayText, pointsText, ruleConditionText } from "@/lib/present/rule-words";
import { cn } from "../../ui/cn";
import { FieldError } from "../../ui/field";
import { IconButton } from "../../ui/icon-button";
import { Menu, MenuItem, MenuLine } from "../../ui/menu";
import { Switch } from "../../ui/switch";
import { DecayCurve } from "./decay-curve";
import { FigureField } from "./figure-field";
import type { RuleBefore } from "./use-rules-draft";

/** Columns of the list from 768 px: on, rule, points, decay, cap, earned by. */
export const RULE_COLUMNS =
  "md:grid md:grid-cols-[32px_minmax(0,1fr)_96px_136px_44px_60px] md:items-center md:gap-x-3";

interface RuleRowProps {
  rule: Rule;
  definition: SignalDefinition | undefined;
  before: RuleBefore;
  isMoved: boolean;
  problems: readonly RuleProblem[];
  /** 0..1; null while leads are measured. */
  earned: number | null;
  /** From 0, of how many in its dimension. */
  place: number;
  of: number;
  /** Of this row, for the grip to be found again after a move. */
  gripId: string;
  isDragged: boolean;
  onChange: (rule: Rule) => void;
  onOpen: (part: RulePart | null) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
  onGrip: (event: PointerEvent<HTMLElement>) => void;
}

/** One rule: switched, its points typed in place, the rest a click away. What the version in use says is struck. */
export function RuleRow(props: RuleRowProps) {
  const { rule, definition, before, isMoved, problems, earned, place, of, onChange, onOpen } = props;
  const { rule: was, fields } = before;
  const name = rule.label.trim() || rule.key;
  const isChanged = was === null || fields.size > 0 || isMoved;
  const errorId = `${props.gripId}-errors`;
  const condition = ruleConditionText(rule, definition);
  const oldCondition =
    was && (fields.has("condition") || fields.has("levels") || fields.has("per") || fields.has("signal"))
      ? ruleConditionText(was, was.signal === rule.signal ? definition : undefined)
      : null;
  return (
    <li
      data-rule={rule.key}
      className={cn(
        "group/rule relative -mx-2 border-b border-line px-2",
        isChanged && "bg-selected",
        props.isDragged && "opacity-60",
      )}
    >
      <Grip {...props} name={name} />
      <div className={cn(RULE_COLUMNS, "min-h-[43px] max-md:py-2")}>
        <div className="max-md:flex max-md:items-center max-md:gap-3 md:contents">
          <Switch
            aria-label={`${name} counts`}
            checked={rule.enabled}
            onCheckedChange={(enabled) => onChange({ ...rule, enabled })}
          />
          <button
            type="button"
            onClick={() => onOpen(null)}
            aria-label={`Edit ${name}, ${condition}`}
            className="min-w-0 rounded-1 py-1 text-left max-md:min-h-11 max-md:flex-1"
          >
            <span
              className={cn("block truncate text-13 font-medium", rule.enabled ? "text-ink" : "text-ink-3")}
            >
              {was && fields.has("label") ? <Old>{was.label}</Old> : null}
              {name}
              {was === null ? <Tag>New</Tag> : null}
              {isMoved ? <Tag>Moved</Tag> : null}
            </span>
            <span className="block truncate text-12 text-ink-3" title={condition}>
              {oldCondition !== null && oldCondition !== condition ? <Old>{oldCondition}</Old> : null}
              {condition}
            </span>
          </button>
          <RowMenu {...props} name={name} className="md:hidden" />
        </div>
        <div className="max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-4 max-md:pl-11 md:contents">
          <PointsCell {...props} name={name} errorId={problems.length > 0 ? errorId : undefined} />
          <button
            type="button"
            onClick={() => onOpen("decay")}
            aria-label={`Decay of ${name}: ${decayText(rule.decay)}`}
            className={cn(
              "flex min-w-0 items-center gap-2 rounded-1 py-1 text-left text-12 max-md:min-h-11",
              rule.enabled ? "text-ink-2" : "text-ink-3",
            )}
          >
            <DecayCurve decay={rule.decay} className="max-sm:hidden" />
            <span className="min-w-0 truncate hover:text-ink">
              {was && fields.has("decay") && decayText(was.decay) !== decayText(rule.decay) ? (
                <Old block>{decayText(was.decay)}</Old>
              ) : null}
              {decayText(rule.decay)}
            </span>
          </button>
          <CapCell {...props} name={name} />
          <span className="text-right text-13 text-ink-2 max-md:ml-auto max-md:text-12">
            <span className="sr-only">Earned by </span>
            {earned === null ? <span className="text-ink-3">…</span> : formatShare(earned)}
            <span className="md:hidden"> of leads</span>
          </span>
        </div>
      </div>
      {problems.length > 0 ? (
        <div id={errorId} className="pb-2 md:pl-11">
          {problems.map((problem) => (
            <FieldError key={`${problem.code} ${problem.levels.join()}`}>
              {ruleProblemWords(problem)}
            </FieldError>
          ))}
        </div>
      ) : null}
      <RowMenu
        {...props}
        name={name}
        className="absolute -right-7 top-[7px] opacity-60 transition-opacity duration-(--fast) hover:opacity-100 focus-visible:opacity-100 group-hover/rule:opacity-100 data-[state=open]:opacity-100 max-md:hidden"
      />
      <span className="sr-only" aria-live="off">{`Place ${place + 1} of ${of}`}</span>
    </li>
  );
}

function Old({ children, block }: { children: string; block?: boolean }) {
  return (
    <>
      <s className={cn("font-normal text-ink-3", block ? "block text-11" : "mr-1.5")}>
        <span className="sr-only">was </span>
        {children}
      </s>
      <span className="sr-only">, now </span>
    </>
  );
}

function Tag({ children }: { children: string }) {
  return <span className="ml-1.5 text-11 font-medium text-accent-text">{children}</span>;
}

function Grip({ name, gripId, place, of, onGrip, onMove }: RuleRowProps & { name: string }) {
  function onKeyDown(event: KeyboardEvent) {
    const to = { ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: of - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to >= 0 && to < of) onMove(to);
  }
  return (
    <button
      id={gripId}
      type="button"
      aria-label={`Move ${name}, place ${place + 1} of ${of}; arrow keys move it`}
      onKeyDown={onKeyDown}
      onPointerDown={onGrip}
      className="absolute -left-3 top-[11px] inline-flex h-5 w-4 cursor-grab touch-none items-center justify-center rounded-1 text-ink-3 opacity-0 transition-opacity duration-(--fast) hover:text-ink focus-visible:opacity-100 active:cursor-grabbing group-hover/rule:opacity-100 max-md:hidden"
    >
      <GripVertical aria-hidden="true" className="size-3.5" />
    </button>
  );
}

function PointsCell({
  rule,
  before,
  problems,
  name,
  errorId,
  onChange,
  onOpen,
}: RuleRowProps & { name: string; errorId: string | undefined }) {
  const { rule: was, fields } = before;
  const isWrong = problems.some(({ code }) => code === "points_invalid" || code === "points_sign");
  const oldPoints = was && was.per !== "levels" && fields.has("points") ? pointsText(was.points) : null;
  const tone = rule.enabled ? undefined : "text-ink-3";
  if (rule.per === "levels") {
    const most = mostOf(rule.levels.map(({ points }) => points));
    const oldMost =
      was?.per === "levels" && fields.has("levels") ? mostOf(was.levels.map(({ points }) => points)) : most;
    return (
      <span className="flex items-center justify-end gap-1.5 max-md:justify-start">
        {Object.is(oldMost, most) ? null : <Old>{pointsText(oldMost)}</Old>}
        <button
          type="button"
          onClick={() => onOpen("points")}
          aria-label={`Points of ${name}: by levels, to ${pointsText(most)}`}
          aria-describedby={errorId}
          className={cn(
            "inline-flex h-6 items-center whitespace-nowrap rounded-2 border border-dashed border-line-control px-1.5 text-13 font-semibold hover:border-ink-3 max-md:h-11 max-md:px-3",
            isWrong && "border-danger",
            tone,
          )}
        >
          <span className="pr-1 font-normal text-ink-3">to</span>
          {pointsText(most)}
        </button>
      </span>
    );
  }
  return (
    <span className="flex items-center justify-end gap-1.5 max-md:justify-start">
      {oldPoints !== null ? (
        <span className="text-13">
          <Old>{oldPoints}</Old>
        </span>
      ) : null}
      <FigureField
        signed
        aria-label={`Points of ${name}`}
        aria-describedby={errorId}
        invalid={isWrong}
        value={rule.points}
        onValueChange={(points) => onChange({ ...rule, points })}
        className={tone}
      />
      {rule.per === "each" ? <span className="sr-only">each</span> : null}
    </span>
  );
}

/** The furthest from zero. */
const mostOf = (points: readonly number[]): number =>
  points.reduce((best, each) => (Math.abs(each) > Math.abs(best) ? each : best), 0);

function CapCell({ rule, before, name, problems, onOpen }: RuleRowProps & { name: string }) {
  const { rule: was, fields } = before;
  const isWrong = problems.some(({ code }) => code === "cap_invalid");
  const text = (one: Rule) => {
    const reach = one.cap ?? enabledReach(one);
    return reach === null ? "none" : Number.isFinite(reach) ? formatShort(reach, 2) : "?";
  };
  return (
    <button
      type="button"
      onClick={() => onOpen("cap")}
      aria-label={`Cap of ${name}: ${rule.cap === null ? `none of its own, reaches ${text(rule)}` : text(rule)}`}
      className={cn(
        "rounded-1 py-1 text-right text-13 hover:text-ink max-md:min-h-11",
        rule.cap === null || !rule.enabled ? "text-ink-3" : "text-ink-2",
        isWrong && "text-danger underline",
      )}
    >
      <span className="md:hidden">Cap </span>
      {was && fields.has("cap") && text(was) !== text(rule) ? <Old block>{text(was)}</Old> : null}
      {text(rule)}
    </button>
  );
}

function RowMenu({
  name,
  place,
  of,
  className,
  onOpen,
  onMove,
  onRemove,
}: RuleRowProps & { name: string; className?: string }) {
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          label={`More for ${name}`}
          icon={<MoreHorizontal aria-hidden="true" />}
          className={className}
        />
      }
    >
      <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => onOpen(null)}>
        Edit
      </MenuItem>
      <MenuItem
        icon={<ArrowUp aria-hidden="true" />}
        disabled={place === 0}
        onSelect={() => onMove(place - 1)}
      >
        Move up
      </MenuItem>
      <MenuItem
        icon={<ArrowDown aria-hidden="true" />}
        disabled={place === of - 1}
        onSelect={() => onMove(place + 1)}
      >
        Move down
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<Trash2 aria-hidden="true" />} danger onSelect={onRemove}>
        Remove
      </MenuItem>
    </Menu>
  );
}
