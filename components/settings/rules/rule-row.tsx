"use client";
import { ArrowDown, ArrowUp, GripVertical, MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import type { KeyboardEvent, PointerEvent } from "react";
import type { Rule } from "@/lib/core/rules/types";
import type { RuleProblem } from "@/lib/core/rules/validate";
import type { SignalDefinition } from "@/lib/core/signals/types";
import { formatShare } from "@/lib/present/format";
import { type RulePart, ruleProblemWords } from "@/lib/present/rule-problem-words";
import { decayText, ruleConditionText } from "@/lib/present/rule-words";
import { cn } from "../../ui/cn";
import { FieldError } from "../../ui/field";
import { IconButton } from "../../ui/icon-button";
import { Menu, MenuItem, MenuLine } from "../../ui/menu";
import { Switch } from "../../ui/switch";
import { DecayCurve } from "./decay-curve";
import { CapCell, Old, PointsCell } from "./rule-cells";
import type { RuleBefore } from "./use-rules-draft";

/** Columns of the list from 768 px: on, rule, points, decay, cap, earned by. */
export const RULE_COLUMNS =
  "md:grid md:grid-cols-[32px_minmax(0,1fr)_96px_136px_44px_60px] md:items-center md:gap-x-3";

export interface RuleRowProps {
  rule: Rule;
  definition: SignalDefinition | undefined;
  before: RuleBefore;
  isMoved: boolean;
  problems: readonly RuleProblem[];
  /** 0..1; undefined while leads are measured, null where there are none. */
  earned: number | null | undefined;
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
            {earned == null ? (
              <span className="text-ink-3">{earned === null ? "–" : "…"}</span>
            ) : (
              formatShare(earned)
            )}
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
