import type { BandLookText } from "@/lib/present/leads-row";

export const NURTURE_STATES = ["enrolled", "left"] as const;
export type NurtureState = (typeof NURTURE_STATES)[number];

/** A lead on the list: every text is ready. */
export interface NurtureLine {
  /** Of the enrolment. */
  readonly id: string;
  readonly leadId: string;
  readonly name: string;
  readonly detail: string;
  readonly score: number | null;
  readonly band: BandLookText | null;
  readonly owner: { readonly id: string; readonly name: string } | null;
  /** "3 Nov" */
  readonly since: string;
  readonly lastContact: string | null;
  /** "Replied, 5 Nov"; null while enrolled. */
  readonly left: string | null;
  readonly mayRemove: boolean;
}

export interface NurturePage {
  readonly state: NurtureState;
  readonly lines: readonly NurtureLine[];
  readonly counts: Readonly<Record<NurtureState, number>>;
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
  readonly isFirst: boolean;
  /** Enrolling is switched on. */
  readonly isOn: boolean;
  readonly afterDays: number;
  /** Name of the band whose leads are enrolled. */
  readonly band: string;
  readonly mayManage: boolean;
  readonly mayExport: boolean;
}
