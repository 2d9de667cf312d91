"use client";
import { useEffect, useRef, useState } from "react";
import { checkPlanAction, suggestPlanAction } from "@/lib/modules/imports/actions";
import {
  type ImportKind,
  type ImportPlan,
  type LeadsPlan,
  SINGLE_DESTINATIONS,
} from "@/lib/modules/imports/types";
import type { PlanCheck } from "@/lib/modules/imports/types-check";
import type { MappingScreenData } from "@/lib/modules/imports/types-screen";

const CHECK_AFTER_MS = 400;

export interface Mapping {
  readonly plan: ImportPlan;
  /** Columns that the person has placed: they need nobody any more. */
  readonly placed: ReadonlySet<string>;
  readonly check: PlanCheck | null;
  readonly problem: string | null;
  readonly checking: boolean;
  place(column: string, to: string): void;
  setOutcome(outcome: LeadsPlan["outcome"]): void;
  setTimeColumn(column: string | null): void;
  change(part: { timeZone?: string; starterRules?: boolean }): void;
  setKind(kind: ImportKind): Promise<void>;
}

/** The plan while a person works on it, and what reading the file by it would give. */
export function useMapping({ id, plan: first, columns }: MappingScreenData): Mapping {
  const [plan, setPlan] = useState(first);
  const [placed, setPlaced] = useState<ReadonlySet<string>>(new Set());
  const [check, setCheck] = useState<PlanCheck | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [checking, setChecking] = useState(true);
  const asked = useRef(0);

  useEffect(() => {
    setChecking(true);
    const timer = setTimeout(async () => {
      asked.current += 1;
      const mine = asked.current;
      const answer = await checkPlanAction(id, plan).catch(() => null);
      // An answer to an older question says nothing about this plan.
      if (mine !== asked.current) return;
      setChecking(false);
      setProblem(
        answer === null
          ? "The file could not be checked. Try again in a moment."
          : answer.ok
            ? null
            : answer.message,
      );
      if (answer?.ok) setCheck(answer.check);
    }, CHECK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [id, plan]);

  function place(column: string, to: string) {
    setPlaced((before) => new Set(before).add(column));
    setPlan((before) => placedPlan(before, column, to, columns));
  }
  return {
    ...{ plan, placed, check, problem, checking, place },
    setOutcome: (outcome) =>
      setPlan((before) => {
        if (before.kind !== "leads") return before;
        const places = { ...before.columns };
        for (const [name, to] of Object.entries(places)) if (to === "outcome") places[name] = "own_signal";
        if (outcome) places[outcome.column] = "outcome";
        return { ...before, columns: places, outcome };
      }),
    setTimeColumn: (column) =>
      setPlan((before) => {
        if (before.kind !== "leads") return before;
        const places = { ...before.columns };
        for (const [name, to] of Object.entries(places)) if (to === "created_at") places[name] = "attribute";
        if (column !== null) places[column] = "created_at";
        return { ...before, columns: places };
      }),
    change: (part) => setPlan((before) => ({ ...before, ...part })),
    setKind: async (kind) => {
      const answer = await suggestPlanAction(id, kind);
      if (!answer.ok) return setProblem(answer.message);
      setPlaced(new Set());
      setCheck(null);
      setPlan(answer.plan);
    },
  };
}

/** A place that takes one column only is taken from the column that held it. */
function placedPlan(
  plan: ImportPlan,
  column: string,
  to: string,
  columns: MappingScreenData["columns"],
): ImportPlan {
  const places: Record<string, string> = { ...plan.columns };
  if (SINGLE_DESTINATIONS.has(to) || to.startsWith("signal:")) {
    const rest = plan.kind === "leads" ? "attribute" : "property";
    for (const [name, held] of Object.entries(places)) if (held === to) places[name] = rest;
  }
  places[column] = to;
  if (plan.kind === "events") return { ...plan, columns: places as typeof plan.columns };
  const known = plan.outcome && places[plan.outcome.column] === "outcome" ? plan.outcome : null;
  const values = columns.find(({ name }) => name === column)?.top ?? [];
  const outcome = to === "outcome" ? { column, positive: [values[0]?.value ?? "won"], undecided: [] } : known;
  return { ...plan, columns: places as typeof plan.columns, outcome };
}
