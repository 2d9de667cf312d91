import type { CategoryColumn, NumericColumn, SignalColumn } from "../encoding/table.ts";
import { quantileOfSorted } from "../math/order.ts";
import type { SignalDefinition } from "../signals/types.ts";
import { correlationWith } from "./correlation.ts";
import { NO_DECAY } from "./decay.ts";
import { ownSubjectOf, readableEdge } from "./starter-rules.ts";
import { FEWEST_LEADS, POINTS_PER_CORRELATION, type SuggestionInput } from "./suggestion-input.ts";
import type { Rule, RuleCondition } from "./types.ts";

/** Levels of one new rule at most: what a person can still read. */
const MOST_LEVELS = 6;

/**
 * Rules that own columns and event counts could have: the direction that starter rules leave open is for history to
 * say. Text: levels that go together with the outcome, the strongest first. Numbers: from the median, the upper
 * quartile and the top tenth of the values above 0. Only ones that raise a score; points are in proportion, their
 * size is the caller's to set.
 */
export function newRulesFor({ ruleSet, definitions, table, labels, leaveOut }: SuggestionInput): Rule[] {
  const taken = new Set(ruleSet.rules.flatMap(({ key, signal }) => [key, signal]));
  const columns = new Map(table.columns.map((column) => [column.key, column]));
  return definitions.flatMap((definition): Rule[] => {
    const column = columns.get(definition.key);
    if (!column || !isOffered(definition) || taken.has(definition.key) || leaveOut.has(definition.key))
      return [];
    const levels = levelsFor(column, labels);
    const own = ownSubjectOf(definition);
    if (levels.length === 0 || own === null) return [];
    const { key, dimension } = definition;
    return [
      {
        ...{ key, signal: key, dimension, own, levels },
        label: own.name,
        enabled: true,
        cap: null,
        decay: NO_DECAY,
        per: "levels",
      },
    ];
  });
}

/** Of an event type's three signals the count alone: ever and recency tell the same again. */
function isOffered(definition: SignalDefinition): boolean {
  const kind = ownSubjectOf(definition)?.kind;
  return (
    definition.dimension !== "negative" &&
    /^[a-z0-9][a-z0-9_]*$/.test(definition.key) &&
    (kind === "attribute" || kind === "event_count")
  );
}

type Level = { readonly condition: RuleCondition; readonly points: number };

function levelsFor(column: SignalColumn, labels: Uint8Array): Level[] {
  if (column.type === "category") return categoryLevels(column, labels);
  return column.type === "boolean" ? [{ condition: { op: "is_true" }, points: 1 }] : numberLevels(column);
}

function categoryLevels({ values, levels }: CategoryColumn, labels: Uint8Array): Level[] {
  const counts = new Array<number>(levels.length).fill(0);
  for (const code of values) if (code >= 0) counts[code]! += 1;
  return levels
    .flatMap((level, code) => {
      if (counts[code]! < FEWEST_LEADS) return [];
      const correlation = correlationWith(
        Float64Array.from(values, (value) => (value === code ? 1 : 0)),
        labels,
      );
      const points = Math.round((correlation?.r ?? 0) * POINTS_PER_CORRELATION);
      return correlation !== null && correlation.low > 0 && points >= 1
        ? [{ condition: { op: "one_of", values: [level] } as const, points }]
        : [];
    })
    .sort((a, b) => b.points - a.points)
    .slice(0, MOST_LEVELS);
}

function numberLevels({ values }: NumericColumn): Level[] {
  const above = Float64Array.from([...values].filter((value) => value > 0 && Number.isFinite(value))).sort();
  const levels: Level[] = [];
  for (const [share, points] of [
    [0.9, 3],
    [0.75, 2],
    [0.5, 1],
  ] as const) {
    const edge = quantileOfSorted(above, share);
    if (edge === null) return [];
    const value = readableEdge(edge) || edge;
    const isAgain = levels.some(({ condition }) => condition.op === "at_least" && condition.value === value);
    if (!isAgain) levels.push({ condition: { op: "at_least", value }, points });
  }
  return levels;
}
