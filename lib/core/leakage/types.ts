/** What the data says about a signal that may know the answer. Worded in lib/present. */

export type LeakageVerdict = "leak" | "suspect" | "fine";

/** attribute: a column as it was written, at whatever time. event, standard: counted as of the prediction moment. */
export type LeakageSource = "attribute" | "event" | "standard";

/** What a signal is called, and where it comes from. */
export interface LeakageName {
  readonly label: string;
  /** Column or event as the user wrote it. */
  readonly name: string;
  readonly source: LeakageSource;
}

/** How often a value was first written after the outcome was decided. */
export interface SeenAfterOutcome {
  /** 0..1 of `rows`. */
  readonly share: number;
  /** Filled values whose writing is dated. */
  readonly rows: number;
}

/**
 * Why a signal may know the answer. Shares and AUCs are 0..1; what each ground carries in `args`:
 * - predicts_alone: auc, low, high, rows, where ("all" rows, or only those where it is "filled")
 * - pure_levels: levels, rows, share (of filled rows), and of the largest level on either side allLevel, allRows,
 *   allRate, noneLevel, noneRows, noneRate (null where that side has none)
 * - blank_tells, empty_for_class: auc, low, high, blankPositives, blankNegatives (shares of each class)
 * - seen_after_outcome: share, rows
 * - copy_of_outcome: agreement (share of filled rows), rows, phi
 * - identifier: distinct, rows
 * - after_the_fact_name: words, kind ("decided", "judged", "written", "overwritten")
 */
export interface LeakageGround {
  readonly key: /** Ranks outcomes almost perfectly on its own. */
    | "predicts_alone"
    /** Levels in which nearly all, or nearly none, became positive. */
    | "pure_levels"
    /** Whether it is filled tells the outcome. */
    | "blank_tells"
    /** Empty for nearly all of one class. */
    | "empty_for_class"
    /** Values first seen after the outcome was decided. */
    | "seen_after_outcome"
    /** The outcome itself, renamed or recoded. */
    | "copy_of_outcome"
    /** A different value for nearly every lead. */
    | "identifier"
    /** Its name speaks of what sales writes down afterwards. */
    | "after_the_fact_name";
  readonly args: Readonly<Record<string, number | string | null>>;
}

export interface LeakageFinding {
  readonly key: string;
  readonly label: string;
  readonly verdict: LeakageVerdict;
  /**
   * AUC of the signal alone over all rows, blanks counted as a value of their own; turned to >= 0.5, out of sample for
   * categories; null where it cannot be had (one class, no value, too few of a class).
   */
  readonly auc: number | null;
  readonly aucLow: number | null;
  readonly aucHigh: number | null;
  /** AUC of "is it filled" alone, turned to >= 0.5; null for one class, and where every row is filled or none. */
  readonly missingAuc: number | null;
  readonly missingAucLow: number | null;
  readonly missingAucHigh: number | null;
  /** Share of rows with a value. */
  readonly coverage: number;
  /** Strongest first; empty where the verdict is fine. */
  readonly grounds: readonly LeakageGround[];
}
