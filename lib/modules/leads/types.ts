import type { BandSet } from "@/lib/core/scoring/types";
import type { TopReasons } from "@/lib/modules/scoring/types";

/** Who asks, and what "mine", "best band" and "quiet" mean to them: proven by the loader, needed by every query. */
export interface ListScope {
  readonly tenantId: string;
  readonly userId: string;
  readonly bandSet: BandSet;
  readonly now: Date;
  /** Only these leads: an export of what was selected. */
  readonly only?: readonly string[];
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** A row of the list as the database has it; lib/present/leads-row words it. */
export interface LeadListRow {
  readonly id: string;
  readonly externalId: string | null;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly company: string | null;
  readonly jobTitle: string | null;
  readonly source: string | null;
  readonly status: string;
  readonly ownerId: string | null;
  readonly createdAt: Date | null;
  readonly lastActivityAt: Date | null;
  readonly closedAt: Date | null;
  /** The machine's; null: never scored. */
  readonly scoreTotal: number | null;
  readonly previousScore: number | null;
  readonly scoreChangedOn: Date | null;
  readonly scoreUpdatedOn: Date | null;
  readonly effectiveScore: number;
  readonly effectiveBand: string | null;
  readonly topReasons: Partial<TopReasons>;
}

export interface LeadPage {
  readonly rows: readonly LeadListRow[];
  /** Cursors of the pages beside this one; null at the ends. */
  readonly next: string | null;
  readonly previous: string | null;
}

/** A count that stops counting: at least so many. */
export interface CappedCount {
  readonly count: number;
  readonly capped: boolean;
}

export interface BandCounts {
  /** By band id; leads never scored under "". */
  readonly byBand: ReadonlyMap<string, number>;
  readonly total: CappedCount;
}

/** One lead whole, as the database has it. */
export interface LeadDetail extends LeadListRow {
  readonly phone: string | null;
  readonly country: string | null;
  readonly city: string | null;
  readonly industry: string | null;
  readonly employees: number | null;
  readonly website: string | null;
  readonly campaign: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly team: string | null;
  readonly territory: string | null;
  readonly recordedAt: Date;
  readonly qualityFlags: readonly string[];
  readonly fitScore: number | null;
  readonly intentScore: number | null;
  readonly firstContactAt: Date | null;
  readonly firstContactScore: number | null;
  readonly isOpen: boolean;
  /** The machine's. */
  readonly scoreBand: string | null;
  readonly previousBand: string | null;
  readonly bandSince: Date | null;
  readonly dueAt: Date | null;
  readonly dueKind: "respond" | "follow_up" | null;
  readonly snoozedUntil: Date | null;
  readonly lastContactAt: Date | null;
}

export type LeadTab = "why" | "timeline" | "history" | "fields";

/** Where a timeline goes on: the last event shown. */
export interface TimelineCursor {
  readonly at: number;
  readonly id: string;
}
