import { z } from "zod";

/** Which suggestions a person accepted, each with the points that were shown. */
export const suggestionWishSchema = z.strictObject({
  rulesId: z.uuid(),
  runId: z.uuid(),
  accepted: z
    .array(z.strictObject({ key: z.string().min(1).max(100), points: z.int().min(0).max(100) }))
    .min(1, "Accept at least one suggestion.")
    .max(500)
    .refine((list) => new Set(list.map(({ key }) => key)).size === list.length, "A rule is named twice."),
});
export type SuggestionWish = z.infer<typeof suggestionWishSchema>;

export interface AcceptedSuggestions {
  readonly ok: true;
  readonly id: string;
  readonly version: string;
  /** False while a model scores: the version waits in the registry. */
  readonly takesOver: boolean;
}

export interface SuggestionRefusal {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
}

/** One suggestion, ready to print. */
export interface SuggestionRow {
  readonly key: string;
  readonly label: string;
  /** Most that the rule would give, without sign: what an acceptance names. */
  readonly points: number;
  /** "12 points"; null for a new rule */
  readonly before: string | null;
  /** "25 points"; "Put aside" */
  readonly after: string;
  /** "Referral 13, Form 4"; null where the points say it all. */
  readonly levels: string | null;
  /** "Of 214 leads with it, 61 % became customers; of 3,018 without, 12 %." */
  readonly evidence: string;
  /** "0.25 (0.19 to 0.31)" */
  readonly correlation: string;
}

export interface SuggestionGroup {
  readonly name: string;
  readonly remark: string;
  readonly rows: readonly SuggestionRow[];
}

/** A rule that history changes nothing about, and why. */
export interface StandingRule {
  readonly key: string;
  readonly label: string;
  readonly points: string;
  readonly why: string;
}

export interface SuggestionsData {
  readonly rulesId: string;
  readonly rulesVersion: string;
  readonly runId: string;
  /** "Read from 3,232 leads of the run of 21 Nov, 08:49: ..." */
  readonly basis: string;
  readonly groups: readonly SuggestionGroup[];
  readonly standing: readonly StandingRule[];
  /** What scores while it is a model: "Model v1". */
  readonly modelInUse: string | null;
  readonly leads: number;
  readonly mayPublish: boolean;
}
