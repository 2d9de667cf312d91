/** What a tenant predicts, and from which moment on it looks forward. All of it is frozen in a training run. */

export type OutcomeKind = "won_deal" | "qualified_meeting" | "paid_trial" | "own";

/** The time a window of `windowDays` begins at. */
export type OutcomeAnchor = "lead_created" | "first_touch" | "prediction_moment";

export interface OutcomeDefinition {
  readonly kind: OutcomeKind;
  /** What a positive is called on screens: "closed won", "qualified meeting". */
  readonly name: string;
  /** Key of the rows in `outcomes`. */
  readonly outcome: string;
  readonly anchor: OutcomeAnchor;
  /** Days after the anchor within which it must happen; null: whenever it was decided. */
  readonly windowDays: number | null;
}

/** When a historical lead is measured: what is known then may be learnt from, what comes after is the answer. */
export type PredictionMoment =
  | { readonly kind: "created_plus"; readonly hours: number }
  | { readonly kind: "first_session_end" }
  /** The first time at least `count` events of these types have happened. */
  | { readonly kind: "behaviour"; readonly types: readonly string[]; readonly count: number }
  /** One calendar moment for every lead created before it. */
  | { readonly kind: "calendar"; readonly at: number }
  /** The values of the file as they stand: for imported tables without events. */
  | { readonly kind: "as_imported" };

/** Why a lead is not learnt from. */
export type DropReason =
  /** The window has not elapsed. */
  | "immature"
  /** It was won or lost before the moment it would have been scored at. */
  | "decided_before_moment"
  | "undecided"
  /** Neither creation nor the asked-for behaviour is dated, or it never happened. */
  | "no_moment";

export type DropCounts = Readonly<Record<DropReason, number>>;
