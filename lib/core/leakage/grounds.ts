import { type Interval, wilsonInterval } from "../evaluation/wilson.ts";
import { afterTheFactName } from "./after-the-fact-names.ts";
import type { AucEstimate } from "./auc-interval.ts";
import type { ClassCounts, ColumnFacts } from "./column-facts.ts";
import type { Identifier } from "./identifier.ts";
import { type LevelCount, pureLevels } from "./pure-levels.ts";
import type { LeakageGround, LeakageName, SeenAfterOutcome } from "./types.ts";

/** A ground, and whether it convicts by itself. */
export interface Charge {
  readonly convicts: boolean;
  readonly ground: LeakageGround;
}

export interface Evidence {
  readonly facts: ColumnFacts;
  readonly classes: ClassCounts;
  readonly name: LeakageName;
  readonly identifier: Identifier | null;
  readonly seen: SeenAfterOutcome | null;
}

/** Attributes may have been written at any time; what is counted as of a moment needs far more against it. */
const ALONE = {
  attribute: { leak: 0.95, leakLow: 0.9, suspectLow: 0.88 },
  dated: { leak: 0.98, leakLow: 0.95, suspectLow: 0.93 },
} as const;
/** Correlation of two yes-or-no columns from which one is the other, renamed. */
const COPY_PHI = 0.9;
const COPY_LEVELS = 12;
const COPY_LEAST_OF_A_CLASS = 10;
/** Pure levels convict where they are half of what is filled; by blanks as well, where they are a fifth. */
const PURE = { leakShare: 0.5, leakRows: 0.1, withBlanksShare: 0.2, withBlanksRows: 0.05, suspectRows: 0.15 };
const PURE_SPARSE_ROWS = 0.02;
/** 0.55 is ten points between the classes in how many are filled. */
const BLANK = { leakLow: 0.8, withPureLow: 0.6, suspectLow: 0.55 };
const EMPTY = { leakHigh: 0.05, leakOther: 0.25, suspectHigh: 0.02, suspectOther: 0.05 };
const SEEN = { leakShare: 0.5, leakLow: 0.3, suspectLow: 0.05 };

/** Everything that speaks against a column, strongest first. */
export function chargesAgainst(evidence: Evidence): Charge[] {
  const isAttribute = evidence.name.source === "attribute";
  const found = [
    copyCharge(evidence),
    isAttribute ? identifierCharge(evidence) : null,
    aloneCharge(evidence, isAttribute),
    ...(isAttribute ? fillingCharges(evidence) : []),
    seenCharge(evidence),
    isAttribute ? nameCharge(evidence) : null,
  ].filter((charge) => charge !== null);
  return [...found.filter(({ convicts }) => convicts), ...found.filter(({ convicts }) => !convicts)];
}

const charge = (convicts: boolean, key: LeakageGround["key"], args: LeakageGround["args"]): Charge => ({
  convicts,
  ground: { key, args },
});

/** Each level taken for what most of its rows became: phi of that with the outcome, over the filled rows. */
function copyCharge({ facts: { levels, filled, filledPositives } }: Evidence): Charge | null {
  if (levels.length < 2 || levels.length > COPY_LEVELS) return null;
  const filledNegatives = filled - filledPositives;
  if (Math.min(filledPositives, filledNegatives) < COPY_LEAST_OF_A_CLASS) return null;
  let truePositives = 0;
  let said = 0;
  for (const { rows, positives } of levels) {
    if (positives * 2 <= rows) continue;
    said += rows;
    truePositives += positives;
  }
  const margin = said * (filled - said) * filledPositives * filledNegatives;
  if (margin === 0) return null;
  const phi = (truePositives * filled - said * filledPositives) / Math.sqrt(margin);
  if (phi < COPY_PHI) return null;
  const agreement = (truePositives + filledNegatives - (said - truePositives)) / filled;
  return charge(true, "copy_of_outcome", { agreement, rows: filled, phi });
}

function identifierCharge({ identifier }: Evidence): Charge | null {
  if (identifier === null) return null;
  const { distinct, rows, isSure } = identifier;
  return charge(isSure, "identifier", { distinct, rows });
}

function aloneCharge({ facts, classes }: Evidence, isAttribute: boolean): Charge | null {
  const limits = isAttribute ? ALONE.attribute : ALONE.dated;
  const rows = classes.positives + classes.negatives;
  const convicts = (auc: AucEstimate | null) =>
    auc !== null && auc.value >= limits.leak && auc.low >= limits.leakLow;
  const args = (auc: AucEstimate, where: "all" | "filled") => ({
    ...{ auc: auc.value, low: auc.low, high: auc.high },
    ...{ rows: where === "all" ? rows : facts.filled, where },
  });
  const { auc, filledAuc } = facts;
  if (auc && convicts(auc)) return charge(true, "predicts_alone", args(auc, "all"));
  if (filledAuc && convicts(filledAuc)) return charge(true, "predicts_alone", args(filledAuc, "filled"));
  if (auc && auc.low >= limits.suspectLow) return charge(false, "predicts_alone", args(auc, "all"));
  return null;
}

/** What levels and blanks tell. Either may convict; both together convict with less. */
function fillingCharges({ facts, classes }: Evidence): (Charge | null)[] {
  const { levels, filled, filledPositives, missingAuc } = facts;
  const rows = classes.positives + classes.negatives;
  if (classes.positives === 0 || classes.negatives === 0) return [];
  const pure = pureLevels(facts.isOrdered ? [] : levels, classes.positives / rows);
  const hasBothSides = pure.all.length > 0 && pure.none.length > 0;
  const ofFilled = filled === 0 ? 0 : pure.rows / filled;
  const ofRows = pure.rows / rows;
  const together =
    hasBothSides &&
    ofFilled >= PURE.withBlanksShare &&
    ofRows >= PURE.withBlanksRows &&
    (missingAuc?.low ?? 0) >= BLANK.withPureLow;
  const pureConvicts = together || (hasBothSides && ofFilled >= PURE.leakShare && ofRows >= PURE.leakRows);
  const isPureSuspect =
    ofRows >= PURE.suspectRows || (ofFilled >= PURE.leakShare && ofRows >= PURE_SPARSE_ROWS);
  const found: (Charge | null)[] = [];
  const blanks = {
    ...{ auc: missingAuc?.value ?? null, low: missingAuc?.low ?? null, high: missingAuc?.high ?? null },
    blankPositives: 1 - filledPositives / classes.positives,
    blankNegatives: 1 - (filled - filledPositives) / classes.negatives,
  };
  const empty = emptyForClass(facts, classes);
  if (empty) found.push(charge(empty === "leak", "empty_for_class", blanks));
  if (pureConvicts || isPureSuspect)
    found.push(
      charge(pureConvicts, "pure_levels", {
        levels: pure.all.length + pure.none.length,
        rows: pure.rows,
        share: ofFilled,
        ...ofLevel("all", pure.all[0]),
        ...ofLevel("none", pure.none[0]),
      }),
    );
  if (!empty && missingAuc && missingAuc.low >= BLANK.suspectLow)
    found.push(charge(together || missingAuc.low >= BLANK.leakLow, "blank_tells", blanks));
  return found;
}

const ofLevel = (side: "all" | "none", level: LevelCount | undefined): LeakageGround["args"] => ({
  [`${side}Level`]: level?.level ?? null,
  [`${side}Rows`]: level?.rows ?? null,
  [`${side}Rate`]: level ? level.positives / level.rows : null,
});

/** Filled for hardly any of one class and for many of the other, chance allowed for. */
function emptyForClass(facts: ColumnFacts, classes: ClassCounts): "leak" | "suspect" | null {
  const ofPositives = wilsonInterval(facts.filledPositives, classes.positives, 0.99);
  const ofNegatives = wilsonInterval(facts.filled - facts.filledPositives, classes.negatives, 0.99);
  if (ofPositives === null || ofNegatives === null) return null;
  const isSplit = (empty: Interval, other: Interval, high: number, low: number) =>
    empty.high <= high && other.low >= low;
  const either = (high: number, low: number) =>
    isSplit(ofPositives, ofNegatives, high, low) || isSplit(ofNegatives, ofPositives, high, low);
  if (either(EMPTY.leakHigh, EMPTY.leakOther)) return "leak";
  return either(EMPTY.suspectHigh, EMPTY.suspectOther) ? "suspect" : null;
}

function seenCharge({ seen }: Evidence): Charge | null {
  if (seen === null || !(seen.share >= 0 && seen.share <= 1)) return null;
  const { share, rows } = seen;
  const interval = wilsonInterval(Math.round(share * rows), rows);
  if (interval === null || interval.low < SEEN.suspectLow) return null;
  const convicts = share >= SEEN.leakShare && interval.low >= SEEN.leakLow;
  return charge(convicts, "seen_after_outcome", { share, rows });
}

/** A telling name asks only where the column tells anything, or where that cannot be known. */
function nameCharge({ facts, name }: Evidence): Charge | null {
  const found = afterTheFactName(name.name);
  if (found === null) return null;
  const { auc, missingAuc } = facts;
  const isMute = auc !== null && auc.low <= 0.5 && (missingAuc?.low ?? 0) <= 0.5;
  return isMute ? null : charge(false, "after_the_fact_name", { words: found.words, kind: found.kind });
}
