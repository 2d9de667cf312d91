import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matrixRuleSet, weightedRuleSet } from "../rules/presets.ts";
import { type Scorer, score } from "../scoring/score.ts";
import { signalsAsOf } from "../signals/as-of.ts";
import type { SignalValue } from "../signals/types.ts";
import { type Action, actionsOf, actOnce } from "./actions.ts";
import { type Answer, type Question, searchCounterfactual, whatWouldReach } from "./counterfactual.ts";
import { editVector } from "./edit-vector.ts";
import { bandsOf, totalsOf } from "./quick-scores.ts";
import { type Shape, shapeOf } from "./shapes.ts";
import { standingOf } from "./standing.ts";
import { COMPILED, DEFINITIONS, drawHistory, drawnModels, MARKET, MOMENT } from "./testing.ts";
import type { Edits } from "./types.ts";

const ref = { kind: "rules", version: "Rules v1", hash: "h" } as const;
const rules: Scorer = { ref, ruleSet: weightedRuleSet(MARKET) };
const matrix: Scorer = { ref, ruleSet: matrixRuleSet(MARKET) };
const models = drawnModels();
const scorers = [rules, matrix, ...models];

const sample = Array.from(
  { length: 300 },
  (_, lead) => signalsAsOf(COMPILED, drawHistory(lead), MOMENT).vector.values,
);
const shapes: Record<string, Shape> = Object.fromEntries(
  DEFINITIONS.map((definition) => [
    definition.key,
    shapeOf(
      definition,
      sample.map((values) => values[definition.key]!),
    ),
  ]),
);
const ACTIONS = actionsOf(COMPILED, shapes);

const edgesOf = (scorer: Scorer) => bandsOf(scorer).bands.map(({ from }) => from);

function questionOf(
  scorer: Scorer,
  lead: number,
  {
    actions = ACTIONS,
    edits = {},
    target,
  }: { actions?: readonly Action[]; edits?: Edits; target?: number } = {},
): Question {
  const history = drawHistory(lead);
  const standing = standingOf(COMPILED, history, MOMENT);
  const { total } = score(scorer, editVector(standing, edits).vector);
  const above = edgesOf(scorer).filter((edge) => edge > total);
  const from = target ?? above[above.length - 1] ?? 101;
  const hasVisited = history.events.some(({ type }) => type === "visit");
  return { scorer, standing, edits, target: { from }, actions, hasVisited };
}

const totalOf = ({ scorer, standing }: Question, edits: Edits) =>
  score(scorer, editVector(standing, edits).vector).total;

/** The edits of a set of steps, done one after another; null where one cannot be done. */
function done(question: Question, times: readonly (readonly [Action, number])[]): Edits | null {
  let edits: Edits | null = question.edits;
  for (const [action, count] of times)
    for (let time = 0; time < count && edits !== null; time += 1)
      edits = actOnce(question.standing, edits, action, question.hasVisited);
  return edits;
}

function withoutOne(question: Question, answer: Answer, at: number): Edits | null {
  return done(
    question,
    answer.steps.map(({ action, times }, index) => [action, index === at ? times - 1 : times] as const),
  );
}

/** Every set of steps there is: the least that reaches the target, by brute force. */
function leastCost(question: Question, most: number): number | null {
  let least: number | null = null;
  const visit = (at: number, counts: readonly (readonly [Action, number])[], cost: number): void => {
    if (least !== null && cost >= least) return;
    if (at === question.actions.length) {
      const edits = done(question, counts);
      if (edits !== null && totalOf(question, edits) >= question.target.from) least = cost;
      return;
    }
    for (let count = 0; count <= most; count += 1)
      visit(at + 1, [...counts, [question.actions[at]!, count]], cost + count);
  };
  visit(0, [], 0);
  return least;
}

const FIRMOGRAPHIC = DEFINITIONS.filter(
  ({ family, source }) => family === "firmographic" || family === "source" || source.kind === "attribute",
).map(({ key }) => key);

const anyScorer = fc.integer({ min: 0, max: scorers.length - 1 });
const anyLead = fc.integer({ min: 0, max: 5_000 });

describe("what would make it hot", () => {
  it("gives answers that the scorer itself confirms, at most four, each different, fewest steps first", () => {
    let found = 0;
    fc.assert(
      fc.property(anyScorer, anyLead, (which, lead) => {
        const question = questionOf(scorers[which]!, lead);
        const { answers } = whatWouldReach(question);
        expect(answers.length).toBeLessThanOrEqual(4);
        found += answers.length;
        for (const [at, answer] of answers.entries()) {
          expect(totalOf(question, answer.edits)).toBe(answer.total);
          expect(answer.total).toBeGreaterThanOrEqual(question.target.from);
          expect(answer.cost).toBe(answer.steps.reduce((sum, { times }) => sum + times, 0));
          if (at > 0) expect(answer.cost).toBeGreaterThanOrEqual(answers[at - 1]!.cost);
        }
        const keys = answers.map(({ steps }) =>
          steps.map(({ action, times }) => `${action.key} ${times}`).join(),
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 12 },
    );
    expect(found).toBeGreaterThan(12);
  }, 120_000);

  it("can spare none of its steps", () => {
    fc.assert(
      fc.property(anyScorer, anyLead, (which, lead) => {
        const question = questionOf(scorers[which]!, lead);
        for (const answer of whatWouldReach(question).answers)
          for (const at of answer.steps.keys()) {
            const less = withoutOne(question, answer, at);
            if (less !== null) expect(totalOf(question, less)).toBeLessThan(question.target.from);
          }
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it("never touches who the lead is, only what somebody can bring about, and within what leads show", () => {
    fc.assert(
      fc.property(anyScorer, anyLead, (which, lead) => {
        const question = questionOf(scorers[which]!, lead);
        const before = question.standing.now.vector.values;
        const { answers, nearest } = whatWouldReach(question);
        for (const { edits, steps } of nearest ? [...answers, nearest] : answers) {
          const { values } = editVector(question.standing, edits).vector;
          for (const key of FIRMOGRAPHIC) expect(values[key], key).toBe(before[key]);
          for (const { action, from, to } of steps) {
            expect(ACTIONS).toContain(action);
            expect(Number(to)).toBeLessThanOrEqual(Math.max(action.most, Number(from) + 1));
          }
        }
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it("takes as few steps as brute force over every set of steps does", () => {
    const few = ["pricing_view", "demo_request", "click", "call"];
    const actions = ACTIONS.filter(({ key }) => few.includes(key)).map((action) => ({ ...action, most: 3 }));
    const seen = { reached: 0, not: 0 };
    fc.assert(
      fc.property(anyScorer, anyLead, (which, lead) => {
        const question = questionOf(scorers[which]!, lead, { actions });
        const { answers, isExact } = whatWouldReach(question);
        const least = leastCost(question, 3);
        expect(isExact).toBe(true);
        expect(answers[0]?.cost ?? null).toBe(least);
        if (least === null) seen.not += 1;
        else seen.reached += 1;
      }),
      { numRuns: 40 },
    );
    expect(Math.min(seen.reached, seen.not)).toBeGreaterThan(0);
  }, 120_000);

  it("says so where nothing within bounds gets there, and how near one comes", () => {
    const question = questionOf(rules, 11, { target: 101 });
    const { answers, nearest } = whatWouldReach(question);
    expect(answers).toEqual([]);
    expect(nearest!.total).toBe(totalOf(question, nearest!.edits));
    expect(nearest!.total).toBeGreaterThan(totalOf(question, {}));
  });

  it("counts what is set already, and has nothing to say to a lead that is there", () => {
    const lead = Array.from({ length: 200 }, (_, at) => at).find((at) => {
      const { answers } = whatWouldReach(questionOf(rules, at));
      return answers[0]?.cost === 2;
    })!;
    const question = questionOf(rules, lead);
    const [answer] = whatWouldReach(question).answers;
    const halfway = withoutOne(question, answer!, 0)!;
    const rest = whatWouldReach({ ...question, edits: halfway });
    expect(rest.answers[0]!.cost).toBe(1);
    expect(whatWouldReach({ ...question, edits: answer!.edits })).toEqual({
      answers: [],
      isExact: true,
      nearest: null,
    });
  });

  it("starts a trial before it counts the trial's days", () => {
    const standing = standingOf(COMPILED, { createdAt: null, events: [], visitors: [] }, MOMENT);
    const [start, day] = ["trial_start", "trial_day"].map(
      (key) => ACTIONS.find((action) => action.key === key)!,
    );
    expect(actOnce(standing, {}, day!, false)).toBeNull();
    const started = actOnce(standing, {}, start!, false)!;
    expect(actOnce(standing, started, day!, false)).toEqual({ ...started, trial_active_days_14d: 1 });
  });

  it("stops between chunks, so that a page is not held up", () => {
    const search = searchCounterfactual(questionOf(rules, 11, { target: 101 }));
    let stops = 0;
    while (!search.next().done) stops += 1;
    expect(stops).toBeGreaterThan(3);
  });
});

describe("quick scores", () => {
  it("are the scores", () => {
    const vectors = sample.map((values: Readonly<Record<string, SignalValue>>) => ({
      moment: MOMENT,
      values,
      ages: {},
    }));
    for (const scorer of scorers)
      expect(totalsOf(scorer, vectors)).toEqual(vectors.map((vector) => score(scorer, vector).total));
  });
});
