"use client";
import type { Rule } from "@/lib/core/rules/types";
import type { RuleProblem } from "@/lib/core/rules/validate";
import { enabledReach } from "@/lib/core/rules/with-reach";
import { formatShort } from "@/lib/present/format";
import type { RulePart } from "@/lib/present/rule-problem-words";
import { pointsText } from "@/lib/present/rule-words";
import { cn } from "../../ui/cn";
import { FigureField } from "./figure-field";
import type { RuleBefore } from "./use-rules-draft";

interface CellProps {
  rule: Rule;
  before: RuleBefore;
  problems: readonly RuleProblem[];
  name: string;
  onChange: (rule: Rule) => void;
  onOpen: (part: RulePart | null) => void;
}

/** What the version in use says, struck. */
export function Old({ children, block }: { children: string; block?: boolean }) {
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

/** Points typed in place; levels open in the dialog. */
export function PointsCell({
  rule,
  before,
  problems,
  name,
  errorId,
  onChange,
  onOpen,
}: CellProps & { errorId: string | undefined }) {
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

/** The cap, or what the rule reaches without one of its own; opens in the dialog. */
export function CapCell({ rule, before, name, problems, onOpen }: CellProps) {
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
