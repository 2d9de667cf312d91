/** What the data says about a signal that may know the answer. Worded in lib/present. */

export type LeakageVerdict = "leak" | "suspect" | "fine";

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
  /** AUC of the signal alone, turned to >= 0.5, out of sample for categories; null where it cannot be had. */
  readonly auc: number | null;
  readonly aucLow: number | null;
  readonly aucHigh: number | null;
  /** AUC of "is it filled" alone, turned to >= 0.5. */
  readonly missingAuc: number | null;
  readonly missingAucLow: number | null;
  readonly missingAucHigh: number | null;
  /** Share of rows with a value. */
  readonly coverage: number;
  /** Strongest first; empty where the verdict is fine. */
  readonly grounds: readonly LeakageGround[];
}
