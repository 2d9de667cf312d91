import type { LeakageFinding, LeakageGround, LeakageVerdict } from "../core/leakage/types.ts";
import type { OutcomeDefinition } from "../core/outcomes/types.ts";
import { formatCount, formatNumber, formatRange, formatShare } from "./format.ts";

/** Why a column may know the outcome, a sentence a ground. */

export const VERDICT_WORDS: Readonly<
  Record<LeakageVerdict, { readonly name: string; readonly remark: string }>
> = {
  leak: { name: "Leak", remark: "left out" },
  suspect: { name: "Suspect", remark: "your call; in until you leave it out" },
  fine: { name: "Fine", remark: "" },
};

/** How leads of either class are spoken of: "the leads that ...", "a lead that ...". */
export interface ClassWords {
  readonly became: string;
  readonly notBecame: string;
  readonly oneBecame: string;
  readonly oneNotBecame: string;
}

const CUSTOMERS: ClassWords = {
  became: "became customers",
  notBecame: "were lost",
  oneBecame: "became a customer",
  oneNotBecame: "was lost",
};

/** The words of an outcome; customers where none is said. */
export function classWords({ kind, name }: Pick<OutcomeDefinition, "kind" | "name">): ClassWords {
  const words = (became: string, notBecame: string): ClassWords => ({
    ...{ became, notBecame, oneBecame: became, oneNotBecame: notBecame },
  });
  switch (kind) {
    case "won_deal":
      return CUSTOMERS;
    case "qualified_meeting":
      return words("had a qualified meeting", "had no qualified meeting");
    case "paid_trial":
      return words("paid after the trial", "did not pay");
    case "own":
      return words(`reached “${name}”`, `did not reach “${name}”`);
  }
}

/** One ground in one sentence, with its figures. */
export function wordGround(ground: LeakageGround, words: ClassWords = CUSTOMERS): string {
  const { args } = ground;
  switch (ground.key) {
    case "predicts_alone":
      return wordAlone(args, words);
    case "pure_levels":
      return wordLevels(args, words);
    case "blank_tells":
      return wordBlanks(args, words);
    case "empty_for_class":
      return wordEmpty(args, words);
    case "seen_after_outcome":
      return `${shareOf(args.share)} of its ${formatCount(number(args.rows), "dated value")} ${
        number(args.rows) === 1 ? "was" : "were"
      } first written after the outcome was decided.`;
    case "copy_of_outcome":
      return `Says the same as the outcome for ${shareOf(args.agreement)} of ${formatCount(number(args.rows), "lead")}: it is the outcome under another name.`;
    case "identifier":
      return args.distinct === args.rows
        ? `Another value for each of ${formatCount(number(args.rows), "lead")}: it names a lead and says nothing about the next one.`
        : `${formatNumber(number(args.distinct))} values for ${formatCount(number(args.rows), "lead")}: it names a lead and says nothing about the next one.`;
    case "after_the_fact_name":
      return wordName(String(args.words ?? ""), args.kind);
  }
}

/** Why a column is left out, asked about or kept, in a sentence or two. */
export function wordVerdict(finding: LeakageFinding, words: ClassWords = CUSTOMERS): string {
  const [strongest] = finding.grounds;
  if (finding.verdict === "fine" || !strongest) return wordFine(finding);
  const sentence = wordGround(strongest, words);
  const question = finding.verdict === "suspect" ? QUESTIONS[strongest.key] : undefined;
  return question ? `${sentence} ${question}` : sentence;
}

const BEFORE_OR_AFTER = "Is it filled in before or after the call?";
const QUESTIONS: Partial<Record<LeakageGround["key"], string>> = {
  predicts_alone: BEFORE_OR_AFTER,
  pure_levels: BEFORE_OR_AFTER,
  blank_tells: BEFORE_OR_AFTER,
  empty_for_class: BEFORE_OR_AFTER,
  identifier: "Or is it an amount?",
};

type Args = LeakageGround["args"];
type Arg = Args[string] | undefined;

const number = (arg: Arg): number => (typeof arg === "number" && Number.isFinite(arg) ? arg : 0);

/** "97 %"; never 0 or 100 % for what is not quite so. */
function shareOf(arg: Arg): string {
  const share = number(arg);
  if (share > 0 && share < 0.005) return "under 1 %";
  if (share < 1 && share >= 0.995) return "over 99 %";
  return formatShare(share);
}

/** The same where a share stands for people: "all", "none". */
const quantityOf = (arg: Arg): string => {
  const share = number(arg);
  return share === 0 ? "none" : share === 1 ? "all" : shareOf(arg);
};

const LONGEST_LEVEL = 60;

function quoted(arg: Arg): string {
  const text = String(arg ?? "");
  const letters = [...text];
  return `“${letters.length > LONGEST_LEVEL ? `${letters.slice(0, LONGEST_LEVEL - 1).join("")}…` : text}”`;
}

function wordAlone(args: Args, { oneBecame, oneNotBecame }: ClassWords): string {
  const subject = args.where === "filled" ? "Where it is filled, it alone" : "Alone, it";
  const percent = number(args.auc) * 100;
  const from = number(args.low) * 100;
  const to = number(args.high) * 100;
  const range = Math.round(from) === Math.round(to) ? "" : ` (${formatRange(from, to)})`;
  const often =
    percent === 100
      ? "every time"
      : percent >= 99.5
        ? "nearly every time"
        : `${formatNumber(percent)} times in 100${range}`;
  return `${subject} puts a lead that ${oneBecame} above one that ${oneNotBecame} ${often}.`;
}

function wordLevels(args: Args, { became }: ClassWords): string {
  const sides = (["all", "none"] as const)
    .filter((side) => args[`${side}Level`] !== null && args[`${side}Level`] !== undefined)
    .map((side) => ({
      leads: number(args[`${side}Rows`]),
      level: quoted(args[`${side}Level`]),
      rate: quantityOf(args[`${side}Rate`]),
    }));
  const [first, second] = sides;
  if (!first) return `Its values nearly always tell which leads ${became}.`;
  const start = `Of the ${formatCount(first.leads, "lead")} with ${first.level}, ${first.rate} ${became}`;
  if (!second) return `${start}.`;
  return `${start}; of the ${formatNumber(second.leads)} with ${second.level}, ${second.rate}.`;
}

/** The emptier class first. */
function wordBlanks(args: Args, { became, notBecame }: ClassWords): string {
  const sides = [
    { who: notBecame, blank: args.blankNegatives },
    { who: became, blank: args.blankPositives },
  ].sort((a, b) => number(b.blank) - number(a.blank));
  const [more, fewer] = sides as [(typeof sides)[0], (typeof sides)[0]];
  return `Blank for ${quantityOf(more.blank)} of the leads that ${more.who}, and for ${quantityOf(fewer.blank)} of those that ${fewer.who}.`;
}

/** The fuller class first. */
function wordEmpty(args: Args, { became, notBecame }: ClassWords): string {
  const sides = [
    { who: notBecame, filled: 1 - number(args.blankNegatives) },
    { who: became, filled: 1 - number(args.blankPositives) },
  ].sort((a, b) => b.filled - a.filled);
  const [more, fewer] = sides as [(typeof sides)[0], (typeof sides)[0]];
  return `Filled for ${quantityOf(more.filled)} of the leads that ${more.who}, and for ${quantityOf(fewer.filled)} of those that ${fewer.who}: the blank tells.`;
}

function wordName(words: string, kind: Arg): string {
  const name = `“${words.charAt(0).toUpperCase()}${words.slice(1)}” in its name`;
  switch (kind) {
    case "decided":
      return `${name}: such a column is usually filled in once the outcome is known.`;
    case "written":
      return `${name}: such a column is usually written while the lead is worked, up to the end.`;
    case "overwritten":
      return `${name}: such a column is overwritten over time, so it may describe the end of the story.`;
    default:
      return `${name}: such a column is usually judged while the lead is worked, so it may know the end.`;
  }
}

function wordFine({ auc, aucLow, coverage }: LeakageFinding): string {
  if (coverage === 0) return "Never filled.";
  if (auc === null || aucLow === null) return "Too few leads to tell.";
  if (aucLow >= 0.7) return "Strong alone, but nothing says that it was written later.";
  if (aucLow > 0.5) return "Tells something, and nothing says that it was written later.";
  return "Tells next to nothing alone.";
}
