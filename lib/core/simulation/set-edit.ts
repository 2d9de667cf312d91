import type { SignalValue } from "../signals/types.ts";
import { containmentOf } from "./containment.ts";
import { editVector, isActivity } from "./edit-vector.ts";
import type { Edits, Standing } from "./types.ts";

/** The values of a what-if as of now: what its controls show, whatever quiet days come after. */
export function valuesNow(standing: Standing, edits: Edits): Readonly<Record<string, SignalValue>> {
  return editVector({ ...standing, later: standing.now, quietDays: 0 }, edits).vector.values;
}

/**
 * A what-if with one more value set. What was set before and cannot hold beside it moves along: raising a week raises a
 * month that was set by as much, lowering a month pulls a week that was set down, an activity takes a set "days since
 * activity" away. A value that would stand there anyway is not kept.
 */
export function setEdit(standing: Standing, edits: Edits, key: string, value: SignalValue): Edits {
  const { [key]: _before, ...others } = edits;
  const next: Record<string, SignalValue> = { ...others, [key]: value };
  const containment = containmentOf(standing.compiled);
  const node = containment.indexOf.get(key);
  if (node !== undefined) {
    const values = valuesNow(standing, edits);
    const from = amountOf(values[key]);
    const to = amountOf(value);
    for (const [at, inner] of containment.narrower.entries()) {
      const other = containment.nodes[at]!.key;
      if (next[other] === undefined || other === key) continue;
      const bond = inner.find((entry) => entry.node === node)?.bond;
      const set = next[other];
      if (to > from && bond === "adds" && typeof set === "number") next[other] = set + to - from;
      if (to > from && bond === "at_least" && typeof set === "number") next[other] = Math.max(set, to);
      if (to > from && bond === "implies" && amountOf(set) < 1)
        next[other] = typeof set === "number" ? 1 : true;
    }
    for (const { node: within, bond } of containment.narrower[node]!) {
      const other = containment.nodes[within]!.key;
      const set = next[other];
      if (set === undefined || other === key || to >= from || amountOf(set) <= to) continue;
      if (bond !== "implies" || to === 0) next[other] = typeof set === "number" ? Math.min(set, to) : to > 0;
    }
    if (to > from && isActivity(containment.nodes[node]!.source.match))
      for (const { key: recency, source } of standing.compiled.definitions)
        if (source.kind === "recency") delete next[recency];
  }
  if (key === "seniority") delete next.decision_maker;
  if (key === "employees") delete next.company_size_log;
  if (key === "company_size_log") delete next.employees;
  if (key === "in_territory") delete next.out_of_territory;
  if (key === "out_of_territory") delete next.in_territory;
  return withoutIdle(standing, next, key);
}

/** Drops the edit where the value would be there without it. */
function withoutIdle(standing: Standing, edits: Edits, key: string): Edits {
  const { [key]: value, ...others } = edits;
  return Object.is(valuesNow(standing, others)[key] ?? null, value ?? null) ? others : edits;
}

const amountOf = (value: SignalValue | undefined): number =>
  typeof value === "number" ? value : value === true ? 1 : 0;
