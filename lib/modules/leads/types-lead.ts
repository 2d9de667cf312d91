import type { BandSet } from "@/lib/core/scoring/types";
import type { LeadOverridesView } from "@/lib/modules/overrides/types-view";
import type { TimeContext } from "@/lib/present/format";
import type { LeadListItem } from "@/lib/present/leads-row";
import type { ExplainedScore, HistoryView } from "@/lib/present/leads-score";
import type { TimelineGroup } from "@/lib/present/leads-timeline";
import type { NextBandText } from "@/lib/present/next-band";
import type { TimelineCursor } from "./types";

export interface FieldText {
  readonly label: string;
  readonly value: string | null;
}

/** A lead's page, worded. */
export interface LeadView {
  readonly id: string;
  /** The same as in the list. */
  readonly row: LeadListItem;
  readonly email: string | null;
  readonly phone: string | null;
  /** "Bergen, Norway, 09:42 there" */
  readonly place: string | null;
  readonly notes: readonly string[];
  readonly explained: ExplainedScore | null;
  readonly history: HistoryView;
  /** Where the machine's score goes by itself; null for closed and unscored leads. */
  readonly nextBand: NextBandText | null;
  readonly timeline: { readonly groups: readonly TimelineGroup[]; readonly older: TimelineCursor | null };
  readonly counts: { readonly events: number; readonly scores: number };
  /** The open leads ranked next to it. */
  readonly neighbours: { readonly above: string | null; readonly below: string | null };
  readonly bandSet: BandSet;
  /** Grouped for the Fields tab; the first group is what the Why tab shows beside the score. */
  readonly fields: readonly { readonly title: string; readonly items: readonly FieldText[] }[];
  readonly overrides: LeadOverridesView;
  /** When the page was made, in whose zone: for times that are worded in the browser. */
  readonly clock: TimeContext;
  readonly mayRecompute: boolean;
  /** Erase the person behind it, with every trace. */
  readonly mayErase: boolean;
  /** Calls are logged in the queue. */
  readonly mayCall: boolean;
}
