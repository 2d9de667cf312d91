import { bandFor } from "../scoring/bands.ts";
import { type Scorer, score } from "../scoring/score.ts";
import type { Band } from "../scoring/types.ts";
import type { SignalValue } from "../signals/types.ts";
import { type Action, actOnce } from "./actions.ts";
import { editVector } from "./edit-vector.ts";
import { bandsOf, totalsOf } from "./quick-scores.ts";
import { signalsRead } from "./reads.ts";
import { valuesNow } from "./set-edit.ts";
import type { Edits, Standing } from "./types.ts";

/** The least that sales or marketing would have to bring about for a lead to reach a band. */

export interface Step {
  readonly action: Action;
  readonly times: number;
  readonly from: SignalValue;
  readonly to: SignalValue;
}

export interface Answer {
  readonly steps: readonly Step[];
  /** How many things have to happen. */
  readonly cost: number;
  /** The whole what-if with them in it. */
  readonly edits: Edits;
  readonly total: number;
  readonly bandId: string;
}

export interface Counterfactual {
  /** At most four, fewest steps first, then the highest score. Each was scored, and none can lose a step. */
  readonly answers: readonly Answer[];
  /** Whether nothing with fewer steps exists, or, with no answer, nothing within bounds at all; false: none was found. */
  readonly isExact: boolean;
  /** With no answer: as near as one comes; null where nothing raises the score. */
  readonly nearest: Answer | null;
}

export interface Question {
  readonly scorer: Scorer;
  readonly standing: Standing;
  /** What is set already: the steps come on top. */
  readonly edits: Edits;
  readonly target: Pick<Band, "from">;
  readonly actions: readonly Action[];
  /** Whether the lead was on the site before, as far as known. */
  readonly hasVisited: boolean;
}

const MOST_ANSWERS = 4;
/** Levels that are looked at after the first with an answer. */
const LEVELS_BEYOND = 2;
const MOST_STEPS = 14;
/** So many of a level are all followed; of more, the best few, and the search is no longer exact. */
const ALL_FOLLOWED = 1_500;
const BEST_FOLLOWED = 120;
const MOST_SCORED = 8_000;
const CHUNK = 32;

interface Node {
  readonly counts: readonly number[];
  readonly edits: Edits;
  total: number;
}

/**
 * Looks level by level: every set of one step, of two, and so on; a set that holds an answer is looked at no further.
 * As long as whole levels are followed, the first answers are the smallest there are, whatever the scorer: rules with
 * caps and trees included. Yields between chunks, so that a page can go on between them.
 */
export function* searchCounterfactual(question: Question): Generator<void, Counterfactual> {
  const actions = usefulActions(question);
  const { scorer, standing, target } = question;
  const vectorOf = (edits: Edits) => editVector(standing, edits).vector;
  const root: Node = { counts: actions.map(() => 0), edits: question.edits, total: 0 };
  root.total = score(scorer, vectorOf(root.edits)).total;
  const start = root.total;
  let level: readonly Node[] = start >= target.from ? [] : [root];
  let best = root;
  let isExact = true;
  let scored = 0;
  let firstLevel: number | null = null;
  const passed: Node[] = [];
  const seen = new Set<string>();

  for (let cost = 1; cost <= MOST_STEPS && level.length > 0; cost += 1) {
    const next: Node[] = [];
    let pending: Node[] = [];
    const settle = () => {
      const totals = totalsOf(
        scorer,
        pending.map(({ edits }) => vectorOf(edits)),
      );
      for (const [at, node] of pending.entries()) {
        node.total = totals[at]!;
        if (node.total > best.total) best = node;
        (node.total >= target.from ? passed : next).push(node);
      }
      scored += pending.length;
      pending = [];
    };
    for (const parent of level) {
      for (const at of actions.keys()) {
        const counts = parent.counts.map((count, index) => (index === at ? count + 1 : count));
        const key = counts.join(",");
        if (seen.has(key) || passed.some((answer) => holds(counts, answer.counts))) continue;
        const edits = actOnce(standing, parent.edits, actions[at]!, question.hasVisited);
        if (edits === null) continue;
        seen.add(key);
        pending.push({ counts, edits, total: 0 });
        if (pending.length < CHUNK) continue;
        settle();
        yield;
      }
    }
    settle();
    yield;
    if (passed.length > 0) firstLevel ??= cost;
    const far = firstLevel !== null && cost >= firstLevel + LEVELS_BEYOND;
    if (passed.length >= MOST_ANSWERS || far) break;
    if (next.length > ALL_FOLLOWED || scored > MOST_SCORED) {
      if (firstLevel !== null) break;
      isExact = false;
    }
    level = isExact
      ? next
      : next.sort((a, b) => b.total - a.total || sumOf(a) - sumOf(b)).slice(0, BEST_FOLLOWED);
  }

  if (passed.length === 0 && level.length > 0 && start < target.from) isExact = false;
  const answerOf = (node: Node): Answer => worded(question, actions, node);
  const answers = distinct(passed.map((node) => lean(question, actions, node, target.from))).map(answerOf);
  const nearest =
    answers.length > 0 || best === root ? null : answerOf(lean(question, actions, best, best.total));
  return { answers: choose(answers), isExact, nearest };
}

/** The same, all at once. */
export function whatWouldReach(question: Question): Counterfactual {
  const search = searchCounterfactual(question);
  for (;;) {
    const step = search.next();
    if (step.done) return step.value;
  }
}

/** Actions that can be done and that change something the scorer reads. */
function usefulActions({ scorer, standing, edits, actions, hasVisited }: Question): readonly Action[] {
  const read = signalsRead(scorer);
  const before = editVector(standing, edits).vector;
  const isUseful = (from: Edits, action: Action): boolean => {
    const done = actOnce(standing, from, action, hasVisited);
    if (done === null) return false;
    const { values, ages } = editVector(standing, done).vector;
    return [...read].some(
      (key) =>
        !Object.is(values[key], before.values[key]) || (values[key] !== 0 && ages[key] !== before.ages[key]),
    );
  };
  const trial = actions.find(({ key }) => key === "trial_start");
  const started = trial ? actOnce(standing, edits, trial, hasVisited) : null;
  return actions.filter(
    (action) =>
      isUseful(edits, action) ||
      (action.key === "trial_day" && started !== null && isUseful(started, action)),
  );
}

const holds = (counts: readonly number[], inner: readonly number[]): boolean =>
  inner.every((count, at) => counts[at]! >= count);

const sumOf = ({ counts }: Pick<Node, "counts">): number => counts.reduce((sum, count) => sum + count, 0);

/** Leaves out, one after another, steps without which the score is still at or above `least`. */
function lean(question: Question, actions: readonly Action[], node: Node, least: number): Node {
  for (const at of actions.keys()) {
    if (node.counts[at] === 0) continue;
    const counts = node.counts.map((count, index) => (index === at ? count - 1 : count));
    const edits = rebuilt(question, actions, counts);
    if (edits === null) continue;
    const { total } = score(question.scorer, editVector(question.standing, edits).vector);
    if (total >= least) return lean(question, actions, { counts, edits, total }, least);
  }
  return node;
}

/** The what-if of a set of steps; null where it cannot be. */
function rebuilt(question: Question, actions: readonly Action[], counts: readonly number[]): Edits | null {
  let edits: Edits | null = question.edits;
  for (const [at, action] of actions.entries())
    for (let time = 0; time < counts[at]! && edits !== null; time += 1)
      edits = actOnce(question.standing, edits, action, question.hasVisited);
  return edits;
}

function distinct(nodes: readonly Node[]): Node[] {
  const kept = new Map(nodes.map((node) => [node.counts.join(","), node]));
  return [...kept.values()];
}

/** With the score that it really has, by the one entry to scoring. */
function worded({ scorer, standing, edits }: Question, actions: readonly Action[], node: Node): Answer {
  const before = valuesNow(standing, edits);
  const after = valuesNow(standing, node.edits);
  const { total } = score(scorer, editVector(standing, node.edits).vector);
  return {
    steps: actions.flatMap((action, at): Step[] => {
      const times = node.counts[at]!;
      const signal = action.signal;
      return times === 0 ? [] : [{ action, times, from: before[signal] ?? null, to: after[signal] ?? null }];
    }),
    cost: sumOf(node),
    edits: node.edits,
    total,
    bandId: bandFor(bandsOf(scorer), total).id,
  };
}

/** Fewest steps first; among equals those that say something else than the ones before, then the highest score. */
function choose(answers: readonly Answer[]): Answer[] {
  const left = [...answers].sort(byCostAndGain);
  const chosen: Answer[] = [];
  while (left.length > 0 && chosen.length < MOST_ANSWERS) {
    const said = new Set(chosen.flatMap(({ steps }) => steps.map(({ action }) => action.key)));
    const sharing = ({ steps }: Answer) => steps.filter(({ action }) => said.has(action.key)).length;
    const cheapest = left.filter(({ cost }) => cost === left[0]!.cost);
    const pick = cheapest.reduce((best, answer) => (sharing(answer) < sharing(best) ? answer : best));
    chosen.push(pick);
    left.splice(left.indexOf(pick), 1);
  }
  return chosen.sort(byCostAndGain);
}

const byCostAndGain = (a: Answer, b: Answer): number =>
  a.cost - b.cost || b.total - a.total || (keyOf(a) < keyOf(b) ? -1 : 1);

const keyOf = ({ steps }: Answer): string => steps.map(({ action, times }) => `${action.key}${times}`).join();
