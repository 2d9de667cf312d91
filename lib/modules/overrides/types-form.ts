import type { OverrideDirection } from "@/lib/core/scoring/effective";
import type { BandSet } from "@/lib/core/scoring/types";
import type { OverrideCategory, WishedValue } from "./types";

/** What becomes of the lead when its effective band is this one, worded on the server. */
export interface Consequence {
  readonly bandId: string;
  /** "Ingrid moves to Hot now." */
  readonly lead: string;
  /** "Tomás Ferreira has until 10:16 to call." */
  readonly rest: string;
}

/** Everything the dialog shows before anything is typed. */
export interface OverrideForm {
  /** Of the override that this form will become: sent twice, it is the same one. */
  readonly id: string;
  readonly leadId: string;
  /** set: for managers and admins; request: for reps. */
  readonly mode: "set" | "request";
  readonly name: string;
  readonly detail: string;
  readonly machine: { readonly score: number; readonly bandId: string };
  readonly effective: { readonly score: number; readonly bandId: string };
  readonly bandSet: BandSet;
  readonly defaultDays: number;
  /** Epoch ms, and the workspace's zone: for worded ends. */
  readonly now: number;
  readonly timeZone: string;
  /** The override in force, which this form would replace. */
  readonly standing: StandingOverride | null;
  readonly consequences: readonly Consequence[];
}

export interface StandingOverride {
  readonly id: string;
  /** "Ruth Adeyemi set 75 today 08:16" */
  readonly words: string;
  readonly value: WishedValue;
  readonly category: OverrideCategory;
  readonly reason: string;
  readonly note: string | null;
  readonly direction: OverrideDirection;
}
